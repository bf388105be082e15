import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'fs';
import { basename, dirname, join, resolve } from 'path';
import { UserError } from './user-error';
import { showFile } from '../common/private/redact';

/** Says that `render` owns a folder: the next run may put another one in its place. */
const MARKER = '.cdk8s-coco-render';
const MARKER_TEXT = 'cdk8s-coco render --output-dir writes this folder, and puts a new one in its place each time.\n';

/** An object, and its text. */
export interface WrittenObject {
  readonly object: object;
  readonly text: string;
}

/**
 * Writes a file per object into a folder. The folder is there whole or not at all: it is made aside, and takes its place when it
 * is complete.
 *
 * @returns the number of files
 */
export function writeFolder(folder: string, objects: readonly WrittenObject[]): number {
  if (!folder.trim()) throw new UserError(['--output-dir: got an empty name; allowed: the path of a folder']);
  const target = resolve(folder);
  const names = fileNames(objects.map(({ object }) => object as Identified));
  try {
    const isThere = check(target, folder);
    mkdirSync(dirname(target), { recursive: true });
    const aside = mkdtempSync(join(dirname(target), `.${basename(target)}-`));
    const old = `${aside}-old`;
    try {
      const next = join(aside, 'next');
      mkdirSync(next);
      writeFileSync(join(next, MARKER), MARKER_TEXT);
      objects.forEach(({ text }, index) => writeFileSync(join(next, names[index]), text, { flag: 'wx' }));
      if (isThere) renameSync(target, old);
      try {
        renameSync(next, target);
      } catch (error) {
        if (isThere) renameSync(old, target);
        throw error;
      }
    } finally {
      rmSync(aside, { recursive: true, force: true });
      if (existsSync(target)) rmSync(old, { recursive: true, force: true });
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new UserError([`--output-dir ${showFile(folder)}: cannot be written (${code}); make room or give rights, and run it again`]);
  }
  return names.length;
}

/** Whether a folder is there; an error where something is there that this command did not write. */
function check(target: string, folder: string): boolean {
  const found = lstatSync(target, { throwIfNoEntry: false });
  if (!found) return false;
  const refuse = (what: string) => new UserError([`--output-dir ${showFile(folder)}: ${what}; allowed: a folder that is empty or new, or that render --output-dir wrote`]);
  if (!found.isDirectory()) throw refuse(found.isSymbolicLink() ? 'is a link' : 'is no folder');
  const entries = readdirSync(target);
  const other = entries.filter((name) => name !== MARKER && !FILE.test(name));
  if (entries.length && (!entries.includes(MARKER) || other.length)) throw refuse(`holds ${showFile(other.sort()[0] ?? entries[0])}, which render did not write`);
  return true;
}

const FILE = /^[0-2]-[a-z0-9._-]+\.yaml$/;

interface Identified {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: { readonly group?: string };
}

/** A name for each object, by which kubectl applies definitions and namespaces before what needs them. */
function fileNames(objects: readonly Identified[]): string[] {
  const defined = new Set(objects.filter(isDefinition).map(({ spec }) => spec?.group));
  const rank = (one: Identified) => (isDefinition(one) || one.kind === 'Namespace' ? 0 : defined.has(one.apiVersion.split('/')[0]) ? 2 : 1);
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9.-]/g, '_');
  const taken = new Set<string>();
  return objects.map((one) => {
    const { kind, metadata: { name, namespace = 'cluster' } } = one;
    const short = `${rank(one)}-${plain(kind)}-${plain(name)}`;
    const long = `${short}-${plain(namespace)}`;
    const found = [short, long, ...Array.from({ length: objects.length }, (_, index) => `${long}-${index + 2}`)].find((text) => !taken.has(text))!;
    taken.add(found);
    return `${found}.yaml`;
  });
}

const isDefinition = ({ kind }: Identified) => kind === 'CustomResourceDefinition';
