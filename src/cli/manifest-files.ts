import { execFileSync } from 'child_process';
import { lstatSync, readdirSync } from 'fs';
import { join } from 'path';
import { Document, parseAllDocuments } from 'yaml';
import { MISSING, readFile } from './read-file';
import { UserError } from './user-error';
import { show, showFile } from '../common/private/redact';
import { decodeUtf8 } from '../common/private/utf8';
import { keyOf, nameOf, PlanObject } from '../plan/manifest';
import { isMap } from '../values/helm/tree';

const MEBIBYTE = 2 ** 20;

/** The most bytes that all files of one side may have together. */
const LIMIT = 64 * MEBIBYTE;

/** The most files of one side. */
const MOST_FILES = 10_000;

const IS_YAML = /\.ya?ml$/;

/** What in a folder of manifests is for kustomize, and no object. */
const NO_OBJECT = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

interface TextFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * The objects of a file, of all YAML files of a folder, or of either in a revision of git: `git:REVISION:PATH`.
 *
 * @throws UserError with everything that cannot be read
 */
export function readManifests(place: string): PlanObject[] {
  const [, revision, path] = /^git:([^:]+):(.*)$/s.exec(place) ?? [];
  const files = revision === undefined ? onDisk(place) : inGit(revision, path);
  const problems: string[] = [];
  const objects = files.flatMap((file) => objectsIn(file, problems));
  const seen = new Map<string, PlanObject>();
  for (const one of objects) {
    if (seen.has(keyOf(one))) problems.push(`${showFile(place)}: has ${nameOf(one)} twice; a cluster has it once`);
    seen.set(keyOf(one), one);
  }
  if (problems.length) throw new UserError(problems.slice(0, 100));
  return objects;
}

function onDisk(place: string): TextFile[] {
  const found = lstatSync(place, { throwIfNoEntry: false });
  if (!found && !/^\/dev\//.test(place) && place !== '-') throw new UserError([`${showFile(place)}: ${MISSING} or folder; allowed: a file, a folder, or git:REVISION:PATH`]);
  const names = found?.isDirectory() ? yamlFilesBelow(place) : [place];
  let left = LIMIT;
  return names.map((name) => {
    const bytes = readFile(name, left);
    if (typeof bytes === 'string') throw new UserError([`${showFile(name)}: ${bytes}`]);
    left -= bytes.length;
    if (left < 0) throw tooLarge(place);
    return { name, bytes };
  });
}

/** Links are not followed: they may lead out of the folder, or in circles. */
function yamlFilesBelow(folder: string): string[] {
  const found: string[] = [];
  const walk = (path: string) => {
    for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.isDirectory() && !entry.name.startsWith('.')) walk(join(path, entry.name));
      else if (entry.isFile() && IS_YAML.test(entry.name) && !NO_OBJECT.includes(entry.name)) found.push(join(path, entry.name));
      if (found.length > MOST_FILES) throw new UserError([`${showFile(folder)}: has more than ${MOST_FILES} files; compare parts of it`]);
    }
  };
  walk(folder);
  return found;
}

function inGit(revision: string, path: string): TextFile[] {
  const git = (...args: string[]) => execFileSync('git', args, { maxBuffer: LIMIT, stdio: ['ignore', 'pipe', 'pipe'] });
  try {
    const below = path.replace(/\/+$/, '') || '.';
    const names = git('ls-tree', '-r', '-z', '--name-only', '--end-of-options', revision, '--', below).toString().split('\0')
      .filter((name) => IS_YAML.test(name) && !NO_OBJECT.includes(name.slice(name.lastIndexOf('/') + 1)));
    let left = LIMIT;
    return names.slice(0, MOST_FILES).map((name) => {
      const bytes = git('cat-file', 'blob', `${revision}:./${name}`);
      left -= bytes.length;
      if (left < 0) throw tooLarge(path);
      return { name: `git:${revision}:${name}`, bytes };
    });
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: Buffer };
    const why = code === 'ENOENT' ? 'git is not installed' : stderr?.toString().split('\n')[0].replace(/^fatal: /, '') || 'git failed';
    throw new UserError([`git:${show(revision)}: ${why}`]);
  }
}

const tooLarge = (place: string) => new UserError([`${showFile(place)}: too large; allowed: ${LIMIT / MEBIBYTE} MiB`]);

function objectsIn({ name, bytes }: TextFile, problems: string[]): PlanObject[] {
  const text = decodeUtf8(bytes);
  if (typeof text !== 'string') {
    problems.push(`${showFile(name)}:${text.line}:${text.column}: ${text.message}`);
    return [];
  }
  const documents = parseAllDocuments(text, { version: '1.1', merge: true, prettyErrors: false, logLevel: 'silent', uniqueKeys: true });
  return (Array.isArray(documents) ? documents : []).flatMap((document, index): PlanObject[] => {
    const at = `${showFile(name)}: document ${index + 1}`;
    if (document.errors.length) {
      problems.push(`${at} is not YAML`);
      return [];
    }
    const value = toJs(document);
    if (value === null || value === undefined) return [];
    if (isMap(value) && value.kind === 'List' && Array.isArray(value.items)) return value.items.filter((one) => isObject(one, at, problems));
    return isObject(value, at, problems) ? [value] : [];
  });
}

function toJs(document: Pick<Document, 'toJS'>): unknown {
  try {
    return document.toJS({ maxAliasCount: 1000 }) as unknown;
  } catch {
    return 'unreadable';
  }
}

function isObject(value: unknown, at: string, problems: string[]): value is PlanObject {
  const fine = isMap(value) && typeof value.apiVersion === 'string' && typeof value.kind === 'string' && isMap(value.metadata)
    && typeof value.metadata.name === 'string';
  if (!fine) problems.push(`${at} is no Kubernetes object; needed: apiVersion, kind and metadata.name`);
  return fine;
}
