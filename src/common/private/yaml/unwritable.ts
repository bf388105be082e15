import { nameOf, textsOf } from './fields';
import { hasUnpairedSurrogate } from './scalars';
import { CocoError } from '../coco-error';

const WHY = 'holds half of a surrogate pair, which UTF-8 cannot encode; allowed: Unicode text. Cut strings between characters, not inside them';

/** A document that no file can hold. */
export class UnwritableError extends CocoError {
  /** One for each field, with the name of its object. */
  declare public readonly lines: readonly string[];

  constructor(document: unknown) {
    const name = nameOf(document);
    const lines = [...textsOf(document)].filter(({ text }) => hasUnpairedSurrogate(text)).map(({ field }) => `${name}: ${field}: ${WHY}`);
    super(name, lines.join('\n').slice(name.length + 2));
    Object.defineProperty(this, 'lines', { value: lines });
  }
}
