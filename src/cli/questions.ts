import { readSync } from 'fs';
import { isatty } from 'tty';
import type { Output } from './output';
import { UserError } from './user-error';
import { pause } from '../common/private/pause';

/** Whether somebody can answer: standard input is a terminal, and so is where questions are printed. */
export const canAsk = () => isatty(0) && isatty(2);

/**
 * Asks on the terminal until an answer will do.
 *
 * @param check says what is wrong with an answer
 * @param otherwise counts where the answer is empty
 */
export function ask(output: Output, question: string, check: (answer: string) => string | undefined, otherwise?: string): string {
  for (;;) {
    output.tell(`${question}${otherwise === undefined ? '' : ` [${otherwise || 'none'}]`}`);
    const answer = readLine().trim() || otherwise || '';
    const wrong = check(answer);
    if (wrong === undefined) return answer;
    output.tell(wrong);
  }
}

/** A line of standard input, byte by byte: what follows belongs to the next question. */
function readLine(): string {
  const bytes: number[] = [];
  const one = Buffer.alloc(1);
  for (;;) {
    try {
      if (readSync(0, one, 0, 1, null) === 0) throw new UserError(['there is no answer: standard input ended']);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      pause(20);
      continue;
    }
    if (one[0] === 10) return Buffer.from(bytes).toString();
    bytes.push(one[0]);
  }
}
