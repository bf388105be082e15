import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from './support/suite';
import { forgedTar, prefix, program, release, sha256, tar } from './support/tarball';

const { node, publish, server, installed } = suite();

test('installs, restarts containerd and kubelet, and is ready', async () => {
  const host = node();
  const { files, env } = publish(release('1'));
  const { code, output } = await host.run('install', env);
  expect(output).toContain('containerd install: ready');
  expect(code).toBe(0);
  expect(host.tree()).toEqual(host.with(files));
  expect(host.restarts()).toEqual(['containerd', 'kubelet']);
  expect(host.consistent()).toBe(true);
  expect(host.isReady).toBe(true);
  expect(host.installed).toBe(env.COCO_SHA256);
  expect(host.leftovers).toEqual([]);
});

test('a second run touches nothing: no download, no restart', async () => {
  const { host, files, env } = await installed();
  host.restarts();
  const requests = server.requests.length;
  const { code, output } = await host.run('install', env);
  expect({ code, ready: host.isReady }).toEqual({ code: 0, ready: true });
  expect(output).toContain('nothing to do');
  expect(host.restarts()).toEqual([]);
  expect(server.requests).toHaveLength(requests);
  expect(host.tree()).toEqual(host.with(files));
});

test('an upgrade replaces the one before, with all its files; a downgrade likewise', async () => {
  const host = node();
  const one = publish(release('1', { 'bin/only-one': '1', 'share/one/readme': '1' }));
  const two = publish(release('2', { 'bin/only-two': '2', 'bin/runc': 'runc 2' }));
  for (const { files, env } of [one, two, one]) {
    const { code, output } = await host.run('install', env);
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(host.tree()).toEqual(host.with(files));
    expect(host.consistent()).toBe(true);
  }
  await host.run('uninstall');
  expect(host.tree()).toEqual(host.old);
});

test('takes neither owner nor dangerous modes from a tarball, and makes programs of all in bin', async () => {
  const host = node();
  const entries = ['containerd', 'containerd-shim-runc-v2', 'ctr']
    .map(name => ({ name: `bin/${name}`, content: program(name, '1'), mode: '0600' }));
  const { url, sha } = server.serve('/modes', forgedTar([
    ...entries,
    { name: 'bin/extra', mode: '6777', owner: '1234' },
    { name: 'share/readme', mode: '0666', owner: '1234' },
  ]));
  expect(await host.run('install', { COCO_URL: url, COCO_SHA256: sha })).toMatchObject({ code: 0 });
  const original = statSync(join(host.host, 'usr/bin/runc'));
  for (const [file, mode] of [['bin/ctr', 0o755], ['bin/extra', 0o755], ['share/readme', 0o644]] as const) {
    const { mode: actual, uid, gid } = statSync(join(host.host, 'usr', file));
    expect({ file, mode: actual % 0o10000, uid, gid }).toEqual({ file, mode, uid: original.uid, gid: original.gid });
  }
});

describe('where to', () => {
  test('without any containerd on the node: /usr/local', async () => {
    const host = node({}, '/usr/local/bin/containerd');
    const { files, env } = publish(release('1'));
    expect(await host.run('install', env)).toMatchObject({ code: 0 });
    expect(host.tree()).toEqual(host.with(files, '/usr/local'));
    expect(await host.run('uninstall')).toMatchObject({ code: 0 });
    expect(host.tree()).toEqual(host.old);
  });

  test('the folder above the one that has containerd', async () => {
    const host = node(prefix('usr/local', release('original')), '/usr/local/bin/containerd');
    const { files, env } = publish(release('1'));
    expect(await host.run('install', env)).toMatchObject({ code: 0 });
    expect(host.tree()).toEqual(host.with(files, '/usr/local'));
  });

  test('the given path, which need not exist', async () => {
    const host = node({}, '/opt/some/containerd/bin/containerd');
    const { files, env } = publish(release('1'));
    expect(await host.run('install', { ...env, COCO_INSTALL_PATH: '/opt/some/containerd' })).toMatchObject({ code: 0 });
    expect(host.tree()).toEqual(host.with(files, '/opt/some/containerd'));
    await host.run('uninstall');
    expect(host.tree()).toEqual(host.old);
  });

  test('a path behind an absolute link leads to the host, not into the container', async () => {
    const host = node({}, '/opt/tools/bin/containerd');
    mkdirSync(join(host.host, 'srv/tools'), { recursive: true });
    symlinkSync('/srv', join(host.host, 'opt'));
    const { env } = publish(release('1'));
    expect(await host.run('install', { ...env, COCO_INSTALL_PATH: '/opt/tools' })).toMatchObject({ code: 0 });
    expect(host.read('/srv/tools/bin/ctr')).toBe(program('ctr', '1'));
    expect(host.tree()['/opt']).toBe('link /srv');
  });

  test('not where bin is a link to a folder of another name', async () => {
    const host = node();
    mkdirSync(join(host.host, 'opt/x'), { recursive: true });
    symlinkSync('/usr/bin', join(host.host, 'opt/x/bin'));
    symlinkSync('/usr/lib', join(host.host, 'opt/bin'));
    const { files, env } = publish(release('1'));
    const { code, output } = await host.run('install', { ...env, COCO_INSTALL_PATH: '/opt' });
    expect(code).toBe(1);
    expect(output).toContain('/opt/bin on this node is /usr/lib, which is not called bin');
    expect(await host.run('install', { ...env, COCO_INSTALL_PATH: '/opt/x' })).toMatchObject({ code: 0 });
    expect(host.read('/usr/bin/ctr')).toBe(files['bin/ctr']);
  });

  test('not to another path than the one that has it', async () => {
    const { host, files, env } = await installed();
    const { code, output } = await host.run('install', { ...env, COCO_INSTALL_PATH: '/opt' });
    expect(code).toBe(1);
    expect(output).toContain('containerd is installed in /usr, but now wanted in /opt: uninstall it first');
    expect(host.isReady).toBe(false);
    expect(host.tree()).toEqual(host.with(files));
  });

  test.each(['usr/local', '/usr/../etc', '/usr/lo cal', '/$(touch pwned)'])('not to %s', async path => {
    const host = node();
    const { env } = publish(release('1'));
    const { code, output } = await host.run('install', { ...env, COCO_INSTALL_PATH: path });
    expect(code).toBe(1);
    expect(output).toContain(`not a path to install to: ${path}`);
    expect(host.tree()).toEqual(host.old);
  });
});

describe('architectures', () => {
  test.each([
    ['x86_64', 'AMD64'], ['aarch64', 'ARM64'], ['s390x', 'S390X'], ['ppc64le', 'PPC64LE'],
  ])('%s takes its own tarball, others the common one', async (machine, name) => {
    const own = publish(release(`for ${machine}`));
    const common = publish(release('for all'));
    const env = { ...common.env, [`COCO_URL_${name}`]: own.env.COCO_URL!, [`COCO_SHA256_${name}`]: own.env.COCO_SHA256! };
    const host = node();
    expect(await host.run('install', { ...env, COCO_MACHINE: machine })).toMatchObject({ code: 0 });
    expect(host.tree()).toEqual(host.with(own.files));
    const other = node();
    expect(await other.run('install', { ...env, COCO_MACHINE: machine === 's390x' ? 'x86_64' : 's390x' })).toMatchObject({ code: 0 });
    expect(other.tree()).toEqual(other.with(common.files));
  });

  test('a node without a tarball is not ready, and unchanged', async () => {
    const host = node();
    const { COCO_URL, COCO_SHA256 } = publish(release('1')).env;
    const arm = { COCO_URL_ARM64: COCO_URL!, COCO_SHA256_ARM64: COCO_SHA256! };
    const { code, output } = await host.run('install', { ...arm, COCO_MACHINE: 'x86_64' });
    expect(code).toBe(1);
    expect(output).toContain("there is no tarball for this node's architecture, x86_64");
    expect(host.isReady).toBe(false);
    expect(host.tree()).toEqual(host.old);
  });

  test('an unknown one likewise', async () => {
    const host = node();
    const { code, output } = await host.run('install', { ...publish(release('1')).env, COCO_MACHINE: 'riscv64' });
    expect(code).toBe(1);
    expect(output).toContain('unknown architecture riscv64');
    expect(host.tree()).toEqual(host.old);
  });
});

describe('without a checksum', () => {
  test('not unless it is asked for', async () => {
    const host = node();
    const { env } = publish(release('1'));
    const { code, output } = await host.run('install', { COCO_URL: env.COCO_URL! });
    expect(code).toBe(1);
    expect(output).toContain(`no SHA-256 for ${env.COCO_URL}`);
    expect(host.tree()).toEqual(host.old);
  });

  test('the URL tells one tarball from another, and a warning is given', async () => {
    const host = node();
    const env = { COCO_URL: publish(release('1')).env.COCO_URL!, COCO_UNSAFE_NO_CHECKSUM: 'true' };
    const { code, output } = await host.run('install', env);
    expect(code).toBe(0);
    expect(output).toContain('WARNING: there is no SHA-256');
    expect(host.installed).toBe(`url-${sha256(Buffer.from(`${env.COCO_URL}\n`))}`);
    host.restarts();
    expect(await host.run('install', env)).toMatchObject({ code: 0 });
    expect(host.restarts()).toEqual([]);
  });

  test.each([
    ['abc', 'has 3 digits, not 64'], ['z'.repeat(64), 'has other characters than 0-9 and a-f'], ['a'.repeat(65), 'has 65 digits, not 64'],
  ])('%s is none', async (sum, message) => {
    const host = node();
    const { code, output } = await host.run('install', { ...publish(release('1')).env, COCO_SHA256: sum });
    expect(code).toBe(1);
    expect(output).toContain(message);
    expect(host.tree()).toEqual(host.old);
  });
});

test('a checksum may be in upper case', async () => {
  const host = node();
  const { env, files } = publish(release('1'));
  expect(await host.run('install', { ...env, COCO_SHA256: env.COCO_SHA256!.toUpperCase() })).toMatchObject({ code: 0 });
  expect(host.tree()).toEqual(host.with(files));
});

describe('proxies', () => {
  const proxied = (host: string) => {
    const content = tar(release('1'));
    server.serve('/proxied.tar.gz', content);
    return { COCO_URL: `http://${host}/proxied.tar.gz`, COCO_SHA256: sha256(content), COCO_DOWNLOAD_RETRIES: '1' };
  };

  test.each(['http_proxy', 'HTTP_PROXY'])('%s is used', async name => {
    const host = node();
    const { code, output } = await host.run('install', { ...proxied('far.invalid'), [name]: server.origin });
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(server.requests.at(-1)).toBe('http://far.invalid/proxied.tar.gz');
  });

  test.each(['https_proxy', 'HTTPS_PROXY'])('%s is used for https', async name => {
    const host = node();
    const env = { ...proxied('far.invalid'), COCO_URL: 'https://far.invalid/proxied.tar.gz' };
    await host.run('install', { ...env, http_proxy: 'http://127.0.0.1:1', [name]: server.origin });
    expect(server.requests.at(-1)).toBe('https://far.invalid/proxied.tar.gz');
  });

  test.each(['127.0.0.1', 'a.example, 127.0.0.1', '.0.0.1', '*'])('not for a host of no_proxy=%s', async list => {
    const host = node();
    const env = proxied(`127.0.0.1:${server.port}`);
    expect(await host.run('install', { ...env, http_proxy: 'http://127.0.0.1:1', NO_PROXY: list })).toMatchObject({ code: 0 });
  });

  test.each(['example', '7.0.0.1', ''])('but for a host that is not of no_proxy=%s', async list => {
    const host = node();
    const env = proxied(`127.0.0.1:${server.port}`);
    expect(await host.run('install', { ...env, http_proxy: 'http://127.0.0.1:1', no_proxy: list })).toMatchObject({ code: 1 });
    expect(host.tree()).toEqual(host.old);
  });

  test('curl is used if there is one, and gets the URL on its standard input', async () => {
    const host = node();
    host.write('/curl/curl', `#!/bin/sh
echo "$*" > "$FAKE/curl"
while read -r option is value; do
  case $option in url) url=\${value#?} url=\${url%?} ;; esac
done
while [ "$1" != --output ]; do shift; done
exec wget -q -O "$2" "$url"
`);
    chmodSync(join(host.host, 'curl/curl'), 0o755);
    const { env } = publish(release('1'));
    expect(await host.run('install', env, undefined, join(host.host, 'curl'))).toMatchObject({ code: 0 });
    expect(readFileSync(join(host.fake, 'curl'), 'utf8')).not.toContain(env.COCO_URL);
  });
});
