import { writeSync } from 'fs';
import { pause } from '../common/private/pause';
import { printable } from '../common/private/printable';

/** Longer lines are cut: nobody reads them, and what makes them long is a value. */
const LONGEST_LINE = 2000;

/** Where a command prints. */
export interface Output {
  /** Prints what the command is for. Throws if it cannot be written in full. */
  print(text: string): void;
  /** Prints one line for people. A line that cannot be written is lost: the exit status says what the command did. */
  tell(line: string): void;
}

/** The reader of standard output went away, like `head` that has seen enough. */
export class ReaderGone extends Error {}

/** Standard output cannot take the text. */
export class OutputFailed extends Error {
  constructor(public readonly code: string) {
    super(`cannot write to standard output (${code})`);
  }
}

/** The streams of this process. */
export const PROCESS_OUTPUT: Output = {
  print: (text) => {
    try {
      write(1, text);
    } catch (thrown) {
      const { code = 'unknown' } = thrown as NodeJS.ErrnoException;
      throw code === 'EPIPE' ? new ReaderGone() : new OutputFailed(code);
    }
  },
  tell: (line) => {
    try {
      write(2, `${line}\n`);
    } catch {
      // There is no other place to say it.
    }
  },
};

/** A line for people, of which nothing can act on a terminal. */
export function plainLine(text: string): string {
  return printable(text, LONGEST_LINE);
}

/** Writes everything: a disk that is nearly full takes a part, and a pipe that is full asks to come back later. */
function write(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length;) {
    try {
      done += writeSync(descriptor, bytes, done);
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'EAGAIN') throw thrown;
      pause(5);
    }
  }
}
