import { parseArgs } from 'util';
import { helmOptionAdvice } from './helm-options';
import { UserError } from './user-error';
import { lookup } from '../common/private/free-keys';
import { looksSecretKey } from '../common/private/redact';
import { didYouMean } from '../common/private/suggest';

/** The options of a command, as Node's `parseArgs` takes them. */
export type Options = {
  readonly [name: string]: {
    readonly type: 'string' | 'boolean';
    readonly short?: string;
    readonly multiple?: true;
    /** What stands for the value in the help: `FILE`. */
    readonly value?: string;
    /** What it is for, in the help. */
    readonly help: string;
    /** Everything that it can be, for completion. */
    readonly oneOf?: readonly string[];
  };
};

/** What the options of a command were given as. */
export type Given<T extends Options> = {
  readonly [name in keyof T]?: T[name] extends { multiple: true } ? readonly string[] : T[name]['type'] extends 'boolean' ? boolean : string;
};

export interface Arguments<T extends Options> {
  readonly options: Given<T>;
  readonly positionals: readonly string[];
}

/** The options and positional arguments of a command, or an error that says everything that is wrong with them. */
export function readArguments<T extends Options>(args: readonly string[], options: T): Arguments<T> {
  const index = args.findIndex((arg) => arg.includes('\ufffd')); // what Node makes of other bytes
  if (index >= 0) throw new UserError([`argument ${index + 1} of the command is not UTF-8; allowed: UTF-8. Set the encoding of the terminal to it`]);
  const { values, positionals, tokens } = parseArgs({
    args: [...args], options, allowPositionals: true, strict: false, tokens: true,
  });
  const wrong = tokens.flatMap((token): string[] => {
    if (token.kind !== 'option') return [];
    const option = lookup<Options[string]>(options as Options, token.name);
    if (!option) return [unknown(token.rawName, Object.keys(options))];
    if (option.type === 'boolean') return token.value === undefined ? [] : [`${token.rawName} takes no value`];
    // What looks like an option is one whose predecessor lost its value.
    const lost = token.value === undefined || (!token.inlineValue && /^-./.test(token.value));
    return lost ? [`${token.rawName} needs a value; write ${write(token.rawName)} if it begins with "-"`] : [];
  });
  if (wrong.length) throw new UserError([...new Set(wrong)]);
  return { options: values as Given<T>, positionals };
}

const write = (option: string) => (option.startsWith('--') ? `${option}=VALUE` : `${option}VALUE`);

/** A name that no option has may be a value that lost its option: only plain ones are printed. */
function unknown(option: string, known: readonly string[]): string {
  const plain = /^--?[A-Za-z0-9_][A-Za-z0-9_.-]{0,50}$/.test(option) && !looksSecretKey(option);
  const advice = plain ? helmOptionAdvice(option) : undefined;
  if (advice) return `unknown option ${option}; ${advice}`;
  const near = plain ? didYouMean(option.replace(/^-+/, ''), known) : undefined;
  const allowed = known.length ? `known: ${known.map((name) => `--${name}`).join(', ')}` : 'this command takes no options';
  return `unknown option${plain ? ` ${option}` : ''}; ${near ? `did you mean --${near}?` : allowed}`;
}
