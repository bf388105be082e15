import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type FakeNode, STATE, until } from './support/node';
import { TarballServer } from './support/server';
import { suite } from './support/suite';
import { program, release, tar } from './support/tarball';

const { node, publish, installed } = suite();

const unchanged = (host: FakeNode) => {
  expect(host.tree()).toEqual(host.old);
  expect(host.restarts()).toEqual([]);
  expect(host.isReady).toBe(false);
};

describe('downloads', () => {
  test('another checksum', async () => {
    const host = node();
    const { env } = publish(release('1'));
    const { code, output } = await host.run('install', { ...env, COCO_SHA256: 'a'.repeat(64) });
    expect(code).toBe(1);
    expect(output).toContain(`the SHA-256 of ${env.COCO_URL} is ${env.COCO_SHA256}, not ${'a'.repeat(64)}`);
    unchanged(host);
  });

  test('404', async () => {
    const host = node();
    const { code, output } = await host.run('install', publish(release('1'), '/missing').env);
    expect(code).toBe(1);
    expect(output).toContain('attempt 1 of 2 to download the tarball failed');
    expect(output).toContain('missing/1.tar.gz failed 2 times; nothing was changed');
    unchanged(host);
  });

  test.each([
    ['with', {}],
    ['without', { COCO_SHA256: '', COCO_UNSAFE_NO_CHECKSUM: 'true' }],
  ])('one that breaks off, %s a checksum', async (_, without) => {
    const host = node();
    const { code, output } = await host.run('install', { ...publish(release('1'), '/truncated').env, ...without });
    expect(code).toBe(1);
    expect(output).toContain('failed 2 times; nothing was changed');
    unchanged(host);
  });

  test('no tarball at all, without a checksum', async () => {
    const host = node();
    const server = await new TarballServer().start();
    const { url } = server.serve('/page', Buffer.from('<html>Please log in</html>'));
    const { code, output } = await host.run('install', { COCO_URL: url, COCO_UNSAFE_NO_CHECKSUM: 'true' });
    await server.stop();
    expect(code).toBe(1);
    expect(output).toContain('/page is not a complete .tar.gz file');
    unchanged(host);
  });

  test('a server that comes up later', async () => {
    const host = node();
    const before = await new TarballServer().start();
    const { port } = before;
    const content = tar(release('1'));
    const { url, sha } = before.serve('/late', content);
    await before.stop();
    const run = host.start('install', { COCO_URL: url, COCO_SHA256: sha, COCO_DOWNLOAD_RETRIES: '50', COCO_RETRY_SECONDS: '0.1' });
    await until(() => run.said().includes('attempt 2 of 50'), 'two attempts failed');
    const after = await new TarballServer().start(port);
    after.serve('/late', content);
    const { code, output } = await run.done;
    await after.stop();
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(host.tree()).toEqual(host.with(release('1')));
  });
});

describe.each([
  ['does not become active', 'BROKEN', 'containerd is not active after'],
  ['becomes active and crashes', 'FLAPPING', 'containerd is not active after'],
  ['is one that kubelet does not start with', 'NOKUBELET', 'kubelet is not active after'],
])('a containerd that %s', (_, version, message) => {
  test('instead of the original', async () => {
    const host = node();
    const { env } = publish(release(version));
    const { code, output } = await host.run('install', env);
    expect(code).toBe(1);
    expect(output).toContain(message);
    expect(output).toContain('the tarball was not installed: this node runs again what it ran before');
    expect(host.tree()).toEqual(host.old);
    expect(host.consistent()).toBe(true);
    expect(host.isReady).toBe(false);
  });

  test('instead of an earlier one', async () => {
    const { host, ...good } = await installed();
    const { code, output } = await host.run('install', publish(release(version, { 'bin/more': 'more' })).env);
    expect(code).toBe(1);
    expect(output).toContain('the tarball was not installed: this node runs again what it ran before');
    expect(host.tree()).toEqual(host.with(good.files));
    expect(host.consistent()).toBe(true);
    expect(host.isReady).toBe(false);
    expect(host.installed).toBe(good.env.COCO_SHA256);
  });
});

test('a containerd that does not run on this node is found out before anything is replaced', async () => {
  const host = node();
  const { env } = publish({ ...release('1'), 'bin/containerd': '#!/bin/sh\nexit 126\n' });
  const { code, output } = await host.run('install', env);
  expect(code).toBe(1);
  expect(output).toContain('the containerd of the tarball does not run on this node');
  unchanged(host);
});

test('a tarball that failed is not tried again by itself, but if asked, or if it is another one', async () => {
  const { host, ...good } = await installed();
  const bad = publish(release('BROKEN'));
  await host.run('install', bad.env);
  host.restarts();

  const { code, output } = await host.run('install', bad.env);
  expect(code).toBe(1);
  expect(output).toContain(`containerd did not work with ${bad.env.COCO_SHA256} on this node`);
  expect(host.restarts()).toEqual([]);
  expect(host.isReady).toBe(false);

  expect(await host.run('install', { ...bad.env, COCO_RETRY_FAILED: 'true' })).toMatchObject({ code: 1 });
  expect(host.restarts()).toEqual(['containerd', 'containerd', 'kubelet']);

  expect(await host.run('install', good.env)).toMatchObject({ code: 0 });
  expect(host.restarts()).toEqual([]);
  expect(host.isReady).toBe(true);

  const other = publish(release('2'));
  await host.run('install', bad.env);
  expect(await host.run('install', other.env)).toMatchObject({ code: 0 });
  expect(host.tree()).toEqual(host.with(other.files));
  await host.run('uninstall');
  expect(host.tree()).toEqual(host.old);
});

test('a folder in the way of a file', async () => {
  const host = node();
  mkdirSync(join(host.host, 'usr/bin/extra'));
  const before = host.tree();
  const { code, output } = await host.run('install', publish(release('1', { 'bin/extra': '' })).env);
  expect(code).toBe(1);
  expect(output).toContain('/usr/bin/extra is a folder on this node');
  expect(host.tree()).toEqual(before);
  expect(host.restarts()).toEqual([]);
});

test('a backup that is lost: no upgrade either', async () => {
  const { host, ...one } = await installed();
  host.restarts();
  host.write(`${STATE}/original/list`, '');
  const { code, output } = await host.run('install', publish(release('2')).env);
  expect(code).toBe(1);
  expect(output).toContain(`the backup of the original containerd in ${STATE}/original is not complete`);
  expect(host.tree()).toEqual(host.with(one.files));
  expect(host.restarts()).toEqual([]);
});

test('kubelet is left alone where it was no active service before', async () => {
  const host = node();
  host.stop('kubelet');
  const { env, files } = publish(release('1'));
  expect(await host.run('install', env)).toMatchObject({ code: 0 });
  expect(host.restarts()).toEqual(['containerd']);
  expect(host.tree()).toEqual(host.with(files));
  expect(host.read('usr/bin/ctr')).toBe(program('ctr', '1'));
});
