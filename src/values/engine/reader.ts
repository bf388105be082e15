import { blockText } from './block';
import { error, formatPath, Path, Finding } from './findings';
import { readPlain } from './scalar';
import { templateText } from './template-text';
import { isMap, valueAt, Values } from './tree';
import { has, lookup, put } from '../../common/private/free-keys';
import { show } from '../../common/private/redact';
import { didYouMean } from '../../common/private/suggest';

/** What reading values can tell, beside what they are. */
export interface Reading {
  /** Numbers as the user wrote them, by path, if a template prints them in another form. */
  readonly sources: ReadonlyMap<string, string>;
  readonly problems: Finding[];
}

/**
 * Reads a map among the values that the templates of a chart see, as templates read it, and gathers what is wrong there. What is
 * missing is empty, and so is a value of another type than the one that is asked for: types are the schema's business.
 */
export class Reader {
  private readonly values: Values;

  /** @param path the keys that lead to the map */
  constructor(values: unknown, private readonly path: Path, private readonly reading: Reading) {
    this.values = isMap(values) ? values : {};
  }

  public get problems(): Finding[] {
    return this.reading.problems;
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

  /** The value that keys lead to, undefined if a key is missing. */
  public value(...keys: string[]): unknown {
    return valueAt(this.values, ...keys);
  }

  public section(...keys: string[]): Reader {
    return new Reader(this.value(...keys), [...this.path, ...keys], this.reading);
  }

  /** Templates stop at a section that null took away. */
  public need(...keys: string[]): void {
    const value = this.value(...keys);
    if (value === undefined || value === null) {
      this.problems.push(error(this.place(...keys), 'null takes the whole section away, and the chart needs it; leave it out'));
    }
  }

  /** Whether an `if` of a template takes the value for true. */
  public on(...keys: string[]): boolean {
    return isTrue(this.value(...keys));
  }

  /** What a template prints. */
  public text(...keys: string[]): string {
    const value = this.value(...keys);
    return typeof value === 'object' ? '' : this.printed(value, keys);
  }

  /** A text that a template writes as a file into a ConfigMap. */
  public file(...keys: string[]): string {
    const text = this.text(...keys);
    const read = blockText(text);
    if (read !== undefined) return read;
    this.problems.push(error(this.place(...keys), 'the chart makes no YAML of it: a line is indented less than the first one, '
      + 'or a line contains a tab or an invisible control character; indent the lines with spaces, and do not indent the first one'));
    return text;
  }

  /** A text that a template writes without quotes, and that must not be a number, a boolean or null to YAML. */
  public unquoted(text: string, place: string): string {
    const { value } = readPlain(text);
    if (typeof value !== 'string' && text !== '') {
      this.problems.push(error(place, `got ${show(text)}, which the chart writes without quotes: the API server reads it as the ${typeof value} ${show(value)}; `
        + 'allowed: a value that YAML reads as a string; choose another one'));
    }
    return text;
  }

  /** A text out of some that a program knows, in any case of letters; the program stops at others. */
  public known(allowed: readonly string[], more: RegExp, moreInWords: string, ...keys: string[]): string {
    const text = this.text(...keys);
    if (text !== '' && !allowed.includes(text.toLowerCase()) && !more.test(text)) {
      const near = didYouMean(text, allowed);
      this.problems.push(error(this.place(...keys), `got ${show(text)}; allowed: ${allowed.map((one) => `"${one}"`).join(', ')}, ${moreInWords}`
        + `${near ? `; did you mean "${near}"?` : ''}`));
    }
    return text;
  }

  /** The items of a list, as `join` prints them. It takes a single value for a list of one. */
  public strings(...keys: string[]): string[] {
    const value = this.value(...keys);
    const items = Array.isArray(value) ? value : isMap(value) || value === undefined || value === null ? [] : [value];
    return items.map((item, index) => this.printed(item, [...keys, ...(Array.isArray(value) ? [index] : [])]));
  }

  /** A whole number, given as a number or as a string. */
  public number(...keys: string[]): number | undefined {
    const value = this.value(...keys);
    return typeof value === 'number' ? value : typeof value === 'string' && /^-?[0-9]+$/.test(value) ? Number(value) : undefined;
  }

  /** A whole number that a template prints without quotes; undefined if it prints nothing. */
  public whole(...keys: string[]): number | undefined {
    const text = this.text(...keys);
    if (/^[-+]?0[0-9]/.test(text)) {
      this.problems.push(error(this.place(...keys), `got ${show(text)}, which YAML reads as an octal number; write it without zeros in front`));
    }
    return text === '' ? undefined : Number(text);
  }

  public list<T>(...keys: string[]): T[] {
    const value = this.value(...keys);
    return Array.isArray(value) ? value as T[] : [];
  }

  public map<T = unknown>(...keys: string[]): Record<string, T> {
    const value = this.value(...keys);
    return isMap(value) ? value as Record<string, T> : {};
  }

  /** A map of strings, as `quote` prints its values. */
  public stringMap(...keys: string[]): Record<string, string> {
    const inner = this.section(...keys);
    return Object.fromEntries(inner.keys.map((name) => [name, inner.text(name)]));
  }

  /** A map of strings, as `toYaml` prints it. To Kubernetes, null is the empty string. */
  public givenStrings(...keys: string[]): Record<string, string> {
    return Object.fromEntries(Object.entries(this.map(...keys)).map(([key, value]) => [key, (value ?? '') as string]));
  }

  private printed(value: unknown, keys: Path): string {
    return templateText(value, this.place(...keys), this.reading.sources, this.problems);
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
