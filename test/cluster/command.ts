import { SpawnOptions } from 'node:child_process';
import { killGroup, startChild } from './children';

/** How a program ended. */
export interface CommandResult {
  /** Exit code 0, in time. */
  readonly ok: boolean;
  /** What it wrote on stdout and stderr, and why it did not end well. */
  readonly output: string;
}

/** Runs a program to its end, or kills it with all that it started after `timeoutSeconds`. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: SpawnOptions,
  timeoutSeconds: number,
): Promise<CommandResult> {
  return new Promise(resolve => {
    const child = startChild(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: string[] = [];
    const timer = setTimeout(() => {
      chunks.push(`\nkilled: it ran for more than ${timeoutSeconds} seconds\n`);
      killGroup(child);
    }, timeoutSeconds * 1000);
    const end = (ok: boolean) => {
      clearTimeout(timer);
      resolve({ ok, output: chunks.join('') });
    };
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
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
