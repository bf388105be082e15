import * as fs from 'node:fs';
import * as path from 'node:path';
import { parseAllDocuments, Tags } from 'yaml';
import { asKubeObject, KubeObject } from './objects';

/** The objects of one YAML file. */
export interface Manifest {
  /** Path below the folder that was read, with `/`. */
  readonly file: string;
  readonly objects: readonly KubeObject[];
}

/** Reads every YAML file below a folder that `isWanted`, in the order of their paths. */
export function readManifests(directory: string, isWanted: (file: string) => boolean = () => true): Manifest[] {
  if (!fs.existsSync(directory)) {
    return [];
  }
  return (fs.readdirSync(directory, { recursive: true }) as string[])
    .map(file => file.split(path.sep).join('/'))
    // A file for kustomize is no object of the API server.
    .filter(file => /\.ya?ml$/.test(file) && path.posix.basename(file) !== 'kustomization.yaml')
    .filter(file => fs.statSync(path.join(directory, file)).isFile() && isWanted(file))
    .sort()
    .map(file => ({ file, objects: parseManifest(fs.readFileSync(path.join(directory, file), 'utf8'), file) }));
}

/** Parses a YAML stream; `origin` names it in messages. */
export function parseManifest(text: string, origin: string): KubeObject[] {
  // The tools that apply manifests read YAML 1.1: an unquoted "no" must not pass as a text here. Its times and
  // numbers to base 60 they do not read.
  const documents = parseAllDocuments(text, { version: '1.1', uniqueKeys: true, customTags: withoutTimes });
  const objects: KubeObject[] = [];
  for (const document of documents) {
    const problem = document.errors[0] ?? document.warnings[0];
    if (problem) {
      throw new Error(`${origin}: ${problem.message}`);
    }
    const value: unknown = document.toJS();
    if (value !== null && value !== undefined) {
      objects.push(...itemsOf(value).map(item => asKubeObject(item, origin)));
    }
  }
  return objects;
}

function withoutTimes(tags: Tags): Tags {
  return tags.filter(tag => {
    const format = typeof tag === 'object' && 'format' in tag ? tag.format : undefined;
    return format !== 'TIME' && !(typeof tag === 'object' ? tag.tag : tag).endsWith('timestamp');
  });
}

/** A `List` is an envelope that only clients know. */
function itemsOf(value: unknown): unknown[] {
  const { apiVersion, kind, items } = value as { apiVersion?: unknown; kind?: unknown; items?: unknown };
  return apiVersion === 'v1' && kind === 'List' && Array.isArray(items) ? items : [value];
}
