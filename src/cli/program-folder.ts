import { createHash } from 'crypto';
import { lstatSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'fs';
import { basename, dirname, join, resolve } from 'path';
import { UserError } from './user-error';
import { makeFolders } from '../common/private/make-folders';
import { readFile } from '../common/private/read-file';
import { showFile } from '../common/private/redact';

const LIMIT = 16 * 1024 * 1024;

/** A file of a program. */
export interface ProgramFile {
  readonly name: string;
  readonly text: string;
  /** Whether it is written anew each time. Others are the user's: one that is there stays. */
  readonly owned: boolean;
}

/** What was done with the files. */
export interface WrittenProgram {
  readonly written: readonly string[];
  /** Those that were there, and stay. */
  readonly kept: readonly string[];
}

/**
 * Writes a program into a folder: every file or none. Files that `migrate` wrote, and that nobody has changed since, are
 * replaced.
 *
 * @throws UserError on a file that would be lost
 */
export function writeProgram(folder: string, files: readonly ProgramFile[]): WrittenProgram {
  if (!folder.trim()) throw new UserError(['--output: got an empty name; allowed: the path of a folder']);
  const target = resolve(folder);
  try {
    checkFolder(target, folder);
    const there = files.filter(({ name }) => lstatSync(join(target, name), { throwIfNoEntry: false }));
    const lost = there.filter(({ owned }) => owned).flatMap(({ name }) => whyLost(join(target, name), `${folder}/${name}`));
    if (lost.length) throw new UserError(lost);
    const kept = there.filter(({ owned }) => !owned).map(({ name }) => name);
    const wanted = files.filter(({ name }) => !kept.includes(name));
    makeFolders(dirname(target));
    const aside = mkdtempSync(join(dirname(target), `.${basename(target)}-`));
    try {
      for (const { name, text, owned } of wanted) writeFileSync(join(aside, name), owned ? signed(text) : text, { flag: 'wx' });
      makeFolders(target);
      for (const { name } of wanted) renameSync(join(aside, name), join(target, name));
    } finally {
      rmSync(aside, { recursive: true, force: true });
    }
    return { written: wanted.map(({ name }) => name), kept };
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new UserError([`--output ${showFile(folder)}: cannot be written (${code}); make room or give rights, and run it again`]);
  }
}

function checkFolder(target: string, folder: string): void {
  const found = lstatSync(target, { throwIfNoEntry: false });
  if (!found || found.isDirectory()) return;
  throw new UserError([`--output ${showFile(folder)}: is ${found.isSymbolicLink() ? 'a link' : 'no folder'}; allowed: a folder, or the name of a new one`]);
}

/** Why a file must not be replaced, if it must not. */
function whyLost(path: string, shown: string): string[] {
  const repair = 'move it away, or take another folder';
  if (!lstatSync(path).isFile()) return [`${showFile(shown)}: is no file; ${repair}`];
  const bytes = readFile(path, LIMIT);
  const text = Buffer.isBuffer(bytes) ? bytes.toString() : '';
  const [, hash] = SIGNATURE.exec(text) ?? [];
  if (hash === undefined) return [`${showFile(shown)}: was not written by migrate, and would be lost; ${repair}`];
  return hash === hashOf(text.replace(SIGNATURE, '')) ? [] : [`${showFile(shown)}: was changed since migrate wrote it, and the changes would be lost; ${repair}`];
}

/** The line by which `migrate` knows its own files, and whether they were changed. */
const SIGNATURE = /^(?:\/\/|#) Written by cdk8s-coco migrate \(([0-9a-f]{16})\)\. You can edit it: migrate does not overwrite an edited file\.\n/m;

function signed(text: string): string {
  const mark = text.startsWith('#!') ? '#' : '//';
  const line = `${mark} Written by cdk8s-coco migrate (${hashOf(text)}). You can edit it: migrate does not overwrite an edited file.\n`;
  const first = text.startsWith('#!') ? text.indexOf('\n') + 1 : 0;
  return `${text.slice(0, first)}${line}${text.slice(first)}`;
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);
