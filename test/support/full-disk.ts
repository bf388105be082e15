import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeNode, tree } from './node';

/** How a run ended, and what the disk had then. */
export interface Run<T> {
  readonly code: number;
  readonly output: string;
  readonly disk: T;
}

/** A run with so much room on the disk, and the one after it, with room for all. */
export interface OnFullDisk<T = Record<string, string>> {
  readonly room: number;
  readonly first: Run<T>;
  readonly second: Run<T>;
}

/** What runs on small disks. */
export interface SmallDisk<T> {
  /** The folder of the node. */
  readonly disk: string;
  /** The folder of it that is on the small disk; all of it if there is none. */
  readonly small?: string;
  /** What the fake programs know. */
  readonly state: string;
  readonly command: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Reads what a run left of the two folders. */
  readonly read: (disk: string, state: string) => T;
}

/** Why a small disk cannot be had here; nothing where it can. */
export function noSmallDisk(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'mount-'));
  const { status, stderr, error } = spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', folder], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  return status === 0 ? undefined : `a file system cannot be mounted here, not even in a namespace of its own: ${error?.message ?? stderr.trim()}`;
}

/** Runs the script of a node with each of these rooms on its disk: pages of 4 KiB, or inodes. */
export async function onFullDisk(node: FakeNode, kind: 'pages' | 'inodes', rooms: readonly number[]): Promise<OnFullDisk[]> {
  const { disk, state, invocation: command } = node;
  return sweep({ disk, state, command, env: node.environment({}), read: (root) => tree(root) }, kind, rooms);
}

/** Runs a command with each of these rooms on a disk: pages of 4 KiB, or inodes. */
export async function sweep<T>(
  { disk, small = disk, state, command, env, read }: SmallDisk<T>, kind: 'pages' | 'inodes', rooms: readonly number[],
): Promise<OnFullDisk<T>[]> {
  const results = mkdtempSync(join(tmpdir(), 'full-disk-'));
  try {
    const { PATH: path, ...others } = env;
    const script = [join(__dirname, 'full-disk.sh'), ...Object.entries(others).map(([name, value]) => `${name}=${value}`), ...command];
    const child = spawn('unshare', ['--mount', 'sh', ...script], {
      env: {
        PATH: process.env.PATH, DISK: disk, SMALL: small, STATE: state, RESULTS: results, ROOMS: rooms.join(' '), KIND: kind, SCRIPT_PATH: path,
      },
    });
    let said = '';
    child.stderr.on('data', (text) => { said += text; });
    const status = await new Promise((done) => child.on('close', done));
    if (status !== 0) throw new Error(said);
    const run = (name: string): Run<T> => ({
      code: Number(readFileSync(join(results, `${name}.code`), 'utf8')),
      output: readFileSync(join(results, `${name}.output`), 'utf8'),
      disk: read(join(results, `${name}.disk`), join(results, `${name}.state`)),
    });
    return rooms.map((room) => ({ room, first: run(`${room}`), second: run(`${room}.end`) }));
  } finally {
    rmSync(results, { recursive: true });
  }
}
