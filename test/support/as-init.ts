import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { inPath } from './node-tools';

const NEW_PIDS = [inPath('unshare') ?? 'unshare', '--pid', '--fork', '--kill-child'];

/** Why a command cannot be process 1 here; nothing where it can. */
export function noInit(): string | undefined {
  const { status, stderr, error } = spawnSync(NEW_PIDS[0]!, [...NEW_PIDS.slice(1), 'true'], { encoding: 'utf8' });
  return status === 0 ? undefined : `there can be no process 1 here but that of the machine: ${error?.message ?? stderr.trim()}`;
}

/** A command that runs, and how it is ended. */
export class Running {
  /**
   * Starts a command.
   *
   * @param init as process 1 of its own, as in a container, where the kernel drops signals for which there is no handler
   */
  public static start(command: readonly string[], env: NodeJS.ProcessEnv, init: boolean): Running {
    const [program, ...args] = init ? [...NEW_PIDS, ...command] : command;
    return new Running(spawn(program!, args, { env, detached: true }), init);
  }

  public output = '';
  /** The exit code, or the signal that ended it. */
  public readonly end: Promise<number | NodeJS.Signals | null>;

  private constructor(private readonly child: ChildProcess, private readonly init: boolean) {
    for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (data) => { this.output += data; });
    this.end = new Promise((done) => child.on('exit', (code, signal) => done(code ?? signal)));
  }

  /** Sends the command the signal that asks it to stop, and no process beside it. */
  public async term(): Promise<void> {
    process.kill(this.init ? await this.inner() : this.child.pid!, 'SIGTERM');
  }

  /** Ends what is left of it. */
  public kill(): void {
    try {
      process.kill(-this.child.pid!, 'SIGKILL');
    } catch { /* nothing is left */ }
  }

  /** Waits until it has said something. */
  public async said(text: string): Promise<void> {
    while (!this.output.includes(text)) await sleep(10);
  }

  private async inner(): Promise<number> {
    for (;;) {
      const children = readFileSync(`/proc/${this.child.pid}/task/${this.child.pid}/children`, 'utf8').trim();
      if (children) return Number(children.split(' ')[0]);
      await sleep(10);
    }
  }
}
