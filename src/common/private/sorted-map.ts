/** The same map in the order of its keys: maps of other languages have no order, or a new one in each run. */
export function sortedMap<T = string>(map: { readonly [key: string]: T } = {}): Record<string, T> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}
