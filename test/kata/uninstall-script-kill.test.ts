import { CLEAN, type Configuration, CONFIGURATIONS, KILLED, node, run, stepsOf } from './uninstall-script';
import { originalConfig } from '../support/kata-config';
import { FakeNode } from '../support/node';
import { share, some, stride, Strides } from '../support/stride';

// Each program that the script starts, and each step of kata-deploy, is a moment at which all can be killed. From wherever that
// leaves the node, the next run has to end with a node as it was before Kata.
const STRIDES: Strides = { gate: 4, loop: 72 };
const STRIDE = stride(STRIDES);
/** Of the steps of kata-deploy. */
const WITHIN: Strides = { gate: 4, loop: 24 };

/** What may stand at a path, by what it is called; another content is neither the old one nor the new one. */
function state(one: FakeNode, name: string, contents: Record<string, string | undefined>): string {
  const now = one.read(name);
  return Object.keys(contents).find((what) => contents[what] === now) ?? `${name}: ${now}`;
}

/** Kills a run at some moments, on a node of its own for each, and runs it again; tells the states that were found. */
async function killEverywhere([mode, file]: Configuration, index: number, again?: (step: number, steps: number) => number) {
  const steps = await node({}, mode, file).install().steps();
  const points = Array.from({ length: steps }, (_, step) => step + 1).filter((step) => step % STRIDE === index % STRIDE);
  const found = new Set<string>();
  const problems: string[] = [];
  const worker = async () => {
    for (let step = points.shift(); step; step = points.shift()) {
      const one = node({}, mode, file).install();
      const [old, backup] = [one.read(file), one.read(`${file}.bak`)];
      for (const at of [step, ...again ? [again(step, steps)] : []]) {
        const { signal, code } = await one.run({}, at);
        // The second run has less to do, and may come to its end.
        if (signal !== 'SIGKILL' && (at === step || code !== 0)) problems.push(`${at}: not killed, but ${code}`);
        found.add(`${state(one, file, { old, new: originalConfig(file) })}${backup ? `, backup ${state(one, `${file}.bak`, { there: backup, gone: undefined })}` : ''}`);
      }
      const end = await run(one);
      if (JSON.stringify(end) !== JSON.stringify(CLEAN)) problems.push(`${step}: ${JSON.stringify(end)}`);
      one.remove();
    }
  };
  await Promise.all([worker(), worker()]);
  expect(problems).toEqual([]);
  return { steps, found: [...found].sort() };
}

const FOUND = {
  'classic': ['new, backup gone', 'new, backup there', 'old, backup there'],
  'drop-in': ['new', 'old'],
};

test.each(CONFIGURATIONS)(`%s, %s: killed at any step, the configuration is the old one or the new one, and the next run finishes${share(STRIDES)}`, async (mode, file) => {
  const { steps, found } = await killEverywhere([mode, file], CONFIGURATIONS.findIndex(([a, b]) => a === mode && b === file));
  expect(steps).toBeGreaterThan(25);
  expect(FOUND[mode]).toEqual(expect.arrayContaining(found));
});

test.each(CONFIGURATIONS.filter(([, file]) => file === 'config.toml'))(`%s, %s: killed twice${share(STRIDES)}`, async (mode, file) => {
  await killEverywhere([mode, file], 3, (step, steps) => (step * 7) % steps + 1);
});

test.each(CONFIGURATIONS)(`%s, %s: killed within kata-deploy, once and again${share(WITHIN)}`, async (mode, file) => {
  for (const step of some(stepsOf(mode), WITHIN)) {
    const one = node({}, mode, file).install().killAfter(step, step === 'begun' ? 'finished' : 'begun');
    expect(await one.run()).toMatchObject(KILLED);
    expect(one.read(file)).toBe(originalConfig(file));
    await one.run();
    expect(await run(one)).toEqual(CLEAN);
  }
});

test(`what was edited since Kata came is the same in the end, wherever the run was killed${share(STRIDES)}`, async () => {
  const edited = () => node().install().edit('config.toml', (text) => text.replace('runc"', 'crun"'));
  const whole = edited();
  const steps = await whole.steps();
  const expected = whole.changes().map((path) => [path, whole.read(path.replace('etc/containerd/', ''))]);
  expect(expected.map(([path]) => path)).toEqual(['etc/containerd/config.toml', 'etc/containerd/config.toml.bak.before-kata']);
  for (let step = 1; step <= steps; step += STRIDE) {
    const one = edited();
    expect(await one.run({}, step)).toMatchObject(KILLED);
    expect(await one.run()).toMatchObject({ code: 0 });
    expect(one.changes().map((path) => [path, one.read(path.replace('etc/containerd/', ''))])).toEqual(expected);
    one.remove();
  }
});

test('a torn copy is taken for nothing', async () => {
  const one = node().install().killAfter('runtime-restarted');
  expect(await one.run()).toMatchObject(KILLED);
  one.put('etc/containerd/config.toml.cdk8s-coco-new', 'config.to');
  expect(await run(one)).toEqual(CLEAN);
});
