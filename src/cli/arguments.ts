import { parseArgs, ParseArgsConfig } from 'util';
import { UserError } from './user-error';
import { looksSecretKey } from '../common/private/redact';
import { didYouMean } from '../common/private/suggest';

type Options = NonNullable<ParseArgsConfig['options']>;

type Config<T extends Options> = { args: string[]; options: T; allowPositionals: true; strict: true };

/** The options and positional arguments of a command, or an error that says what is wrong with them. */
export function readArguments<T extends Options>(args: string[], options: T): ReturnType<typeof parseArgs<Config<T>>> {
  const index = args.findIndex((arg) => arg.includes('\ufffd')); // what Node makes of other bytes
  if (index >= 0) throw new UserError([`argument ${index + 1} of the command is not UTF-8; allowed: UTF-8. Set the encoding of the terminal to it`]);
  try {
    return parseArgs<Config<T>>({ args, options, allowPositionals: true, strict: true });
  } catch (thrown) {
    throw new UserError([explain(thrown as Error & { code?: string }, args, Object.keys(options))]);
  }
}

function explain(thrown: Error & { code?: string }, args: string[], known: string[]): string {
  if (thrown.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const unknown = args.find((arg) => arg.startsWith('-') && thrown.message.includes(`'${arg.split('=')[0]}'`))?.split('=')[0] ?? '';
    const shown = /^--[a-z][a-z-]*$/.test(unknown) && !looksSecretKey(unknown) ? unknown : unknown.slice(0, 2);
    const near = didYouMean(unknown.replace(/^-+/, ''), known);
    const allowed = known.length ? `known: ${known.map((name) => `--${name}`).join(', ')}` : 'this command takes no options';
    return `unknown option ${shown}; ${near ? `did you mean --${near}?` : allowed}`;
  }
  return thrown.message.split('\n')[0].replace(/\.$/, '');
}
