import { spawn } from 'child_process';
import { join } from 'path';
import { run } from '../../src/cli/main';

/** What a run of the command left behind. */
export interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

const fs = jest.requireActual<typeof import('fs')>('fs');
const { readSync } = fs;

/** The command of this checkout, which runs its sources. */
export const BIN = join(__dirname, '..', '..', 'bin', 'cdk8s-coco');

/** Runs the command inside this process, with nothing on standard input: that of the tests may never end. */
export function command(...args: string[]): Run {
  const texts = { stdout: '', stderr: '' };
  const tell = (line: string) => {
    texts.stderr += `${line}\n`;
  };
  const print = (text: string) => {
    texts.stdout += text;
  };
  const { error } = console;
  console.error = tell; // as constructs warn
  const stdin = jest.spyOn(fs, 'readSync');
  stdin.mockImplementation((...call: Parameters<typeof readSync>) => (call[0] === 0 ? 0 : readSync(...call)));
  try {
    return { status: run(args, { print, tell }), ...texts };
  } finally {
    console.error = error;
    stdin.mockRestore();
  }
}

/** Runs a program to its end. */
export function program(
  [file, ...args]: readonly string[],
  options: { readonly stdin?: string; readonly cwd?: string; readonly env?: Record<string, string> } = {},
): Promise<Run> {
  return new Promise((done, fail) => {
    const child = spawn(file, args, { cwd: options.cwd, env: { ...process.env, ...options.env }, stdio: 'pipe' });
    const texts = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    child.stdout.on('data', (chunk: Buffer) => texts.stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => texts.stderr.push(chunk));
    child.on('error', fail);
    child.on('close', (status) => done({
      status: status ?? -1, stdout: Buffer.concat(texts.stdout).toString(), stderr: Buffer.concat(texts.stderr).toString(),
    }));
    child.stdin.on('error', () => undefined); // it may have ended before it read
    child.stdin.end(options.stdin ?? '');
  });
}
