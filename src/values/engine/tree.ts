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

/** The value that keys and indexes lead to, undefined if one is missing. */
export function valueAt(values: unknown, ...path: Path): unknown {
  return path.reduce<unknown>((value, key) => (
    typeof key === 'number' ? (Array.isArray(value) ? value[key] as unknown : undefined) : isMap(value) ? lookup(value, key) : undefined), values);
}

/** The same without keys whose value is null: to the API server they are not there. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isMap(value)) return value;
  const present = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(present.map(([key, inner]) => [key, withoutNulls(inner)]));
}
