import { isMap, Values } from '../helm/tree';

/** A map below a key, empty where the key has none. */
export function sectionOf(values: unknown, ...path: readonly string[]): Values {
  const found = path.reduce<unknown>((value, key) => (isMap(value) ? value[key] : undefined), values);
  return isMap(found) ? found : {};
}

/** What `if` of a template takes for true. */
export function isTrue(value: unknown): boolean {
  return isMap(value) || Array.isArray(value) ? Object.keys(value).length > 0 : Boolean(value);
}
