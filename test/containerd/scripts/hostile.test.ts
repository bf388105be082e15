import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FakeNode } from './support/node';
import { suite } from './support/suite';
import { type Entry, forgedTar, program, tar, release } from './support/tarball';

const { node, server } = suite();

/** Nothing of a text was run, neither here nor on the host. */
const safe = (host: FakeNode) => {
  for (const folder of [host.host, join(host.host, '..'), process.cwd(), '/']) expect(existsSync(join(folder, 'pwned'))).toBe(false);
};

describe('URLs', () => {
  test.each([
    '/it\'s"quoted"', '/$(touch${IFS}pwned)', '/;touch${IFS}pwned&touch${IFS}pwned|touch${IFS}pwned', '/`touch${IFS}pwned`',
    '/*\\{a,b}~root!!', '/%20%0a%s%n', '/<>${PATH}',
  ])('%s is only a URL', async path => {
    const host = node();
    const content = tar(release('1'));
    const { url, sha } = server.serve(path, content);
    const { code, output } = await host.run('install', { COCO_URL: url, COCO_SHA256: sha, COCO_DOWNLOAD_RETRIES: '1' });
    safe(host);
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(host.tree()).toEqual(host.with(release('1')));
  });

  test.each([
    ['a blank', 'http://127.0.0.1/a b'],
    ['a command and blanks', 'http://127.0.0.1/$(touch pwned); `touch pwned`'],
    ['a line break', 'http://127.0.0.1/a\nHost: evil'],
    ['a tab', 'http://127.0.0.1/a\tb'],
    ['a letter of no URL', 'http://127.0.0.1/ä'],
  ])('none with %s', async (_, url) => {
    const host = node();
    const { code, output } = await host.run('install', { COCO_URL: url, COCO_SHA256: 'a'.repeat(64) });
    expect(code).toBe(1);
    expect(output).toContain('another character that no URL has');
    safe(host);
    expect(host.tree()).toEqual(host.old);
  });

  test.each(['file:///etc/passwd', 'ftp://127.0.0.1/x', '-O/etc/passwd', 'http://', '/etc/passwd'])('%s is none', async url => {
    const host = node();
    const { code, output } = await host.run('install', { COCO_URL: url, COCO_SHA256: 'a'.repeat(64) });
    expect(code).toBe(1);
    expect(output).toContain('the URL of the tarball has to start with http:// or https://');
    expect(host.tree()).toEqual(host.old);
  });
});

describe('tarballs', () => {
  const good: Entry[] = ['containerd', 'containerd-shim-runc-v2', 'ctr'].map(name => ({ name: `bin/${name}`, content: program(name, '1') }));
  const without = (name: string) => good.filter(entry => entry.name !== `bin/${name}`);

  test.each<[string, Entry[], string]>([
    ['a name above its folder', [...good, { name: '../evil', content: 'evil' }], 'leaves its folder'],
    ['a name that goes up on its way', [...good, { name: 'bin/../../evil', content: 'evil' }], 'leaves its folder'],
    ['an absolute name', [...good, { name: '/evil', content: 'evil' }], 'leaves its folder'],
    ['an absolute link', [...good, { name: 'bin/link', type: '2', link: '/etc/passwd' }], 'a link that leaves its folder: bin/link -> /etc/passwd'],
    ['a link above its folder', [...good, { name: 'bin/link', type: '2', link: '../../etc/passwd' }], 'a link that leaves its folder'],
    ['a file behind a link', [...good, { name: 'out', type: '2', link: '/etc' }, { name: 'out/evil', content: 'evil' }], ''],
    ['a hard link', [...good, { name: 'bin/hard', type: '1', link: 'bin/ctr' }], 'other things than files'],
    ['a hard link above its folder', [...good, { name: 'bin/hard', type: '1', link: '../../../etc/passwd' }], ''],
    ['a pipe', [...good, { name: 'bin/pipe', type: '6' }], 'other things than files'],
    ['a blank in a name', [...good, { name: 'bin/a b' }], 'a name that no file of containerd has'],
    ['a line break in a name', [...good, { name: 'bin/a\nbin/ctr' }], ''],
    ['a command as a name', [...good, { name: 'bin/$(touch pwned)' }], 'a name that no file of containerd has'],
    ['a hidden file', [...good, { name: 'bin/.profile' }], 'a name that no file of containerd has'],
    ['no containerd', without('containerd'), 'has no file bin/containerd'],
    ['no shim', without('containerd-shim-runc-v2'), 'has no file bin/containerd-shim-runc-v2'],
    ['no ctr', without('ctr'), 'has no file bin/ctr'],
    ['a link instead of containerd', [...without('containerd'), { name: 'bin/containerd', type: '2', link: 'ctr' }], 'has no file bin/containerd'],
    ['nothing', [], 'has no file bin/containerd'],
  ])('%s', async (name, entries, message) => {
    const host = node();
    const { url, sha } = server.serve(`/${encodeURIComponent(name)}`, forgedTar(entries));
    const { code, output } = await host.run('install', { COCO_URL: url, COCO_SHA256: sha });
    expect({ code, output }).toMatchObject({ code: 1 });
    expect(output).toContain(message);
    safe(host);
    expect(host.tree()).toEqual(host.old);
    expect(host.restarts()).toEqual([]);
    expect(existsSync(join(host.host, '../evil'))).toBe(false);
  });

  test('a link inside is none of these', async () => {
    const host = node();
    const { url, sha } = server.serve('/link', forgedTar([...good, { name: 'bin/alias', type: '2', link: '../bin/ctr' }]));
    expect(await host.run('install', { COCO_URL: url, COCO_SHA256: sha })).toMatchObject({ code: 0 });
    expect(host.tree()['/usr/bin/alias']).toBe('link ../bin/ctr');
    await host.run('uninstall');
    expect(host.tree()).toEqual(host.old);
  });
});
