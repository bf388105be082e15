import { Arguments, Options } from './arguments';
import { Output } from './output';

/** A command of the CLI. Its file is loaded when it is asked for. */
export interface Command<T extends Options = Options> {
  /** What follows the program's name: `render <chart>@<version> [options]`. */
  readonly usage: readonly string[];
  /** What it does: whole sentences. */
  readonly about: string;
  readonly options: T;
  /** Command lines that people take over, each with what it does. */
  readonly examples: ReadonlyArray<readonly [what: string, command: string]>;
  /** @returns the exit status, where it is neither 0 nor that of an error */
  run(given: Arguments<T>, output: Output): number | void;
}

/** Makes the compiler connect the options of a command with what it is given; the list of all commands forgets them. */
export function command<T extends Options>(one: Command<T>): Command {
  return one as unknown as Command;
}

/** The options that every command has. */
export const COMMON_OPTIONS = {
  quiet: { type: 'boolean', short: 'q', help: 'no warnings and no notes; errors are still printed' },
  help: { type: 'boolean', short: 'h', help: 'this text' },
} as const satisfies Options;

const WIDTH = 110;
const NAME_WIDTH = 28;

/** What `--help` of a command prints. */
export function helpText({ usage, about, options, examples }: Command): string {
  const all: Options = { ...options, ...COMMON_OPTIONS };
  const rows = Object.entries(all).map(([name, { short, value, help }]) => (
    row(`${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`, help)));
  return [
    ...usage.map((line, index) => `${index ? '      ' : 'Usage:'} cdk8s-coco ${line}`), '', ...wrap(about, WIDTH), '',
    'Options:', ...rows.flat(), '',
    'Examples:', ...examples.flatMap(([what, line]) => [`  # ${what}`, `  ${line}`]),
  ].join('\n');
}

/** A name and what it is for, in lines for a terminal. */
export function row(name: string, help: string): string[] {
  const [first = '', ...more] = wrap(help, WIDTH - NAME_WIDTH - 4);
  const indent = ' '.repeat(NAME_WIDTH + 4);
  return name.length > NAME_WIDTH ? [`  ${name}`, `${indent}${first}`, ...more.map((line) => `${indent}${line}`)]
    : [`  ${name.padEnd(NAME_WIDTH)}  ${first}`, ...more.map((line) => `${indent}${line}`)];
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.length - 1;
    if (last >= 0 && lines[last].length + 1 + word.length <= width) lines[last] += ` ${word}`;
    else lines.push(word);
  }
  return lines;
}
