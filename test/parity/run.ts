/*
 * Compares what `render` prints with what Helm renders of upstream's charts, for the cases that lie beside this repository:
 *
 *   npm run parity [-- [--only REGEX] [--reference FOLDER] [--verbose]]
 *
 * --only       the cases whose path matches
 * --reference  one folder of cases (default: every one that is at hand)
 */
import { spawnSync } from 'child_process';
import { existsSync } from 'fs';
import { join, resolve } from 'path';
import { parseArgs } from 'util';

const ROOT = join(__dirname, '..', '..');
const SHARED = join(ROOT, '..', 'shared');
const PROGRAM = join(SHARED, 'parity', 'parity.mjs');
const FOLDERS = ['reference', 'reference-editions'].map((name) => join(SHARED, name)).filter((folder) => existsSync(folder));

const { values: options } = parseArgs({
  options: { only: { type: 'string' }, reference: { type: 'string' }, verbose: { type: 'boolean' } },
});
const folders = options.reference === undefined ? FOLDERS : [resolve(options.reference)];
if (!existsSync(PROGRAM) || !folders.length) throw new Error(`the cases are not at hand: there is no ${PROGRAM}`);

let cases = 0;
const failed = folders.filter((reference) => {
  process.stdout.write(`${reference}\n`);
  const { status, stdout } = spawnSync(process.execPath, [
    PROGRAM, '--reference', reference, ...(options.only ? ['--only', options.only] : []), ...(options.verbose ? ['--verbose'] : []),
    '--', process.execPath, join(ROOT, 'bin', 'cdk8s-coco'), 'render',
  ], { cwd: ROOT, encoding: 'utf8', maxBuffer: 1024 ** 3, stdio: ['ignore', 'pipe', 'inherit'] });
  process.stdout.write(stdout);
  cases += Number(/^parity: \d+ of (\d+) cases/m.exec(stdout)?.[1] ?? 0);
  return status !== 0;
});
if (!cases) throw new Error('there is no such case');
process.exitCode = failed.length ? 1 : 0;
