import { isMap, valueAt, Values } from '../../engine/tree';

/** The map that keys lead to, empty where there is none. */
export function sectionOf(values: unknown, ...path: readonly string[]): Values {
  const found = valueAt(values, ...path);
  return isMap(found) ? found : {};
}
