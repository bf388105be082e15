import type { Path } from './findings';
import { lookup, put } from '../../common/private/free-keys';
import { isMap } from '../../common/private/is-map';

/** Helm values: a tree of maps, lists, strings, numbers, booleans and nulls, as YAML gives it. */
export type Values = Record<string, unknown>;

/** Whether a value is a map ("table" in Helm's words). */
export { isMap };

/** A deep copy, so that merging never changes what it was given. */
export function copy<T>(value: T): T {
  if (Array.isArray(value)) {
    return value.map(copy) as T;
  }
  if (isMap(value)) {
    const result: Values = {};
    for (const key of Object.keys(value)) put(result, key, copy(value[key]));
    return result as T;
  }
  return value;
}

/** The place that is left out where a value is: the list that holds it, as the other items must keep their positions. */
export function removable(place: Path): Path {
  const index = place.findIndex((segment) => typeof segment === 'number');
  return index < 0 ? place : place.slice(0, index);
}

/** A copy without the values at some places, each of them one that `removable` gives. */
export function without(values: Values, places: readonly Path[]): Values {
  const result = copy(values);
  for (const place of places) {
    const parent = place.slice(0, -1)
      .reduce<unknown>((value, key) => (isMap(value) ? lookup(value, String(key)) : undefined), result);
    if (isMap(parent)) delete parent[place[place.length - 1]];
  }
  return result;
}

/** The value that keys lead to, undefined if a key is missing. */
export function valueAt(values: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isMap(value) ? lookup(value, key) : undefined), values);
}
