/** Something that the user can mend: it is printed line by line, without a stack trace, and the command exits with 1. */
export class UserError extends Error {
  constructor(public readonly lines: readonly string[]) {
    super(lines.join('\n'));
  }
}
