import { lookup } from '../../../common/private/free-keys';
import { isMap, Values } from '../../engine/tree';

/** The value that keys lead to. */
export function valueAt(values: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isMap(value) ? lookup(value, key) : undefined), values);
}

/** The map that keys lead to, empty where there is none. */
export function sectionOf(values: unknown, ...path: readonly string[]): Values {
  const found = valueAt(values, ...path);
  return isMap(found) ? found : {};
}
