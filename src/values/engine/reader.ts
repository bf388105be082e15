import { error, formatPath, Finding } from './findings';
import { readPlain } from './scalar';
import { lookup } from '../../common/private/free-keys';
import { show } from '../../common/private/redact';
import { didYouMean } from '../../common/private/suggest';
import { UserValues } from '../chart-edition';
import { templateText } from './template-text';
import { isMap, Values } from './tree';

/** Reads values as the chart's templates see them, and gathers what is wrong with them. */
export class Reader {
  public readonly problems: Finding[] = [];

  constructor(private readonly values: Values, private readonly user: UserValues) {}

  /** A value, or undefined where there is none. */
  public at(...path: string[]): unknown {
    return path.reduce<unknown>((value, key) => (isMap(value) ? lookup(value, key) : undefined), this.values);
  }

  /** Templates stop on a section that was taken away. */
  public need(...path: string[]): void {
    if (this.at(...path) === undefined || this.at(...path) === null) {
      this.problems.push(error(formatPath(path), 'null takes the whole section away, and the chart needs it; leave it out'));
    }
  }

  /** A map that the chart hands on; empty where there is none. */
  public map(...path: string[]): Values {
    const value = this.at(...path);
    return isMap(value) ? value : {};
  }

  /** A map of texts. Kubernetes takes null for the empty text. */
  public texts(...path: string[]): Record<string, string> {
    return Object.fromEntries(Object.entries(this.map(...path)).map(([key, value]) => [key, (value ?? '') as string]));
  }

  /** What a template prints for a value. */
  public printed(...path: string[]): string {
    return templateText(this.at(...path), formatPath(path), this.user.sources, this.problems);
  }

  /** A text that is no other type to YAML where a template writes it without quotes. */
  public unquoted(text: string, place: string): string {
    const { value } = readPlain(text);
    if (typeof value !== 'string' && text !== '') {
      this.problems.push(error(place, `got ${show(text)}, which the chart writes without quotes: the API server reads it as the ${typeof value} ${show(value)}; `
        + 'allowed: what YAML takes for a text; take another one'));
    }
    return text;
  }

  /** A whole number that a template prints; nothing where it prints nothing. */
  public whole(...path: string[]): number | undefined {
    const text = this.printed(...path);
    if (/^[-+]?0[0-9]/.test(text)) {
      this.problems.push(error(formatPath(path), `got ${show(text)}, which YAML reads as an octal number; write it without zeros in front`));
    }
    return text === '' ? undefined : Number(text);
  }

  /** A text out of some that a program knows, in any case of letters; what it does not know stops it. */
  public known(allowed: readonly string[], more: RegExp, moreInWords: string, ...path: string[]): string {
    const text = this.printed(...path);
    if (text !== '' && !allowed.includes(text.toLowerCase()) && !more.test(text)) {
      const near = didYouMean(text, allowed);
      this.problems.push(error(formatPath(path), `got ${show(text)}; allowed: ${allowed.map((one) => `"${one}"`).join(', ')}, ${moreInWords}`
        + `${near ? `; did you mean "${near}"?` : ''}`));
    }
    return text;
  }
}
