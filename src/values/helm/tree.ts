/** Helm values: a tree of maps, lists, texts, numbers, booleans and nulls, as YAML gives it. */
export type Values = Record<string, unknown>;

/** Whether a value is a map ("table" in Helm's words). */
export function isMap(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether the map itself has the key; what every object inherits does not count. */
export function has(map: Values, key: string): boolean {
  return Object.prototype.hasOwnProperty.call(map, key);
}

/** Sets a key. Plain assignment would turn a user's key `__proto__` into the map's prototype. */
export function put(map: Values, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(map, key, { value, configurable: true, enumerable: true, writable: true });
  } else {
    map[key] = value;
  }
}

/** A deep copy, so that merging never changes what it was given. */
export function copy<T>(value: T): T {
  if (Array.isArray(value)) {
    return value.map(copy) as T;
  }
  if (isMap(value)) {
    // fromEntries defines keys, it does not assign them: `__proto__` stays a key.
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)])) as T;
  }
  return value;
}
