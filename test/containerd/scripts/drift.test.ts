import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FakeNode } from './support/node';
import { suite } from './support/suite';
import { prefix, program, release, type Files } from './support/tarball';
import { share, some, type Strides } from '../../support/stride';

// What somebody else did to the installed files, before each thing that the scripts can do next.

const { node, publish, installed } = suite();

const ORIGINAL = release('original');
const UPGRADED = program('containerd', 'upgraded');
const SHIM = 'bin/containerd-shim-runc-v2';

interface Drift {
  readonly make: (host: FakeNode) => void;
  /** What an uninstallation has to leave below /usr. */
  readonly original: Files;
  readonly message: string;
}

const drifts: Record<string, Drift> = {
  'a package upgrade': {
    make: (host) => { for (const name of Object.keys(ORIGINAL)) replace(host, name, program(name.slice(4), 'upgraded')); },
    original: release('upgraded'),
    message: '/usr/bin/containerd was replaced by another program, such as a package upgrade',
  },
  'a package upgrade of one file': {
    make: (host) => replace(host, 'bin/containerd', UPGRADED),
    original: { ...ORIGINAL, 'bin/containerd': UPGRADED },
    message: '/usr/bin/containerd was replaced by another program, such as a package upgrade',
  },
  'a deleted shim': {
    make: (host) => rmSync(join(host.host, 'usr', SHIM)),
    original: ORIGINAL,
    message: '/usr/bin/containerd-shim-runc-v2 is missing or not executable',
  },
  'an installation of the same package': {
    make: (host) => { for (const [name, content] of Object.entries(ORIGINAL)) replace(host, name, content); },
    original: ORIGINAL,
    message: '/usr/bin/containerd is the original again',
  },
  'a file that only the tarball has, replaced': {
    make: (host) => replace(host, 'bin/extra', 'somebody else\'s'),
    original: { ...ORIGINAL, 'bin/extra': 'somebody else\'s' },
    message: '/usr/bin/extra was replaced by another program, such as a package upgrade',
  },
  'an empty file': {
    make: (host) => replace(host, SHIM, ''),
    original: { ...ORIGINAL, [SHIM]: '' },
    message: '/usr/bin/containerd-shim-runc-v2 was replaced by another program, such as a package upgrade',
  },
};

function replace(host: FakeNode, name: string, content: string): void {
  rmSync(join(host.host, 'usr', name), { force: true });
  host.write(`/usr/${name}`, content);
  chmodSync(join(host.host, 'usr', name), 0o755);
}

/** A node with its own containerd in /usr, and a tarball with one more file that is installed and then changed. */
async function drifted(make: Drift['make']) {
  const { host, ...one } = await installed(release('1', { 'bin/extra': 'extra' }), prefix('usr', ORIGINAL));
  make(host);
  host.restarts();
  return { host, one };
}

/** Of what somebody else did. */
const DRIFTS: Strides = { gate: 1, loop: 2 };

describe.each(some(Object.entries(drifts), DRIFTS))(`%s${share(DRIFTS)}`, (_, { make, original, message }) => {
  /** What is there in the end: nothing of ours, nothing old in the place of something new. */
  const uninstalled = async (host: FakeNode) => {
    expect(await host.run('uninstall')).toMatchObject({ code: 0 });
    const files = Object.fromEntries(Object.entries(host.tree()).filter(([path]) => /^\/usr\/bin\/./.test(path)));
    expect(files).toEqual(Object.fromEntries(Object.entries(original).map(([name, content]) => [`/usr/${name}`, `755 ${content}`])));
    expect(host.leftovers).toEqual([]);
    expect(host.consistent()).toBe(true);
  };

  test('before the same tarball: it is installed again', async () => {
    const { host, one } = await drifted(make);
    const { code, output } = await host.run('install', one.env);
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output).toContain(message);
    expect(host.tree()).toEqual(host.with(one.files));
    expect(host.consistent()).toBe(true);
    expect(host.restarts()).toEqual(['containerd', 'kubelet']);
    expect((await host.run('install', one.env)).output).toContain('nothing to do');
    await uninstalled(host);
  });

  test('before an upgrade that lacks a file', async () => {
    const { host } = await drifted(make);
    const two = publish(release('2'));
    const { code, output } = await host.run('install', two.env);
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output).toContain(message);
    const files = { ...two.files, ...('bin/extra' in original ? { 'bin/extra': original['bin/extra']! } : {}) };
    expect(host.tree()).toEqual(host.with(files));
    await uninstalled(host);
  });

  test('before an upgrade that does not work: what was there before is back', async () => {
    const { host } = await drifted(make);
    const before = host.tree();
    expect(await host.run('install', publish(release('BROKEN')).env)).toMatchObject({ code: 1 });
    expect(host.tree()).toEqual(before);
    await uninstalled(host);
  });

  test('before an uninstallation', async () => {
    const { host } = await drifted(make);
    await uninstalled(host);
  });
});

test('a package upgrade between a crash and the next run is not undone', async () => {
  const host = node(prefix('usr', ORIGINAL));
  const { env } = publish(release('1'));
  const run = host.start('install', { ...env, COCO_WATCH_SECONDS: '600' });
  await host.killWhen(run, 'watching containerd');
  replace(host, 'bin/ctr', 'upgraded');
  host.set('containerd', 'failed'); // so the next run goes back
  host.set('containerd.pid', '0');
  const { output } = await host.run('uninstall');
  expect(output).toContain('/usr/bin/ctr was replaced by another program in the meantime, and stays as it is');
  expect(host.read('/usr/bin/ctr')).toBe('upgraded');
  expect(host.read('/usr/bin/containerd')).toBe(ORIGINAL['bin/containerd']);
  expect(host.leftovers).toEqual([]);
});
