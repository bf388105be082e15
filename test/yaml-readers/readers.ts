import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { load } from 'js-yaml';
import { parse } from 'yaml';
import { Printed } from './emitters';

/** A document that a reader reads as something else. */
export interface Misreading {
  readonly document: Printed;
  readonly reader: string;
  readonly what: string;
}

const SOMETHING_ELSE = 'reads something else';

const JAVASCRIPT: Record<string, (text: string) => unknown> = {
  'yaml, 1.1': (text) => parse(text, { version: '1.1', logLevel: 'silent' }),
  'yaml, 1.2': (text) => parse(text, { version: '1.2', logLevel: 'silent' }),
  'js-yaml': load,
};

export function readByJavaScript(documents: readonly Printed[]): Misreading[] {
  return documents.flatMap((document) => Object.entries(JAVASCRIPT).flatMap(([reader, read]) => {
    try {
      return isDeepStrictEqual(read(document.yaml), document.value) ? [] : [{ document, reader, what: SOMETHING_ELSE }];
    } catch (error) {
      return [{ document, reader, what: (error as Error).message }];
    }
  }));
}

export const readByPython = (documents: readonly Printed[]) => readBy(['python3', join(__dirname, 'read.py')], documents);

/** Builds the reader of Go first. */
export function readByGo(documents: readonly Printed[]): Misreading[] {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-coco-go-'));
  try {
    const program = join(folder, 'read');
    run(['go', 'build', '-o', program, '.'], '');
    return readBy([program], documents);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readBy(program: readonly string[], documents: readonly Printed[]): Misreading[] {
  const input = documents.map(({ yaml, value }) => `${JSON.stringify({ yaml, value })}\n`).join('');
  return run(program, input).split('\n').filter(Boolean).map((line) => {
    const [number, reader, what] = line.split('\t');
    return { document: documents[Number(number)], reader, what };
  });
}

function run([file, ...args]: readonly string[], input: string): string {
  const { status, error, stdout, stderr } = spawnSync(file, args, { cwd: __dirname, input, encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (error) throw error;
  if (status !== 0) throw new Error(`${file} failed:\n${stderr}`);
  return stdout;
}
