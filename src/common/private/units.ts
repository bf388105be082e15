import type { Duration, Size, SizeRoundingBehavior } from 'cdk8s';

/*
 * Durations and sizes of cdk8s, of whichever copy of it. Rules on them also hold for chart values, and `render` does not load
 * cdk8s.
 */

const has = (value: unknown, method: string) => (
  typeof value === 'object' && value !== null && typeof (value as Record<string, unknown>)[method] === 'function');

export const isDuration = (value: unknown): value is Duration => has(value, 'toMilliseconds');

export const isSize = (value: unknown): value is Size => has(value, 'toKibibytes');

/** `SizeRoundingBehavior.NONE`. */
const EXACT = 2 as SizeRoundingBehavior;

/** The KiB of a size, which need not be whole. */
export const kibibytesOf = (size: Size) => size.toKibibytes({ rounding: EXACT });
