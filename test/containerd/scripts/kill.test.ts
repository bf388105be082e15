import { dirname } from 'node:path';
import { FakeNode, type Script, STATE, type Tree } from './support/node';
import { TarballServer } from './support/server';
import { release, tar } from './support/tarball';
import { share, stride, type Strides } from '../../support/stride';

// Each program that a script starts is a moment at which the script can be killed. From wherever that leaves the node,
// the next run has to reach the whole new set of files, and an uninstallation the whole old one.

const FIRST = release('1', { 'share/doc/containerd/readme': 'read' });
const SECOND = release('2', { 'bin/second': 'second', 'bin/deeper/still': 'deep' });
const BROKEN = release('BROKEN');

/** Of the programs that a script starts. */
const STRIDES: Strides = { gate: 12, loop: 90 };

const server = new TarballServer();
const env: Record<'first' | 'second' | 'broken', Record<string, string>> = { first: {}, second: {}, broken: {} };

beforeAll(async () => {
  await server.start();
  for (const [name, files] of [['first', FIRST], ['second', SECOND], ['broken', BROKEN]] as const) {
    const { url, sha } = server.serve(`/${name}.tar.gz`, tar(files));
    env[name] = { COCO_URL: url, COCO_SHA256: sha };
  }
});
afterAll(async () => server.stop());

type Tarball = keyof typeof env;
interface Then { script: Script; tarball?: Tarball; expected: (node: FakeNode) => Tree; code?: number }

/** Kills a script at each step, and from there runs each of the others. */
async function killEverywhere(given: Tarball | undefined, script: Script, tarball: Tarball, thens: Then[]) {
  const start = new FakeNode();
  if (given) expect(await start.run('install', env[given])).toMatchObject({ code: 0 });
  // Two steps that find the node in the same state leave the same behind: it is enough to be killed at one of them.
  const whole = start.copy();
  const { count, points } = await whole.steps(script, env[tarball], stride(STRIDES));
  const states = points.length;
  whole.remove();

  const problems: string[] = [];
  const worker = async () => {
    for (let at = points.shift(); at; at = points.shift()) {
      const node = start.copy();
      const killed = await node.run(script, env[tarball], at);
      if (killed.signal !== 'SIGKILL') problems.push(`${at}: not killed\n${killed.output}`);
      // A script that ends removes its own folder last, and the one above it after that.
      const { [dirname(STATE)]: _, ...left } = node.tree();
      if (node.isReady && !same(left, thens[0]!.expected(node))) problems.push(`${at}: ready before it is done`);
      for (const then of thens) {
        const again = node.copy();
        const { code, output } = await again.run(then.script, then.tarball ? env[then.tarball] : {});
        const problem = code !== (then.code ?? 0) ? `exit code ${code}`
          : !again.consistent() ? 'the running services are not what is on the disk'
            : !same(again.tree(), then.expected(again)) ? 'neither old nor new' : '';
        if (problem) problems.push(`killed at ${at}, then ${then.script} ${then.tarball}: ${problem}\n${killed.output}${output}`);
        again.remove();
      }
      node.remove();
    }
  };
  await Promise.all([worker(), worker(), worker()]);
  start.remove();
  expect(problems).toEqual([]);
  return { count, states };
}

const same = (one: Tree, other: Tree) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
const sorted = (tree: Tree) => Object.entries(tree).sort(([a], [b]) => (a < b ? -1 : 1));

const old = (node: FakeNode) => node.old;
const first = (node: FakeNode) => node.with(FIRST);
const second = (node: FakeNode) => node.with(SECOND);

test.each<[string, Tarball | undefined, Script, Tarball, Then[]]>([
  ['a first installation', undefined, 'install', 'first', [
    { script: 'install', tarball: 'first', expected: first },
    { script: 'uninstall', expected: old },
  ]],
  ['an upgrade', 'first', 'install', 'second', [
    { script: 'install', tarball: 'second', expected: second },
    { script: 'uninstall', expected: old },
  ]],
  ['the way back from a first installation', undefined, 'install', 'broken', [
    { script: 'install', tarball: 'broken', expected: old, code: 1 },
  ]],
  ['the way back from an upgrade', 'first', 'install', 'broken', [
    { script: 'install', tarball: 'broken', expected: first, code: 1 },
    { script: 'uninstall', expected: old },
  ]],
  ['an uninstallation', 'first', 'uninstall', 'first', [
    { script: 'uninstall', expected: old },
    { script: 'install', tarball: 'first', expected: first },
  ]],
])(`%s can be killed at any step${share(STRIDES)}`, async (_name, given, script, tarball, thens) => {
  const { count, states } = await killEverywhere(given, script, tarball, thens);
  expect(count).toBeGreaterThan(45);
  expect(states).toBeGreaterThan(15 / stride(STRIDES));
});
