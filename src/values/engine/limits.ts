/*
 * How much a command takes: many times what charts need, and little enough that every input is answered within a second or
 * two. Helm has the first two limits only.
 */

/** The highest index of a list in `--set`. */
export const MAX_INDEX = 65536;

/** How deep `--set` nests. */
export const MAX_SET_LEVELS = 30;

/** How many items all of `--set` may leave empty in front of those that it sets. */
export const MAX_GAPS = 65536;

/** How many values all of `--set` may set. */
export const MAX_SET_VALUES = 20_000;

/** How deep the maps and lists of a values file nest. */
export const MAX_LEVELS = 100;

/** How many marks of YAML (line breaks, quotes, brackets, colons, commas and so on) all values files have together. */
export const MAX_MARKS = 50_000;

/** How many values may come from aliases, and how many characters. */
export const MAX_ALIASED_VALUES = 20_000;
export const MAX_ALIASED_CHARACTERS = 1_000_000;

/** The number of marks in a text: what a parser of YAML spends its time on. */
export function marksOf(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (MARKS.has(code) || (code === DASH && !(text.charCodeAt(index + 1) > SPACE))) count++;
  }
  return count;
}

const DASH = 45;
const SPACE = 32;
const MARKS = new Set(Array.from('\n[]{},:&*!|>\'"%?#`@', (mark) => mark.charCodeAt(0)));
