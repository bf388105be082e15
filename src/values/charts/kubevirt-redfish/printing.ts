import { parseDocument } from 'yaml';
import { lookup } from '../../../common/private/free-keys';
import { HIDDEN, show } from '../../../common/private/redact';
import { isDnsLabel, isDnsName, isLabelKey, isLabelValue, KEY, LABEL_VALUE } from '../../../common/private/rules/names';
import { describe, error, formatPath, Path, Finding, warning } from '../../engine/findings';
import { goNumberText } from '../../engine/number-text';
import { readPlain } from '../../engine/scalar';
import { templateText } from '../../engine/template-text';
import { isMap, Values } from '../../engine/tree';

/** What names of objects are made of. Those of RBAC are wider: `kubevirt.io:view`. */
const NAMES = {
  label: { fits: isDnsLabel, rule: 'a-z, 0-9 and "-", at most 63 characters' },
  name: {
    fits: (text: string) => isDnsName(text),
    rule: 'a-z, 0-9, "." and "-", at most 253 characters',
  },
  rbac: { fits: (text: string) => /^[^/%]+$/.test(text) && text !== '.' && text !== '..', rule: 'a name without "/" and "%"' },
};

/** Reads values as the chart's templates print them, and gathers what is wrong with what comes out. */
export class Printing {
  public readonly problems: Finding[] = [];

  constructor(private readonly values: Values, private readonly sources: ReadonlyMap<string, string>) {}

  /** The value at a path. Undefined if it is missing. */
  public at(path: Path): unknown {
    const inside = (value: unknown, key: string | number) => (Array.isArray(value) ? value[Number(key)] as unknown
      : isMap(value) ? lookup(value, String(key)) : undefined);
    return path.reduce<unknown>(inside, this.values);
  }

  /** A map that templates look into: without it they stop. */
  public section(...path: string[]): Values {
    const value = this.at(path);
    if (isMap(value)) return value;
    this.error(path, 'null takes the whole section away, and the chart needs it; leave it out');
    return {};
  }

  /** A map that templates write only if there is something in it. Keys without a value are as good as none. */
  public texts(...path: string[]): Record<string, string> | undefined {
    const value = this.at(path);
    if (!isMap(value) || !Object.keys(value).length) return undefined;
    const texts = withoutNulls(value) as Record<string, string>;
    if (/labels$|^nodeSelector$/i.test(path[path.length - 1])) this.checkLabels(texts, path);
    return texts;
  }

  /** What a template hands on as it is, if it is not empty. */
  public passed<T>(...path: string[]): T | undefined {
    const value = this.at(path);
    const empty = !value || (Array.isArray(value) ? !value.length : isMap(value) && !Object.keys(value).length);
    return empty ? undefined : withoutNulls(value) as T;
  }

  /** A list of maps that is handed on as it is, if it has items. What is none is what the schema speaks of. */
  public list<T>(...path: string[]): T[] | undefined {
    const value = this.at(path);
    const items: unknown[] = Array.isArray(value) ? value.filter(isMap) : [];
    return items.length ? withoutNulls(items) as T[] : undefined;
  }

  /** The text that stands between quotes which the template writes around it. */
  public quoted(...path: Path): string {
    const value = this.at(path);
    const text = templateText(value, formatPath(path), this.sources, this.problems);
    if (/[\n\r]/.test(text)) {
      this.error(path, 'the template prints the line breaks unquoted, which is not valid YAML; write the value on one line');
      return text;
    }
    return this.meaning(text, path, false);
  }

  /** As `quoted`, for a value that no message may print. */
  public secret(...path: Path): string {
    const value = this.at(path);
    const source = this.sources.get(formatPath(path));
    const text = typeof value === 'number' && source !== undefined ? goNumberText(value) : String(value ?? '');
    if (source !== undefined && text !== source) {
      this.error(path, `the number ${HIDDEN} is printed in another form, so the password is not what you think; quote it`);
    }
    if (/[\n\r]/.test(text)) {
      this.error(path, 'the template writes the line breaks as they are, and Helm finds no YAML there; a password has no line breaks');
      return text;
    }
    return this.meaning(text, path, true);
  }

  /** The name of an object, which templates write without quotes. */
  public name(path: Path, allowed: keyof typeof NAMES = 'name'): string {
    const text = this.plain(path);
    const { fits, rule } = NAMES[allowed];
    if (!fits(text) && !this.has(path)) this.error(path, `got ${describe(this.at(path))}; allowed: ${rule}`);
    return text;
  }

  /** A text that templates write without quotes: YAML must read it as the same text. */
  public plain(path: Path): string {
    const text = templateText(this.at(path), formatPath(path), this.sources, this.problems);
    if (text !== '') this.checkPlain(text, path);
    return text;
  }

  /** Whether a text without quotes stays a text. */
  public checkPlain(text: string, path: Path): void {
    const { value } = readPlain(text);
    if (typeof value !== 'string') {
      this.error(path, `the template writes ${show(text)} without quotes, which makes it ${value === null ? 'null' : `the ${typeof value} ${show(value)}`}, `
        + 'and the API server refuses it; take a name with a letter in it');
    } else if (!/^[A-Za-z0-9_.][^\s#:]*(:[^\s#:]+)*$/.test(text)) {
      this.error(path, 'the template writes it without quotes, and YAML reads something else; allowed: letters, digits, "-", "." and "_"');
    }
  }

  public error(path: Path, message: string): void {
    this.problems.push(error(formatPath(path), message));
  }

  public warn(path: Path, message: string): void {
    this.problems.push(warning(formatPath(path), message));
  }

  /** What the API server refuses. A label that every object has is looked at once for each. */
  private checkLabels(labels: Record<string, string>, path: Path): void {
    for (const [label, value] of Object.entries(labels)) {
      const place = [...path, label];
      if (typeof value !== 'string' || this.has(place)) continue;
      if (!isLabelValue(value)) {
        this.error(place, `got ${describe(value)}; allowed: ${LABEL_VALUE}`);
      } else if (!isLabelKey(label)) {
        this.error(place, `allowed: a label: ${KEY}`);
      }
    }
  }

  /** Whether something is wrong there already. */
  private has(path: Path): boolean {
    return this.problems.some((one) => one.level === 'error' && one.path === formatPath(path));
  }

  /**
   * What the server reads between the quotes: the template escapes nothing. Where that is no YAML, the server could not
   * read its file at all; then the text is taken as it was meant.
   */
  private meaning(text: string, path: Path, secret: boolean): string {
    if (/^[^"\\]*$/.test(text)) return text;
    const shown = (value: string) => (secret ? HIDDEN : show(value));
    const document = parseDocument(`"${text}"`, { logLevel: 'silent' });
    const read: unknown = document.errors.length ? undefined : document.toJS();
    if (read === text) return text;
    if (typeof read === 'string') {
      this.warn(path, `the chart escapes nothing, so the server reads ${shown(read)}; write that, if you mean it`);
      return read;
    }
    this.warn(path, `the chart escapes nothing, so the server could not read its file; here it gets ${shown(text)}, as it was meant`);
    return text;
  }
}

/** The same without keys whose value is null: to the API server they are not there. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isMap(value)) return value;
  const there = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(there.map(([key, inner]) => [key, withoutNulls(inner)]));
}
