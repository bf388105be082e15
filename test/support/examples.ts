import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { REPOSITORY } from './repository';
import { filesBelow, runApp } from './run-app';
import { Manifest } from './synth';

/** The folders of all examples, and of the app of this repository: `.`. */
export const EXAMPLE_APPS: readonly string[] = ['.', ...readdirSync(join(REPOSITORY, 'examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory()).map(({ name }) => `examples/${name}`)];

/** What an example wrote, and what it said. */
export interface ExampleRun {
  readonly files: Readonly<Record<string, Manifest[]>>;
  readonly said: string;
}

const runs = new Map<string, ExampleRun>();

/** Runs the program of an example in this process, once, and reads what it wrote. */
export function exampleRun(app: string): ExampleRun {
  const found = runs.get(app) ?? run(app);
  runs.set(app, found);
  return found;
}

function run(app: string): ExampleRun {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-coco-'));
  try {
    const said = runApp(readFileSync(join(REPOSITORY, app, 'main.ts'), 'utf8'), join(folder, 'out'));
    const isManifest = (file: string) => file.endsWith('.yaml') && !file.endsWith('kustomization.yaml');
    const texts = Object.entries(filesBelow(folder)).filter(([file]) => isManifest(file));
    const files = texts.map(([file, text]): [string, Manifest[]] => [
      file, parseAllDocuments(text).map((document) => document.toJS() as Manifest),
    ]);
    return { files: Object.fromEntries(files), said };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
