/** Of how many points a sweep tries one: in the gate (with `CI` set), and in the inner loop (`npm test`). */
export interface Strides {
  readonly gate: number;
  readonly loop: number;
}

/** The stride of this run: 1, which is every point, with `SWEEP=all` (`npm run test:sweeps`). */
export function stride({ gate, loop }: Strides): number {
  if (process.env.SWEEP === 'all') return 1;
  return process.env.CI ? gate : loop;
}

/** The points that this run tries: the first one, and each that is a stride further. */
export function some<T>(all: readonly T[], strides: Strides): T[] {
  const step = stride(strides);
  return all.filter((_, index) => index % step === 0);
}

/** How often this run does what a sweep does so many times: at random, for instance. */
export function rounds(all: number, strides: Strides): number {
  return Math.ceil(all / stride(strides));
}

/** What the title of a sweep says after its name, where this run does not try all of it. */
export function share(strides: Strides): string {
  const step = stride(strides);
  return step === 1 ? '' : ` (1 of ${step}; all: npm run test:sweeps)`;
}
