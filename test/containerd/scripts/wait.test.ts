import { STATE, until } from './support/node';
import { suite } from './support/suite';
import { release } from './support/tarball';

const { node, publish } = suite();

test('waits until the tarball of this node is installed, and changes nothing', async () => {
  const host = node();
  const { env } = publish(release('1'));
  const before = host.tree();
  const waiting = host.start('wait', env);
  await until(() => waiting.said().includes('so far it has none'), 'it waits');
  expect(host.tree()).toEqual(before);
  expect(host.read(STATE)).toBeUndefined();
  await host.run('install', env);
  const { code, output } = await waiting.done;
  expect(code).toBe(0);
  expect(output).toContain(`${env.COCO_SHA256} is installed`);
});

test('an earlier tarball is not enough', async () => {
  const host = node();
  const one = publish(release('1'));
  const two = publish(release('2'));
  await host.run('install', one.env);
  const waiting = host.start('wait', two.env);
  await until(() => waiting.said().includes(`so far it has ${one.env.COCO_SHA256}`), 'it waits');
  await host.run('install', two.env);
  expect(await waiting.done).toMatchObject({ code: 0 });
});

test('a change under way is waited for', async () => {
  const host = node();
  const { env } = publish(release('1'));
  await host.run('install', env);
  host.write(`${STATE}/transaction/path`, '/usr\n');
  const waiting = host.start('wait', { ...env, COCO_SAY_SECONDS: '0' });
  await until(() => waiting.said().split('waiting until').length > 3, 'it said so more than once');
  waiting.process.kill();
  expect(await waiting.done).toMatchObject({ signal: 'SIGTERM' });
});

test('says when the tarball failed on this node', async () => {
  const host = node();
  const { env } = publish(release('BROKEN'));
  await host.run('install', env);
  const waiting = host.start('wait', env);
  await until(() => waiting.said().includes(`containerd did not start with ${env.COCO_SHA256} on this node`), 'it says so');
  waiting.process.kill();
  await waiting.done;
});

test('by URL, where there is no checksum', async () => {
  const host = node();
  const env = { COCO_URL: publish(release('1')).env.COCO_URL!, COCO_UNSAFE_NO_CHECKSUM: 'true' };
  await host.run('install', env);
  expect(await host.run('wait', env)).toMatchObject({ code: 0 });
});

test('ends where there is no tarball to wait for', async () => {
  const host = node();
  const { code, output } = await host.run('wait', { COCO_MACHINE: 's390x', COCO_URL_AMD64: 'http://127.0.0.1/x', COCO_SHA256_AMD64: 'a'.repeat(64) });
  expect(code).toBe(1);
  expect(output).toContain("no tarball for this node's architecture, s390x");
});
