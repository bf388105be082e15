import { formatPath, Path } from './problem';
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

/** The paths of all values that are neither a map nor a list, in their order. */
export function leaves(values: unknown): Path[] {
  const paths: Path[] = [];
  walk(values, [], (path) => paths.push(path));
  return paths;
}

/**
 * Keeps the sources true when a layer (a further file, a --set) comes over values.
 *
 * @param older the sources of the values below
 * @param layer the values of the layer by itself
 * @param newer the sources of the layer
 * @param merged the result of the merge
 */
export function overlaySources(older: Sources, layer: Values, newer: Sources, merged: Values): Map<string, string> {
  const result = new Map(older);
  walk(layer, [], (path, value) => {
    if (value !== null) { // null either stands for a gap in a list that --set fills, or leaves no number anyway
      result.delete(formatPath(path));
    }
  });
  newer.forEach((text, path) => result.set(path, text));
  const numbers = numericLeaves(merged);
  [...result.keys()].filter((path) => !numbers.has(path)).forEach((path) => result.delete(path));
  return result;
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
