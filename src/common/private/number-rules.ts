import type { Duration, Size } from 'cdk8s';
import { Problems } from './problems';
import { isDuration, isSize, kibibytesOf } from './units';

/** A whole number within limits. */
export function checkWhole(
  prop: string, value: number | undefined, least: number, most: number, problems: Problems, repair = 'Give another one.',
): void {
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return;
  problems.add(prop, value, most === Infinity ? `a whole number, ${least} or more` : `a whole number from ${least} to ${most}`, repair);
}

/** Whole seconds within limits. */
export function checkSeconds(
  prop: string, value: Duration | undefined, least: number, problems: Problems, most = Infinity,
): void {
  if (value === undefined) return;
  if (!isDuration(value)) {
    problems.add(prop, value, 'a Duration of cdk8s', 'Give Duration.seconds(60).');
    return;
  }
  const seconds = value.toSeconds({ integral: false });
  if (!Number.isInteger(seconds) || seconds < least || seconds > most) {
    problems.add(prop, `${seconds} seconds`, most === Infinity ? `whole seconds, ${least} or more` : `whole seconds from ${least} to ${most}`,
      'Give another duration.');
  }
}

/** Whole mebibytes within limits. */
export function checkMebibytes(prop: string, value: Size | undefined, least: number, most: number, problems: Problems): void {
  if (value === undefined) return;
  if (!isSize(value)) {
    problems.add(prop, value, 'a Size of cdk8s', 'Give Size.mebibytes(512).');
    return;
  }
  const mebibytes = kibibytesOf(value) / 1024;
  if (!Number.isInteger(mebibytes) || mebibytes < least || mebibytes > most) {
    problems.add(prop, `${mebibytes} MiB`, most === Infinity ? `whole mebibytes, ${least} or more` : `whole mebibytes from ${least} to ${most}`,
      'Give another size.');
  }
}
