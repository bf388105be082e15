/** A file in a tar archive. */
export interface TarFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/** What is wrong with a tar archive. */
export class TarError extends Error {}

const BLOCK = 512;

/** What entries may be, by their type flag, and what the others are called. */
const FILES = ['0', '\0', '7'];
const OTHERS: Readonly<Record<string, string>> = {
  1: 'a hard link', 2: 'a symbolic link', 3: 'a device', 4: 'a device', 6: 'a named pipe', S: 'a sparse file', K: 'a link',
};

/**
 * Reads a tar archive of plain files, in the formats that GNU tar, BSD tar and Go write. Contents are views of the archive.
 *
 * @param count called for each entry
 * @throws TarError on links, devices, and anything that is damaged
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html
 */
export function tarFiles(archive: Buffer, count: () => void): TarFile[] {
  const files: TarFile[] = [];
  let attributes: ReadonlyMap<string, string> = new Map();
  for (let offset = 0; offset + BLOCK <= archive.length && archive.subarray(offset, offset + BLOCK).some((byte) => byte !== 0);) {
    const header = archive.subarray(offset, offset + BLOCK);
    checkSum(header);
    count();
    const type = String.fromCharCode(header[156]);
    const path = attributes.get('path') ?? pathOf(header);
    const size = attributes.has('size') ? Number(attributes.get('size')) : octal(header.subarray(124, 136));
    offset += BLOCK;
    if (!Number.isSafeInteger(size) || size < 0 || size > archive.length - offset) throw new TarError('is cut off in the middle of a file');
    const bytes = archive.subarray(offset, offset + size);
    offset += Math.ceil(size / BLOCK) * BLOCK;
    if (type === 'x' || type === 'L') {
      attributes = new Map([...attributes, ...(type === 'x' ? records(bytes) : [['path', text(bytes)] as const])]);
      continue;
    }
    attributes = new Map();
    if (FILES.includes(type) && !path.endsWith('/')) files.push({ path, bytes });
    else if (!FILES.includes(type) && type !== '5' && type !== 'g') throw new TarError(`holds ${JSON.stringify(path)}, which is ${OTHERS[type] ?? 'of an unknown type'}; allowed: files and folders`);
  }
  return files;
}

/** Damage shows here: the header of an entry has the sum of its own bytes. */
function checkSum(header: Buffer): void {
  const sum = header.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
  if (sum !== octal(header.subarray(148, 156))) throw new TarError('is damaged: a header has a wrong checksum');
}

function pathOf(header: Buffer): string {
  const prefix = header.toString('latin1', 257, 262) === 'ustar' && header[262] === 0 ? text(header.subarray(345, 500)) : '';
  const name = text(header.subarray(0, 100));
  return prefix ? `${prefix}/${name}` : name;
}

function text(field: Buffer): string {
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? field.length : end);
}

/** A number; NaN for what is none, such as the binary form for sizes beyond 8 GiB. */
function octal(field: Buffer): number {
  const digits = text(field).trim();
  return /^[0-7]*$/.test(digits) ? parseInt(digits || '0', 8) : NaN;
}

/** The records of an extended header: `<length of the record> <key>=<value>`, and a line break. */
function records(bytes: Buffer): Map<string, string> {
  const found = new Map<string, string>();
  for (let offset = 0; offset < bytes.length;) {
    const space = bytes.indexOf(32, offset);
    const length = Number(bytes.toString('latin1', offset, space < 0 ? offset : space));
    const record = bytes.subarray(space + 1, offset + length - 1);
    const equals = record.indexOf(61);
    if (space < 0 || !Number.isInteger(length) || length < 5 || offset + length > bytes.length || equals < 1) {
      throw new TarError('is damaged: an extended header is not readable');
    }
    found.set(record.toString('utf8', 0, equals), record.toString('utf8', equals + 1));
    offset += length;
  }
  return found;
}
