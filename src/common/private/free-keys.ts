/*
 * Maps whose keys users choose. `constructor`, `toString` and `__proto__` are keys like any others there: whoever looks one up,
 * or sets one, does it by these functions.
 */

/** Whether the map itself has the key; what every object inherits does not count. */
export function has(map: object, key: PropertyKey): boolean {
  return Object.prototype.hasOwnProperty.call(map, key);
}

/** The value that the map itself has for a key. */
export function lookup<T>(map: { readonly [key: string]: T }, key: string): T | undefined {
  return has(map, key) ? map[key] : undefined;
}

/** Sets a key. Plain assignment would turn the key `__proto__` into the map's prototype. */
export function put<T>(map: { [key: string]: T }, key: string, value: T): void {
  if (key === '__proto__') Object.defineProperty(map, key, { value, configurable: true, enumerable: true, writable: true });
  else map[key] = value;
}
