import type { Finding } from '../../../common/private/finding';
import { Problems } from '../../../common/private/problems';
import { show } from '../../../common/private/redact';
import { readPropPath, Setting } from '../../../common/private/setting-path';

/** What follows from a setting that breaks a rule. */
export type Gravity =
  /** kata-deploy or the API server refuses it: an error for everybody. */
  | 'fatal'
  /** It is taken, and hardly meant. Typed code refuses it; charts take it, so in values it is a warning. */
  | 'strict'
  /** A warning for everybody. */
  | 'advice';

/** Where a model came from: props, or the values of a chart. */
export interface Origin {
  /** What is strict is an error. */
  readonly isStrict: boolean;
  /** What the user calls a setting of the model. Shims and custom runtimes stand in it by their names. */
  path(setting: Setting): string;
  /** A message in words that the user knows: its advice about classes and props is left out for values. */
  words(message: string): string;
}

/** What the rules on a model found, with the paths of those who gave its settings. */
export class Report {
  private readonly found = new Map<string, Finding>();

  constructor(private readonly origin: Origin) {}

  /** Each once: shims can have a setting in common. */
  public get findings(): Finding[] {
    return [...this.found.values()];
  }

  /** What the user calls another setting that a message names. */
  public path(...setting: Setting): string {
    return this.origin.path(setting);
  }

  /** Adds a setting that breaks a rule, with its value as far as messages may print it. */
  public add(gravity: Gravity, setting: Setting, got: unknown, allowed: string, repair: string): void {
    this.say(gravity, setting, `got ${show(got, this.path(...setting))}; allowed: ${allowed}. ${repair}`);
  }

  /** The same in a sentence. Values in it have to come from `show`. */
  public say(gravity: Gravity, setting: Setting, sentence: string): void {
    const level = gravity === 'fatal' || (gravity === 'strict' && this.origin.isStrict) ? 'error' : 'warning';
    const [path, message] = [this.path(...setting), this.origin.words(sentence)];
    this.found.set(`${path} ${message}`, { level, path, message });
  }

  /**
   * Adds what a rule of all constructs finds.
   *
   * @param gravity of all findings, or by their paths
   * @param check gets the name by which its paths shall begin; others stand at the top of the model
   */
  public shared(
    gravity: Gravity | ((path: string) => Gravity), setting: Setting, check: (problems: Problems, at: string) => void,
  ): void {
    const problems = new Problems();
    check(problems, HERE);
    for (const { path, message } of problems.all) {
      const [first, ...rest] = readPropPath(path);
      const own = typeof gravity === 'string' ? gravity : gravity(path);
      this.say(own, first === HERE ? [...setting, ...rest] : [first, ...rest], message);
    }
  }
}

const HERE = 'here';
