import { isMap } from '../common/private/is-map';

/** One operation of a JSON Patch. */
export interface Operation {
  readonly op: 'add' | 'remove' | 'replace';
  /** The keys that lead to the place. */
  readonly keys: readonly string[];
  readonly value?: unknown;
}

type Json = Readonly<Record<string, unknown>>;

const same = (one: unknown, other: unknown) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  return isMap(value) ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])])) : value;
}

/** What makes one object of another. */
export function operations(from: unknown, to: unknown, keys: readonly string[] = []): Operation[] {
  if (same(from, to)) return [];
  const whole: Operation[] = [{ op: 'replace', keys, value: to }];
  const single = isMap(from) && isMap(to) ? ofMaps(from, to, keys)
    : Array.isArray(from) && Array.isArray(to) ? ofLists(from, to, keys) : undefined;
  // Many small ones are harder to read than the whole.
  return !single || (keys.length > 1 && single.length > 3 && single.length * 2 > size(to)) ? whole : single;
}

function ofMaps(from: Json, to: Json, keys: readonly string[]): Operation[] {
  return [
    ...Object.keys(from).filter((key) => !Object.hasOwn(to, key)).map((key): Operation => ({ op: 'remove', keys: [...keys, key] })),
    ...Object.keys(to).flatMap((key): Operation[] => (Object.hasOwn(from, key) ? operations(from[key], to[key], [...keys, key])
      : [{ op: 'add', keys: [...keys, key], value: to[key] }])),
  ];
}

/** Lists of things with names. Operations follow one another: those below items come when every item is at its position. */
function ofLists(from: readonly unknown[], to: readonly unknown[], keys: readonly string[]): Operation[] | undefined {
  const id = idOf(from) ?? idOf(to);
  if (!id) return undefined;
  const [before, after] = [from.map(id), to.map(id)];
  const isUnique = (ids: readonly unknown[]) => new Set(ids).size === ids.length && !ids.includes(undefined);
  if (!isUnique(before) || !isUnique(after)) return undefined;
  const [kept, stay] = [before.filter((one) => after.includes(one)), after.filter((one) => before.includes(one))];
  if (!same(kept, stay) || !kept.length) return undefined;
  const gone = before.flatMap((one, index): Operation[] => (after.includes(one) ? [] : [{ op: 'remove', keys: [...keys, String(index)] }])).reverse();
  const added = after.flatMap((one, index): Operation[] => (before.includes(one) ? []
    : [{ op: 'add', keys: [...keys, String(index)], value: to[index] }]));
  const changed = after.flatMap((one, index) => (
    before.includes(one) ? operations(from[before.indexOf(one)], to[index], [...keys, String(index)]) : []));
  return [...gone, ...added, ...changed];
}

/** What tells the items of a list from one another. */
function idOf(items: readonly unknown[]): ((item: unknown) => unknown) | undefined {
  if (!items.length || !items.every(isMap)) return undefined;
  const field = ['name', 'mountPath', 'key'].find((one) => items.every((item) => typeof (item as Json)[one] === 'string'));
  if (field === 'name' && items.every((item) => typeof (item as Json).mountPath === 'string')) return (item) => (isMap(item) ? item.mountPath : undefined);
  return field === undefined ? undefined : (item) => (isMap(item) ? item[field] : undefined);
}

/** The number of leaves. */
function size(value: unknown): number {
  return typeof value === 'object' && value !== null ? Object.values(value).reduce<number>((sum, one) => sum + size(one), 0) || 1 : 1;
}

/** The JSON pointer of a place. */
export const pointer = (keys: readonly string[]) => keys.map((key) => `/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');
