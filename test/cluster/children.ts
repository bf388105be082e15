import { ChildProcess, spawn, SpawnOptions } from 'node:child_process';
import * as os from 'node:os';

const cleanups = new Set<() => void>();
let armed = false;

/**
 * Runs `cleanup` when this process ends, however it ends: normally, by an uncaught error or by a signal.
 * Returns a function which runs it now, once.
 */
export function atEnd(cleanup: () => void): () => void {
  arm();
  const once = () => {
    if (cleanups.delete(once)) {
      cleanup();
    }
  };
  cleanups.add(once);
  return once;
}

/**
 * Starts a program as the leader of a process group of its own, and kills that whole group at the end.
 * A group, because `npx`, `go build` and shells start children, which would outlive them; and one of its own, so that
 * Ctrl-C in a terminal reaches this process first, which then ends the others in its order.
 */
export function startChild(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(command, args, { ...options, detached: true });
  const kill = atEnd(() => killGroup(child));
  child.once('exit', kill);
  child.once('error', kill);
  return child;
}

/** Kills a child of `startChild` and all that it started. The state of these programs is thrown away: no grace. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) {
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}

/** Tells whether a child has ended or never started. */
export function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

function arm(): void {
  if (armed) {
    return;
  }
  armed = true;
  process.on('exit', () => {
    // The newest first: a program is killed before the folder that it writes to is removed.
    for (const cleanup of [...cleanups].reverse()) {
      try {
        cleanup();
      } catch (error) {
        process.stderr.write(`${String(error)}\n`);
      }
    }
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => process.exit(128 + os.constants.signals[signal]));
  }
}
