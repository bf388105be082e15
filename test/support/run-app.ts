import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as cdk8s from 'cdk8s';
import * as coco from 'cdk8s-coco';
import { transformSync } from 'esbuild';
import { parseAllDocuments } from 'yaml';
import { Manifest } from './synth';

/** What apps import. */
const MODULES: Record<string, unknown> = { 'path': path, 'cdk8s': cdk8s, './src': coco };

/** Runs the source of an app here, without a process of its own, with a folder for what it writes. */
export function runApp(source: string, outdir: string): void {
  const { code } = transformSync(source, { loader: 'ts', format: 'cjs', target: 'node20', platform: 'node' });
  const quiet = { error: () => undefined };
  new Function('require', 'process', 'console', code)((name: string) => MODULES[name], { env: { CDK8S_OUTDIR: outdir } }, quiet);
}

/** All objects below a folder, by `Kind namespace/name`. */
export function objectsBelow(folder: string): Record<string, Manifest> {
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter((name) => name.endsWith('.yaml')).sort();
  const objects = files.flatMap((name) => parseAllDocuments(readFileSync(path.join(folder, name), 'utf8')).map((one) => one.toJS() as Manifest));
  return Object.fromEntries(objects.map((one) => [`${one.kind} ${one.metadata.namespace ?? '-'}/${one.metadata.name}`, one]));
}
