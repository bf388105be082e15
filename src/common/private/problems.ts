import type { IConstruct } from 'constructs';
import { didYouMean } from './suggest';

/** One thing that is wrong with the props of a construct. */
export interface PropProblem {
  /** The prop, with the place inside it: `shims[1]`. */
  readonly prop: string;
  /** The whole sentence: got, allowed, repair. */
  readonly message: string;
}

/**
 * Gathers what is wrong with a construct's props, so that a user sees everything at once.
 */
export class Problems {
  private readonly found: PropProblem[] = [];

  constructor(private readonly construct?: IConstruct, private readonly what = 'props') {}

  /** Adds a problem with the value that was given; values that hold credentials go through `addHidden`. */
  public add(prop: string, got: unknown, allowed: string, repair: string): void {
    this.found.push({ prop, message: `got ${show(got)}; allowed: ${allowed}. ${repair}` });
  }

  /** Adds a problem whose value must not be printed. */
  public addHidden(prop: string, allowed: string, repair: string): void {
    this.found.push({ prop, message: `got a value that is not printed here; allowed: ${allowed}. ${repair}` });
  }

  /** Adds a problem that is not about one value, in a sentence of its own. */
  public addSentence(prop: string, message: string): void {
    this.found.push({ prop, message });
  }

  public get all(): PropProblem[] {
    return [...this.found];
  }

  /** Throws one error with every problem, if there is any. */
  public throwIfAny(): void {
    if (!this.found.length) return;
    const path = this.construct?.node.path || '(root)';
    const head = `${path}: ${this.found.length === 1 ? '1 problem' : `${this.found.length} problems`} with ${this.what}`;
    throw new Error([head, ...this.found.map(({ prop, message }) => `  - ${prop}: ${message}`)].join('\n'));
  }
}

/** How a value is named in messages. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'object') return Array.isArray(value) ? (value.length ? 'a list' : 'an empty list') : 'an object';
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
  return typeof value === 'string' ? JSON.stringify(value) : String(value); // JSON has no NaN and no bigint
}

/** The message for a name that a closed set does not have. */
export function unknownName(kind: string, got: string, known: readonly string[]): string {
  const near = typeof got === 'string' ? didYouMean(got, known) : undefined;
  return `unknown ${kind} ${show(got)}; allowed: ${known.join(', ')}.${near ? ` Did you mean "${near}"?` : ''}`;
}

/**
 * Reports props that do not exist: JavaScript and JSON callers have no compiler that would.
 *
 * @param at what stands before their names in messages
 */
export function checkKeys(problems: Problems, props: object, known: object, at = ''): void {
  for (const key of Object.keys(props)) {
    if (Object.prototype.hasOwnProperty.call(known, key)) continue;
    const near = didYouMean(key, Object.keys(known));
    problems.addSentence(`${at}${key}`, `there is no such prop.${near ? ` Did you mean "${near}"?` : ` Known: ${Object.keys(known).join(', ')}.`}`);
  }
}

/** The namespace of the chart, which the objects of node agents name in several places. */
export function checkNamespace(namespace: string | undefined, problems: Problems): void {
  if (namespace === undefined) {
    problems.addSentence('(chart)', 'has no namespace, which these objects need: new Chart(app, id, { namespace: \'coco-system\' }).');
  } else if (!isDnsLabel(namespace)) {
    problems.add('(chart) namespace', namespace, 'a DNS label: a-z, 0-9 and "-", at most 63 characters', 'Give the chart another one.');
  }
}

export const isDnsLabel = (text: string) => /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text);

/** Labels with dots between them: the name of most objects, where it is not too long. */
export const isDnsName = (text: string) => text.split('.').every(isDnsLabel);
