import { has, isMap, put, Values } from '../helm/tree';

/** Everything that is known of one edition of a chart: what `scripts/import-edition.ts` read from the upstream chart. */
export interface EditionDocument {
  /** The version of what the chart installs. */
  readonly appVersion: string;
  /** Its values.yaml. */
  readonly values: Values;
  /** The values files that the chart ships beside it, by path. */
  readonly files: Readonly<Record<string, Values>>;
  /** The paths of values that templates read and values.yaml does not have, such as `nameOverride`. */
  readonly reads: readonly string[];
  /** The charts that it depends on. */
  readonly dependencies: readonly ChartDependency[];
  /** The SHA-256 of each template, by path: what a chart on disk is recognized by. */
  readonly templates: Readonly<Record<string, string>>;
  /** By folder: the charts inside that are not published by themselves, such as `peerpodctrl`. */
  readonly subcharts: Readonly<Record<string, EditionDocument>>;
}

/** A chart that another one depends on. */
export interface ChartDependency {
  readonly name: string;
  readonly version: string;
  /** Its key among the values, where that is not its name. */
  readonly alias?: string;
  /** The path of the value that turns it on or off. */
  readonly condition?: string;
}

/** An edition as its file has it: what differs from the edition before. */
export interface EditionDifference {
  /** The version that it is a difference to. Absent in the first edition of a chart. */
  readonly from?: string;
  /** The new value of each place that was added or changed, by JSON pointer. */
  readonly set: Readonly<Record<string, unknown>>;
  /** JSON pointers of the places that are gone. */
  readonly remove?: readonly string[];
}

export const NO_EDITION = {} as EditionDocument;

/** What has to be changed in one document to make another one of it. Lists are compared as a whole. */
export function differenceOf(before: EditionDocument, after: EditionDocument): Pick<EditionDifference, 'set' | 'remove'> {
  const set: Record<string, unknown> = {};
  const remove: string[] = [];
  const compare = (old: Values, now: Values, at: string) => {
    for (const key of Object.keys(old)) {
      if (!has(now, key)) remove.push(pointer(at, key));
    }
    for (const [key, value] of Object.entries(now)) {
      const there = has(old, key);
      if (there && isMap(old[key]) && isMap(value)) compare(old[key], value, pointer(at, key));
      else if (!there || JSON.stringify(old[key]) !== JSON.stringify(value)) set[pointer(at, key)] = value;
    }
  };
  compare(before as unknown as Values, after as unknown as Values, '');
  return { set, ...(remove.length ? { remove } : {}) };
}

/** The document that a difference makes of the one before. The latter stays as it is. */
export function applyDifference(before: EditionDocument, { set, remove = [] }: EditionDifference): EditionDocument {
  let document = before as unknown as Values;
  for (const path of remove) document = changed(document, keysOf(path), undefined);
  for (const [path, value] of Object.entries(set)) document = changed(document, keysOf(path), { value });
  return document as unknown as EditionDocument;
}

/** A copy of the map with one place changed, or removed; what is elsewhere is shared. */
function changed(map: Values, [key, ...rest]: string[], change: { readonly value: unknown } | undefined): Values {
  const copy = { ...map };
  const inner = has(copy, key) && isMap(copy[key]) ? copy[key] as Values : {};
  if (rest.length) put(copy, key, changed(inner, rest, change));
  else if (change) put(copy, key, change.value);
  else delete copy[key];
  return copy;
}

/** @see https://www.rfc-editor.org/rfc/rfc6901 */
const pointer = (at: string, key: string) => `${at}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`;
const keysOf = (path: string) => path.split('/').slice(1).map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~'));
