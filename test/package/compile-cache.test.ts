import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REPOSITORY } from '../support/repository';

/*
 * The compile cache of the command for Node.js before 22.8. It works on every Node.js, so it is tested on each.
 */

let folder: string;
let cache: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdk8s-coco-compile-cache-'));
  cache = join(folder, 'cache');
  mkdirSync(join(folder, 'lib'));
  cpSync(join(REPOSITORY, 'bin/compile-cache.js'), join(folder, 'bin/compile-cache.js'));
  writeFileSync(join(folder, 'bin/start.js'), `
    require('./compile-cache').enable(require('path').join(__dirname, '../lib'), process.argv[2]);
    process.stdout.write(require('../lib/main.js').greet());
    process.exitCode = Number(process.argv[3] ?? 0);
  `);
  library('Hello');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function library(greeting: string): void {
  writeFileSync(join(folder, 'lib/main.js'), "const { word } = require('./word.js'); exports.greet = () => word() + ' from ' + require('path').basename(__filename);");
  writeFileSync(join(folder, 'lib/word.js'), `exports.word = () => ${JSON.stringify(greeting)};`);
}

/** Runs the program, and returns what it prints. */
function start(command = 'greet', env: NodeJS.ProcessEnv = {}): string {
  const ofJest = { NODE_V8_COVERAGE: undefined, NODE_DISABLE_COMPILE_CACHE: undefined };
  return execFileSync(process.execPath, [join(folder, 'bin/start.js'), command], {
    env: { ...process.env, ...ofJest, NODE_COMPILE_CACHE: cache, ...env }, encoding: 'utf8',
  });
}

const entries = () => readdirSync(cache).sort();
const entryOf = (file: string) => join(cache, entries().find((name) => name.endsWith(file)) ?? file);
const writtenAt = () => entries().map((name) => statSync(join(cache, name), { bigint: true }).mtimeNs);

test('a second run of a command uses what the first one compiled, and writes nothing; another command has entries of its own', () => {
  expect(start()).toBe('Hello from main.js');
  expect(entries()).toEqual([expect.stringMatching(/-main\.js$/), expect.stringMatching(/-word\.js$/)]);
  expect(statSync(cache).mode.toString(8)).toBe('40700');
  const first = writtenAt();
  expect(start()).toBe('Hello from main.js');
  expect(writtenAt()).toEqual(first);
  expect(start('part')).toBe('Hello from main.js');
  expect(entries()).toHaveLength(4);
});

test('another source of the same length is compiled', () => {
  start();
  library('Adieu');
  expect(start()).toBe('Adieu from main.js');
});

test.each([
  ['a changed byte', (entry: Buffer) => entry.fill(255 - entry[entry.length - 1], entry.length - 1)],
  ['a missing end', (entry: Buffer) => entry.subarray(0, entry.length / 2)],
])('an entry with %s is replaced', (_, damage) => {
  start();
  const entry = entryOf('word.js');
  const whole = readFileSync(entry);
  writeFileSync(entry, damage(Buffer.from(whole)));
  expect(start()).toBe('Hello from main.js');
  expect(readFileSync(entry).length).toBeGreaterThan(whole.length / 2);
  expect(entries()).toHaveLength(2);
});

test('a run that compiles many files prints no warning', () => {
  const names = Array.from({ length: 20 }, (_, index) => `part-${index}.js`);
  for (const name of names) writeFileSync(join(folder, 'lib', name), '');
  writeFileSync(join(folder, 'lib/word.js'), `${names.map((name) => `require('./${name}');`).join('\n')}\nexports.word = () => 'Hello';`);
  // --throw-deprecation is not for warnings of this kind: they are made errors.
  writeFileSync(join(folder, 'bin/strict.js'), "process.on('warning', (warning) => { throw warning; });");
  expect(start('greet', { NODE_OPTIONS: `--require ${join(folder, 'bin/strict.js')}` })).toBe('Hello from main.js');
  expect(entries()).toHaveLength(names.length + 2);
});

test('a run that fails keeps nothing', () => {
  expect(() => execFileSync(process.execPath, [join(folder, 'bin/start.js'), 'greet', '3'], {
    env: { ...process.env, NODE_V8_COVERAGE: undefined, NODE_COMPILE_CACHE: cache },
  })).toThrow();
  expect(entries()).toEqual([]);
});

test('a folder that others can write to is not used', () => {
  mkdirSync(cache);
  chmodSync(cache, 0o777);
  expect(start()).toBe('Hello from main.js');
  expect(entries()).toEqual([]);
});

test.each([
  ['NODE_DISABLE_COMPILE_CACHE', '1'],
  ['NODE_V8_COVERAGE', tmpdir()],
])('%s turns it off', (name, value) => {
  expect(start('greet', { [name]: value })).toBe('Hello from main.js');
  expect(existsSync(cache)).toBe(false);
});

test('a folder that cannot be made is no reason to fail', () => {
  writeFileSync(cache, '');
  expect(start()).toBe('Hello from main.js');
});
