import { formatPath, Path } from './findings';
import { isMap, Values } from './tree';

/** By path: the text of a number in the values file, where it differs from what a template would print. */
export type Sources = ReadonlyMap<string, string>;

/** The paths of all numbers in the values. */
export function numericLeaves(values: unknown): Set<string> {
  const paths = new Set<string>();
  walk(values, [], (path, value) => {
    if (typeof value === 'number') {
      paths.add(formatPath(path));
    }
  });
  return paths;
}

/**
 * Keeps the sources true when a further file comes over values.
 *
 * @param sources those of the values below; changed in place
 * @param layer the values of the file by itself
 * @param newer the sources of the file
 */
export function overlaySources(sources: Map<string, string>, layer: Values, newer: Sources): void {
  walk(layer, [], (path) => sources.delete(formatPath(path)));
  newer.forEach((text, path) => sources.set(path, text));
}

/**
 * The sources that still say something of the values.
 *
 * @param set the places that `--set` gave other values
 */
export function currentSources(sources: Sources, values: Values, set: ReadonlySet<string>): Sources {
  if (!sources.size) {
    return sources;
  }
  const numbers = numericLeaves(values);
  const lengths = new Set([...set].map(({ length }) => length));
  return new Map([...sources].filter(([path]) => numbers.has(path) && !isSet(path, set, lengths)));
}

/** Whether a value, or a map or list around it, is at one of some places. */
function isSet(path: string, places: ReadonlySet<string>, lengths: ReadonlySet<number>): boolean {
  const ends = [...path.matchAll(/[.[]/g)].map(({ index }) => index);
  return [...ends, path.length].some((end) => lengths.has(end) && places.has(path.slice(0, end)));
}

function walk(value: unknown, path: Path, leaf: (path: Path, value: unknown) => void): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => walk(item, [...path, index], leaf));
  } else if (isMap(value)) {
    Object.entries(value).forEach(([key, inner]) => walk(inner, [...path, key], leaf));
  } else {
    leaf(path, value);
  }
}
