import type { Construct } from 'constructs';

/**
 * Prints a warning on standard error when the app is synthesized: once, and only for a tree that is really written.
 *
 * @param text one sentence, which holds no secret; or what finds at synth whether there is something to say
 */
export function warnAtSynth(construct: Construct, text: string | (() => string | undefined)): void {
  tellAtSynth(construct, 'warning', text);
}

/**
 * Prints what is to be done outside of the manifests, on standard error when the app is synthesized: once.
 *
 * @param text one sentence, which holds no secret
 */
export function noteAtSynth(construct: Construct, text: string): void {
  tellAtSynth(construct, 'note', text);
}

type Listener = (line: string) => void;

let listener: Listener | undefined;

/** Runs what synthesizes an app, and hands on the lines that would be printed. */
export function hear<T>(lines: Listener, run: () => T): T {
  const before = listener;
  listener = lines;
  try {
    return run();
  } finally {
    listener = before;
  }
}

function tellAtSynth(construct: Construct, kind: 'warning' | 'note', text: string | (() => string | undefined)): void {
  let told = false;
  construct.node.addValidation({
    validate: () => {
      const said = told ? undefined : typeof text === 'string' ? text : text();
      if (said) (listener ?? console.error)(`${kind}: ${construct.node.path}: ${said}`);
      told = true;
      return [];
    },
  });
}
