import { isMap, valueAt, Values } from '../../engine/tree';

/** The map at a path of keys. Empty if it is missing. */
export function sectionOf(values: unknown, ...path: readonly string[]): Values {
  const found = valueAt(values, ...path);
  return isMap(found) ? found : {};
}
