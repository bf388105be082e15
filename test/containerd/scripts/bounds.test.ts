import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type FakeNode, STATE } from './support/node';
import { suite } from './support/suite';
import { forgedTar, program, release } from './support/tarball';
import { share, some, type Strides } from '../../support/stride';

// Nothing that a server sends fills a disk, and nothing that is secret stays on the node or in a log.

const { node, publish, server, installed } = suite();

const untouched = (host: FakeNode) => {
  expect(host.tree()).toEqual(host.old);
  expect(host.read(STATE)).toBeUndefined();
  expect(host.restarts()).toEqual([]);
  expect(host.isReady).toBe(false);
};

describe('sizes', () => {
  test('a download that never ends is stopped, and is not tried again', async () => {
    const host = node();
    const { env } = publish(release('1'), '/endless');
    const requests = server.requests.length;
    const { code, output } = await host.run('install', { ...env, COCO_MAX_DOWNLOAD_KIB: '1024' });
    expect({ code, output }).toMatchObject({ code: 1 });
    expect(output).toContain('was stopped: it is larger than 1 MiB, the limit for tarballs');
    expect(server.requests).toHaveLength(requests + 1);
    untouched(host);
  });

  test('a tarball that is large when unpacked is refused before that', async () => {
    const host = node();
    const entries = ['containerd', 'containerd-shim-runc-v2', 'ctr'].map(name => ({ name: `bin/${name}`, content: program(name, '1') }));
    const { url, sha } = server.serve('/bomb', forgedTar([...entries, { name: 'share/zeros', content: '0'.repeat(3 * 1024 * 1024) }]));
    const { code, output } = await host.run('install', { COCO_URL: url, COCO_SHA256: sha, COCO_MAX_UNPACKED_KIB: '2048' });
    expect({ code, output }).toMatchObject({ code: 1 });
    expect(output).toContain('is larger than 2 MiB when unpacked, the limit');
    untouched(host);
  });

  test('a tarball that is not one leaves nothing', async () => {
    const host = node();
    const { url, sha } = server.serve('/zeros', gzipSync(Buffer.alloc(100_000, 7)));
    expect(await host.run('install', { COCO_URL: url, COCO_SHA256: sha })).toMatchObject({ code: 1 });
    untouched(host);
  });

  test('a disk without room for others is left alone, and the tarball is not remembered as a bad one', async () => {
    const host = node();
    const { env, files } = publish(release('1'));
    const { code, output } = await host.run('install', { ...env, COCO_RESERVE_KIB: `${2 ** 40}` });
    expect({ code, output }).toMatchObject({ code: 1 });
    expect(output).toContain('there is no room for the tarball');
    untouched(host);
    expect(await host.run('install', env)).toMatchObject({ code: 0 });
    expect(host.tree()).toEqual(host.with(files));
  });
});

/** Of the URLs with secrets, each with a checksum and without. */
const SECRETS: Strides = { gate: 1, loop: 3 };

describe('secrets', () => {
  const everywhere = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const path = join(folder, name);
    return lstatSync(path).isFile() ? [name, readFileSync(path, 'utf8')] : [name];
  });

  test.each([
    ['/ok', release('1'), 0], ['/missing', release('1'), 1], ['/truncated', release('1'), 1], ['/ok', release('BROKEN'), 1],
    ['/ok', { 'bin/other': 'x' }, 1],
  ])(`of a URL are neither in messages nor on the node: %s${share(SECRETS)}`, async (where, files, expected) => {
    const host = node();
    const { env } = publish(files, where === '/ok' ? '' : where);
    const secret = env.COCO_URL!.replace('http://', 'http://MARKER1:MARKER2@');
    const urls = [secret, `${env.COCO_URL}?token=MARKER3`, `${secret}?sig=MARKER4#MARKER5`, `${env.COCO_URL}?u=http://x:MARKER6@y/`];
    for (const [url, checksum] of some(urls.flatMap((one) => [[one, env.COCO_SHA256!], [one, '']] as const), SECRETS)) {
      const path = new URL(url).pathname;
      server.alias(`${path}${new URL(url).search}`, path);
      const here = host.copy();
      const { code, output } = await here.run('install', { COCO_URL: url, COCO_SHA256: checksum, COCO_UNSAFE_NO_CHECKSUM: 'true' });
      expect({ code, output }).toMatchObject({ code: expected });
      expect([output, ...everywhere(here.host)].join('\n')).not.toContain('MARKER');
      here.remove();
    }
  });

  test('the state is readable for root only', async () => {
    const { host } = await installed();
    const modes = readdirSync(join(host.host, STATE), { recursive: true, encoding: 'utf8' })
      .filter(name => !name.startsWith('original/files/'))
      .map(name => lstatSync(join(host.host, STATE, name)).mode % 0o100);
    expect(new Set([...modes, lstatSync(join(host.host, STATE)).mode % 0o100])).toEqual(new Set([0]));
  });

  test('a header needs curl', async () => {
    const host = node();
    const { code, output } = await host.run('install', { ...publish(release('1')).env, COCO_HEADER: 'Authorization: MARKER' });
    expect(code).toBe(1);
    expect(output).toContain('the tarball needs an HTTP header, and the image has no curl');
    expect(output).not.toContain('MARKER');
    untouched(host);
  });
});
