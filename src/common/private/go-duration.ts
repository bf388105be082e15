import type { Duration } from 'cdk8s';

/** As Go reads durations. */
export function goDuration(interval: Duration): string {
  const seconds = interval.toSeconds({ integral: false });
  if (!Number.isInteger(seconds)) return `${interval.toMilliseconds()}ms`;
  return seconds % 3600 === 0 ? `${seconds / 3600}h` : seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}
