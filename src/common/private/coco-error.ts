import { redact } from './redact';

/**
 * The only error that this library throws for what a caller gave. Recognize it by its name, `CocoError`: languages other than
 * JavaScript know no class of it.
 */
export class CocoError extends Error {
  /** The message without its place, for those who know a better one. */
  declare public readonly reason: string;

  /**
   * @param place the path of a construct, or the call: `ContainerImage.of`
   * @param reason what was given, what is allowed, and the repair
   */
  constructor(place: string, reason: string) {
    super(redact(`${place}: ${reason}`));
    // Node prints what is enumerable below the stack.
    Object.defineProperties(this, { name: { value: 'CocoError' }, reason: { value: redact(reason) } });
  }
}
