interface Shared { readonly thing: unknown; remove(): void }

declare global {
  var sharedByTests: Map<string, Shared> | undefined;
}

/**
 * Something that takes long to make, once for all test files of a worker. It is removed when the worker ends.
 *
 * @param key what it is made from: another key, another thing
 */
export function shared<T>(key: string, make: () => T, remove: (thing: T) => void): T {
  const known = globalThis.sharedByTests?.get(key);
  if (known) return known.thing as T;
  const thing = make();
  if (globalThis.sharedByTests) globalThis.sharedByTests.set(key, { thing, remove: () => remove(thing) });
  else process.on('exit', () => remove(thing));
  return thing;
}
