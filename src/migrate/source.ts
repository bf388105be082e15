/*
 * A small writer of TypeScript: what it prints is formatted. A group stays on one line where it fits, and has a line for each
 * of its items where it does not, or where an item has a comment.
 */

import { printable } from '../common/private/printable';

/** A piece of source: a text without line breaks, pieces one after the other, or a list in brackets. */
export type Source = string | Group | readonly Source[];

/** A list in brackets. */
export interface Group {
  readonly open: string;
  readonly close: string;
  /** What stands inside of the brackets on one line: a blank for maps. */
  readonly pad: string;
  readonly items: readonly Item[];
}

export interface Item {
  /** Lines above it, without `//`. */
  readonly comments?: readonly string[];
  readonly source: Source;
}

/** The widest line that is written, where a text leaves a choice. */
const WIDTH = 120;
const INDENT = '  ';
const LONGEST_COMMENT = 2000;

export const list = (items: readonly Item[]): Group => ({ open: '[', close: ']', pad: '', items });
export const map = (items: readonly Item[]): Group => ({ open: '{', close: '}', pad: ' ', items });

/** A call, whose last argument may begin on the line of the name. */
export function call(name: string, ...args: Source[]): Source {
  return [`${name}(`, ...args.flatMap((arg, index): Source[] => (index ? [', ', arg] : [arg])), ')'];
}

/** A text in single quotes. */
export function quoted(value: string): string {
  const escaped = JSON.stringify(value).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, '\\\'');
  return `'${escaped.replace(/[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g, unicode)}'`;
}

const unicode = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The name of a field as it stands in a map. */
export const fieldName = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) && name !== '__proto__' ? name
  : name === '__proto__' ? '[\'__proto__\']' : quoted(name));

/** Whether TypeScript allows the name after a dot. */
export const isIdentifier = (name: string) => /^[A-Za-z_$][\w$]*$/.test(name);

/** A line that is a comment, whatever is in it. */
export const commentLine = (comment: string) => `// ${printable(comment, LONGEST_COMMENT)}`.trimEnd();

/** Plain data as source. */
export function literal(value: unknown): Source {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return list(value.map((one) => ({ source: literal(one) })));
  if (typeof value === 'object' && value !== null) {
    return map(Object.entries(value).filter(([, one]) => one !== undefined)
      .map(([key, one]) => ({ source: [`${fieldName(key)}: `, literal(one)] })));
  }
  return Object.is(value, -0) ? '0' : String(value);
}

/** A text; several lines stand one below the other. */
export function text(value: string): Source {
  const lines = value.split('\n');
  if (lines.length < 3) return quoted(value);
  return [{ ...list(lines.map((line) => ({ source: quoted(line) }))), breaks: true } as Group, '.join(\'\\n\')'];
}

/** The lines of a statement. */
export function print(source: Source, indent = ''): string {
  return `${indent}${write(source, indent, indent.length, 0)}`;
}

/** @param after how many characters follow on the same line */
function write(source: Source, indent: string, column: number, after: number): string {
  if (typeof source === 'string') return source;
  if (!isGroup(source)) return writeAll(source, indent, column, after);
  const flat = onOneLine(source);
  if (flat !== undefined && column + flat.length + after <= WIDTH) return flat;
  const inner = `${indent}${INDENT}`;
  const lines = source.items.flatMap(({ comments = [], source: item }) => [
    ...comments.map((comment) => `${inner}${commentLine(comment)}`),
    `${inner}${write(item, inner, inner.length, 1)},`,
  ]);
  return `${source.open}\n${lines.join('\n')}\n${indent}${source.close}`;
}

function writeAll(sources: readonly Source[], indent: string, column: number, after: number): string {
  let done = '';
  sources.forEach((one, index) => {
    const start = done.includes('\n') ? done.length - done.lastIndexOf('\n') - 1 : column + done.length;
    const rest = sources.slice(index + 1).map((next) => onOneLine(next)).findIndex((next) => next === undefined);
    const follows = rest < 0 ? sources.slice(index + 1) : [];
    done += write(one, indent, start, follows.reduce<number>((sum, next) => sum + onOneLine(next)!.length, after));
  });
  return done;
}

/** Nothing where it takes several lines. */
function onOneLine(source: Source): string | undefined {
  if (typeof source === 'string') return source;
  if (isGroup(source)) {
    if ((source as { breaks?: boolean }).breaks || source.items.some(({ comments }) => comments?.length)) return undefined;
    const items = source.items.map((item) => onOneLine(item.source));
    if (items.some((item) => item === undefined)) return undefined;
    return items.length ? `${source.open}${source.pad}${items.join(', ')}${source.pad}${source.close}` : `${source.open}${source.close}`;
  }
  const parts = source.map(onOneLine);
  return parts.some((part) => part === undefined) ? undefined : parts.join('');
}

const isGroup = (source: Source): source is Group => typeof source === 'object' && 'items' in source;
