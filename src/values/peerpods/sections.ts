import { isMap, Values } from '../helm/tree';

/** A map below a key, empty where the key has none. */
export function sectionOf(values: unknown, ...path: readonly string[]): Values {
  const found = path.reduce<unknown>((value, key) => (isMap(value) ? value[key] : undefined), values);
  return isMap(found) ? found : {};
}
