import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { KataRuntimeProps, KataShim, RuntimeClasses, Snapshotter } from 'cdk8s-coco';
import { STEPS } from '../support/fake-programs';
import { FakeNode, Mode, Outcome, shellcheck } from '../support/node';
import { nodeTools } from '../support/node-tools';
import { container, daemonSet, env, NAMESPACE, uninstall } from '../support/synth';

const PROPS: KataRuntimeProps = { shims: [KataShim.QEMU_SNP], setupSnapshotters: [Snapshotter.NYDUS] };
let nodes: FakeNode[] = [];

afterEach(() => {
  for (const one of nodes) one.remove();
  nodes = [];
});

/** A node that runs what the manifests of the uninstall phase say. */
function node(props: KataRuntimeProps = {}, mode?: Mode, config?: string, namespace = NAMESPACE): FakeNode {
  const phase = daemonSet(uninstall({ ...PROPS, ...props }, namespace));
  const made = new FakeNode(container(phase).command, env(phase), mode, config);
  nodes.push(made);
  return made;
}

const DONE = { code: 0, signal: null };
const KILLED = { code: null, signal: 'SIGKILL' };
const CLEAN = { ...DONE, changes: [], leftovers: [] };

/** How a run ended, and what it left of Kata on the node and in the API server. */
function result(one: FakeNode, { code, signal }: Outcome) {
  return { code, signal, changes: one.changes(), leftovers: one.leftovers() };
}

async function run(one: FakeNode) {
  return result(one, await one.run());
}

type Configuration = [mode: Mode, file: string];
const CONFIGURATIONS = (['classic', 'drop-in'] as const).flatMap((mode) => (
  ['config.toml', 'config.toml.tmpl', 'containerd-template.toml'].map((file): Configuration => [mode, file])));

/** The steps of kata-deploy in a mode; dropping a file in, it removes none. */
const stepsOf = (mode: Mode) => STEPS.filter((step) => mode === 'classic' || step !== 'config-removed');

describe('a whole run', () => {
  test.each(CONFIGURATIONS)('%s, %s: the node is as it was, and a second run changes nothing', async (mode, file) => {
    // GIVEN
    const one = node({}, mode, file).install();
    expect(one.changes()).toContain(`etc/containerd/${file}`);
    // WHEN
    expect(await run(one)).toEqual(CLEAN);
    // THEN
    const log = one.log();
    expect(log.filter((line) => STEPS.includes(line))).toEqual(stepsOf(mode));
    expect(await run(one)).toEqual(CLEAN);
    expect(one.log().slice(log.length)).toEqual(['asked: no DaemonSets']);
  });

  test('where nothing is installed, nothing is done', async () => {
    const one = node();
    one.changes();
    expect(await one.run()).toEqual({ ...DONE, output: 'kata uninstall: nothing is installed in /opt/kata on this node\n' });
    expect([one.changes(), one.log()]).toEqual([[], ['asked: no DaemonSets']]);
  });

  test.each(CONFIGURATIONS)('%s, %s: an installation that never came to containerd\'s configuration', async (mode, file) => {
    expect(await run(node({}, mode, file).install({ configured: false, nydus: false }))).toEqual(CLEAN);
  });

  test('RuntimeClasses of manifests are left to those who own them', async () => {
    expect(await run(node({ runtimeClasses: RuntimeClasses.BY_MANIFEST }).install())).toEqual({ ...CLEAN, leftovers: ['runtimeclasses'] });
  });

  test('the containerd of the node may be another one than Kata was installed with', async () => {
    const newer = node({}, 'classic').install();
    expect(result(newer, await newer.run({ MODE: 'drop-in' }))).toEqual(CLEAN);
    const older = node({}, 'drop-in').install();
    expect(result(older, await older.run({ MODE: 'classic' }))).toEqual(CLEAN);
  });

  test('a configuration that imports nothing, as kata-deploy cannot take it', async () => {
    const one = node({}, 'drop-in').put('etc/containerd/config.toml', 'version = 2\n').install({ configured: false });
    expect(await run(one)).toEqual(CLEAN);
  });

  test('other imports, and a backup of somebody else, stay', async () => {
    const one = node({}, 'drop-in').put('etc/containerd/config.toml.bak', 'of somebody else');
    const text = (imports: string) => `version = 2\nimports = [${imports}]\n`;
    one.put('etc/containerd/config.toml', text('"/etc/a.toml", "/etc/b.toml"')).install({ configured: false });
    one.put('etc/containerd/config.toml', text('"/etc/a.toml", "/opt/kata/containerd/config.d/kata-deploy.toml", "/etc/b.toml"'));
    expect(await run(one)).toEqual(CLEAN);
  });

  test('sections of Kata without a backup are not guessed at: nothing is changed', async () => {
    const one = node().install().put('etc/containerd/config.toml.bak', 'path = "/opt/kata/share/x.toml"\n');
    const before = one.changes();
    const { code, output } = await one.run();
    expect([code, one.leftovers()]).toEqual([1, ['label', 'runtimeclasses']]);
    expect(one.changes().filter((path) => !path.includes('uninstalling'))).toEqual(before);
    expect(output).toContain('config.toml of containerd has sections for /opt/kata and no backup without them');
  });

  test('the node keeps its label while another installation stands on it', async () => {
    const one = node({ multiInstallSuffix: 'blue' }, 'drop-in').put('opt/kata-green/bin/shim', 'of another installation').install();
    expect(await run(one)).toEqual({ ...CLEAN, leftovers: ['label'] });
  });

  test('the node loses its label in the namespace kube-system too, where kata-deploy counts installations', async () => {
    const one = node({}, 'classic', 'config.toml', 'kube-system').kubeSystem('kube-proxy', daemonSet(uninstall(PROPS)).metadata.name);
    expect(await run(one.install())).toEqual(CLEAN);
  });

  test('fails where kata-deploy fails, and the next run goes on', async () => {
    const one = node().install();
    expect(await one.run({ COCO_KATA_DEPLOY: join(nodeTools().folder, 'false') })).toMatchObject({ code: 1 });
    expect(one.leftovers()).toEqual(['label', 'runtimeclasses']);
    expect(await run(one)).toEqual(CLEAN);
  });
});

describe('waiting for the install DaemonSet', () => {
  test('until it is gone, also while the API server does not answer', async () => {
    const one = node().install()
      .answer(['other', 'kata-deploy'], undefined, ['kata-deploy'], undefined, ['other', 'my-kata-deploy', 'kata-deploy-2']);
    expect(await run(one)).toEqual(CLEAN);
    expect(one.log().slice(0, 6)).toEqual([
      'asked: other kata-deploy', 'asked: error', 'asked: kata-deploy', 'asked: error', 'asked: other my-kata-deploy kata-deploy-2', 'mkdir',
    ]);
  });

  test('nothing happens on the node while it waits', async () => {
    const one = node().install().answer(...Array<string[]>(1000).fill(['kata-deploy']));
    const before = one.changes();
    const { process: child, outcome } = one.start({ COCO_POLL_SECONDS: '0.02' });
    while (one.log().length < 3) await sleep(10);
    process.kill(-child.pid!, 'SIGKILL');
    expect(result(one, await outcome)).toEqual({ ...KILLED, changes: before, leftovers: ['label', 'runtimeclasses'] });
    expect(new Set(one.log())).toEqual(new Set(['asked: kata-deploy']));
  });

  test('each of several', async () => {
    const one = node().install().answer(['b'], ['a'], []);
    expect(await one.run({ COCO_INSTALL_DAEMONSETS: 'a b' })).toMatchObject(DONE);
    expect(one.log().filter((line) => line.startsWith('asked'))).toEqual(['asked: b', 'asked: a', 'asked: no DaemonSets']);
  });
});

describe('killed, and run again until the end', () => {
  /** Kills a run after each of some steps, on a node of its own for each, and tells how those nodes are in the end. */
  async function inTheEnd(steps: string[], [mode, file]: Configuration, before: string[] = []) {
    return Object.fromEntries(await Promise.all(steps.map(async (step) => {
      const one = node({}, mode, file).install().killAfter(...before, step);
      for (const _ of before) expect(await one.run()).toMatchObject(KILLED);
      const { signal } = await one.run();
      return [step, { killed: signal === 'SIGKILL', ...await run(one) }];
    })));
  }
  // Backups are made by the first run or by the second one.
  const allClean = (steps: string[]) => Object.fromEntries(steps.map((step) => (
    [step, { killed: ['cp', 'mv'].includes(step) ? expect.any(Boolean) : true, ...CLEAN }])));

  test.each(CONFIGURATIONS)('%s, %s: once, after any step', async (mode, file) => {
    // mkdir stands for the time before kata-deploy, rm for that after it.
    const steps = ['mkdir', ...stepsOf(mode), 'rm'];
    expect(await inTheEnd(steps, [mode, file])).toEqual(allClean(steps));
  });

  test.each(CONFIGURATIONS)('%s, %s: after the configuration is restored, then again after any step', async (mode, file) => {
    const steps = ['cp', 'mv', 'mkdir', ...stepsOf(mode).filter((step) => !step.startsWith('nydus-') || step === 'nydus-removed'), 'rm'];
    expect(await inTheEnd(steps, [mode, file], ['config-restored'])).toEqual(allClean(steps));
  });

  test('with a torn copy, which is not taken for a backup', async () => {
    const one = node().install().killAfter('runtime-restarted');
    expect(await one.run()).toMatchObject(KILLED);
    one.put('etc/containerd/config.toml.bak.new', 'config.to');
    expect(await run(one)).toEqual(CLEAN);
  });
});

test('SIGTERM during the run does not stop it', async () => {
  const one = node().install().slow(0.3);
  const { process: child, outcome } = one.start();
  while (!one.log().includes('begun')) await sleep(10);
  process.kill(-child.pid!, 'SIGTERM');
  expect(result(one, await outcome)).toEqual(CLEAN);
});

describe('snapshotters', () => {
  test.each<[string, Snapshotter[], boolean]>([
    ['nydus', [Snapshotter.NYDUS], true],
    ['nydus whose service is not there', [Snapshotter.NYDUS], false],
    ['nydus and erofs', [Snapshotter.NYDUS, Snapshotter.EROFS], true],
    ['erofs and nydus', [Snapshotter.EROFS, Snapshotter.NYDUS], true],
    ['erofs', [Snapshotter.EROFS], false],
    ['none', [], false],
  ])('%s', async (_, setupSnapshotters, nydus) => {
    const one = node({ setupSnapshotters }).install({ nydus });
    expect(await run(one)).toEqual(CLEAN);
    expect(one.log().includes('nydus-disabled')).toBe(nydus);
  });

  test('nydus of the node, which kata-deploy did not set up, stays', async () => {
    const one = node({ setupSnapshotters: [] }).put('etc/systemd/system/nydus-snapshotter.service', 'of the node');
    expect(await run(one.install({ nydus: false }))).toEqual(CLEAN);
  });
});

test.each<[KataRuntimeProps, string]>([
  [{ installationPrefix: '/var/lib/.o-p.t_1' }, '/var/lib/.o-p.t_1/opt/kata'],
  [{ multiInstallSuffix: '0--a' }, '/opt/kata-0--a'],
  [{ installationPrefix: '/-x', multiInstallSuffix: 'snp-only' }, '/-x/opt/kata-snp-only'],
])('prefix and suffix %j: this installation goes, another stays', async (props, folder) => {
  const one = node(props, 'drop-in').put(`${folder}/../.keep`, 'of the node').put('opt/kata/bin/shim', 'of another installation').install();
  expect(one.changes()).toContain(`${folder.slice(1)}/bin/shim`);
  expect(await run(one)).toEqual({ ...CLEAN, leftovers: ['label'] });
});

describe('values are never run', () => {
  const HOSTILE = ['a b', '"\'', '$(touch x)', '`touch x`', '; touch x;', '|touch x', '*', '\\', '-rf', '\ntouch x\n', '${IFS}', ')) touch x'];
  const named = HOSTILE.map((value) => [JSON.stringify(value), value]);

  test.each(named)('%s in every parameter', async (_, value) => {
    const one = node().install();
    const before = one.changes();
    const outcome = await one.run({
      COCO_NAMESPACE: value,
      COCO_INSTALL_DAEMONSETS: value,
      COCO_NYDUS_SERVICE: value,
      EXPERIMENTAL_SETUP_SNAPSHOTTER: value,
      NODE_NAME: value,
      COCO_KATA_DIR: `/none/${value}`,
    });
    expect(result(one, outcome)).toEqual({ ...DONE, changes: before, leftovers: ['label', 'runtimeclasses'] });
  });

  test.each(named)('%s in the folder that is removed', async (_, value) => {
    const one = node().put(`none/${value}/shim`, 'something').install({ nydus: false, configured: false });
    const outcome = await one.run({ COCO_KATA_DIR: `/none/${value}`, EXPERIMENTAL_SETUP_SNAPSHOTTER: value, COCO_NYDUS_SERVICE: value });
    expect(result(one, outcome)).toEqual(CLEAN);
  });
});

test.each(['COCO_NAMESPACE', 'COCO_INSTALL_DAEMONSETS', 'COCO_KATA_DIR', 'COCO_NYDUS_SERVICE'].flatMap((name) => [[name, undefined], [name, '']]))(
  'fails at once where %s is %j', async (name, value) => {
    const one = node().install();
    const before = one.changes();
    const { code, output } = await one.run({ [name!]: value });
    expect(code).toBeGreaterThan(0);
    expect(output).toContain(name);
    expect([one.changes(), one.log()]).toEqual([before, []]);
  });

test('shellcheck has nothing to say', () => {
  expect(shellcheck(join(__dirname, '..', '..', 'src', 'kata', 'uninstall.sh'))).toBe('');
});
