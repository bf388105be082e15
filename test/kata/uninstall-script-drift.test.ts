import { chmodSync, mkdirSync, readlinkSync, renameSync, rmSync, statSync, symlinkSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CLEAN, CONFIGURATIONS, DONE, node, run } from './uninstall-script';
import { configWithKata, originalConfig, rewritten, shimSections } from '../support/kata-config';
import { FakeNode } from '../support/node';

const config = (one: FakeNode) => one.read('config.toml');
const ADDED = '\n# of the platform team\n[metrics]\naddress = "127.0.0.1:1338"\n';

describe('since Kata came', () => {
  test.each(CONFIGURATIONS.filter(([mode]) => mode === 'classic'))('%s, %s: what an administrator changed stays', async (mode, file) => {
    const one = node({}, mode, file).install();
    one.edit(file, (text) => `${text.replace('pause:3.10', 'pause:3.11')}${ADDED}`);
    const { output, ...outcome } = await one.run();
    expect(outcome).toEqual(DONE);
    expect(one.read(file)).toBe(rewritten(originalConfig(file)).replace('pause:3.10', 'pause:3.11') + ADDED);
    expect(one.read(`${file}.bak.before-kata`)).toBe(originalConfig(file));
    expect(one.changes()).toEqual([`etc/containerd/${file}`, `etc/containerd/${file}.bak.before-kata`]);
    expect(output).toContain(`/etc/containerd/${file} was edited since Kata came; what it was before is in /etc/containerd/${file}.bak.before-kata`);
    expect(one.leftovers()).toEqual([]);
  });

  test('a change of layout and comments alone is none', async () => {
    const one = node().install().edit('config.toml', (text) => `# hello\n${text}`);
    expect(await run(one)).toEqual(CLEAN);
  });

  test('values that kata-deploy set, and somebody else set too, stay', async () => {
    const one = node().edit('config.toml', (text) => text.replace('annotations = true', 'annotations = false')).install();
    expect(await run(one)).toEqual(CLEAN);
    expect(config(one)).toContain('disable_snapshot_annotations = false');
  });

  test.each([['info', '[debug]\nlevel = "info"\n'], ['none', '']])('the level of the log was %s', async (_, before) => {
    const one = node({ debug: true }).edit('config.toml', (text) => text + before).install();
    one.edit('config.toml', (text) => (before ? text.replace('"info"', '"debug"') : `${text}\n[debug]\nlevel = "debug"\n`) + ADDED);
    expect(await one.run()).toMatchObject(DONE);
    expect(config(one)).toContain(before ? 'level = "info"' : '[debug]\n');
    expect(config(one)).not.toContain('"debug"');
  });

  test('a package replaced the configuration: it stays as it is', async () => {
    const one = node().install().put('etc/containerd/config.toml', 'version = 3\n# of containerd 2\n');
    expect(await one.run()).toMatchObject(DONE);
    expect(config(one)).toBe('version = 3\n# of containerd 2\n');
    expect(one.changes()).toEqual(['etc/containerd/config.toml', 'etc/containerd/config.toml.bak']);
  });

  test('somebody removed the configuration: it stays away', async () => {
    const one = node().install();
    unlinkSync(join(one.containerd, 'config.toml'));
    expect(await one.run()).toMatchObject(DONE);
    expect(config(one)).toBeUndefined();
  });

  test.each(['opt/kata', 'opt/kata/bin', 'opt/kata/nydus-snapshotter'])('somebody removed /%s', async (folder) => {
    const one = node().install();
    rmSync(join(one.host, folder), { recursive: true });
    expect(await run(one)).toEqual(CLEAN);
  });

  test('somebody removed all but an import, with which containerd would not start', async () => {
    const one = node({}, 'drop-in').install({ nydus: false });
    rmSync(join(one.host, 'opt/kata'), { recursive: true });
    expect(await run(one)).toEqual(CLEAN);
  });

  test('another nydus took the place of that of kata-deploy', async () => {
    const one = node().install().put('etc/systemd/system/nydus-snapshotter.service', 'ExecStart=/usr/bin/containerd-nydus-grpc\n');
    expect(await one.run()).toMatchObject(DONE);
    expect(one.changes()).toEqual(['etc/systemd/system/', 'etc/systemd/system/nydus-snapshotter.service']);
    expect(one.log()).not.toContain('nydus-disabled');
  });

  test('containerd went from 1.7 to 2, where Kata was installed a second time', async () => {
    const one = node().install();
    one.edit('config.toml', (text) => configWithKata(text, 'drop-in', '/opt/kata', undefined));
    one.put('opt/kata/containerd/config.d/kata-deploy.toml', 'all of it');
    expect(await one.run({ MODE: 'drop-in' })).toMatchObject(DONE);
    expect([one.changes(), one.leftovers()]).toEqual([[], []]);
  });

  test('and back', async () => {
    const one = node({}, 'drop-in').install();
    expect(await one.run({ MODE: 'classic' })).toMatchObject(DONE);
    expect([one.changes(), one.leftovers()]).toEqual([[], []]);
  });

  test('the backup was lost: Kata goes, the rest stays', async () => {
    const one = node().install();
    unlinkSync(join(one.containerd, 'config.toml.bak'));
    expect(await one.run()).toMatchObject(DONE);
    expect(config(one)).toBe(rewritten(originalConfig('config.toml')).replace('annotations = true', 'annotations = false'));
    expect(one.leftovers()).toEqual([]);
  });

  test.each([['has Kata in it', 'runtime_path = "/opt/kata/bin/shim"\n'], ['is empty', '']])('a backup that %s is not trusted, and stays', async (_, text) => {
    const one = node().install().put('etc/containerd/config.toml.bak', text);
    expect(await one.run()).toMatchObject(DONE);
    expect(config(one)).toBe(rewritten(originalConfig('config.toml')).replace('annotations = true', 'annotations = false'));
    expect(one.read('config.toml.bak')).toBe(text);
  });

  test('what k0s has of Kata goes', async () => {
    const one = node({}, 'drop-in');
    one.changes();
    mkdirSync(join(one.containerd, 'containerd.d'));
    one.install({ configured: false }).put('etc/containerd/containerd.d/kata-containers.toml', shimSections('/opt/kata', 'kata-qemu'));
    expect(await one.run()).toMatchObject(DONE);
    expect(one.changes()).toEqual(['etc/containerd/containerd.d/']);
  });
});

describe('nothing is changed where', () => {
  test.each([
    ['a path of Kata stands outside of its sections', 'x = { runtime_path = "/opt/kata/bin/shim" }\n', 'leads to /opt/kata in an unusual way'],
    ['brackets do not match', '[[a]\nb = [\n', 'is not TOML that can be understood'],
    ['a string has no end', 'a = """\n', 'is not TOML that can be understood'],
    ['the name of a section is none', '[a b]\n', 'is not TOML that can be understood'],
  ])('%s', async (_, text, message) => {
    const one = node().install().edit('config.toml', (old) => text + old);
    const before = one.changes();
    const { code, output } = await one.run();
    expect(code).toBe(1);
    expect(output).toContain(`/etc/containerd/config.toml of this node ${message}`);
    expect(output).toContain('by hand; it is as it was');
    expect(one.changes()).toEqual([...before, 'opt/kata.uninstalling/']);
    expect([config(one)!.startsWith(text), one.leftovers(), one.log()]).toEqual([true, ['label', 'runtimeclasses'], ['asked: no DaemonSets']]);
  });

  test('kata-deploy leaves something behind: the run fails and says what', async () => {
    const one = node().install();
    const { code, output } = await one.run({ COCO_KATA_DEPLOY: '/bin/true' });
    expect(code).toBe(1);
    expect(output).toContain('these are still there: /etc/systemd/system/nydus-snapshotter.service /opt/kata\n');
    expect(await run(one)).toEqual(CLEAN);
  });
});

describe('links', () => {
  /** Makes config.toml a link, as it was before Kata came. */
  function linked(to: string, at = to) {
    const one = node();
    const target = join(one.host, at.startsWith('/') ? at : `etc/containerd/${at}`);
    mkdirSync(dirname(target), { recursive: true });
    renameSync(join(one.containerd, 'config.toml'), target);
    symlinkSync(to, join(one.containerd, 'config.toml'));
    chmodSync(target, 0o600);
    return { one, target };
  }

  test.each([
    ['beside it', 'base.toml', 'base.toml'],
    ['above the folder', '../containerd.toml', '/etc/containerd.toml'],
    ['to the root of the node', '/srv/containerd/config.toml', '/srv/containerd/config.toml'],
    ['by way of another link', '/current/config.toml', '/nix/store/config.toml'],
  ])('%s: the file behind it is cleaned, and the link stays', async (_, to, at) => {
    const { one, target } = linked(to, at);
    if (to.startsWith('/current')) symlinkSync('/nix/store', join(one.host, 'current'));
    one.changes();
    // kata-deploy writes through the link
    one.put(target.slice(one.host.length), configWithKata(originalConfig('config.toml'), 'classic', '/opt/kata', 'nydus-snapshotter'));
    one.put('etc/containerd/config.toml.bak', originalConfig('config.toml')).install({ configured: false });
    expect(await run(one)).toEqual(CLEAN);
    expect(readlinkSync(join(one.containerd, 'config.toml'))).toBe(to);
    expect((statSync(target).mode % 0o1000).toString(8)).toBe('600');
  });

  test('into nothing: there is no configuration', async () => {
    const one = node().install({ configured: false });
    unlinkSync(join(one.containerd, 'config.toml'));
    symlinkSync('/nowhere/config.toml', join(one.containerd, 'config.toml'));
    expect(await one.run()).toMatchObject(DONE);
    expect(one.changes()).toEqual(['etc/containerd/config.toml']);
  });

  test('in a circle', async () => {
    const one = node().install();
    unlinkSync(join(one.containerd, 'config.toml'));
    symlinkSync('config.toml', join(one.containerd, 'config.toml'));
    const { code, output } = await one.run();
    expect([code, output]).toEqual([1, expect.stringContaining('/etc/containerd/config.toml on this node is a loop of links')]);
  });
});
