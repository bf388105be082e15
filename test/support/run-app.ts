import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as coco from 'cdk8s-coco';
import { transformSync } from 'esbuild';
import { parseAllDocuments } from 'yaml';
import { Manifest } from './synth';

/** Runs the source of an app here, without a process of its own, with a folder for what it writes. */
export function runApp(source: string, outdir: string): void {
  const { code } = transformSync(source, { loader: 'ts', format: 'cjs', target: 'node20', platform: 'node' });
  const load = (name: string) => (name === './src' || name === 'cdk8s-coco' ? coco : require(name));
  const quiet = { error: () => undefined };
  new Function('require', 'process', 'console', code)(load, { env: { CDK8S_OUTDIR: outdir } }, quiet);
}

/** All objects below a folder, by `Kind namespace/name`. */
export function objectsBelow(folder: string): Record<string, Manifest> {
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter((name) => name.endsWith('.yaml')).sort();
  const objects = files.flatMap((name) => parseAllDocuments(readFileSync(join(folder, name), 'utf8')).map((one) => one.toJS() as Manifest));
  return Object.fromEntries(objects.map((one) => [`${one.kind} ${one.metadata.namespace ?? '-'}/${one.metadata.name}`, one]));
}
