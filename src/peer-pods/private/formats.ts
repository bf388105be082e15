/** The form of a text: what it must match, and how that is told to people. */
export interface Format {
  readonly pattern: RegExp;
  readonly rule: string;
}
