import { error, formatPath, Path, Finding, shownPath } from './findings';
import { MAX_LEVELS } from './limits';
import { goNumberText } from './number-text';
import { isMap } from './tree';
import { hasUnpairedSurrogate } from '../../common/private/yaml/scalars';

/** What Go takes for a blank, a character. */
const BLANK = /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/;

/** The position behind blanks. */
export function afterBlanks(input: readonly string[], start: number): number {
  let position = start;
  while (position < input.length && BLANK.test(input[position])) position++;
  return position;
}

/** One value of JSON, with the position behind it; or the reason why there is no value. */
export type JsonValue = { readonly value: unknown; readonly end: number } | { readonly refusal: string };

/**
 * Reads one value as Go's decoder does: what follows need not be JSON.
 *
 * @param input characters, of which that at the start is no blank
 */
export function readJson(input: readonly string[], start: number): JsonValue {
  const { end, depth } = extent(input, start);
  if (depth > MAX_LEVELS) return { refusal: `a value nests deeper than ${MAX_LEVELS} levels` };
  try {
    return { value: JSON.parse(input.slice(start, end).join('')) as unknown, end };
  } catch {
    return { refusal: 'a value is not JSON; write strings in double quotes, as in key="text", and quote the whole for your shell' };
  }
}

/** Where a value ends, and how deep it nests. */
function extent(input: readonly string[], start: number): { readonly end: number; readonly depth: number } {
  if (input[start] === '"') return { end: stringEnd(input, start), depth: 0 };
  if (!'{['.includes(input[start])) return { end: start + wordLength(input, start), depth: 0 };
  let open = 0;
  let depth = 0;
  let end = start;
  do {
    const character = input[end];
    end = character === '"' ? stringEnd(input, end) : end + 1;
    if ('{['.includes(character)) depth = Math.max(depth, ++open);
    if ('}]'.includes(character)) open--;
  } while (open > 0 && end < input.length);
  return { end, depth };
}

/** The position behind a text in quotes. */
function stringEnd(input: readonly string[], start: number): number {
  let position = start + 1;
  while (position < input.length && input[position] !== '"') position += input[position] === '\\' ? 2 : 1;
  return position + 1;
}

/** The length of a number, or of true, false or null. */
function wordLength(input: readonly string[], start: number): number {
  let end = start;
  while (end < input.length && /[-+.0-9a-zA-Z]/.test(input[end])) end++;
  const word = input.slice(start, end).join('');
  return /^(true|false|null|-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?(?![.eE]))/.exec(word)?.[0].length ?? word.length;
}

/**
 * Looks at what JSON says: what Helm cannot carry is a problem.
 *
 * @param at where it stands in the values
 * @param sources takes the text of each number that a template would print in another way
 */
export function checkJson(value: unknown, at: Path, sources: Map<string, string>, problems: Finding[]): void {
  const refuse = (why: string) => problems.push(error('--set-json', `${shownPath(at) || 'the value'} ${why}`));
  if (typeof value === 'string') {
    if (hasUnpairedSurrogate(value)) refuse('has an escape such as "\\ud800", which is half of a character; write the character itself');
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) refuse('is a number that Helm cannot carry; quote it if it is a string');
    else if (Number.isInteger(value) && !Number.isSafeInteger(value)) refuse('is a whole number with more digits than Helm keeps; quote it');
    else if (goNumberText(value) !== String(value)) sources.set(formatPath(at), String(value));
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => checkJson(item, [...at, index], sources, problems));
  } else if (isMap(value)) {
    for (const [key, inner] of Object.entries(value)) checkJson(inner, [...at, key], sources, problems);
  }
}
