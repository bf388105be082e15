import { ContainerdTarball } from 'cdk8s-coco';
import { FakeNode, STATE, until } from './support/node';
import { suite } from './support/suite';
import { release } from './support/tarball';
import { gateEnvironment } from '../../../src/containerd/private/tarball-environment';

const { node, publish, installed } = suite();

/** What the manifest gives to the pods that wait. */
const waitFor = (env: Record<string, string>) => ({ COCO_IDENTITY: env.COCO_SHA256! });

test('waits until the tarball of this node is installed, and changes nothing', async () => {
  const host = node();
  const { env } = publish(release('1'));
  const before = host.tree();
  const waiting = host.start('wait', waitFor(env));
  await until(() => waiting.said().includes('installed now: none'), 'it waits');
  expect(host.tree()).toEqual(before);
  expect(host.read(STATE)).toBeUndefined();
  await host.run('install', env);
  const { code, output } = await waiting.done;
  expect(code).toBe(0);
  expect(output).toContain(`${env.COCO_SHA256} is installed`);
});

test('an earlier tarball is not enough', async () => {
  const { host, ...one } = await installed();
  const two = publish(release('2'));
  const waiting = host.start('wait', waitFor(two.env));
  await until(() => waiting.said().includes(`installed now: ${one.env.COCO_SHA256}`), 'it waits');
  await host.run('install', two.env);
  expect(await waiting.done).toMatchObject({ code: 0 });
});

test('a change under way is waited for', async () => {
  const { host, env } = await installed();
  host.write(`${STATE}/transaction/path`, '/usr\n');
  const waiting = host.start('wait', { ...waitFor(env), COCO_SAY_SECONDS: '0' });
  await until(() => waiting.said().split('waiting until').length > 3, 'it said so more than once');
  waiting.process.kill();
  expect(await waiting.done).toMatchObject({ code: 143 });
});

test('says when the tarball failed on this node', async () => {
  const host = node();
  const { env } = publish(release('BROKEN'));
  await host.run('install', env);
  const waiting = host.start('wait', waitFor(env));
  await until(() => waiting.said().includes(`containerd did not work with ${env.COCO_SHA256} on this node`), 'it says so');
  waiting.process.kill();
  await waiting.done;
});

test('by the checksum of the URL, where there is none of the tarball', async () => {
  const host = node();
  const env = { COCO_URL: publish(release('1')).env.COCO_URL!, COCO_UNSAFE_NO_CHECKSUM: 'true' };
  await host.run('install', env);
  const gate = gateEnvironment({ tarballs: [ContainerdTarball.unsafeWithoutChecksum(env.COCO_URL)] });
  expect(await host.run('wait', gate)).toMatchObject({ code: 0 });
});

test('ends where there is no tarball to wait for', async () => {
  const host = node();
  const { code, output } = await host.run('wait', { COCO_MACHINE: 's390x', COCO_IDENTITY_AMD64: 'a'.repeat(64) });
  expect(code).toBe(1);
  expect(output).toContain("there is no tarball for this node's architecture, s390x");
});

test('a damaged record does not count', async () => {
  const { host, env } = await installed();
  damage(host);
  const waiting = host.start('wait', waitFor(env));
  await until(() => waiting.said().includes('installed now: none'), 'it waits');
  waiting.process.kill();
  await waiting.done;
});

function damage(host: FakeNode): void {
  const record = host.read(`${STATE}/installed`)!;
  host.write(`${STATE}/installed`, record.slice(0, record.indexOf('\nend ')));
}
