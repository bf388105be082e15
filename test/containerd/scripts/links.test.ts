import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STATE, until } from './support/node';
import { suite } from './support/suite';
import { prefix, program, release } from './support/tarball';

// An absolute link of the host leads from /host into the container, unless it is resolved by hand.

const { node, publish } = suite();

/** A folder of this machine. A link of the host to its path must lead to a folder of the host of that path, and not here. */
const outside = mkdtempSync(join(tmpdir(), 'coco-outside-'));
afterEach(() => { expect(readdirSync(outside)).toEqual([]); });
afterAll(() => { rmSync(outside, { recursive: true }); });

test.each([
  ['/var', `${outside}/var`, `${outside}/var/lib/cdk8s-coco/containerd`],
  ['/var/lib', `${outside}/lib`, `${outside}/lib/cdk8s-coco/containerd`],
  ['/var/lib', '../data/lib', '/data/lib/cdk8s-coco/containerd'],
  ['/var/lib/cdk8s-coco', `${outside}/coco`, `${outside}/coco/containerd`],
  [STATE, `${outside}/a/../state`, `${outside}/state`],
  ['/var/lib/cdk8s-coco', `/${outside}/./a/../coco/`, `${outside}/coco/containerd`],
])('the state is where the host sees it: %s -> %s', async (link, target, real) => {
  const host = node();
  rmSync(join(host.host, link), { recursive: true, force: true });
  host.link(link, target);
  const { env, files } = publish(release('1'));
  const waiting = host.start('wait', { COCO_IDENTITY: env.COCO_SHA256! });
  await until(() => waiting.said().includes('waiting until'), 'it waits');
  const { code, output } = await host.run('install', env);
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(await waiting.done).toMatchObject({ code: 0 });
  expect(host.read(`${real}/installed`)).toContain(env.COCO_SHA256);
  expect(host.read('/usr/bin/ctr')).toBe(files['bin/ctr']);
  expect((await host.run('install', env)).output).toContain('nothing to do');
  expect(await host.run('uninstall')).toMatchObject({ code: 0 });
  expect(host.read('/usr/bin/containerd')).toBe(program('containerd', 'original'));
  expect(readlinkSync(join(host.host, link))).toBe(target);
  expect(existsSync(join(host.host, real))).toBe(false);
});

test('a loop of links', async () => {
  const host = node();
  host.link('/var/lib/cdk8s-coco', '/var/lib/other');
  host.link('/var/lib/other', 'cdk8s-coco');
  for (const script of ['install', 'uninstall', 'wait'] as const) {
    const { code, output } = await host.run(script, publish(release('1')).env);
    expect(code).toBe(1);
    expect(output).toContain(`${STATE} on this node is a loop of links`);
  }
  expect(host.restarts()).toEqual([]);
});

test('an install path through absolute and relative links, one of them dangling', async () => {
  const host = node({}, '/opt/tools/bin/containerd');
  host.link('/opt', `${outside}/opt`);
  host.link(`${outside}/opt/tools`, '../real/tools');
  const { env, files } = publish(release('1'));
  expect(await host.run('install', { ...env, COCO_INSTALL_PATH: '/opt/tools' })).toMatchObject({ code: 0 });
  expect(host.read(`${outside}/real/tools/bin/ctr`)).toBe(files['bin/ctr']);
  expect(await host.run('uninstall')).toMatchObject({ code: 0 });
  expect(existsSync(join(host.host, outside, 'real'))).toBe(false);
});

test('a containerd that is a link: the link is replaced, its target stays, and the link comes back', async () => {
  const host = node({ ...prefix('opt/containerd', release('original')), 'usr/bin/runc': 'runc' }, '/usr/bin/containerd');
  for (const name of ['containerd', 'ctr']) host.link(`/usr/bin/${name}`, `/opt/containerd/bin/${name}`);
  host.set('containerd', 'active');
  host.set('containerd.pid', '1');
  host.set('exe', program('containerd', 'original'));
  const before = host.tree();
  const { env, files } = publish(release('1'));
  const { code, output } = await host.run('install', env);
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(host.read('/usr/bin/containerd')).toBe(files['bin/containerd']);
  expect(host.read('/opt/containerd/bin/containerd')).toBe(program('containerd', 'original'));
  expect(await host.run('uninstall')).toMatchObject({ code: 0 });
  expect(host.tree()).toEqual(before);
});
