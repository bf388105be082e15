import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { buildSync } from 'esbuild';
import { parseAllDocuments } from 'yaml';
import { BIN, command, program, Run } from './command';
import { version } from '../../package.json';
import { packedCommand } from '../support/packed-command';

/*
 * The command as users start it: the few things that only a process of its own can show. All but one run it from a bundle, as the
 * package has it: a checkout compiles its sources at each start.
 */

const R = 'kata-as-coco-runtime';
const CHART = 'confidential-containers@0.16.0';
const LABELS = 4000;

const WARNING = `--set ${R}.image.tag=latest`;

let folder: string;
let runs: Record<string, Run>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cdk8s-coco-'));
  const big = join(folder, 'big.yaml');
  const labels = Object.fromEntries(Array.from({ length: LABELS }, (_, index) => [`example.com/label-${index}`, `value-${index}`]));
  writeFileSync(big, JSON.stringify({ [R]: { nodeSelector: labels } }));
  writeFileSync(join(folder, 'relative.yaml'), `${R}: {env: {debug: "true"}}`);
  const { bundle, bin } = packedCommand(folder);
  buildSync({ entryPoints: [join(__dirname, '../../src/cli/main.ts')], bundle: true, platform: 'node', format: 'cjs', target: 'node20', outfile: bundle });
  /** Runs the command in a process whose output is a pipe. */
  const spawned = (args: readonly string[], options: { readonly stdin?: string; readonly cwd?: string } = {}) => (
    program([process.execPath, bin, ...args], options));
  /** The shell command line that runs the command, for pipes. */
  const shell = (args: string) => `"${process.execPath}" "${bin}" ${args}`;
  const started: Record<string, () => Promise<Run>> = {
    version: () => spawned(['--version'], { cwd: folder }),
    checkout: () => program([process.execPath, BIN, 'render', CHART, '-f', 'relative.yaml'], { cwd: folder }),
    first: () => spawned(['render', CHART, '-f', 'relative.yaml'], { cwd: folder }),
    stdin: () => spawned(['render', CHART, '-f', '-'], { stdin: `${R}: {env: {debug: "true"}}` }),
    badStdin: () => spawned(['render', CHART, '--values', '-'], { stdin: 'a: 1\na: 2\n' }),
    refused: () => spawned(['render', CHART, '--set', `${R}.env.multiInstallSuffix=A_b`]),
    big: () => spawned(['render', CHART, '-f', big, '--phase', 'uninstall']),
    full: () => program(['bash', '-c', `${shell(`render ${CHART}`)} > /dev/full`]),
    nowhereToTell: () => program(['bash', '-c', `${shell(`render ${CHART} ${WARNING}`)} 2> /dev/full`]),
    closed: () => program(['bash', '-c', `${shell(`render ${CHART} ${WARNING}`)} 2>&-`]),
    refusedSilently: () => program(['bash', '-c', `${shell('render nothing')} 2> /dev/full`]),
    head: () => program(['bash', '-c', `set -o pipefail; ${shell(`render ${CHART} -f ${big}`)} | head -1`]),
  };
  // Two at a time: each takes a core.
  const names = Object.keys(started);
  const results: Record<string, Run> = {};
  await Promise.all([0, 1].map(async () => {
    for (let name = names.shift(); name; name = names.shift()) results[name] = await started[name]();
  }));
  runs = results;
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

test('--version, from any folder', () => {
  expect(runs.version).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
});

test('a file by its relative path; the same bytes as in another process', () => {
  expect(runs.first).toEqual(command('render', CHART, '--set-string', `${R}.env.debug=true`));
  expect(runs.checkout).toEqual(runs.first);
  expect(runs.first.status).toBe(0);
});

test('values from standard input', () => {
  expect(runs.stdin).toEqual(runs.first);
  expect(runs.badStdin).toEqual({
    status: 1,
    stdout: '',
    stderr: 'error: standard input:2:1: the key a appears twice (first on line 1), and Helm would silently take the last; keep one of them\n',
  });
});

test('an error: exit status 1, nothing on standard output, no stack trace', () => {
  expect(runs.refused).toEqual({
    status: 1,
    stdout: '',
    stderr: `error: ${R}.env.multiInstallSuffix: got "A_b"; allowed: a-z, 0-9 and "-", neither first nor last a "-". `
      + 'It becomes part of the names of objects, RuntimeClasses and handlers.\n',
  });
});

test('a big stream arrives whole through a pipe', () => {
  expect([runs.big.status, runs.big.stderr]).toEqual([0, '']);
  expect(runs.big.stdout.length).toBeGreaterThan(5 * 65536);
  const documents = parseAllDocuments(runs.big.stdout);
  expect(documents.flatMap(({ errors }) => errors)).toEqual([]);
  const required = documents[3].toJS().spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution;
  expect(required.nodeSelectorTerms[0].matchExpressions).toHaveLength(LABELS + 1); // and Linux
});

test('a full disk: exit status 1 and one line', () => {
  expect(runs.full).toEqual({ status: 1, stdout: '', stderr: 'error: cannot write to standard output (ENOSPC)\n' });
});

test('the exit status tells of the manifests, also where standard error cannot be written', () => {
  const whole = command('render', CHART, ...WARNING.split(' '));
  expect(whole.stderr).toMatch(/^warning: /);
  expect(runs.nowhereToTell).toEqual({ ...whole, stderr: '' });
  expect(runs.closed).toEqual({ ...whole, stderr: '' });
  expect(runs.refusedSilently).toEqual({ status: 1, stdout: '', stderr: '' });
});

test('a reader that closes the pipe early is no error', () => {
  expect(runs.head).toEqual({ status: 0, stdout: 'apiVersion: v1\n', stderr: '' });
});
