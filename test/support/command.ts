import { spawnSync } from 'node:child_process';

/** What users can repair: it is printed without a stack. */
export class UserError extends Error {}

/** How a program is started. */
export interface CommandOptions {
  readonly cwd?: string;
  /** Added to the environment. */
  readonly env?: Record<string, string>;
}

/** Runs a program to its end and returns what it wrote. */
export function run(program: string, args: readonly string[], options: CommandOptions = {}): string {
  const { status, signal, error, stdout, stderr } = spawnSync(program, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = `${stdout ?? ''}${stderr ?? ''}`;
  if (error || status !== 0) {
    const end = error?.message ?? (signal ? `killed by ${signal}` : `exit code ${status}`);
    throw new UserError([`${program} ${args.join(' ')}: ${end}`, tail(output)].join('\n'));
  }
  return output;
}

/** Fails with a repair where a program is missing or does not run. */
export function need(program: string, args: readonly string[], repair: string): string {
  try {
    return run(program, args);
  } catch {
    throw new UserError(`"${[program, ...args].join(' ')}" does not run. ${repair}`);
  }
}

function tail(text: string): string {
  return text.trimEnd().split('\n').slice(-40).map((line) => `  | ${line}`).join('\n');
}
