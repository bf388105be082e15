import { blockText } from './block';
import { error, formatPath, Path, Finding } from './findings';
import { templateText } from './template-text';
import { isMap, Values } from './tree';
import { has, lookup, put } from '../../common/private/free-keys';

/** What reading values can tell, beside what they are. */
export interface Reading {
  /** By path: the texts of numbers that a template prints in another way. */
  readonly sources: ReadonlyMap<string, string>;
  readonly problems: Finding[];
}

/**
 * A map among the values that the templates of a chart see, read as templates read it: what is missing is empty, and so is
 * a value of another type than the one that is asked for. Types are the schema's business.
 */
export class Section {
  private readonly values: Values;

  constructor(values: unknown, private readonly path: Path, private readonly reading: Reading) {
    this.values = isMap(values) ? values : {};
  }

  /** The name of a value in messages. */
  public place(...keys: ReadonlyArray<string | number>): string {
    return formatPath([...this.path, ...keys]);
  }

  /** In the order of a template's loops. */
  public get keys(): string[] {
    return Object.keys(this.values).sort();
  }

  public has(key: string): boolean {
    return has(this.values, key);
  }

  public value(key: string): unknown {
    return lookup(this.values, key);
  }

  public section(key: string): Section {
    return new Section(this.value(key), [...this.path, key], this.reading);
  }

  /** Whether an `if` of a template takes the value for true. */
  public on(key: string): boolean {
    return isTrue(this.value(key));
  }

  /** What a template prints. */
  public text(key: string): string {
    const value = this.value(key);
    return typeof value === 'object' ? '' : templateText(value, this.place(key), this.reading.sources, this.reading.problems);
  }

  /** A text that a template writes as a file into a ConfigMap. */
  public file(key: string): string {
    const text = this.text(key);
    const read = blockText(text);
    if (read !== undefined) return read;
    this.reading.problems.push(error(this.place(key), 'the chart makes no YAML of it: a line is indented less than the first one, '
      + 'or a tab or an invisible control character stands in it; indent the lines by spaces, the first one not at all'));
    return text;
  }

  /** The items of a list, as `join` prints them. It takes a single value for a list of one. */
  public texts(key: string): string[] {
    const value = this.value(key);
    const items = Array.isArray(value) ? value : isMap(value) || value === undefined || value === null ? [] : [value];
    return items.map((item, index) => templateText(
      item, this.place(key, ...(Array.isArray(value) ? [index] : [])), this.reading.sources, this.reading.problems));
  }

  /** A whole number, written as one or as a text. */
  public number(key: string): number | undefined {
    const value = this.value(key);
    return typeof value === 'number' ? value : typeof value === 'string' && /^-?[0-9]+$/.test(value) ? Number(value) : undefined;
  }

  public list<T>(key: string): T[] {
    const value = this.value(key);
    return Array.isArray(value) ? value as T[] : [];
  }

  public map<T = unknown>(key: string): Record<string, T> {
    const value = this.value(key);
    return isMap(value) ? value as Record<string, T> : {};
  }

  /** A map of texts, as `quote` prints its values. */
  public textMap(key: string): Record<string, string> {
    const inner = this.section(key);
    return Object.fromEntries(inner.keys.map((name) => [name, inner.text(name)]));
  }
}

/** What Go's templates take for true: all but false, null, zero and what is empty. */
export function isTrue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isMap(value) ? Object.keys(value).length > 0 : Boolean(value);
}

/**
 * The function `merge` of templates: fills in what is missing or empty. False is empty too, so a default of true cannot be
 * switched off.
 */
export function mergeEmpty(values: Values, defaults: Values): Values {
  const result = { ...values };
  for (const [key, fallback] of Object.entries(defaults)) {
    const value = lookup(values, key);
    if (isMap(value) && isMap(fallback)) put(result, key, mergeEmpty(value, fallback));
    else if (!isTrue(value)) put(result, key, fallback);
  }
  return result;
}
