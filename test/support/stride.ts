/**
 * Every how many points a sweep tries one: all of them with `SWEEP=all` (`npm run test:sweeps`), some in the gate (with `CI`
 * set), few in the inner loop.
 */
export function stride({ gate, loop }: { readonly gate: number; readonly loop: number }): number {
  if (process.env.SWEEP === 'all') return 1;
  return process.env.CI ? gate : loop;
}
