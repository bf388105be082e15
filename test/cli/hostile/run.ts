/*
 * Hostile command lines as processes of their own, with bounds: time of the processor and memory.
 *
 *   npm run test:hostile                  # of each group 12 large inputs and 12 others
 *   npm run test:hostile -- --cases 200
 *
 * A checkout compiles its sources at start. The time for that is measured first, and subtracted.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { argumentCases, documentCases, fileCases, HostileCase, schemaCases, setCases } from './cases';
import { complaints } from './verdict';
import { hasUnpairedSurrogate } from '../../../src/common/private/yaml/scalars';

const SECONDS = 2;
const MEGABYTES = 300;
/** A process that runs longer is stopped, and counts as failed. */
const PATIENCE = 60_000;

interface Usage {
  readonly seconds: number;
  readonly megabytes: number;
}

const BIN = join(__dirname, '..', '..', '..', 'bin', 'cdk8s-coco');
const folder = mkdtempSync(join(tmpdir(), 'cdk8s-coco-'));
const { values: options } = parseArgs({ options: { cases: { type: 'string', default: '12' } } });

/** What Linux takes as one argument. */
const LONGEST_ARGUMENT = 128 * 1024 - 1;
const possible = ({ args }: HostileCase) => args.every((arg) => arg.length < LONGEST_ARGUMENT && !arg.includes('\0') && !hasUnpairedSurrogate(arg));
const isLarge = ({ args, values }: HostileCase) => args.join(' ').length + (values?.length ?? 0) > 20_000;

/** As many as are asked for, from all parts of a list. */
function some<T>(all: readonly T[]): T[] {
  const stride = Math.max(1, all.length / Number(options.cases));
  return all.filter((_, index) => Math.floor(index / stride) > Math.floor((index - 1) / stride));
}

const groups: Record<string, readonly HostileCase[]> = {
  'arguments': argumentCases(), '--set': setCases(), 'values files': fileCases(), 'documents in values': documentCases(), 'places of schemas': schemaCases(),
};

try {
  process.exitCode = main();
} finally {
  rmSync(folder, { recursive: true });
}

function main(): number {
  const start = measured({ args: ['render', 'kata-deploy@4.1.0', '--set', 'nosuchkey=1'] }).usage;
  let failed = 0;
  for (const [name, cases] of Object.entries(groups)) {
    const chosen = [true, false].flatMap((large) => some(cases.filter((one) => possible(one) && isLarge(one) === large)));
    const worst = { seconds: 0, megabytes: 0 };
    for (const one of chosen) {
      const { usage, wrong } = measured(one);
      const seconds = Math.max(0, usage.seconds - start.seconds);
      worst.seconds = Math.max(worst.seconds, seconds);
      worst.megabytes = Math.max(worst.megabytes, usage.megabytes);
      const all = [...wrong, ...(seconds > SECONDS ? [`${seconds.toFixed(1)} s`] : []), ...(usage.megabytes > MEGABYTES ? [`${usage.megabytes.toFixed(0)} MB`] : [])];
      if (all.length) console.log(`FAIL ${all.join(', ')}: ${JSON.stringify([...one.args, String(one.values ?? '')]).slice(0, 200)}`);
      failed += all.length ? 1 : 0;
    }
    console.log(`${String(chosen.length).padStart(6)} ${name}: at most ${worst.seconds.toFixed(2)} s of the processor and ${worst.megabytes.toFixed(0)} MB`);
  }
  console.log(`${failed ? 0 : 1} passed, ${failed ? 1 : 0} failed`);
  return failed ? 1 : 0;
}

function measured(one: HostileCase): { readonly usage: Usage; readonly wrong: readonly string[] } {
  const { args, values } = one;
  const usageFile = join(folder, 'usage.json');
  const file = join(folder, 'values.yaml');
  if (values !== undefined) writeFileSync(file, values);
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, ['-r', join(__dirname, 'usage.js'), BIN, ...args, ...(values === undefined ? [] : ['-f', file])], {
    encoding: 'utf8', timeout: PATIENCE, killSignal: 'SIGKILL', maxBuffer: 2 ** 28, input: '', env: { ...process.env, HOSTILE_USAGE: usageFile },
  });
  if (signal) return { usage: { seconds: PATIENCE / 1000, megabytes: 0 }, wrong: [`ended by ${signal}`] };
  return { usage: JSON.parse(readFileSync(usageFile, 'utf8')) as Usage, wrong: complaints(one, { status: status ?? -1, stdout, stderr }) };
}
