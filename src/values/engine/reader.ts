import { blockText } from './block';
import { error, Finding, formatPath, Path, warning } from './findings';
import { goNumberText } from './number-text';
import { readQuoted } from './quoted-text';
import { readPlain } from './scalar';
import { templateText } from './template-text';
import { isMap, valueAt, Values, withoutNulls } from './tree';
import { unquotedTextProblem } from './unquoted-text';
import { has, lookup, put } from '../../common/private/free-keys';
import { HIDDEN, show } from '../../common/private/redact';
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
  public place(...keys: Path): string {
    return formatPath([...this.path, ...keys]);
  }

  /** Reports what stops the command. */
  public error(keys: Path, message: string): void {
    this.problems.push(error(this.place(...keys), message));
  }

  /** Reports what the command survives. */
  public warn(keys: Path, message: string): void {
    this.problems.push(warning(this.place(...keys), message));
  }

  /** Whether an error was reported for a value. */
  public hasError(...keys: Path): boolean {
    return this.problems.some(({ level, path }) => level === 'error' && path === this.place(...keys));
  }

  /** In the order of a template's loops. */
  public get keys(): string[] {
    return Object.keys(this.values).sort();
  }

  public has(key: string): boolean {
    return has(this.values, key);
  }

  /** The value that keys and indexes lead to, undefined if one is missing. */
  public value(...keys: Path): unknown {
    return valueAt(this.values, ...keys);
  }

  public section(...keys: Path): Reader {
    return new Reader(this.value(...keys), [...this.path, ...keys], this.reading);
  }

  /** The items of a list of maps. */
  public sections(...keys: Path): Reader[] {
    return this.list(...keys).map((_, index) => this.section(...keys, index));
  }

  /** Templates stop at a section that null took away. */
  public need(...keys: Path): void {
    const value = this.value(...keys);
    if (value === undefined || value === null) this.error(keys, 'null takes the whole section away, and the chart needs it; leave it out');
  }

  /** Whether an `if` of a template takes the value for true. */
  public on(...keys: Path): boolean {
    return isTrue(this.value(...keys));
  }

  /** What a template prints. */
  public text(...keys: Path): string {
    const value = this.value(...keys);
    return typeof value === 'object' ? '' : this.printed(value, keys);
  }

  /** A text that a template writes as a file into a ConfigMap. */
  public file(...keys: Path): string {
    const text = this.text(...keys);
    const read = blockText(text);
    if (read !== undefined) return read;
    this.error(keys, 'the chart makes no YAML of it: a line is indented less than the first one, '
      + 'or a line contains a tab or an invisible control character; indent the lines with spaces, and do not indent the first one');
    return text;
  }

  /** A text that a template writes without quotes. */
  public unquoted(...keys: Path): string {
    return this.checkUnquoted(this.text(...keys), ...keys);
  }

  /** The same for a text that a template makes of a value. Reports what YAML reads as something else. */
  public checkUnquoted(text: string, ...keys: Path): string {
    const problem = unquotedTextProblem(text);
    if (problem) {
      this.error(keys, problem);
    } else if (text !== '' && !PLAIN.test(text)) {
      this.error(keys, 'the chart writes it without quotes, and YAML reads something else; allowed: letters, digits, "-", "." and "_"');
    }
    return text;
  }

  /** What YAML reads of a text that a template writes between quotes, without escaping it. */
  public quoted(...keys: Path): string {
    const text = this.text(...keys);
    if (!/[\n\r]/.test(text)) return this.readQuoted(text, keys, show);
    this.error(keys, 'the template prints the line breaks unquoted, which is not valid YAML; write the value on one line');
    return text;
  }

  /** The same for a value that no message may print. */
  public quotedSecret(...keys: Path): string {
    const value = this.value(...keys);
    const source = this.reading.sources.get(this.place(...keys));
    const text = typeof value === 'number' && source !== undefined ? goNumberText(value) : String(value ?? '');
    if (source !== undefined && text !== source) {
      this.error(keys, `the number ${HIDDEN} is printed in another form, so the password is not what you think; quote it`);
    }
    if (!/[\n\r]/.test(text)) return this.readQuoted(text, keys, () => HIDDEN);
    this.error(keys, 'the template writes the line breaks as they are, and Helm finds no YAML there; a password has no line breaks');
    return text;
  }

  /**
   * A value that a template pastes between quotes, which breaks quotes, backslashes, line breaks and large numbers. Here it stays
   * as it was given, with a warning.
   *
   * @param secret whether messages must not show it
   */
  public asGiven(secret: boolean, ...keys: Path): string {
    const value = this.value(...keys);
    const source = this.reading.sources.get(this.place(...keys));
    if (typeof value === 'number' && source !== undefined && goNumberText(value).includes('e')) {
      const decimal = /^[-+]?[0-9.]+$/.test(source) ? source : String(value);
      this.warn(keys, `the number ${secret ? 'is printed as written' : `${source} is printed as ${decimal}`}, `
        + 'where the chart would print an exponent; quote it');
      return decimal;
    }
    const text = secret || source === undefined ? String(value ?? '') : this.text(...keys);
    if (/["\\\r\n]|<no value>/.test(text)) {
      this.warn(keys, 'has a quote, a backslash or a line break, which the chart would break; it is printed unchanged');
    }
    return text;
  }

  /** A text out of some that a program knows, in any case of letters; the program stops at others. */
  public known(allowed: readonly string[], more: RegExp, moreInWords: string, ...keys: string[]): string {
    const text = this.text(...keys);
    if (text !== '' && !allowed.includes(text.toLowerCase()) && !more.test(text)) {
      const near = didYouMean(text, allowed);
      this.error(keys, `got ${show(text)}; allowed: ${allowed.map((one) => `"${one}"`).join(', ')}, ${moreInWords}${near ? `; did you mean "${near}"?` : ''}`);
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

  /** A number or a text that a template prints without quotes, as YAML reads it; undefined if it prints nothing. */
  public scalar(...keys: Path): number | string | undefined {
    const text = this.text(...keys);
    const { value } = readPlain(text);
    return text !== '' && (typeof value === 'number' || typeof value === 'string') ? value : undefined;
  }

  /** A whole number that a template prints without quotes; undefined if it prints nothing. */
  public whole(...keys: string[]): number | undefined {
    const text = this.text(...keys);
    if (/^[-+]?0[0-9]/.test(text)) {
      this.error(keys, `got ${show(text)}, which YAML reads as an octal number; write it without zeros in front`);
    }
    return text === '' ? undefined : Number(text);
  }

  public list<T = unknown>(...keys: Path): T[] {
    const value = this.value(...keys);
    return Array.isArray(value) ? value as T[] : [];
  }

  public map<T = unknown>(...keys: Path): Record<string, T> {
    const value = this.value(...keys);
    return isMap(value) ? value as Record<string, T> : {};
  }

  /** A map of strings, as `quote` prints its values. */
  public stringMap(...keys: Path): Record<string, string> {
    const inner = this.section(...keys);
    return Object.fromEntries(inner.keys.map((name) => [name, inner.text(name)]));
  }

  /** A map of strings, as `toYaml` prints it. To Kubernetes, null is the empty string. */
  public givenStrings(...keys: Path): Record<string, string> {
    return Object.fromEntries(Object.entries(this.map(...keys)).map(([key, value]) => [key, (value ?? '') as string]));
  }

  /** What a template hands to Kubernetes as it is, without keys whose value is null; undefined where it is empty. */
  public handedOn<T>(...keys: Path): T | undefined {
    const value = this.value(...keys);
    return isTrue(value) ? withoutNulls(value) as T : undefined;
  }

  /** The same for a list of maps. */
  public mapsHandedOn<T>(...keys: Path): T[] | undefined {
    const maps = this.list(...keys).filter(isMap);
    return maps.length ? withoutNulls(maps) as T[] : undefined;
  }

  private readQuoted(text: string, keys: Path, shown: (text: string) => string): string {
    const read = readQuoted(text);
    if (read === undefined) {
      this.warn(keys, `the chart escapes nothing, so the server could not read its file; here it gets ${shown(text)}, as it was meant`);
    } else if (read !== text) {
      this.warn(keys, `the chart escapes nothing, so the server reads ${shown(read)}; write that, if you mean it`);
    }
    return read ?? text;
  }

  private printed(value: unknown, keys: Path): string {
    return templateText(value, this.place(...keys), this.reading.sources, this.problems);
  }
}

/** A text that YAML reads as itself: of one line, with no mark in front, without ": " and " #". */
const PLAIN = /^[A-Za-z0-9_.](?!.*(:\s|:$|\s#|\s$)).*$/;

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
