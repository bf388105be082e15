/*
 * Ratios of times, measured side by side in one run: numbers of different runs or machines say nothing beside each other.
 *
 *   npm run bench                                            all of them
 *   npm run bench -- charts                                  one of them: synth, render, charts, yaml
 *   npm run bench -- render --helm helm --chart FOLDER       with Helm beside it
 */
import { availableParallelism, cpus, loadavg } from 'os';
import { parseArgs } from 'util';
import { charts } from './charts';
import { Result } from './compare';
import { HelmOptions, render } from './render';
import { synth } from './synth';
import { yaml } from './yaml';

const BENCHMARKS: Record<string, (options: HelmOptions) => Result[]> = { synth, render, charts, yaml };

const { values: options, positionals } = parseArgs({
  options: { helm: { type: 'string' }, chart: { type: 'string' } },
  allowPositionals: true,
});
const unknown = positionals.find((name) => !BENCHMARKS[name]);
if (unknown !== undefined) {
  console.error(`error: unknown benchmark "${unknown}"; allowed: ${Object.keys(BENCHMARKS).join(', ')}`);
  process.exit(1);
}

const names = positionals.length ? positionals : Object.keys(BENCHMARKS);
const results = names.flatMap((name) => BENCHMARKS[name](options));
const rows = [
  ['what', 'A', 'B', 'B/A'],
  ...results.map(({ what, a, b, ratio }) => [what, a, b, ratio.toFixed(2)]),
];
const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
for (const row of rows) console.log(row.map((cell, column) => cell.padEnd(widths[column])).join(' | ').trimEnd());
const load = loadavg()[0].toFixed(1);
console.log(`\nmedian (fastest-slowest); Node ${process.version}, ${availableParallelism()} cores (${cpus()[0].model.trim()}), load ${load}`);
