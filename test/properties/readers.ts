import { isDeepStrictEqual } from 'node:util';
import { load } from 'js-yaml';
import { parse } from 'yaml';

/** Readers of both versions of YAML, and one of neither. */
const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  'yaml, 1.1': (text) => parse(text, { version: '1.1', logLevel: 'silent' }),
  'yaml, 1.2': (text) => parse(text, { version: '1.2', logLevel: 'silent' }),
  'js-yaml': load,
};

/** The readers that read a document as something else than what was meant. */
export function misreaders(text: string, meant: unknown): string[] {
  return Object.entries(READERS).filter(([, read]) => !isDeepStrictEqual(read(text), meant)).map(([name]) => name);
}
