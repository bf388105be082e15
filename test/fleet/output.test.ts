import { chmodSync, existsSync, mkdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configMap, Counted, filesOf, folders, named, synth, thrown, tree } from './support';

const folder = folders();
const out = () => join(folder.root, 'dist');
const at = (...names: string[]) => join(out(), 'clusters', ...names);
const FILE = 'one.k8s.yaml';

const one = new Counted((app, { name }) => { configMap(app, 'one', { name }); });
const two = new Counted((app) => { configMap(app, 'two', {}, 'other'); });

/** Gives all files an old time, and returns those that still have it after a run. */
function untouched(run: () => void): string[] {
  const files = filesOf(out());
  files.forEach((path) => utimesSync(join(out(), path), 1000, 1000));
  run();
  return files.filter((path) => existsSync(join(out(), path)) && statSync(join(out(), path)).mtimeMs === 1_000_000);
}

test('nothing changed: nothing is written', () => {
  synth(out(), named('a', 'b'), [one, two]);
  const before = tree(out());
  const left = untouched(() => {
    expect(synth(out(), named('a', 'b'), [one, two])).toMatchObject({
      files: { written: 0, unchanged: 4, removed: 0 },
      unchangedClusters: 2,
      newClusters: [],
      changedClusters: [],
      removedClusters: [],
    });
  });
  expect(left).toHaveLength(5);
  expect(tree(out())).toEqual(before);
});

test('only what changed is written', () => {
  synth(out(), named('a', 'b'), [one, two]);
  const clean = tree(out());
  writeFileSync(at('a', 'one', FILE), 'changed by hand');
  const ofTheSameLength = clean['clusters/b/two/two.k8s.yaml'].replace('other', 'OTHER');
  writeFileSync(at('b', 'two', 'two.k8s.yaml'), ofTheSameLength);
  const left = untouched(() => {
    const result = synth(out(), named('a', 'b', 'c'), [one, two]);
    expect([result.newClusters, result.changedClusters, result.files]).toEqual([['c'], ['a', 'b'], { written: 4, unchanged: 2, removed: 0 }]);
  });
  expect(left).toEqual(['.cdk8s-coco-fleet', 'clusters/a/two/two.k8s.yaml', 'clusters/b/one/one.k8s.yaml']);
  expect(tree(out())).toMatchObject(clean);
});

test('files of clusters and components that are gone are removed, and no others', () => {
  synth(out(), named('a', 'b', 'c'), [one, two]);
  mkdirSync(at('b', 'mine'));
  writeFileSync(at('b', 'mine', 'mine.yaml'), 'mine');
  writeFileSync(at('b', 'one', 'kustomization.yaml'), 'mine');
  writeFileSync(at('a', 'two', 'notes.k8s.yaml'), 'mine');
  writeFileSync(at('a', 'kustomization.yaml'), 'mine');
  writeFileSync(join(out(), 'README.md'), 'mine');
  const result = synth(out(), named('a'), [one]);
  expect([result.changedClusters, result.removedClusters, result.leftFolders, result.files]).toEqual(
    [['a'], ['b', 'c'], ['b'], { written: 0, unchanged: 1, removed: 5 }]);
  expect(filesOf(out())).toEqual([
    '.cdk8s-coco-fleet', 'README.md', 'clusters/a/kustomization.yaml', 'clusters/a/one/one.k8s.yaml', 'clusters/a/two/notes.k8s.yaml',
    'clusters/b/mine/mine.yaml', 'clusters/b/one/kustomization.yaml',
  ]);
  expect(existsSync(at('c'))).toBe(false);
  expect(result.text).toContain('other files are left in the folders of: b');
});

test('the empty folder of a component, which a run left that was killed between file and folder, is removed', () => {
  synth(out(), named('a', 'b'), [one, two]);
  for (const cluster of ['a', 'b']) rmSync(at(cluster, 'two', 'two.k8s.yaml'));
  expect(synth(out(), named('a'), [one]).files).toEqual({ written: 0, unchanged: 1, removed: 1 });
  expect(Object.keys(tree(out()))).toEqual(['.cdk8s-coco-fleet', 'clusters', 'clusters/a', 'clusters/a/one', 'clusters/a/one/one.k8s.yaml']);
});

test('folders that a killed run left empty are removed', () => {
  synth(out(), named('a'), [one]);
  mkdirSync(at('a', 'gone'));
  mkdirSync(at('b', 'one'), { recursive: true });
  mkdirSync(at('c'));
  synth(out(), named('a'), [one]);
  expect(Object.keys(tree(out()))).toEqual(['.cdk8s-coco-fleet', 'clusters', 'clusters/a', 'clusters/a/one', 'clusters/a/one/one.k8s.yaml']);
});

test('with problems, nothing is removed', () => {
  synth(out(), named('a', 'b'), [one]);
  const failing = new Counted(() => { throw new Error('no'); });
  expect(thrown(() => synth(out(), named('a'), [one, failing]))).toContain('nothing was removed');
  expect(filesOf(out())).toEqual(['.cdk8s-coco-fleet', 'clusters/a/one/one.k8s.yaml', 'clusters/b/one/one.k8s.yaml']);
});

describe('a folder that no fleet wrote is refused', () => {
  test('with files', () => {
    mkdirSync(out());
    writeFileSync(join(out(), 'coco.k8s.yaml'), 'mine');
    expect(thrown(() => synth(out(), named('a'), [one]))).toMatch(/dist: holds coco\.k8s\.yaml, which a fleet did not write; allowed: a folder that is empty or new/);
    expect(filesOf(out())).toEqual(['coco.k8s.yaml']);
  });

  test('a file in its place', () => {
    writeFileSync(out(), 'mine');
    expect(thrown(() => synth(out(), named('a'), [one]))).toContain('dist: is a file; allowed: a folder.');
  });

  test('but one that is empty', () => {
    mkdirSync(out());
    expect(synth(out(), named('a'), [one]).files.written).toBe(1);
  });
});

describe('no link is followed', () => {
  let outside: string;
  beforeEach(() => {
    synth(out(), named('a', 'b'), [one]);
    outside = join(folder.root, 'outside');
    mkdirSync(join(outside, 'one'), { recursive: true });
    writeFileSync(join(outside, 'one', FILE), 'not ours');
  });
  const unharmed = () => expect(filesOf(outside)).toEqual([join('one', FILE)]);

  test('in place of the folder of all clusters', () => {
    rmSync(join(out(), 'clusters'), { recursive: true });
    symlinkSync(outside, join(out(), 'clusters'));
    expect(thrown(() => synth(out(), named('a'), [one]))).toMatch(/clusters: is a link; allowed: a folder/);
    unharmed();
  });

  test('in place of the folder of a cluster', () => {
    rmSync(at('a'), { recursive: true });
    symlinkSync(outside, at('a'));
    expect(thrown(() => synth(out(), named('a'), [one]))).toMatch(/clusters\/a: is a link; allowed: a folder/);
    unharmed();
  });

  test('in place of the folder of a component', () => {
    rmSync(at('a', 'one'), { recursive: true });
    symlinkSync(join(outside, 'one'), at('a', 'one'));
    expect(thrown(() => synth(out(), named('a'), [one]))).toMatch(/clusters\/a\/one: is a link; allowed: a folder/);
    unharmed();
  });

  test('in place of a file: the file takes its place', () => {
    rmSync(at('a', 'one', FILE));
    symlinkSync(join(outside, 'one', FILE), at('a', 'one', FILE));
    synth(out(), named('a'), [one]);
    expect(tree(out())['clusters/a/one/one.k8s.yaml']).toContain('name: a');
    unharmed();
    expect(tree(outside)['one/one.k8s.yaml']).toBe('not ours');
  });

  test('in place of what is written aside', () => {
    symlinkSync(join(outside, 'one', FILE), join(out(), '.cdk8s-coco-fleet-1-of-1.tmp'));
    synth(out(), named('a', 'new'), [one]);
    expect(tree(outside)['one/one.k8s.yaml']).toBe('not ours');
  });

  test('where a cluster or a component is removed', () => {
    rmSync(at('b', 'one'), { recursive: true });
    symlinkSync(join(outside, 'one'), at('b', 'one'));
    symlinkSync(outside, at('gone'));
    synth(out(), named('a'), [one]);
    expect(tree(outside)['one/one.k8s.yaml']).toBe('not ours');
    expect([tree(out())['clusters/b/one'], tree(out())['clusters/gone']]).toEqual(['(link)', '(link)']);
  });
});

test('a folder that cannot be written is an error without a stack', () => {
  if (process.getuid?.() === 0) return; // root writes everywhere
  mkdirSync(out());
  chmodSync(out(), 0o500);
  expect(thrown(() => synth(out(), named('a'), [one]))).toContain('cannot be read or written: EACCES');
});
