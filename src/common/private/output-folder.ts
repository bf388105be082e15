import {
  closeSync, constants, Dirent, lstatSync, mkdirSync, openSync, readdirSync, readFileSync, readSync, renameSync, rmdirSync,
  rmSync, Stats, unlinkSync, writeFileSync,
} from 'fs';
import { join, resolve } from 'path';
import { CocoError } from './coco-error';
import { makeFolders } from './make-folders';
import { showFile } from './redact';

/** Follows no link, and waits for no pipe. Windows has neither flag. */
const READ = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0); // eslint-disable-line no-bitwise

/** Who writes a folder, and what else may be in it. */
export interface Owner {
  /** How messages name it: `Delivery`. */
  readonly name: string;
  /** The file that says whose the folder is. */
  readonly marker: string;
  /** What stands in the marker of a new folder. */
  readonly text: string;
  /**
   * The files that must not be in the folder.
   * @param paths of all files but the marker
   * @param text of the marker
   * @default - what somebody else puts there later stays
   */
  readonly foreign?: (paths: readonly string[], text: string) => readonly string[];
  /**
   * Tells apart what several processes write at the same time.
   * @default - one process writes
   */
  readonly part?: string;
}

/** What became of files, by their paths. */
export interface Changes {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
}

/**
 * The one writer of folders. All paths are relative, with "/".
 *
 * - A file is there whole or not at all. The changed files of an update are written aside first: a full disk changes none.
 * - A file that is as it should be is not touched.
 * - No link is followed. Nothing outside of the folder is read, written or removed.
 * - A folder that somebody else wrote is refused.
 * - What a killed run left aside is gone after the next one.
 */
export class OutputFolder {
  private readonly root: string;

  private readonly aside: string;

  private isOpen = false;

  private buffer = Buffer.allocUnsafe(2 ** 18);

  /** @throws if the folder is not this owner's */
  constructor(folder: string, owner: Owner) {
    const { marker, part } = owner;
    this.root = resolve(folder);
    this.aside = join(this.root, `${marker}${part ? `-${part}` : ''}.tmp`);
    const found = statOf(this.root);
    if (found && !found.isDirectory()) {
      throw new CocoError(showFile(folder), `is ${found.isSymbolicLink() ? 'a link' : 'a file'}; allowed: a folder. Give another one.`);
    }
    this.refuseForeign(folder, owner);
    this.attempt(folder, () => {
      makeFolders(this.root);
      rmSync(this.aside, { recursive: true, force: true }); // of a run that was killed
    });
    if (this.read(marker) === undefined) this.update(new Map([[marker, owner.text]]));
  }

  /** The text of a file, or undefined if there is no such file. */
  public read(path: string): string | undefined {
    const file = join(this.root, path);
    return statOf(file)?.isFile() ? readFileSync(file, 'utf8') : undefined;
  }

  /** What is in a folder. Nothing is in a link. */
  public entries(path: string): Dirent[] {
    let found: Dirent[] = [];
    if (this.isFolder(path)) this.attempt(path, () => { found = readdirSync(join(this.root, path), { withFileTypes: true }); });
    return found;
  }

  /** Whether there is something of this name. */
  public has(path: string): boolean {
    return statOf(join(this.root, path)) !== undefined;
  }

  /**
   * Writes files and removes others, with the folders that are empty then.
   *
   * @param gone files that may be there
   * @throws if a file cannot be written, or something stands in the place of a folder
   */
  public update(files: ReadonlyMap<string, string | Buffer>, gone: Iterable<string> = []): Changes {
    const folders = new Set(['']);
    const changed = [...files].flatMap(([path, text]) => {
      this.makeFolder(parentOf(path), folders);
      const content = typeof text === 'string' ? Buffer.from(text) : text;
      return this.differs(path, content) ? [{ path, content }] : [];
    });
    changed.forEach(({ path, content }, index) => (
      this.attempt(path, () => writeFileSync(this.asideOf(index), content, { flag: 'wx' }), index + 1)));
    changed.forEach(({ path }, index) => (
      this.attempt(path, () => renameSync(this.asideOf(index), join(this.root, path)), changed.length)));
    const removed = [...gone].filter((path) => this.remove(path));
    return { written: changed.map(({ path }) => path), removed, unchanged: files.size - changed.length };
  }

  /** Removes a folder and those that it lies in, as far as they are empty. */
  public prune(path: string): void {
    if (!this.isFolder(path)) return;
    this.attempt(path, () => {
      for (let one = path; one && !readdirSync(join(this.root, one)).length; one = parentOf(one)) rmdirSync(join(this.root, one));
    });
  }

  /** Removes what was needed to write. */
  public close(): void {
    rmSync(this.aside, { recursive: true, force: true });
    this.isOpen = false;
  }

  private refuseForeign(folder: string, { name, marker, foreign }: Owner): void {
    const text = this.read(marker);
    const isAside = (one: string) => one.startsWith(marker) && one.endsWith('.tmp'); // of several processes
    const names = () => this.entries('').map((entry) => entry.name).filter((one) => !isAside(one));
    const files = () => this.files('').filter((path) => path !== marker && !isAside(path.split('/')[0]));
    const found = [...text === undefined ? names() : foreign?.(files(), text) ?? []].sort();
    if (!found.length) return;
    throw new CocoError(showFile(folder), `holds ${showFile(found[0])}${found.length > 1 ? ` and ${found.length - 1} more` : ''}, which ${name} did not write; `
      + `allowed: a folder that is empty or new, or that ${name} wrote. Empty it, or give another folder.`);
  }

  private files(path: string): string[] {
    return this.entries(path).flatMap((entry) => {
      const below = path ? `${path}/${entry.name}` : entry.name;
      return entry.isDirectory() ? this.files(below) : [below];
    });
  }

  private asideOf(index: number): string {
    if (!this.isOpen) mkdirSync(this.aside);
    this.isOpen = true;
    return join(this.aside, String(index));
  }

  /** A folder, made if need be. A link in its place might lead elsewhere. */
  private makeFolder(path: string, known: Set<string>): void {
    if (known.has(path)) return;
    known.add(path);
    this.makeFolder(parentOf(path), known);
    const folder = join(this.root, path);
    const found = statOf(folder);
    if (!found) {
      this.attempt(path, () => mkdirSync(folder));
    } else if (!found.isDirectory()) {
      throw new CocoError(showFile(folder), `is ${found.isSymbolicLink() ? 'a link' : 'a file'}; allowed: a folder. Remove it, or give another folder for all.`);
    }
  }

  /** Whether all of a path are folders, and none is a link. */
  private isFolder(path: string): boolean {
    return (path === '' || this.isFolder(parentOf(path))) && statOf(join(this.root, path))?.isDirectory() === true;
  }

  private differs(path: string, content: Buffer): boolean {
    const file = join(this.root, path);
    const found = statOf(file);
    if (found?.isDirectory()) throw new CocoError(showFile(file), 'is a folder; allowed: a file. Remove it, or give another folder for all.');
    return !found?.isFile() || found.size !== content.length || !this.holds(path, content);
  }

  /** Whether a file has this content, which is as long. */
  private holds(path: string, content: Buffer): boolean {
    let descriptor: number;
    try {
      descriptor = openSync(join(this.root, path), READ);
    } catch {
      return false;
    }
    try {
      if (this.buffer.length < content.length) this.buffer = Buffer.allocUnsafe(content.length);
      let length = 0;
      for (let count = -1; count && length < content.length; length += count) {
        count = readSync(descriptor, this.buffer, length, content.length - length, null);
      }
      return length === content.length && content.compare(this.buffer, 0, length) === 0;
    } catch {
      return false;
    } finally {
      closeSync(descriptor);
    }
  }

  /** Removes a file, and folders that are empty then. Returns whether there was one. */
  private remove(path: string): boolean {
    const file = join(this.root, path);
    const isThere = this.isFolder(parentOf(path)) && statOf(file)?.isFile() === true;
    if (isThere) this.attempt(path, () => unlinkSync(file));
    this.prune(parentOf(path));
    return isThere;
  }

  /** @param staged how many files there may be aside */
  private attempt(path: string, run: () => void, staged = 0): void {
    try {
      run();
    } catch (error) {
      for (let index = 0; index < staged; index++) rmSync(join(this.aside, String(index)), { force: true });
      throw new CocoError(showFile(path || '.'), `cannot be read or written: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}. Make room or give rights, and run it again.`);
    }
  }
}

function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined; // below something that is no folder
  }
}

const parentOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')));
