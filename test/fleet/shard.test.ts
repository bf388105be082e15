import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { FleetShard } from 'cdk8s-coco';
import { configMap, Counted, filesOf, folders, named, synth, thrown, tree } from './support';

const folder = folders();
const out = (name: string) => join(folder.root, name);
const clusters = named(...Array.from({ length: 200 }, (_, index) => `edge-${index}`));
const blueprint = new Counted((app, { name }) => { configMap(app, 'one', { name }); });

test('all shards together write the bytes of one run', () => {
  synth(out('whole'), clusters, [blueprint]);
  for (const index of [1, 2, 3]) {
    synth(out(`part-${index}`), clusters, [blueprint], { shard: FleetShard.of(index, 3) });
    expect(filesOf(out(`part-${index}`)).length).toBeGreaterThan(200 / 3 / 2);
    cpSync(out(`part-${index}`), out('parts'), { recursive: true });
    synth(out('same'), clusters, [blueprint], { shard: FleetShard.of(index, 3) }); // or into one folder
  }
  expect(tree(out('parts'))).toEqual(tree(out('whole')));
  expect(tree(out('same'))).toEqual(tree(out('whole')));
});

test('each removed cluster belongs to one shard', () => {
  synth(out('dist'), clusters, [blueprint]);
  const removed = [1, 2, 3].map((index) => {
    const result = synth(out('dist'), clusters.slice(0, 100), [blueprint], { shard: FleetShard.of(index, 3) });
    expect(result.files.written).toBe(0);
    expect(result.text).toContain(` in shard ${index}/3: `);
    return result.removedClusters;
  });
  expect(removed.flat().sort()).toEqual(clusters.slice(100).map(({ name }) => name).sort());
  expect(removed.every((names) => names.length > 10)).toBe(true);
});

test('a cluster stays in its shard when others come and go', () => {
  expect(clusters.slice(0, 8).map(({ name }) => [1, 2, 3, 4].find((index) => FleetShard.of(index, 4).includes(name)))).toMatchInlineSnapshot(`
[
  2,
  2,
  4,
  3,
  1,
  3,
  1,
  4,
]
`);
});

test.each(['', '1', '0/2', '3/2', '1/0', '-1/2', '1/2/3', 'a/b', '1.5/2', '1 / 2', '1/2 ', '1/99999999999'])('%j is no shard', (text) => {
  expect(thrown(() => FleetShard.parse(text))).toMatch(/^FleetShard\.parse: got .*; allowed: two whole numbers, of which the first is from 1 to the second\./);
});

test.each<[number, number]>([[0, 1], [2, 1], [1.5, 2], [Number.NaN, 1]])('of(%d, %d) is no shard', (index, count) => {
  expect(thrown(() => FleetShard.of(index, count))).toContain('FleetShard.of');
});

describe('the shard of a program', () => {
  const { argv, env } = process;
  afterEach(() => { process.argv = argv; process.env = env; });
  const started = (args: string[], variable?: string) => {
    process.argv = ['node', 'main.ts', ...args];
    process.env = { ...env, ...(variable === undefined ? {} : { CDK8S_COCO_SHARD: variable }) };
    return FleetShard.fromProgram().toString();
  };

  test('comes from its option, or else from the environment', () => {
    expect(started([])).toBe('1/1');
    expect(started([], '')).toBe('1/1');
    expect(started(['--other', '--shard', '2/4'], '1/2')).toBe('2/4');
    expect(started(['--shard=3/4'])).toBe('3/4');
    expect(started([], '1/2')).toBe('1/2');
  });

  test('is an error where it is wrong', () => {
    expect(thrown(() => started(['--shard']))).toBe('--shard: got nothing; allowed: two whole numbers, of which the first is from 1 to the second. Write 2/4 for the second of four.');
    expect(thrown(() => started(['--shard=5/4']))).toContain('--shard: got "5/4"');
    expect(thrown(() => started([], 'x'))).toContain('CDK8S_COCO_SHARD: got "x"');
  });
});
