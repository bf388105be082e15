import {
  closeSync, constants, Dirent, lstatSync, mkdirSync, openSync, readdirSync, readSync, renameSync, rmdirSync, Stats,
  unlinkSync, writeFileSync,
} from 'fs';
import { join, resolve } from 'path';
import { CocoError } from '../../common/private/coco-error';
import { quoted, showFile } from '../../common/private/redact';

/** Where the folders of clusters are, in the folder of a fleet. */
const CLUSTERS = 'clusters';

/** Says that a fleet owns the folder. It is the same in each shard, and in each run. */
const MARKER = '.cdk8s-coco-fleet';
const MARKER_TEXT = 'A fleet of cdk8s-coco writes clusters/<cluster>/<component>/<component>.k8s.yaml in this folder, and removes such files that it no longer has.\n';

/** Follows no link, and waits for no pipe. Windows has neither flag. */
const READ = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0); // eslint-disable-line no-bitwise

const EXTENSION = '.k8s.yaml';

/** A file of a cluster. */
export interface OutputFile {
  /** The name of its folder and of the file. */
  readonly component: string;
  readonly content: Buffer;
}

/** What became of a cluster's files. */
export interface Changes {
  readonly written: string[];
  readonly removed: string[];
  unchanged: number;
}

/**
 * The folder of a fleet. A file is in it whole or not at all: it is written aside, and takes its place when it is complete.
 * Nothing outside is read or written: no link below the folder is followed. What the fleet did not write stays as it is.
 */
export class OutputFolder {
  private readonly root: string;

  private readonly aside: string;

  private buffer = Buffer.allocUnsafe(2 ** 18);

  /**
   * @param shard tells what several processes write aside from each other
   * @throws if the folder holds files, and no fleet wrote it
   */
  constructor(folder: string, shard: string) {
    this.root = resolve(folder);
    this.aside = join(this.root, `${MARKER}-${shard.replace('/', '-of-')}.tmp`);
    this.claim();
    if (statOf(this.aside)) unlinkSync(this.aside); // of a run that was killed
    this.ownFolder(this.path());
  }

  /** The clusters that have a folder. */
  public clusters(): string[] {
    return this.entries().filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
  }

  /** Writes what a cluster has, and removes what it no longer has. */
  public write(cluster: string, files: readonly OutputFile[]): Changes {
    const changes: Changes = { written: [], removed: [], unchanged: 0 };
    this.ownFolder(this.path(cluster));
    const left = new Map(this.entries(cluster).map((entry) => [entry.name, entry]));
    for (const { component, content } of files) {
      const isNew = !left.has(component);
      if (isNew || !left.get(component)!.isDirectory()) this.ownFolder(this.path(cluster, component));
      left.delete(component);
      const file = this.path(cluster, component, `${component}${EXTENSION}`);
      if (!isNew && this.holds(file, content)) {
        changes.unchanged++;
      } else {
        this.replace(file, content);
        changes.written.push(`${cluster}/${component}`);
      }
    }
    for (const entry of left.values()) {
      if (entry.isDirectory()) this.removeComponent(cluster, entry.name, changes);
    }
    return changes;
  }

  /** Removes the files of a cluster that is no longer in the fleet. */
  public remove(cluster: string): Changes {
    const changes: Changes = { written: [], removed: [], unchanged: 0 };
    for (const entry of this.entries(cluster)) {
      if (entry.isDirectory()) this.removeComponent(cluster, entry.name, changes);
    }
    removeIfEmpty(this.path(cluster));
    return changes;
  }

  /** Whether a cluster still has a folder: with files that the fleet did not write. */
  public has(cluster: string): boolean {
    return statOf(this.path(cluster)) !== undefined;
  }

  private removeComponent(cluster: string, component: string, { removed }: Changes): void {
    const file = this.path(cluster, component, `${component}${EXTENSION}`);
    if (statOf(file)?.isFile()) {
      unlinkSync(file);
      removed.push(`${cluster}/${component}`);
    }
    removeIfEmpty(this.path(cluster, component)); // also that of a run that was killed in between
  }

  private entries(...names: string[]): Dirent[] {
    return readdirSync(this.path(...names), { withFileTypes: true });
  }

  private path(...names: string[]): string {
    return join(this.root, CLUSTERS, ...names);
  }

  private claim(): void {
    const shown = showFile(this.root);
    try {
      mkdirSync(this.root, { recursive: true });
      const entries = readdirSync(this.root).filter((name) => !name.startsWith(`${MARKER}-`));
      if (entries.length && !entries.includes(MARKER)) {
        throw new CocoError(shown, `holds ${quoted(entries.sort()[0])}${entries.length > 1 ? ' and more' : ''}, and no fleet wrote it; allowed: a folder that is empty or new, `
          + `or that a fleet wrote, which has the file ${MARKER}. Give the fleet another \`outdir\`, or empty this one.`);
      }
      if (!entries.length) writeFileSync(join(this.root, MARKER), MARKER_TEXT);
    } catch (error) {
      throw error instanceof CocoError ? error : failed(shown, error);
    }
  }

  /** A folder of the fleet, made if need be. A link in its place might lead elsewhere. */
  private ownFolder(path: string): void {
    const found = statOf(path);
    if (!found) {mkdirSync(path);} else if (!found.isDirectory()) {
      throw new CocoError(showFile(path), `is ${found.isSymbolicLink() ? 'a link' : 'no folder'}; allowed: a folder, in which the fleet writes. Remove it, or give the fleet another \`outdir\`.`);
    }
  }

  /** Whether a file has this content; a link has none. */
  private holds(file: string, content: Buffer): boolean {
    let descriptor: number;
    try {
      descriptor = openSync(file, READ);
    } catch {
      return false;
    }
    try {
      const room = content.length + 1; // a longer file fills it
      if (this.buffer.length < room) this.buffer = Buffer.allocUnsafe(room);
      let length = 0;
      for (let count = -1; count && length < content.length; length += count) {
        count = readSync(descriptor, this.buffer, length, room - length, null);
      }
      return length === content.length && content.compare(this.buffer, 0, length) === 0;
    } catch {
      return false; // a folder or a pipe
    } finally {
      closeSync(descriptor);
    }
  }

  private replace(file: string, content: Buffer): void {
    try {
      writeFileSync(this.aside, content, { flag: 'wx' });
      renameSync(this.aside, file);
    } catch (error) {
      if (statOf(this.aside)) unlinkSync(this.aside);
      throw failed(showFile(file), error);
    }
  }
}

function statOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

function removeIfEmpty(folder: string): void {
  if (!readdirSync(folder).length) rmdirSync(folder);
}

const failed = (place: string, error: unknown) => (
  new CocoError(place, `cannot be written: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}. Make room or give rights, and run it again.`));
