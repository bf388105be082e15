import { readArguments } from './arguments';
import { Command, COMMON_OPTIONS, helpText, row } from './command';
import { COMMANDS } from './commands';
import { Output, OutputFailed, plainLine, PROCESS_OUTPUT, ReaderGone } from './output';
import { UserError } from './user-error';
import { lookup } from '../common/private/free-keys';
import { NOT_PRINTED, show, withoutQuotes } from '../common/private/redact';
import { didYouMean } from '../common/private/suggest';

/** Runs one command of the CLI and sets the exit status of the process. */
export function main(args: readonly string[]): void {
  process.exitCode = run(args, PROCESS_OUTPUT);
}

/**
 * Runs one command of the CLI, and tells its exit status: 1 where something is wrong or not everything was printed; others are
 * said in the help of the command.
 */
export function run(args: readonly string[], output: Output): number {
  try {
    return dispatch(args, output) ?? 0;
  } catch (thrown) {
    if (thrown instanceof ReaderGone) return 0;
    for (const line of linesOf(thrown)) output.tell(plainLine(`error: ${line}`));
    return 1;
  }
}

/** The message of an error, a line per problem. */
function linesOf(thrown: unknown): readonly string[] {
  if (thrown instanceof UserError) return thrown.lines;
  if (thrown instanceof OutputFailed) return [thrown.message];
  if ((thrown as NodeJS.ErrnoException | undefined)?.syscall === 'uv_cwd') return ['the current folder was deleted; change to another one'];
  const message = thrown instanceof Error ? thrown.message : 'unknown';
  return [`internal error: ${withoutQuotes(message.split('\n')[0])}`];
}

function dispatch([name, ...rest]: readonly string[], output: Output): number | void {
  const wantsHelp = rest.some((arg) => arg === '--help' || arg === '-h');
  const entry = name === undefined ? undefined : lookup(COMMANDS, name);
  if (entry && wantsHelp) return output.print(`${helpText(entry.load())}\n`);
  if (entry) return runCommand(entry.load(), rest, output);
  if (wantsHelp || name === '--help' || name === '-h' || name === 'help') return help(rest[0], output);
  if (name === '--version') {
    const { version } = require('./version') as typeof import('./version');
    return output.print(`${version()}\n`);
  }
  if (name === undefined) {
    usage().forEach((line) => output.tell(line));
    throw new UserError([`no command given; allowed: ${allowed()}`]);
  }
  throw unknown(name);
}

function runCommand(command: Command, args: readonly string[], output: Output): number | void {
  const given = readArguments(args, { ...command.options, ...COMMON_OPTIONS });
  return command.run(given, given.options.quiet ? { print: (text) => output.print(text), tell: () => undefined } : output);
}

/** The help of one command, or the list of all. */
function help(name: string | undefined, output: Output): void {
  const entry = name === undefined || name.startsWith('-') ? undefined : lookup(COMMANDS, name);
  if (name !== undefined && !name.startsWith('-') && !entry) throw unknown(name);
  output.print(`${entry ? helpText(entry.load()) : usage().join('\n')}\n`);
}

function unknown(name: string): UserError {
  const near = didYouMean(name, [...Object.keys(COMMANDS), '--version', '--help']);
  const shown = show(name);
  return new UserError([`unknown command${shown === NOT_PRINTED ? '' : ` ${shown}`}; ${near ? `did you mean ${near}?` : `allowed: ${allowed()}`}`]);
}

const allowed = () => [...Object.keys(COMMANDS), '--version', '--help'].join(', ');

function usage(): string[] {
  return [
    'Usage: cdk8s-coco <command>', '',
    ...Object.entries(COMMANDS).flatMap(([name, { summary }]) => row(name, summary)),
    ...row('--version', 'print the version'), ...row('--help', 'print this text; the options of a command: cdk8s-coco <command> --help'), '',
    'What a command is for goes to standard output, warnings and notes to standard error. Exit status: 0, or 1 with one line per problem.',
  ];
}
