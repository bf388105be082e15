import { count } from '../../common/private/counts';

/** What progress is shown on: standard error, or what stands for it in a test. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Milliseconds between two lines. */
const EVERY = 100;
const WIDTH = 24;
const CLEAR = '\r\x1b[K';

/** A line on a terminal that says how far a fleet is. Elsewhere it says nothing. */
export class Progress {
  private readonly start: number;

  private last = -Infinity;

  private done = 0;

  private shown = false;

  /** @param now milliseconds, from any point in time */
  constructor(
    private readonly total: number,
    private readonly terminal: Terminal = process.stderr,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.start = now();
  }

  /** Another cluster is done. */
  public tick(): void {
    this.done++;
    if (!this.terminal.isTTY) return;
    const now = this.now();
    if (now - this.last < EVERY) return;
    this.last = now;
    this.shown = true;
    this.terminal.write(`${CLEAR}${this.line(now).slice(0, (this.terminal.columns ?? 80) - 1)}`);
  }

  /** Takes the line away: a summary comes in its place. */
  public end(): void {
    if (this.shown) this.terminal.write(CLEAR);
  }

  private line(now: number): string {
    const { done, total } = this;
    const seconds = Math.max((now - this.start) / 1000, 0.001);
    const filled = Math.round(done / total * WIDTH);
    const bar = `${'#'.repeat(filled)}${'-'.repeat(WIDTH - filled)}`;
    const left = Math.ceil((total - done) * seconds / done);
    const time = left >= 60 ? `${Math.floor(left / 60)} min ${left % 60} s` : `${left} s`;
    return `fleet [${bar}] ${count(done)}/${count(total)} clusters, ${count(Math.round(done / seconds))}/s, ${time} left`;
  }
}
