import { closeSync, constants, fstatSync, openSync, readSync } from 'fs';
import { pause } from './pause';
import { showFile } from '../common/private/redact';
import { decodeUtf8 } from '../common/private/utf8';
import { error, Problem } from '../values/helm/problem';

/** The most bytes that all values files may have together. Helm cannot store a release that is larger. */
const LIMIT = 1024 * 1024;

/** The most values files of one command. */
const MOST_FILES = 100;

/** How long a named pipe may be without a writer, in milliseconds. */
const WAIT_FOR_WRITER = 1000;

/** The values files of a command, as far as they could be read. */
export interface ReadFiles {
  readonly files: ReadonlyArray<{ readonly name: string; readonly text: string }>;
  readonly problems: readonly Problem[];
}

/**
 * Reads values files, and "-" for standard input.
 *
 * @param shipped the paths of the values files that the chart itself has, for hints
 */
export function readValuesFiles(names: readonly string[], shipped: () => readonly string[]): ReadFiles {
  if (names.length > MOST_FILES) {
    return { files: [], problems: [error('--values', `got ${names.length} files; allowed: ${MOST_FILES}. Merge some of them`)] };
  }
  const files: { name: string; text: string }[] = [];
  const problems: Problem[] = [];
  let left = LIMIT;
  for (const name of names) {
    const result = isUrl(name) ? `is a URL, and nothing is downloaded; ${howToGet(name)}` : read(name, left);
    if (typeof result === 'string') {
      const own = isThere(result) ? undefined : shipped().find((path) => withoutQuery(name).endsWith(path));
      const hint = own ? `; the chart itself ships ${own}: unpack the chart of this version (helm pull --untar) and give the path in it` : '';
      problems.push(error(`--values ${shown(name)}`, `${result}${hint}`));
    } else {
      left -= result.length;
      const file = name === '-' ? 'standard input' : name;
      const text = decodeUtf8(result);
      if (typeof text === 'string') files.push({ name: file, text });
      else if (left >= 0) problems.push(error(`${file}:${text.line}:${text.column}`, text.message));
    }
    if (left < 0) {
      return { files: [], problems: [...problems, error(`--values ${shown(name)}`, `too large; allowed: ${LIMIT / 1024 / 1024} MiB for all values files together`)] };
    }
  }
  return { files, problems };
}

const MISSING = 'there is no such file';
const isUrl = (name: string) => /^[a-z][a-z0-9+.-]*:\/\//i.test(name);
const isThere = (reason: string) => reason !== MISSING && !reason.startsWith('is a URL');
const withoutQuery = (name: string) => `/${name.replace(/[?#].*$/s, '')}`;

/** The name of a file as messages have it. A URL may hold a password or a token. */
function shown(name: string): string {
  if (isUrl(name)) return name.slice(0, LONGEST_NAME).replace(/^([^:]*:\/\/)[^/?#]*@/, '$1').replace(/[?#].*$/s, '?...');
  return name.length > LONGEST_NAME ? `a name of ${name.length} characters` : showFile(name) || '""';
}

const LONGEST_NAME = 300;

function howToGet(url: string): string {
  return /^https?:/i.test(url) ? `pipe it in: curl -fsSL ${shown(url)} | cdk8s-coco render ... --values -` : 'get it, and give the path of the file';
}

/** The content of a file, of which no more than one byte beyond the limit is read; or why it cannot be read. */
function read(name: string, limit: number): Buffer | string {
  try {
    if (name === '-') return readDescriptor(0, limit, false);
    // For reading, as O_RDONLY is 0, and not blocking: to open a named pipe would wait for a writer for ever.
    const descriptor = openSync(name, constants.O_NONBLOCK ?? constants.O_RDONLY);
    try {
      return readDescriptor(descriptor, limit, fstatSync(descriptor).isFIFO());
    } finally {
      closeSync(descriptor);
    }
  } catch (thrown) {
    const { code = 'unknown' } = thrown as NodeJS.ErrnoException;
    return REASONS.get(code) ?? `cannot be read (${code})`;
  }
}

const REASONS = new Map([
  ['ENOENT', MISSING],
  ['ENOTDIR', MISSING],
  ['EISDIR', 'is a folder; allowed: a file'],
  ['EACCES', 'may not be read by this user'],
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
