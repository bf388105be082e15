/*
 * Props on the way from values to a program: maps and lists of plain data, with values of this library between them. The same
 * tree is built, to see which objects it means, and printed.
 */
import { map, Source } from './source';
import type { Writer } from './writer';

export type Tree = { readonly [prop: string]: unknown };

/** Something that a call makes of options: `KataDeployment.job({ ... })`. */
export class Made<T = unknown> {
  /**
   * @param options single ones are left out where they change nothing
   * @param make what the call returns
   * @param source the call, with the options where there are any
   */
  constructor(
    public readonly options: Tree,
    public readonly make: (options: any) => T,
    public readonly source: (options: Source | undefined, writer: Writer) => Source,
  ) {}

  public with(options: Tree): Made<T> {
    return new Made(options, this.make, this.source);
  }
}

/** A map with known fields, of which each may be left out. Maps of the user's, such as labels, stand as they are. */
export function struct(fields: Record<string, unknown>): Made {
  return new Made(defined(fields), (given: object) => given, (source) => source ?? map([]));
}

const isPlain = (value: unknown): value is Record<string, unknown> => (
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype);

/** The props that a tree stands for. */
export function build(value: unknown): unknown {
  if (value instanceof Made) return value.make(build(value.options) as Tree) as unknown;
  if (Array.isArray(value)) return value.map(build);
  return isPlain(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, build(one)])) : value;
}

/** A map without fields that are undefined. */
export function defined(given: Record<string, unknown>): Tree {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** Places in a tree at which something may be left out: fields of maps, and options of what is made, the outer ones first. */
export type Place = readonly (string | number)[];

/** The value at a place. */
export function at(tree: unknown, place: Place): unknown {
  return place.reduce<unknown>((value, key) => {
    const inside = value instanceof Made ? value.options : value;
    return typeof inside === 'object' && inside !== null ? (inside as Record<string | number, unknown>)[key] : undefined;
  }, tree);
}

/** A copy of a tree with another value of a field. */
export function replaced<T>(tree: T, [key, ...rest]: Place, value: unknown): T {
  if (tree instanceof Made) return tree.with(replaced(tree.options, [key, ...rest], value)) as T;
  const fields = tree as Record<string | number, unknown>;
  return { ...fields, [key]: rest.length ? replaced(fields[key], rest, value) : value } as T;
}

/** A copy of a tree without what is at a place. */
export function without<T>(tree: T, [key, ...rest]: Place): T {
  if (tree instanceof Made) return tree.with(without(tree.options, [key, ...rest])) as T;
  if (Array.isArray(tree)) {
    return tree.flatMap((one: unknown, index) => (index !== key ? [one] : rest.length ? [without(one, rest)] : [])) as T;
  }
  const fields = tree as Record<string, unknown>;
  const entries = Object.entries(fields).flatMap(([name, value]): [string, unknown][] => (
    name !== key ? [[name, value]] : rest.length ? [[name, without(value, rest)]] : []));
  return Object.fromEntries(entries) as T;
}

/** The fields below a value that may be left out. */
export function fieldsOf(value: unknown): Place[] {
  if (value instanceof Made) return Object.keys(value.options).map((key) => [key]);
  if (Array.isArray(value)) {
    return value.flatMap((one, index) => (one instanceof Made ? fieldsOf(one).map((place) => [index, ...place]) : []));
  }
  return [];
}

/** A line for each leaf of a tree, by which two trees are compared. */
export function leaves(
  value: unknown, print: (leaf: unknown) => string, path: Place = [], found = new Map<string, string>(),
): Map<string, string> {
  const inside = value instanceof Made ? value.options : value;
  if (value instanceof Made) found.set(JSON.stringify([...path, '()']), print(value.with({})));
  if (Array.isArray(inside)) {
    inside.forEach((one, index) => leaves(one, print, [...path, index], found));
  } else if (isPlain(inside)) {
    Object.entries(inside).forEach(([key, one]) => leaves(one, print, [...path, key], found));
  } else {
    found.set(JSON.stringify(path), print(value));
  }
  return found;
}
