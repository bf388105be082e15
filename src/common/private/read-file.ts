import { closeSync, constants, Dirent, fstatSync, openSync, readdirSync, readSync, statSync } from 'fs';
import { pause } from './pause';

/** How long a named pipe may be without a writer, in milliseconds. */
const WAIT_FOR_WRITER = 1000;

/** Why a file cannot be read that is not there. */
export const MISSING = 'there is no such file';

/**
 * The content of a file: no more than one byte beyond the limit is read.
 *
 * @returns why it cannot be read, where it cannot
 */
export function readFile(path: string, limit: number): Buffer | string {
  return orReason(() => {
    // For reading, as O_RDONLY is 0, and not blocking: to open a named pipe would wait for a writer for ever.
    const descriptor = openSync(path, constants.O_NONBLOCK ?? constants.O_RDONLY);
    try {
      return readDescriptor(descriptor, limit, fstatSync(descriptor).isFIFO());
    } finally {
      closeSync(descriptor);
    }
  });
}

/** The same of a file, or of standard input for `-`. */
export function readFileOrInput(name: string, limit: number): Buffer | string {
  return name === '-' ? orReason(() => readDescriptor(0, limit, false)) : readFile(name, limit);
}

/** What is at a path. */
export type Place = 'folder' | 'file' | 'other' | 'nothing';

/**
 * What is at a path, or where a link leads that is there.
 *
 * @returns a reason where it is unknown
 */
export function placeAt(path: string): Place | { readonly reason: string } {
  try {
    const found = statSync(path);
    return found.isDirectory() ? 'folder' : found.isFile() ? 'file' : 'other';
  } catch (thrown) {
    const reason = reasonOf(thrown);
    return reason === MISSING ? 'nothing' : { reason };
  }
}

/**
 * What is in a folder, by name.
 *
 * @returns why it cannot be read, where it cannot
 */
export function readFolder(path: string): Dirent[] | string {
  return orReason(() => readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)));
}

function orReason<T>(read: () => T): T | string {
  try {
    return read();
  } catch (thrown) {
    return reasonOf(thrown);
  }
}

function reasonOf(thrown: unknown): string {
  const { code = 'unknown' } = thrown as NodeJS.ErrnoException;
  return REASONS.get(code) ?? `cannot be read (${code})`;
}

const REASONS = new Map([
  ['ENOENT', MISSING],
  ['ENOTDIR', MISSING],
  ['EISDIR', 'is a folder; allowed: a file'],
  ['EACCES', 'may not be read by this user'],
  ['ELOOP', 'is a link that leads in a circle'],
  ['ENAMETOOLONG', 'is too long for the name of a file'],
  ['ERR_INVALID_ARG_VALUE', 'has a null character in its name'],
  ['ENXIO', 'is a socket; allowed: a file'],
]);

function readDescriptor(descriptor: number, limit: number, mayLackWriter: boolean): Buffer | string {
  const chunks: Buffer[] = [];
  let length = 0;
  for (let waited = 0; length <= limit;) {
    const chunk = Buffer.alloc(Math.min(65536, limit + 1 - length));
    const count = readChunk(descriptor, chunk);
    if (count === undefined || (count === 0 && mayLackWriter && !length && waited < WAIT_FOR_WRITER)) {
      pause(10);
      waited += count === undefined ? 0 : 10;
    } else if (count === 0) {
      if (mayLackWriter && !length) return 'is a pipe that nothing is written to';
      break;
    } else {
      chunks.push(chunk.subarray(0, count));
      length += count;
    }
  }
  return Buffer.concat(chunks);
}

/** The number of bytes that were read: 0 at the end, undefined where there is nothing yet. */
function readChunk(descriptor: number, chunk: Buffer): number | undefined {
  try {
    return readSync(descriptor, chunk, 0, chunk.length, null);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'EAGAIN') return undefined;
    if (code === 'EOF') return 0; // standard input of a terminal on Windows
    throw thrown;
  }
}
