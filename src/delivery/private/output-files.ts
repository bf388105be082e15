import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'fs';
import { dirname, join, sep } from 'path';
import { CocoError } from '../../common/private/coco-error';
import { showFile } from '../../common/private/redact';

/** Lists the files that were written: the next synth removes those that it no longer has. */
const RECORD = '.cdk8s-coco-delivery';

const ASIDE = '.cdk8s-coco.tmp';

/**
 * Writes files into a folder, each whole or not at all, and removes those of an earlier run. Files that are as they should be
 * are not touched, nor is what somebody else put there. No link is followed.
 *
 * @param files by path in the folder, with "/"
 * @throws if the folder holds manifests that were not written by this
 */
export function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  const before = recorded(folder);
  checkForeign(folder, before);
  for (const path of files.keys()) checkWay(folder, path);
  mkdirSync(folder, { recursive: true });
  replace(join(folder, RECORD), lines([...new Set([...before, ...files.keys()])]));
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    replace(join(folder, path), text);
  }
  for (const path of before.filter((one) => !files.has(one))) remove(folder, path);
  replace(join(folder, RECORD), lines([...files.keys()]));
}

const lines = (paths: readonly string[]) => [...paths].sort().map((path) => `${path}\n`).join('');

function recorded(folder: string): string[] {
  const file = join(folder, RECORD);
  if (!existsSync(file)) return [];
  // Whatever stands there, nothing outside of the folder is removed.
  return readFileSync(file, 'utf8').split('\n').filter((path) => path && path.split('/').every((part) => !['', '.', '..'].includes(part)));
}

/** An engine would apply manifests that are left in the folder, too. */
function checkForeign(folder: string, own: readonly string[]): void {
  if (!existsSync(folder)) return;
  const known = new Set(own);
  const found = (readdirSync(folder, { recursive: true, encoding: 'utf8' })).map((path) => path.split(sep).join('/'))
    .filter((path) => /\.(ya?ml|json)$/.test(path) && !known.has(path)).sort();
  if (!found.length) return;
  const more = found.length > 1 ? ` and ${found.length - 1} more` : '';
  throw new CocoError(showFile(folder), `has ${showFile(found[0])}${more}, which Delivery did not write; allowed: a folder without other manifests, since engines would apply `
    + 'them, too. Remove them if an earlier synth wrote them, or give the app another outdir.');
}

/** Fails where a link or a file stands in the place of a folder. */
function checkWay(folder: string, path: string): void {
  const parts = path.split('/');
  for (let count = 0; count < parts.length; count++) {
    const one = join(folder, ...parts.slice(0, count));
    const found = lstatSync(one, { throwIfNoEntry: false });
    if (!found) return;
    if (found.isDirectory() || (count === 0 && found.isSymbolicLink())) continue;
    throw new CocoError(showFile(one), `is ${found.isSymbolicLink() ? 'a link' : 'a file'}; allowed: a folder. Remove it, or give the app another outdir.`);
  }
}

function replace(file: string, text: string): void {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found?.isFile() && found.size === Buffer.byteLength(text) && readFileSync(file, 'utf8') === text) return;
  const aside = `${file}${ASIDE}`;
  rmSync(aside, { force: true });
  try {
    writeFileSync(aside, text, { flag: 'wx' });
    renameSync(aside, file);
  } catch (error) {
    rmSync(aside, { force: true });
    throw new CocoError(showFile(file), `cannot be written: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}. Make room or give rights, and run it again.`);
  }
}

/** Removes a file, and folders that are empty then. */
function remove(folder: string, path: string): void {
  checkWay(folder, path);
  rmSync(join(folder, path), { force: true });
  for (let one = dirname(path); one !== '.'; one = dirname(one)) {
    const parent = join(folder, one);
    if (!existsSync(parent) || readdirSync(parent).length) return;
    rmdirSync(parent);
  }
}
