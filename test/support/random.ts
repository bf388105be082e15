/** Random numbers that are the same in every run. */
export class Random {
  constructor(private seed: number) {}

  /** A number from 0 up to, not including, the limit. */
  public below(limit: number): number {
    this.seed = this.seed * 48271 % 2147483647; // MINSTD
    return Math.floor((this.seed - 1) / 2147483646 * limit);
  }

  public pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)];
  }
}
