/** The same map in the order of its keys: maps of other languages have no order, or a new one in each run. */
export function sortedMap(map: { readonly [key: string]: string } = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}
