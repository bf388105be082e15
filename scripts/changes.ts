import { table } from './markdown';
import { differenceOf } from '../src/common/private/document-difference';

/** What changes in one respect: a row for people. */
export type Change = readonly [what: string, changes: readonly string[]];

/** A section with a heading per step, and in it a row per respect in which something changes. */
export function stepSection(heading: string, changes: readonly Change[]): string {
  const rows = changes.filter(([, all]) => all.length).map(([what, all]) => [what, all.join('; ')]);
  return `### ${heading}\n\n${rows.length ? table(['', 'what changes'], rows) : 'Nothing but the version.'}`;
}

/** Neighbours in a list: each with the one before. */
export function steps<T>(items: readonly T[]): Array<readonly [T, T]> {
  return items.slice(1).map((item, index) => [items[index], item] as const);
}

export const code = (text: unknown) => `\`${typeof text === 'string' ? text || '""' : JSON.stringify(text)}\``;

/** What changes between two lists: `a, b` and `no longer c`. */
export function listChanges(before: readonly string[], now: readonly string[], show: (name: string) => string = code): string[] {
  return [...now.filter((one) => !before.includes(one)).map(show), ...before.filter((one) => !now.includes(one)).map((one) => `no longer ${show(one)}`)];
}

/** The longest default that is worth a look in a table. */
const SHOWN = 60;

/** What changes in the values of a chart: new keys, keys that are gone, other defaults. */
export function valueChanges(before: object, now: object): Change[] {
  const { set, remove = [] } = differenceOf(before, now);
  const paths = Object.keys(set).map((path) => [path, at(before, path)] as const);
  const short = (value: unknown) => (JSON.stringify(value).length > SHOWN ? 'another value' : code(value));
  return [
    ['new chart values', keys(paths.filter(([, was]) => was === undefined).map(([path]) => path))],
    ['chart values that are gone', keys(remove)],
    ['other defaults of chart values', paths.filter(([, was]) => was !== undefined).map(([path, was]) => (
      `${code(dotted(path))}: ${short(was)}, now ${short(set[path])}`))],
  ];
}

const keysOf = (path: string) => path.split('/').slice(1).map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~'));
const dotted = (path: string) => keysOf(path).join('.');

/** Keys that there are for each architecture stand as one. */
const keys = (paths: readonly string[]) => [...new Set(paths.map((path) => code(dotted(path).replace(/_(x86_64|aarch64|s390x|ppc64le)$/, '_<arch>'))))];

function at(document: unknown, path: string): unknown {
  return keysOf(path).reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], document);
}
