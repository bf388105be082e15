/* eslint-disable no-bitwise -- what has been seen in a string is a set of bits: this is the inner loop of every synth */
import { isMisread, isReserved } from './misread';

/** What is in a string: the less, the faster it is written. */
const enum Has {
  NOTHING = 0,
  /** A character that means something to YAML in some places. */
  MARK = 1,
  BREAK = 2,
  /** A character that some reader refuses, drops or takes for the end of a line: only an escape survives. */
  UNSAFE = 4,
  SURROGATE = 8,
}

const ASCII = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code === 0x0a) return Has.BREAK;
  if ((code < 0x20 && code !== 0x09) || code === 0x7f) return Has.UNSAFE;
  return /[\w./-]/.test(String.fromCharCode(code)) ? Has.NOTHING : Has.MARK;
});

function beyondAscii(code: number): Has {
  if (code <= 0x9f || code === 0x2028 || code === 0x2029 || code === 0xfeff || code >= 0xfffe) return Has.UNSAFE;
  return code >= 0xd800 && code <= 0xdfff ? Has.SURROGATE : Has.NOTHING;
}

function look(text: string): Has {
  let seen: number = Has.NOTHING;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    seen |= code < 128 ? ASCII[code] : beyondAscii(code);
  }
  return seen;
}

/** A string that no encoding of Unicode can hold: half of a surrogate pair stands alone. */
export class UnpairedSurrogate extends Error {}

/** Whether half of a surrogate pair stands alone in a string. */
export const hasUnpairedSurrogate = (text: string) => /\p{Surrogate}/u.test(text);

/** A string that stands for itself, which most are: no number starts like it, and nothing in it means anything to YAML. */
const isWord = (text: string, seen: Has) => seen === Has.NOTHING && /^(?:[A-DF-Za-df-z/]|[eE][A-Za-z])/.test(text) && !isReserved(text);

/** Where YAML sees structure, or drops whitespace. PyYAML takes no tab at all without quotes. */
const NOT_PLAIN = /^[ ,[\]{}#&*!|>'"%@`]|^[?-](?: |$)|: | #|\t|[ :]$/;

/** A key of a map, on one line. */
export function keyText(text: string, atRoot: boolean): string {
  const seen = look(text);
  if (isWord(text, seen)) return text;
  checkPairs(text, seen);
  if (seen & (Has.UNSAFE | Has.BREAK)) return doubleQuoted(text);
  const plain = !NOT_PLAIN.test(text) && !isMisread(text) && !(atRoot && /^(?:---|\.\.\.)/.test(text));
  return plain ? text : quoted(text);
}

/** A string as the value of a key or an item of a list. What goes on further lines starts with the indentation. */
export function stringText(text: string, indent: string): string {
  const seen = look(text);
  if (isWord(text, seen)) return text;
  checkPairs(text, seen);
  if (seen & Has.UNSAFE) return doubleQuoted(text, indent);
  if (seen & Has.BREAK) return fitsBlock(text) ? block(text, indent) : doubleQuoted(text, indent);
  return NOT_PLAIN.test(text) || isMisread(text) ? quoted(text) : text;
}

function checkPairs(text: string, seen: Has): void {
  if (seen & Has.SURROGATE && hasUnpairedSurrogate(text)) throw new UnpairedSurrogate();
}

/** A number. PyYAML takes one with an exponent for a string if it has no dot. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '.nan' : value < 0 ? '-.inf' : '.inf';
  const text = Object.is(value, -0) ? '-0' : String(value);
  return text.replace(/^(-?[0-9]+)e/, '$1.0e');
}

/** A string between double quotes, on one line. */
export function quotedText(text: string): string {
  checkPairs(text, Has.SURROGATE);
  return doubleQuoted(text);
}

function quoted(text: string): string {
  return text.includes('"') && !text.includes("'") ? `'${text}'` : doubleQuoted(text);
}

/** From here on, a string with line breaks is written on several lines. */
const LONG = 40;

/** What JSON leaves as it is. */
const RAW = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;
const ESCAPES: Record<string, string> = {
  '0000': '\\0', '0007': '\\a', '000b': '\\v', '001b': '\\e', '0085': '\\N', '2028': '\\L', '2029': '\\P',
};

function escapeOf(code: string): string {
  return ESCAPES[code] ?? (code.startsWith('00') ? `\\x${code.slice(2)}` : `\\u${code}`);
}

/** Between double quotes; on one line if there is no indentation. */
function doubleQuoted(text: string, indent?: string): string {
  const json = JSON.stringify(text);
  const folds = indent !== undefined && json.length >= LONG;
  return json
    .replace(/\\u([0-9a-f]{4})|( ?)((?:\\n)+)|\\./g, (all, code: string | undefined, space: string, breaks: string, offset: number) => {
      if (code !== undefined) return escapeOf(code);
      if (breaks === undefined) return all;
      const before = space && '\\ '; // a reader drops whitespace at the end of a line
      const after = offset + all.length;
      const last = after === json.length - 1;
      const count = breaks.length / 2 - (last ? 1 : 0);
      if (!folds || !count) return before + breaks;
      const start = last ? '\\n' : /^ (?!\\n)/.test(json.slice(after, after + 3)) ? '\\' : ''; // and at its start
      return `${before}\n${'\n'.repeat(count)}${indent}${start}`;
    })
    .replace(RAW, (character) => escapeOf(character.charCodeAt(0).toString(16).padStart(4, '0')));
}

/**
 * Whether a literal block keeps a string. Not where whitespace alone stands after the last line break, or everywhere; and
 * Go takes no tab where it looks for the indentation.
 */
const fitsBlock = (text: string) => !/\n[\t ]+$|^\n*\t/.test(text) && (/[^\n\t ]/.test(text) || !/[\t ]/.test(text));

/** A literal block: `|`, and each line as it is. */
function block(text: string, indent: string): string {
  const lines = text.split('\n');
  const ends = lines[lines.length - 1] === '';
  if (ends) lines.pop();
  const chomping = !ends ? '-' : /^[\t ]*$/.test(lines[lines.length - 1]) ? '+' : '';
  const indentation = /^\n* /.test(text) ? '2' : '';
  const [first, ...rest] = lines;
  return `|${indentation}${chomping}\n${indent}${first}${rest.map((line) => (line ? `\n${indent}${line}` : '\n')).join('')}`;
}
