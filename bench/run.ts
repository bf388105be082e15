/*
 * Ratios of times, measured side by side in one run: numbers of different runs or machines say nothing beside each other.
 *
 *   npm run bench                                            all of them
 *   npm run bench -- charts                                  one of them: see BENCHMARKS
 *   npm run bench -- render --helm PROGRAM --charts FOLDER --node24 PROGRAM
 *   npm run bench -- order --plot bench/order.svg
 *   npm run bench -- fleet --helm PROGRAM --chart FOLDER --out FOLDER
 *
 * Where a bar is missed, the exit status is 1. README.md says what is measured.
 */
import { availableParallelism, cpus, loadavg } from 'os';
import { parseArgs } from 'util';
import { charts } from './charts';
import { Result } from './compare';
import { fleet } from './fleet';
import { library } from './library';
import { order } from './order';
import { Programs } from './programs';
import { render } from './render';
import { start } from './start';
import { synth } from './synth';
import { yaml } from './yaml';
import { UserError } from '../test/support/command';

const BENCHMARKS: Record<string, (programs: Programs) => Result[]> = {
  synth, render, start, library, charts, yaml, order, fleet,
};

const { values: options, positionals } = parseArgs({
  options: {
    helm: { type: 'string' },
    charts: { type: 'string' },
    chart: { type: 'string' },
    out: { type: 'string' },
    node24: { type: 'string' },
    plot: { type: 'string' },
  },
  allowPositionals: true,
});
const unknown = positionals.find((name) => !BENCHMARKS[name]);
if (unknown !== undefined) {
  console.error(`error: unknown benchmark "${unknown}"; allowed: ${Object.keys(BENCHMARKS).join(', ')}`);
  process.exit(1);
}

const names = positionals.length ? positionals : Object.keys(BENCHMARKS);
const unmeasured: string[] = [];
const results = names.flatMap((name) => {
  try {
    return BENCHMARKS[name](options);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    unmeasured.push(`${name}: not measured: ${error.message}`);
    return [];
  }
});
const rows = [
  ['what', 'A', 'B', 'B/A', 'bar', ''],
  ...results.map(({ what, a, b, ratio, bar, isMissed }) => [what, a, b, ratio.toFixed(2), bar, isMissed ? 'MISSED' : '']),
];
const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
for (const row of rows) console.log(row.map((cell, column) => cell.padEnd(widths[column])).join(' | ').trimEnd());
const load = loadavg()[0].toFixed(1);
console.log(`\nmedian (fastest-slowest); Node ${process.version}, ${availableParallelism()} cores (${cpus()[0].model.trim()}), load ${load}`);
for (const line of unmeasured) console.error(`error: ${line}`);
process.exitCode = unmeasured.length || results.some(({ isMissed }) => isMissed) ? 1 : 0;
