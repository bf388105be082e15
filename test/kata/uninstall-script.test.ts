import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { KataRuntimeProps, RuntimeClasses, Snapshotter } from 'cdk8s-coco';
import { CLEAN, CONFIGURATIONS, DONE, KILLED, node, PROPS, result, run, stepsOf } from './uninstall-script';
import { STEPS } from '../support/fake-programs';
import { shellcheck } from '../support/node';
import { nodeTools } from '../support/node-tools';
import { daemonSet, uninstall } from '../support/synth';

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
      'asked: other kata-deploy', 'asked: error', 'asked: kata-deploy', 'asked: error', 'asked: other my-kata-deploy kata-deploy-2', 'begun',
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

test.each<[Partial<KataRuntimeProps>, string]>([
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
      COCO_CONTAINERD_DIR: `/none/${value}`,
      EXPERIMENTAL_SETUP_SNAPSHOTTER: value,
      NODE_NAME: value,
      COCO_KATA_DIR: `/none/${value}`,
    });
    expect(result(one, outcome)).toEqual({ ...DONE, changes: before, leftovers: ['label', 'runtimeclasses'] });
  });

  test.each(named)('%s in the folder that is removed', async (_, value) => {
    const one = node().put(`none/${value}/shim`, 'something').install({ nydus: false, configured: false });
    // kata-deploy of the tests removes another one
    const { code, output } = await one.run({ COCO_KATA_DIR: `/none/${value}`, EXPERIMENTAL_SETUP_SNAPSHOTTER: value, COCO_NYDUS_SERVICE: value });
    expect([code, one.changes(), one.leftovers()]).toEqual([1, [`none/${value}.uninstalling/`], []]);
    expect(output).toContain(`kata-deploy came to its end, but these are still there: /none/${value}`);
  });
});

test.each(['COCO_NAMESPACE', 'COCO_INSTALL_DAEMONSETS', 'COCO_KATA_DIR', 'COCO_CONTAINERD_DIR', 'COCO_NYDUS_SERVICE'].flatMap((name) => [[name, undefined], [name, '']]))(
  'fails at once where %s is %j', async (name, value) => {
    const one = node().install();
    const before = one.changes();
    const { code, output } = await one.run({ [name!]: value });
    expect(code).toBeGreaterThan(0);
    expect(output).toContain(name);
    expect([one.changes(), one.log()]).toEqual([before, []]);
  });

test('shellcheck has nothing to say', () => {
  for (const name of ['containerd-config', 'uninstall', 'wait-uninstalled']) {
    expect(shellcheck(join(__dirname, '..', '..', 'src', 'kata', `${name}.sh`))).toBe('');
  }
});
