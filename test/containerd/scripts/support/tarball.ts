import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

export type Files = Record<string, string>;

/** The program that stands for a binary: it tells its version, and the fake systemd reads what it does when started. */
export const program = (name: string, version: string): string => `#!/bin/sh\n# ${version}\necho ${name} example.com/${name} ${version}\n`;

/** What a release of containerd has. */
export const release = (version: string, extra: Files = {}): Files => ({
  ...Object.fromEntries(['containerd', 'containerd-shim-runc-v2', 'ctr'].map(name => [`bin/${name}`, program(name, version)])),
  ...extra,
});

/** Files, below a folder. */
export const prefix = (folder: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([name, content]) => [`${folder}/${name}`, content]));

export const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/** A tarball made by tar, of executable files. */
export function tar(files: Files): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'coco-tar-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, 'tree', name)), { recursive: true });
      writeFileSync(join(folder, 'tree', name), content, { mode: 0o755 });
    }
    execFileSync('tar', ['-C', join(folder, 'tree'), '-czf', join(folder, 'out.tar.gz'), ...new Set(Object.keys(files).map(name => name.split('/')[0]!))]);
    return readFileSync(join(folder, 'out.tar.gz'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export interface Entry { name: string; content?: string; link?: string; type?: '0' | '1' | '2' | '6'; mode?: string; owner?: string }

/** A tarball with entries that no tar makes without being forced to. */
export function forgedTar(entries: Entry[]): Buffer {
  const blocks = entries.map(({ name, content = '', link = '', type = '0', mode = '0755', owner = '0000' }) => {
    const body = Buffer.from(content);
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write(`000${mode}\0`, 100);
    header.write(`000${owner}\0`.repeat(2), 108);
    header.write(`${body.length.toString(8).padStart(11, '0')}\0`, 124);
    header.write('00000000000\0', 136);
    header.write(' '.repeat(8), 148);
    header.write(type, 156);
    header.write(link, 157);
    header.write('ustar\0' + '00', 257);
    header.write(`${header.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0')}\0 `, 148);
    return Buffer.concat([header, body, Buffer.alloc((512 - (body.length % 512)) % 512)]);
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}
