import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as cdk8s from 'cdk8s';
import * as coco from 'cdk8s-coco';
import * as plus from 'cdk8s-plus-28';
import { transformSync } from 'esbuild';
import { parseAllDocuments } from 'yaml';
import { Manifest } from './synth';

/** What apps import. */
const MODULES: Record<string, unknown> = { 'path': path, 'cdk8s': cdk8s, 'cdk8s-coco': coco, 'cdk8s-plus-28': plus, './src': coco };

/** What the process of an app would be given. */
export interface AppProcess {
  readonly cwd?: string;
  readonly args?: readonly string[];
}

/**
 * Runs the source of an app here, without a process of its own, with a folder for what it writes.
 *
 * @returns what it says
 */
export function runApp(source: string, outdir: string, { cwd = process.cwd(), args = [] }: AppProcess = {}): string {
  const { code } = transformSync(source, { loader: 'ts', format: 'cjs', target: 'node20', platform: 'node' });
  const { argv, env: { CDK8S_OUTDIR: before } } = process;
  const here = process.cwd();
  const said: string[] = [];
  const quiet = jest.spyOn(console, 'error').mockImplementation((text: string) => { said.push(`${text}\n`); });
  process.env.CDK8S_OUTDIR = outdir;
  process.argv = [...argv.slice(0, 2), ...args];
  process.chdir(cwd);
  try {
    new Function('require', code)((name: string) => MODULES[name]);
    return said.join('');
  } finally {
    quiet.mockRestore();
    process.argv = argv;
    process.chdir(here);
    if (before === undefined) delete process.env.CDK8S_OUTDIR;
    else process.env.CDK8S_OUTDIR = before;
  }
}

/** The files below a folder, by their paths. */
export function filesBelow(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = entries.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))).sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}

/** All objects below a folder, by `Kind namespace/name`. */
export function objectsBelow(folder: string): Record<string, Manifest> {
  const texts = Object.entries(filesBelow(folder)).filter(([name]) => name.endsWith('.yaml'));
  const objects = texts.flatMap(([, text]) => parseAllDocuments(text).map((one) => one.toJS() as Manifest));
  return Object.fromEntries(objects.map((one) => [`${one.kind} ${one.metadata.namespace ?? '-'}/${one.metadata.name}`, one]));
}
