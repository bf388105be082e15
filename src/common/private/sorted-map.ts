import { isMap } from './is-map';

/** The same map in the order of its keys: maps of other languages have no order, or a new one in each run. */
export function sortedMap<T = string>(map: { readonly [key: string]: T } = {}): Record<string, T> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Plain data as JSON, with all of its maps in the order of their keys. */
export function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key: string, one: unknown) => (isMap(one) && !isSorted(one) ? sortedMap(one) : one));
}

function isSorted(map: object): boolean {
  let last = '';
  for (const key of Object.keys(map)) {
    if (key < last) return false;
    last = key;
  }
  return true;
}

/** Plain data with all of its maps in the order of their keys. */
export function sortedDeep<T>(value: T): T {
  return JSON.parse(sortedJson(value)) as T;
}
