import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { STATE, until } from './support/node';
import { suite } from './support/suite';
import { prefix, release } from './support/tarball';

const { node, publish, installed } = suite();
const BOOT = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();

test('puts the first original back, after an upgrade as well, and leaves nothing behind', async () => {
  const host = node();
  await host.run('install', publish(release('1', { 'share/doc/readme': '1' })).env);
  await host.run('install', publish(release('2', { 'bin/runc': 'runc 2' })).env);
  host.restarts();
  const { code, output } = await host.run('uninstall');
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(host.tree()).toEqual(host.old);
  expect(existsSync(join(host.host, 'var/lib/cdk8s-coco'))).toBe(false);
  expect(host.restarts()).toEqual(['containerd', 'kubelet']);
  expect(host.consistent()).toBe(true);
  expect(host.isReady).toBe(true);
});

test('has nothing to do on a node without, and the second time', async () => {
  const host = node();
  for (let run = 0; run < 2; run++) {
    const { code, output } = await host.run('uninstall');
    expect(code).toBe(0);
    expect(output).toContain('nothing is installed on this node');
    expect(host.tree()).toEqual(host.old);
    expect(existsSync(join(host.host, 'var/lib/cdk8s-coco'))).toBe(false);
    expect(host.restarts()).toEqual([]);
    expect(host.isReady).toBe(true);
  }
});

test.each(['original', 'original/list', 'original/files/bin/containerd'])('says what to do when %s is lost', async lost => {
  const { host, files } = await installed();
  host.restarts();
  rmSync(join(host.host, STATE, lost), { recursive: true });
  const { code, output } = await host.run('uninstall');
  expect(code).toBe(1);
  expect(output).toContain(`Install containerd with the packages of the node, then delete ${STATE} on it`);
  expect(host.isReady).toBe(false);
  expect(host.restarts()).toEqual([]);
  expect(host.tree()).toEqual(host.with(files));
});

test.each(['installed', 'original/list', 'original/files/bin/containerd'])('changes nothing when %s is cut off', async cut => {
  const { host, files } = await installed();
  host.restarts();
  const content = host.read(`${STATE}/${cut}`)!;
  for (const length of [0, 1, content.length - 2]) {
    host.write(`${STATE}/${cut}`, content.slice(0, length));
    for (const script of ['uninstall', 'install'] as const) {
      const { code, output } = await host.run(script, publish(release('2')).env);
      expect({ code, output }).toMatchObject({ code: 1 });
      expect(output).toContain('nothing was changed. Install containerd with the packages of the node');
      expect(host.restarts()).toEqual([]);
      expect(host.tree()).toEqual(host.with(files));
    }
  }
});

test('keeps the installed one if the original does not start, until asked to try again', async () => {
  const host = node(prefix('usr', release('BROKEN')));
  const { env, files } = publish(release('1'));
  await host.run('install', env);

  const first = await host.run('uninstall');
  expect(first.code).toBe(1);
  expect(first.output).toContain('this node keeps the containerd that was installed');
  expect(host.tree()).toEqual(host.with(files));
  expect(host.consistent()).toBe(true);

  host.restarts();
  expect((await host.run('uninstall')).output).toContain('set COCO_RETRY_FAILED=true');
  expect(host.restarts()).toEqual([]);
  expect(host.isReady).toBe(false);

  expect(await host.run('uninstall', { COCO_RETRY_FAILED: 'true' })).toMatchObject({ code: 1 });
  expect(host.restarts()).toEqual(['containerd', 'containerd', 'kubelet']);
  expect(host.tree()).toEqual(host.with(files));
});

test('installs again afterwards, from what the node has then', async () => {
  const { host, env, files } = await installed();
  await host.run('uninstall');
  expect(await host.run('install', env)).toMatchObject({ code: 0 });
  expect(host.tree()).toEqual(host.with(files));
});

describe('one at a time', () => {
  test('an uninstallation waits until the installer has left the node', async () => {
    const host = node();
    const installer = host.start('install', { ...publish(release('1')).env, COCO_EXIT_WHEN_DONE: '' });
    await until(() => host.isReady, 'it is installed');
    const uninstaller = host.start('uninstall');
    await until(() => uninstaller.said().includes('waiting until'), 'it waits');
    expect(uninstaller.said()).toContain(`waiting until process ${installer.process.pid} of the node ends: containerd install`);
    installer.process.kill('SIGTERM');
    expect(await uninstaller.done).toMatchObject({ code: 0 });
    expect(host.tree()).toEqual(host.old);
  });

  test('two installers: one works, the other finds it done', async () => {
    const host = node();
    const { env, files } = publish(release('1'));
    const outcomes = await Promise.all([1, 2, 3].map(async () => host.run('install', env)));
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(outcomes.filter(({ output }) => output.includes('nothing to do'))).toHaveLength(2);
    expect(host.restarts()).toEqual(['containerd', 'kubelet']);
    expect(host.tree()).toEqual(host.with(files));
  });

  test.each([
    ['a dead process', 'install-999999-1-', true],
    ['another process of the same number', `install-${process.pid}-1-`, true],
    ['an earlier boot', 'install-1-0-other', false],
  ])('the trace of %s does not count', async (_, name, boot) => {
    const host = node();
    host.write(`${STATE}/lock/${name}${boot ? BOOT : ''}`, '');
    expect(await host.run('uninstall')).toMatchObject({ code: 0 });
    expect(host.tree()).toEqual(host.old);
  });
});
