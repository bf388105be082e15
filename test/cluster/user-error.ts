/** A failure whose message says all that the reader needs: it is printed without a stack trace. */
export class UserError extends Error {}
