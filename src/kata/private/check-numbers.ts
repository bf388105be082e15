import { Duration } from 'cdk8s';
import { Problems } from '../../common/private/problems';

/** A whole number within limits. */
export function checkWhole(prop: string, value: number | undefined, least: number, most: number, problems: Problems): void {
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return;
  problems.add(prop, value, most === Infinity ? `a whole number, ${least} or more` : `a whole number from ${least} to ${most}`, 'Give another one.');
}

/** Whole seconds within limits. */
export function checkSeconds(prop: string, value: Duration | undefined, least: number, problems: Problems): void {
  if (value === undefined) return;
  if (!(value instanceof Duration)) {
    problems.add(prop, value, 'a Duration of cdk8s', 'Give Duration.seconds(60).');
    return;
  }
  const seconds = value.toSeconds({ integral: false });
  if (!Number.isInteger(seconds) || seconds < least) {
    problems.add(prop, `${seconds} seconds`, `whole seconds, ${least} or more`, 'Give another duration.');
  }
}
