import { isShipped, ShippedFiles, shippedLike, unknownFile } from './shipped-files';
import { MISSING, readFileOrInput } from '../common/private/read-file';
import { showFile } from '../common/private/redact';
import { decodeUtf8 } from '../common/private/utf8';
import { error, Finding } from '../values/engine/findings';
import type { ValuesText } from '../values/engine/load';
import type { FileReader } from '../values/engine/set';

/** The most bytes that all values files may have together. Helm cannot store a release that is larger. */
const LIMIT = 1024 * 1024;

/** The most values files of one command. */
const MOST_FILES = 100;

/** The values files of a command, as far as they could be read. */
export interface ReadFiles {
  readonly files: readonly ValuesText[];
  readonly problems: readonly Finding[];
}

/**
 * Reads values files, `-` for standard input, and `chart:PATH` for a file that the chart has in itself.
 *
 * @param shipped the values files that the chart has in itself
 */
export function readValuesFiles(names: readonly string[], shipped: () => ShippedFiles): ReadFiles {
  if (names.length > MOST_FILES) {
    return { files: [], problems: [error('--values', `got ${names.length} files; allowed: ${MOST_FILES}. Merge some of them`)] };
  }
  const files: ValuesText[] = [];
  const problems: Finding[] = [];
  let left = LIMIT;
  for (const name of names) {
    const result = contentOf(name, left, shipped);
    if (typeof result === 'string') {
      problems.push(error(`--values ${shown(name)}`, result));
    } else if (!Buffer.isBuffer(result)) {
      files.push({ name, values: result });
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

/** Reads the files of `--set-file`, each of which is the text of one value. */
export function textFileReader(): FileReader {
  let left = LIMIT;
  return (name) => {
    const refuse = (why: string) => ({ refusal: `the file ${shown(name)} ${why}` });
    if (isUrl(name)) return refuse('is a URL, and nothing is downloaded; get it, and give the path of the file');
    const content = readFileOrInput(name, left);
    if (content === MISSING && !/[./\\]/.test(name)) return { refusal: 'there is no file of this name; --set-file takes the name of a file, and --set the value itself' };
    if (typeof content === 'string') return refuse(content === MISSING ? 'is not there' : content);
    left -= content.length;
    if (left < 0) return refuse(`is too large; allowed: ${LIMIT / 1024 / 1024} MiB for all files of --set-file together`);
    const text = decodeUtf8(content);
    return typeof text === 'string' ? { text } : refuse(`is not UTF-8 from line ${text.line} on; allowed: UTF-8`);
  };
}

/** What a file says, or why it cannot be read. */
function contentOf(name: string, limit: number, shipped: () => ShippedFiles) {
  if (isShipped(name)) return shipped().read(name) ?? unknownFile(name, shipped());
  if (isUrl(name)) return `is a URL, and nothing is downloaded; ${hint(name, shipped()) ?? howToGet(name)}`;
  const content = readFileOrInput(name, limit);
  const own = content === MISSING ? hint(name, shipped()) : undefined;
  return own ? `${MISSING}; ${own}` : content;
}

function hint(name: string, shipped: ShippedFiles): string | undefined {
  const own = shippedLike(name, shipped);
  return own && `the chart has this file in itself: --values ${own}`;
}

const isUrl = (name: string) => /^[a-z][a-z0-9+.-]*:\/\//i.test(name);

/** The name of a file as messages have it. A URL may hold a password or a token. */
function shown(name: string): string {
  if (isUrl(name)) return name.slice(0, LONGEST_NAME).replace(/^([^:]*:\/\/)[^/?#]*@/, '$1').replace(/[?#].*$/s, '?...');
  return name.length > LONGEST_NAME ? `a name of ${name.length} characters` : showFile(name) || '""';
}

const LONGEST_NAME = 300;

function howToGet(url: string): string {
  return /^https?:/i.test(url) ? `pipe it in: curl -fsSL ${shown(url)} | cdk8s-coco render ... --values -` : 'get it, and give the path of the file';
}
