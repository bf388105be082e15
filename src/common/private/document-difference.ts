import { has, lookup, put } from './free-keys';
import { isMap } from './is-map';

/** A document of plain data, such as JSON has it. */
export type Document = Readonly<Record<string, unknown>>;

/** What has to be changed in one document to make another one of it. */
export interface DocumentDifference {
  /** The new value of each place that was added or changed, by JSON pointer. */
  readonly set: Document;
  /** JSON pointers of the places that are gone. */
  readonly remove?: readonly string[];
}

/** The difference between two documents. Lists are compared as a whole. */
export function differenceOf(before: object, after: object): DocumentDifference {
  const set: Record<string, unknown> = {};
  const remove: string[] = [];
  const compare = (old: Document, now: Document, at: string) => {
    for (const key of Object.keys(old)) {
      if (!has(now, key)) remove.push(pointer(at, key));
    }
    for (const [key, value] of Object.entries(now)) {
      const was = lookup(old, key);
      if (isMap(was) && isMap(value)) compare(was, value, pointer(at, key));
      else if (!has(old, key) || JSON.stringify(was) !== JSON.stringify(value)) set[pointer(at, key)] = value;
    }
  };
  compare(before as Document, after as Document, '');
  return { set, ...(remove.length ? { remove } : {}) };
}

/** The document that a difference makes of the one before. The latter stays as it is. */
export function applyDifference<T extends object>(before: object, { set, remove = [] }: DocumentDifference): T {
  const copies = new Set<object>();
  /** A map that may be changed: a copy, made once; what is elsewhere is shared. */
  const own = (map: unknown): Record<string, unknown> => {
    if (copies.has(map as object)) return map as Record<string, unknown>;
    const copy = isMap(map) ? { ...map } : {};
    copies.add(copy);
    return copy;
  };
  const document = own(before);
  /** The map that a place is in, and its key there. */
  const place = (path: string): readonly [Record<string, unknown>, string] => {
    const keys = keysOf(path);
    const last = keys.pop()!;
    const map = keys.reduce((outer, key) => {
      const inner = own(lookup(outer, key));
      put(outer, key, inner);
      return inner;
    }, document);
    return [map, last];
  };
  for (const path of remove) {
    const [map, key] = place(path);
    delete map[key];
  }
  for (const [path, value] of Object.entries(set)) put(...place(path), value);
  return document as T;
}

/** @see https://www.rfc-editor.org/rfc/rfc6901 */
const pointer = (at: string, key: string) => `${at}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`;
const keysOf = (path: string) => path.split('/').slice(1).map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~'));
