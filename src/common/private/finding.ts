/** Something that is wrong with what a user gave: a prop, a value, a field of an object, a file. */
export interface Finding {
  /** An error stops a synth or a command; a warning is printed. */
  readonly level: 'error' | 'warning';

  /** Where: the path of a prop or a value, a place in a file such as `values.yaml:3:5`, or an option. */
  readonly path: string;

  /** What was found, what is allowed, and the repair. One line. Secrets are not in it. */
  readonly message: string;

  /**
   * The value that is wrong by itself, and is as good as not given: keys of maps and indexes of lists.
   *
   * @default - the finding is about more than one value, or about none
   */
  readonly place?: ReadonlyArray<string | number>;

  /**
   * A name that nothing reads, and that is nearly one that something reads: `render` refuses it, unless it is lenient.
   *
   * @default false
   */
  readonly isMisspelt?: boolean;
}
