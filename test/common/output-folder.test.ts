import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OutputFolder, Owner } from '../../src/common/private/output-folder';

let root: string;
beforeEach(() => { root = mkdtempSync(join(tmpdir(), 'output-')); });
afterEach(() => rmSync(root, { recursive: true, force: true }));

const out = () => join(root, 'out');
const at = (path: string) => join(out(), path);
const read = (path: string) => readFileSync(at(path), 'utf8');
const OWNER: Owner = { name: 'the test', marker: '.test', text: 'ours\n' };
const files = (all: Record<string, string>) => new Map(Object.entries(all));

function update(all: Record<string, string>, gone: string[] = [], owner = OWNER) {
  const folder = new OutputFolder(out(), owner);
  try {
    return folder.update(files(all), gone);
  } finally {
    folder.close();
  }
}

test('what did not change keeps its time, what is gone goes with its folders, and nothing is left aside', () => {
  update({ 'a/b/one': '1', 'a/two': '2', 'three': '3' });
  for (const path of ['a/b/one', 'a/two', 'three', '.test']) utimesSync(at(path), 1, 1);
  expect(update({ 'a/two': '2', 'three': '4' }, ['a/b/one', 'a/c/never'])).toEqual({ written: ['three'], removed: ['a/b/one'], unchanged: 1 });
  expect(['a/two', '.test'].map((path) => statSync(at(path)).mtimeMs)).toEqual([1000, 1000]);
  expect((readdirSync(out(), { recursive: true }) as string[]).sort()).toEqual(['.test', 'a', 'a/two', 'three']);
});

test.each([
  ['a file in the place of a folder', (path: string) => writeFileSync(path, 'mine'), 'bad/file', /bad: is a file; allowed: a folder/],
  ['a link in the place of a folder', (path: string) => symlinkSync(root, path), 'bad/file', /bad: is a link; allowed: a folder/],
  ['a folder in the place of a file', (path: string) => mkdirSync(path), 'bad', /bad: is a folder; allowed: a file/],
])('%s: no file of the update changes', (_, put, path, message) => {
  update({ good: 'old' });
  put(at('bad'));
  expect(() => update({ good: 'new', [path]: 'x' })).toThrow(message);
  expect(read('good')).toBe('old');
  expect(readdirSync(out()).sort()).toEqual(['.test', 'bad', 'good']);
});

test('a name that the file system refuses: what was written aside goes', () => {
  expect(() => update({ ['x'.repeat(300)]: 'x' })).toThrow(/cannot be read or written: ENAMETOOLONG\. Make room or give rights/);
  expect(readdirSync(out())).toEqual(['.test']);
});

test('a folder in which nothing can be made', () => {
  if (process.platform !== 'linux') return;
  expect(() => new OutputFolder('/proc/no-such-folder/out', OWNER)).toThrow(/cannot be read or written: ENOENT/);
  writeFileSync(join(root, 'file'), '');
  expect(() => new OutputFolder(join(root, 'file/out'), OWNER)).toThrow(/cannot be read or written: ENOTDIR/);
  new OutputFolder(join(root, 'a/b/c'), OWNER).close();
  expect(readdirSync(join(root, 'a/b/c'))).toEqual(['.test']);
});

test('links: none is followed, in the place of the folder, of a file, of what is removed and of what is written aside', () => {
  writeFileSync(join(root, 'precious'), 'mine');
  mkdirSync(join(root, 'elsewhere'));
  writeFileSync(join(root, 'elsewhere/file'), 'mine');
  symlinkSync(join(root, 'elsewhere'), out());
  expect(() => update({})).toThrow(/out: is a link; allowed: a folder/);
  rmSync(out());
  update({ file: 'x' });
  rmSync(at('file'));
  symlinkSync(join(root, 'precious'), at('file'));
  symlinkSync(join(root, 'elsewhere'), at('below'));
  symlinkSync(join(root, 'elsewhere'), at('.test.tmp'));
  expect(update({ file: 'y' }, ['below/file']).removed).toEqual([]);
  expect([read('file'), readFileSync(join(root, 'precious'), 'utf8'), readdirSync(join(root, 'elsewhere'))]).toEqual(['y', 'mine', ['file']]);
  expect(existsSync(at('.test.tmp'))).toBe(false);
});

test('a folder of somebody else is refused, and so is what its owner does not allow', () => {
  mkdirSync(at('notes'), { recursive: true });
  expect(() => update({})).toThrow(/out: holds notes, which the test did not write; allowed: a folder that is empty or new, or that the test wrote\./);
  rmSync(at('notes'), { recursive: true });
  update({ 'a/b': 'x' });
  writeFileSync(at('a/other'), 'mine');
  expect(update({ 'a/b': 'x' }).unchanged).toBe(1);
  const foreign = (paths: readonly string[], text: string) => (text === 'ours\n' ? paths.filter((path) => path !== 'a/b') : []);
  expect(() => update({}, [], { ...OWNER, foreign })).toThrow(/out: holds a\/other, which the test did not write/);
});

test('parts of one folder, by several processes', () => {
  const parts = ['1', '2'].map((part) => new OutputFolder(out(), { ...OWNER, part }));
  parts.forEach((part, index) => part.update(files({ [`file-${index}`]: 'x' })));
  expect(readdirSync(out()).sort()).toEqual(['.test', '.test-1.tmp', '.test-2.tmp', 'file-0', 'file-1']);
  parts.forEach((part) => part.close());
  expect(readdirSync(out()).sort()).toEqual(['.test', 'file-0', 'file-1']);
});
