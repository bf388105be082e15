import type { IConstruct } from 'constructs';
import { CocoError } from './coco-error';
import type { Finding } from './finding';
import { has } from './free-keys';
import { NOT_PRINTED, show, showKey, showPath } from './redact';
import { DNS_LABEL, isDnsLabel } from './rules/names';
import { didYouMean } from './suggest';

/** What was found before a construct was made. */
interface Carried {
  readonly path: string;
  readonly what: string;
  readonly found: readonly Finding[];
  /** Props that rules did not see, because they have another type. */
  readonly dropped: readonly string[];
}

let carried: Carried | undefined;

/** Leaves what was found with the props of a construct to the first `Problems` of that construct. */
export function carry(path: string, what: string, problems: Problems, dropped: readonly string[]): void {
  carried = problems.all.length ? { path, what, found: problems.all, dropped } : undefined;
}

/** Further problems are only counted. */
const SHOWN = 100;

/**
 * Collects what is wrong with a construct's props, so that a user sees all problems at once.
 */
export class Problems {
  public readonly warnings: Finding[] = [];
  private readonly found: Finding[] = [];
  private readonly before: Carried | undefined;

  /** @param what the class of the construct, for messages */
  constructor(private readonly construct?: IConstruct, private readonly what?: string) {
    if (!carried || construct?.node.path !== carried.path || what !== carried.what) return;
    this.before = carried;
    carried = undefined;
  }

  /** Adds a problem with the value that was given, as far as messages may print it: see `redact.ts`. */
  public add(prop: string, got: unknown, allowed: string, repair: string): void {
    this.addSentence(prop, `got ${show(got, prop)}; allowed: ${allowed}. ${repair}`);
  }

  /** Adds a problem whose value must not be printed, whatever it looks like. */
  public addHidden(prop: string, allowed: string, repair: string): void {
    this.addSentence(prop, `got ${NOT_PRINTED}; allowed: ${allowed}. ${repair}`);
  }

  /** Adds a problem in a sentence of its own. Values in it have to come from `show`. */
  public addSentence(prop: string, message: string): void {
    this.found.push({ level: 'error', path: showPath(prop), message });
  }

  /** Adds what a user will hardly want, but can have. Nothing is thrown for it. */
  public warn(prop: string, message: string): void {
    this.warnings.push({ level: 'warning', path: showPath(prop), message });
  }

  /**
   * Adds what a rule found in a part.
   *
   * @param at the path here, of a path in the part
   */
  public addAll(found: readonly Finding[], at: (path: string) => string): void {
    for (const { path, message } of found) this.found.push({ level: 'error', path: at(path), message });
  }

  public get all(): Finding[] {
    if (!this.before) return [...this.found];
    const { found, dropped } = this.before;
    const names = dropped.map((path) => /\w+$/.exec(path)?.[0]).filter(Boolean);
    const follows = names.length ? new RegExp(`\\b(${names.join('|')})\\b`) : undefined;
    const own = this.found.filter(({ path, message }) => !dropped.includes(path) && !follows?.test(`${path}: ${message}`));
    return [...found.filter(({ path }) => !own.some((one) => one.path === path)), ...own];
  }

  /** Throws one error with every problem, if there is any. */
  public throwIfAny(): void {
    this.throwAt(this.construct?.node.path || '(root)');
  }

  /** The same, for what is no construct yet, or never: `ContainerImage.of`. */
  public throwAt(place: string): void {
    const { all } = this;
    if (!all.length) return;
    const lines = all.slice(0, SHOWN).map(({ path, message }) => `${path}: ${message}`);
    const [first] = lines;
    if (this.what === undefined && all.length === 1) throw new CocoError(place, first);
    const head = `${all.length === 1 ? '1 problem' : `${all.length} problems`} with ${this.what ?? 'the arguments'}`;
    const more = all.length > SHOWN ? [`and ${all.length - SHOWN} more`] : [];
    throw new CocoError(place, [head, ...[...lines, ...more].map((line) => `  - ${line}`)].join('\n'));
  }
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
    if (has(known, key)) continue;
    const near = didYouMean(key, Object.keys(known));
    problems.addSentence(`${at}${showKey(key)}`, `there is no such prop.${near ? ` Did you mean "${near}"?` : ` Known: ${Object.keys(known).join(', ')}.`}`);
  }
}

/** The namespace of the chart, which the objects of node agents name in several places. */
export function checkNamespace(namespace: string | undefined, problems: Problems): void {
  if (namespace === undefined) {
    problems.addSentence('(chart)', 'has no namespace, which these objects need: new Chart(app, id, { namespace: \'coco-system\' }).');
  } else if (!isDnsLabel(namespace)) {
    problems.add('(chart) namespace', namespace, DNS_LABEL, 'Give the chart another one.');
  }
}
