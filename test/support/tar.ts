import { gzipSync } from 'zlib';

/** An entry of a tar archive, as hostile as a test wants it. */
export interface Entry {
  readonly path: string;
  readonly text?: string | Buffer;
  /** The type flag; a file by default. */
  readonly type?: string;
  readonly link?: string;
  /** What the header says of the size. */
  readonly size?: string;
}

/** A tar archive in ustar's format, with the blocks of zeros at its end. */
export function tar(...entries: readonly Entry[]): Buffer {
  return Buffer.concat([...entries.map(entryOf), Buffer.alloc(1024)]);
}

/** The archive of a chart, as Helm packs it. */
export function tgz(...entries: readonly Entry[]): Buffer {
  return gzipSync(tar(...entries));
}

/** The record of an extended header. */
export function record(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  let length = rest.length;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return `${length}${rest}`;
}

function entryOf({ path, text = '', type = '0', link = '', size }: Entry): Buffer {
  const bytes = Buffer.from(text);
  const header = Buffer.alloc(512);
  header.write(path, 0, 100);
  header.write('0000644\0', 100);
  header.write(size ?? `${bytes.length.toString(8).padStart(11, '0')}\0`, 124, 12);
  header.write('        ', 148);
  header.write(type, 156);
  header.write(link, 157, 100);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}
