import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeNode, tree } from './node';

/** How a run ended, and what the disk had then. */
export interface Run {
  readonly code: number;
  readonly output: string;
  readonly disk: Record<string, string>;
}

/** A run with so much room on the disk, and the one after it, with room for all. */
export interface OnFullDisk {
  readonly room: number;
  readonly first: Run;
  readonly second: Run;
}

/** Why a small disk cannot be had here; nothing where it can. */
export function noSmallDisk(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'mount-'));
  const { status, stderr, error } = spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', folder], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  return status === 0 ? undefined : `a file system cannot be mounted here, not even in a namespace of its own: ${error?.message ?? stderr.trim()}`;
}

/** Runs the script of a node with each of these rooms on its disk: pages of 4 KiB, or inodes. */
export function onFullDisk(node: FakeNode, kind: 'pages' | 'inodes', rooms: readonly number[]): OnFullDisk[] {
  const results = mkdtempSync(join(tmpdir(), 'full-disk-'));
  try {
    const env = node.environment({});
    const { PATH: path, ...others } = env;
    const script = [join(__dirname, 'full-disk.sh'), ...Object.entries(others).map(([name, value]) => `${name}=${value}`), ...node.invocation];
    const { status, stderr } = spawnSync('unshare', ['--mount', 'sh', ...script], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, DISK: node.disk, STATE: node.state, RESULTS: results, ROOMS: rooms.join(' '), KIND: kind, SCRIPT_PATH: path },
    });
    if (status !== 0) throw new Error(stderr);
    const run = (name: string): Run => ({
      code: Number(readFileSync(join(results, `${name}.code`), 'utf8')),
      output: readFileSync(join(results, `${name}.output`), 'utf8'),
      disk: tree(join(results, `${name}.disk`)),
    });
    return rooms.map((room) => ({ room, first: run(`${room}`), second: run(`${room}.end`) }));
  } finally {
    rmSync(results, { recursive: true });
  }
}
