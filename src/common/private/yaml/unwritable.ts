import { nameOf, textsOf } from './fields';
import { hasUnpairedSurrogate } from './scalars';

/** A document that no file can hold. */
export class UnwritableError extends Error {
  /** One for each field, with the name of its object. */
  public readonly lines: readonly string[];

  constructor(document: unknown) {
    const lines = [...textsOf(document)].filter(({ text }) => hasUnpairedSurrogate(text)).map(({ field }) => (
      `${nameOf(document)}: ${field}: holds half of a surrogate pair, which UTF-8 cannot encode; allowed: Unicode text. `
      + 'Cut strings between characters, not inside them'));
    super(lines.join('\n'));
    this.lines = lines;
  }
}
