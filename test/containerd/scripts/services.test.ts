import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import type { FakeNode } from './support/node';
import { suite } from './support/suite';
import { prefix, program, release } from './support/tarball';

// What the service really runs, and whether it works.

const { node, publish, installed } = suite();

const untouched = (host: FakeNode) => {
  expect(host.tree()).toEqual(host.old);
  expect(host.restarts()).toEqual([]);
  expect(host.leftovers).toEqual([]);
  expect(host.isReady).toBe(false);
};

const rolledBack = (host: FakeNode) => {
  expect(host.tree()).toEqual(host.old);
  expect(host.consistent()).toBe(true);
  expect(host.leftovers).toEqual([]);
  expect(host.isReady).toBe(false);
};

describe('a service that starts another containerd', () => {
  test('the install path is not that of the service', async () => {
    const host = node(prefix('usr/local', release('original')), '/usr/local/bin/containerd');
    const { code, output } = await host.run('install', { ...publish(release('1')).env, COCO_INSTALL_PATH: '/usr/bin' });
    expect({ code, output }).toMatchObject({ code: 1 });
    expect(output).toContain('the service containerd starts /usr/local/bin/containerd, not /usr/bin/bin/containerd, which would be installed; nothing was changed');
    expect(output).toContain('Leave out the install path to use the folder of the service');
    untouched(host);
  });

  test('of two copies on the node, the one of the service is replaced', async () => {
    const files = { ...prefix('usr/local', release('other')), ...prefix('usr', release('original')) };
    const host = node(files, '/usr/bin/containerd');
    const tarball = publish(release('1'));
    expect(await host.run('install', tarball.env)).toMatchObject({ code: 0 });
    expect(host.tree()).toEqual(host.with(tarball.files));
    expect(host.consistent()).toBe(true);
  });

  test('the unit names a link to the install path', async () => {
    const host = node(undefined, '/bin/containerd');
    host.link('/bin', 'usr/bin');
    expect(await host.run('install', publish(release('1')).env)).toMatchObject({ code: 0 });
    expect(host.read('/usr/bin/ctr')).toBe(program('ctr', '1'));
  });

  test('a service that is not there', async () => {
    const host = node();
    host.set('starts', '');
    const { code, output } = await host.run('install', publish(release('1')).env);
    expect({ code, output }).toMatchObject({ code: 1 });
    expect(output).toContain('this node has no service containerd; nothing was changed');
    untouched(host);
  });

  test('the unit starts a program that starts another containerd', async () => {
    const files = { ...prefix('usr', release('original')), 'opt/bin/containerd': program('containerd', 'other') };
    const host = node(files, '/opt/bin/containerd');
    host.set('starts', '/usr/bin/env');
    const { code, output } = await host.run('install', { ...publish(release('1')).env, COCO_INSTALL_PATH: '/usr' });
    expect({ code, output }).toMatchObject({ code: 1 });
    expect(output).toContain('the service containerd runs /opt/bin/containerd, not /usr/bin/containerd');
    expect(output).toContain('a drop-in for containerd.service with ExecStart=');
    rolledBack(host);
  });

  test('the unit was changed since the installation: not ready, and nothing is restarted', async () => {
    const host = node({ ...prefix('usr', release('original')), 'opt/bin/containerd': program('containerd', 'other') });
    const { env, files } = publish(release('1'));
    await host.run('install', env);
    host.restarts();
    host.set('starts', '/opt/bin/containerd');
    host.set('exe.path', '/opt/bin/containerd');
    host.set('exe', program('containerd', 'other').trimEnd());
    const { code, output } = await host.run('install', env);
    expect({ code, output }).toMatchObject({ code: 1 });
    expect(output).toContain('the service containerd runs /opt/bin/containerd, not /usr/bin/containerd');
    expect(host.restarts()).toEqual([]);
    expect(host.isReady).toBe(false);
    expect(host.tree()).toEqual(host.with(files));
  });

  test('the running one is not on the disk any more: it is restarted', async () => {
    const { host, env, files } = await installed();
    host.restarts();
    host.set('exe', program('containerd', 'earlier'));
    const { code, output } = await host.run('install', env);
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output).toContain('runs a /usr/bin/containerd that is not on the disk any more');
    expect(host.restarts()).toEqual(['containerd', 'kubelet']);
    expect(host.tree()).toEqual(host.with(files));
  });
});

describe('a containerd that does not answer', () => {
  test('another one listens at the socket', async () => {
    const host = node();
    host.set('server', '9.9');
    const { code, output } = await host.run('install', publish(release('1')).env);
    expect({ code, output }).toMatchObject({ code: 1 });
    expect(output).toContain('the containerd at /run/containerd/containerd.sock answers with version 9.9, not 1: another containerd listens there');
    rolledBack(host);
  });

  test('its CRI plugin does not load', async () => {
    const host = node();
    const { env } = publish(release('NOCRI'));
    const { code, output } = await host.run('install', env);
    expect({ code, output }).toMatchObject({ code: 1 });
    expect(output).toContain('the CRI plugin of containerd is error, not ok');
    rolledBack(host);
    expect((await host.run('install', env)).output).toContain('did not work with');
  });

  test('nothing is ready as long as an installed one does not answer', async () => {
    const { host, env } = await installed();
    host.set('server', '');
    const { code, output } = await host.run('install', env);
    expect({ code, output }).toMatchObject({ code: 1 });
    expect(output).toContain('answers with version none, not 1');
    expect(host.isReady).toBe(false);
  });

  test.each([
    ['an argument', '--address /run/other.sock', 'grpc'],
    ['an argument with =', '-a=/run/other.sock', 'grpc'],
    ['the configuration', '--config /etc/other.toml', 'grpc'],
    ['the configuration of version 4', '', "plugins.'io.containerd.server.v1.grpc'"],
  ])('its socket is found in %s', async (_, argument, section) => {
    const host = node();
    host.set('socket', '/run/other.sock');
    host.set('arguments', argument);
    host.set('section', section);
    expect(await host.run('install', publish(release('1')).env)).toMatchObject({ code: 0 });
  });

  test('an original without ctr is put back all the same', async () => {
    const { host } = await installed();
    expect(await host.run('uninstall')).toMatchObject({ code: 0 });
    expect(host.tree()).toEqual(host.old);
  });
});

describe('the health window', () => {
  test.each([
    ['containerd', 'CRASHING'],
    ['kubelet', 'KUBELETCRASHES'],
  ])('%s is restarted by systemd in it: rolled back', async (service, version) => {
    const host = node();
    const { env } = publish(release(version));
    const { code, output } = await host.run('install', { ...env, COCO_WATCH_SECONDS: '600' });
    expect({ code, output }).toMatchObject({ code: 1 });
    expect(output).toContain(`${service} did not stay active for 600 s after its restart; on the node, see: journalctl --unit ${service}`);
    rolledBack(host);
    expect((await host.run('install', env)).output).toContain(`containerd did not work with ${env.COCO_SHA256} on this node`);
    rolledBack(host);
  });

  test('the original crashes in it: the installed one stays', async () => {
    const host = node(prefix('usr', release('CRASHING')));
    const { env, files } = publish(release('1'));
    await host.run('install', env);
    const { code, output } = await host.run('uninstall', { COCO_WATCH_SECONDS: '600' });
    expect({ code, output }).toMatchObject({ code: 1 });
    expect(output).toContain('this node keeps the containerd that was installed');
    expect(host.tree()).toEqual(host.with(files));
    expect(host.consistent()).toBe(true);
  });

  test('a pod that died in it: the next one watches again, and rolls back', async () => {
    const host = node();
    const { env } = publish(release('CRASHING'));
    const run = host.start('install', { ...env, COCO_WATCH_SECONDS: '600', COCO_POLL_SECONDS: '0.2' });
    await host.killWhen(run, 'watching containerd and kubelet');
    expect(host.isReady).toBe(false);
    const { code, output } = await host.run('install', { ...env, COCO_WATCH_SECONDS: '600' });
    expect({ code, output }).toMatchObject({ code: 1 });
    expect(output).toContain('watching them again');
    rolledBack(host);
  });
});

test('a program that lost its right to be executed is installed again', async () => {
  const { host, env, files } = await installed();
  chmodSync(join(host.host, 'usr/bin/containerd-shim-runc-v2'), 0o644);
  const { code, output } = await host.run('install', env);
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(output).toContain('/usr/bin/containerd-shim-runc-v2 is missing or not executable');
  expect(host.tree()).toEqual(host.with(files));
});
