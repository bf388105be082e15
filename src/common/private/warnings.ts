import type { Construct } from 'constructs';

/**
 * Prints a warning on standard error when the app is synthesized: once, and only for a tree that is really written.
 *
 * @param text one sentence, which holds no secret
 */
export function warnAtSynth(construct: Construct, text: string): void {
  let told = false;
  construct.node.addValidation({
    validate: () => {
      if (!told) process.stderr.write(`warning: ${construct.node.path}: ${text}\n`);
      told = true;
      return [];
    },
  });
}
