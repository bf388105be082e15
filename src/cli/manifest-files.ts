import { execFileSync } from 'child_process';
import { join } from 'path';
import { objectsOfText } from './manifest-objects';
import { UserError } from './user-error';
import { MISSING, placeAt, readFileOrInput, readFolder } from '../common/private/read-file';
import { show, showFile } from '../common/private/redact';
import { decodeUtf8 } from '../common/private/utf8';
import { keyOf, nameOf, PlanObject } from '../plan/manifest';

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
 * @throws UserError with everything that cannot be read, or if an object is there twice
 */
export function readManifests(place: string): PlanObject[] {
  const problems: string[] = [];
  const found = readFiles(place, problems);
  const objects = found.map(({ object }) => object);
  const several = new Set(found.map(({ cluster }) => cluster)).size > 2 ? '. Give the folder of one cluster' : '';
  refuse([...problems, ...twice(objects).map((name) => `${showFile(place)}: has ${name} twice; a cluster has it once${several}`)]);
  return objects;
}

/**
 * The same by cluster: what lies in `clusters/<cluster>/` of a folder belongs to that one, and everything else to none, which is
 * the empty name.
 */
export function readClusters(place: string): ReadonlyMap<string, readonly PlanObject[]> {
  const problems: string[] = [];
  const clusters = new Map<string, PlanObject[]>();
  for (const { cluster, object } of readFiles(place, problems)) clusters.set(cluster, [...clusters.get(cluster) ?? [], object]);
  const doubled = [...clusters].flatMap(([, objects]) => twice(objects));
  refuse([...problems, ...doubled.map((name) => `${showFile(place)}: has ${name} twice; a cluster has it once`)]);
  return clusters;
}

interface FoundObject {
  readonly cluster: string;
  readonly object: PlanObject;
}

function readFiles(place: string, problems: string[]): FoundObject[] {
  const [, revision, path] = /^git:([^:]+):(.*)$/s.exec(place) ?? [];
  const files = revision === undefined ? onDisk(place) : inGit(revision, path);
  const inside = revision === undefined ? place : `git:${revision}:${path}`;
  return files.flatMap((file) => {
    const relative = file.name.startsWith(inside) ? file.name.slice(inside.length).replace(/^\/+/, '') : file.name;
    const cluster = /^clusters\/([^/]+)\//.exec(relative)?.[1] ?? '';
    return objectsIn(file, problems).map((object) => ({ cluster, object }));
  });
}

/** The names of objects that are there more than once. */
function twice(objects: readonly PlanObject[]): string[] {
  const seen = new Set<string>();
  return objects.filter((one) => seen.size === seen.add(keyOf(one)).size).map(nameOf);
}

function refuse(problems: readonly string[]): void {
  if (problems.length) throw new UserError(problems.slice(0, 100));
}

function onDisk(place: string): TextFile[] {
  const found = place === '-' ? 'other' : placeAt(place);
  if (typeof found === 'object') throw new UserError([`${showFile(place)}: ${found.reason}`]);
  if (found === 'nothing' && !place.startsWith('/dev/')) throw new UserError([`${showFile(place)}: ${MISSING} or folder; allowed: a file, a folder, or git:REVISION:PATH`]);
  const names = found === 'folder' ? yamlFilesBelow(place) : [place];
  let left = LIMIT;
  return names.map((name) => {
    const bytes = readFileOrInput(name, left);
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
    const entries = readFolder(path);
    if (typeof entries === 'string') throw new UserError([`${showFile(path)}: ${entries}`]);
    for (const entry of entries) {
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
  if (typeof text === 'string') return objectsOfText(name, text, problems);
  problems.push(`${showFile(name)}:${text.line}:${text.column}: ${text.message}`);
  return [];
}
