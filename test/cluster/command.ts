import { SpawnOptions } from 'node:child_process';
import { killGroup, startChild } from './children';

/** How a program ended. */
export interface CommandResult {
  /** Exit code 0, in time. */
  readonly ok: boolean;
  /** What it wrote on stdout and stderr, and why it did not end well. */
  readonly output: string;
  /** What it wrote on stdout alone. */
  readonly stdout: string;
}

/** How a program is started. */
export interface CommandOptions extends SpawnOptions {
  /** What it reads from stdin; nothing by default. */
  readonly input?: string;
}

/** Runs a program to its end, or kills it with all that it started after `timeoutSeconds`. */
export function runCommand(
  command: string,
  args: readonly string[],
  { input, ...options }: CommandOptions,
  timeoutSeconds: number,
): Promise<CommandResult> {
  return new Promise(resolve => {
    const child = startChild(command, args, { ...options, stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] });
    const chunks: string[] = [];
    const stdout: string[] = [];
    const timer = setTimeout(() => {
      chunks.push(`\nkilled: it ran for more than ${timeoutSeconds} seconds\n`);
      killGroup(child);
    }, timeoutSeconds * 1000);
    const end = (ok: boolean) => {
      clearTimeout(timer);
      resolve({ ok, output: chunks.join(''), stdout: stdout.join('') });
    };
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => [chunks, stdout].forEach(list => list.push(chunk)));
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
    child.stdin?.on('error', () => undefined); // it ended before it had read everything: its exit code tells
    child.stdin?.end(input);
    child.once('error', error => {
      chunks.push(error.message);
      end(false);
    });
    child.once('close', code => end(code === 0));
  });
}

/** The last lines of a text, for messages. */
export function tail(text: string, lines = 20): string {
  return text.trimEnd().split('\n').slice(-lines).map(line => `  | ${line}`).join('\n');
}
