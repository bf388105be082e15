import { lstatSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'fs';
import { basename, dirname, join, resolve } from 'path';
import { UserError } from './user-error';
import { makeFolders } from '../common/private/make-folders';
import { showFile } from '../common/private/redact';

/** What a folder may hold that is otherwise empty: `git init` was there. */
const ALLOWED = ['.git'];

/**
 * Writes files into a folder that is new, empty, or has nothing but a Git repository: all of them or none.
 *
 * @param files by their paths, with "/"
 * @throws UserError if the folder has files of its own, or cannot be written
 */
export function writeNewFolder(folder: string, files: ReadonlyMap<string, string>): void {
  const target = resolve(folder);
  try {
    const isThere = check(target, folder);
    const parent = isThere ? target : dirname(target);
    makeFolders(parent);
    const temporary = mkdtempSync(join(parent, `.${basename(target)}-`));
    // Only its owner may enter a folder of mkdtemp.
    const aside = join(temporary, 'files');
    try {
      mkdirSync(aside);
      for (const [path, text] of files) {
        makeFolders(join(aside, dirname(path)));
        writeFileSync(join(aside, path), text, { flag: 'wx' });
      }
      if (isThere) moveInto(target, aside);
      else renameSync(aside, target);
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new UserError([`${showFile(folder)}: cannot be written (${code}); make room or give rights, and run it again`]);
  }
}

/** Whether the folder is there. */
function check(target: string, folder: string): boolean {
  const found = lstatSync(target, { throwIfNoEntry: false });
  if (!found) return false;
  const refuse = (what: string) => new UserError([`${showFile(folder)}: ${what}; allowed: a folder that is new or empty, or has only .git`]);
  if (!found.isDirectory()) throw refuse(found.isSymbolicLink() ? 'is a link' : 'is a file');
  const [own] = readdirSync(target).filter((name) => !ALLOWED.includes(name)).sort();
  if (own !== undefined) throw refuse(`has ${showFile(`./${own}`).slice(2)} already`);
  return true;
}

/** Moves everything into the folder; what was moved goes again where something cannot be moved. */
function moveInto(target: string, aside: string): void {
  const moved: string[] = [];
  try {
    for (const name of readdirSync(aside)) {
      renameSync(join(aside, name), join(target, name));
      moved.push(name);
    }
  } catch (error) {
    moved.forEach((name) => rmSync(join(target, name), { recursive: true, force: true }));
    throw error;
  }
}
