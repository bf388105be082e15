import { allowedBy, repairFor } from './allowed';
import { describe, formatPath, yamlLiteral, shownPath, Path, Finding, warning, error, wrongValue } from './findings';
import { EitherNode, holdsSecret, IntNode, ObjectNode, SchemaNode, StringNode } from './schema';
import { isMap, Values } from './tree';
import { unknownKeyMessage } from './unknown-key';
import { lookup } from '../../common/private/free-keys';
import { HIDDEN, isSecretPlace, looksSecret } from '../../common/private/redact';
import { didYouMean } from '../../common/private/suggest';

/** Options of `check`. */
export interface CheckOptions {
  /**
   * Keys at the top that no chart reads: they hold anchors.
   *
   * @default - none
   */
  readonly anchorKeys?: readonly string[];

  /**
   * Whether unknown keys are warnings.
   *
   * @default false - errors
   */
  readonly lenient?: boolean;

  /**
   * The texts of numbers in the values files, by path, for repairs: 3.20 is the number 3.2 by now.
   *
   * @default - numbers are printed as they are
   */
  readonly sources?: ReadonlyMap<string, string>;

  /**
   * The names of other editions that have a key which this one does not. Called for unknown keys only, so that it can
   * load the schemas of the other editions when it is needed. `hasPath` helps to write it.
   *
   * @default - other editions are not mentioned
   */
  readonly editionsWith?: (path: Path) => readonly string[];

  /**
   * The paths of what --set gave after a comma: unknown keys among it may be the rest of a value, and are not printed.
   *
   * @default - nothing
   */
  readonly afterComma?: ReadonlySet<string>;

  /**
   * The paths of what --set gave: quotes there are for the shell, and repair nothing.
   *
   * @default - nothing
   */
  readonly bySet?: ReadonlySet<string>;
}

/** Finds everything in the values that the schema does not allow. */
export function check(schema: SchemaNode, values: unknown, options: CheckOptions = {}): Finding[] {
  const checker = new Checker(schema, options);
  checker.node(schema, values, [], false);
  return checker.problems;
}

/** Beyond so many problems nobody reads advice, and to find it takes time. */
const MOST_EXPLAINED = 200;

class Checker {
  public readonly problems: Finding[] = [];

  constructor(private readonly root: SchemaNode, private readonly options: CheckOptions) {}

  public node(schema: SchemaNode, value: unknown, path: Path, secretAbove: boolean): void {
    const secret = secretAbove || schema.secret === true;
    if (value === undefined) {
      return;
    }
    if (value === null) {
      // A null in a list deletes nothing: it stays there.
      if (schema.kind !== 'anything' && (schema.nullable === false || typeof path[path.length - 1] === 'number')) {
        this.wrong(schema, value, path, secret);
      }
      return;
    }
    switch (schema.kind) {
      case 'anything': return;
      case 'object': return isMap(value) ? this.object(schema, value, path, secret) : this.wrong(schema, value, path, secret);
      case 'map':
        return isMap(value)
          ? Object.entries(value).forEach(([key, item]) => this.node(schema.items, item, [...path, key], secret))
          : this.wrong(schema, value, path, secret);
      case 'list':
        return Array.isArray(value)
          ? value.forEach((item, index) => this.node(schema.items, item, [...path, index], secret))
          : this.wrong(schema, value, path, secret);
      case 'either': return this.either(schema, value, path, secret);
      default: return fits(schema, value) ? undefined : this.wrong(schema, value, path, secret);
    }
  }

  private object(schema: ObjectNode, value: Values, path: Path, secret: boolean): void {
    for (const [key, item] of Object.entries(value)) {
      const field = lookup(schema.fields, key) ?? schema.open;
      if (field) this.node(field, item, [...path, key], secret);
      else if (path.length || !this.options.anchorKeys?.includes(key)) this.unknownKey(schema, [...path, key]);
    }
    for (const key of schema.required ?? []) {
      if ((lookup(value, key) ?? null) === null) {
        const field = lookup(schema.fields, key);
        this.problems.push(wrongValue([...path, key], `missing${field ? `; allowed: ${allowedBy(field)}` : ''}; add the key`));
      }
    }
  }

  private unknownKey(schema: ObjectNode, place: Path): void {
    const explained = this.problems.length < MOST_EXPLAINED;
    const message = explained ? unknownKeyMessage(this.root, schema, place, this.options.editionsWith?.(place) ?? []) : 'unknown key';
    // With a ":" or a "." where a "=" should be, the value is part of the key; so is what follows a comma in a value.
    const split = this.options.afterComma?.has(formatPath(place));
    const name = shownPath(split ? [...place.slice(0, -1), HIDDEN] : place);
    const why = split ? 'unknown key, after a "," in --set; write "\\," for a comma in a value' : message;
    this.problems.push(this.options.lenient ? warning(name, `${why}; ignored`) : error(name, why));
  }

  /** The first node that has nothing to say against the value, or the complaints of the only one of the value's kind. */
  private either(schema: EitherNode, value: unknown, path: Path, secret: boolean): void {
    const attempts = schema.nodes.map((node) => {
      const attempt = new Checker(this.root, this.options);
      attempt.node(node, value, path, secret);
      return { node, problems: attempt.problems };
    });
    if (attempts.some(({ problems }) => problems.length === 0)) {
      return;
    }
    const sameKind = attempts.filter(({ node }) => {
      return Array.isArray(value) ? node.kind === 'list' : isMap(value) && (node.kind === 'object' || node.kind === 'map');
    });
    if (sameKind.length === 1) {
      this.problems.push(...sameKind[0].problems);
    } else {
      this.wrong(schema, value, path, secret);
    }
  }

  /** A text or a number where a map with a secret should be may be the secret. */
  private wrong(schema: SchemaNode, value: unknown, path: Path, secretAbove: boolean): void {
    const name = formatPath(path);
    const secret = secretAbove || (typeof value !== 'boolean' && (holdsSecret(schema) || (isSecretPlace(name) && !isClosed(schema))))
      || (typeof value === 'string' && looksSecret(value));
    const source = this.options.sources?.get(name);
    const got = typeof value === 'number' && source !== undefined && !secret ? `the number ${source}` : describe(value, secret);
    const fromShell = schema.kind === 'string' && (typeof value === 'number' || typeof value === 'boolean') && this.options.bySet?.has(name);
    const repair = secret ? repairOfSecret(schema, value) : nearestText(schema, value) ?? (fromShell ? 'give it with --set-string' : repairFor(schema, value, source));
    this.problems.push(wrongValue(path, `got ${got}; allowed: ${allowedBy(schema)}${repair === undefined ? '' : `; ${repair}`}`));
  }
}

/** Where one of few texts must stand, nobody puts a secret: its name says what kind of secret there is. */
export function isClosed(schema: SchemaNode): boolean {
  return schema.kind === 'oneOf' || (schema.kind === 'string' && schema.allowed !== undefined);
}

const repairOfSecret = (schema: SchemaNode, value: unknown) => (schema.kind === 'list' && typeof value !== 'object' ? 'write it as a list' : undefined);

function nearestText(schema: SchemaNode, value: unknown): string | undefined {
  const texts = schema.kind === 'string' ? schema.allowed ?? [] : schema.kind === 'oneOf' ? schema.literals : [];
  const nearest = typeof value === 'string' ? didYouMean(value, texts.filter((text) => typeof text === 'string')) : undefined;
  return nearest === undefined ? undefined : `did you mean ${yamlLiteral(nearest)}?`;
}

function fits(schema: SchemaNode, value: unknown): boolean {
  switch (schema.kind) {
    case 'string': return fitsString(schema, value);
    case 'bool': return typeof value === 'boolean' || (schema.orText && ['true', 'false', ''].includes(value as string));
    case 'int': return fitsInt(schema, value);
    case 'oneOf': return schema.literals.includes(value as string);
    default: return false;
  }
}

function fitsString(schema: StringNode, value: unknown): boolean {
  if (typeof value === 'number' && schema.orNumber) {
    return fitsString(schema, String(value));
  }
  if (typeof value !== 'string') {
    return false;
  }
  if (value === '' && schema.orEmpty) {
    return true;
  }
  return (schema.allowed === undefined || schema.allowed.includes(value))
    && (schema.pattern === undefined || schema.pattern.test(value));
}

function fitsInt(schema: IntNode, value: unknown): boolean {
  const number = typeof value === 'string' && schema.orText && /^-?[0-9]+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number)
    && number >= (schema.min ?? -Infinity) && number <= (schema.max ?? Infinity);
}
