import type { Duration, Size, SizeRoundingBehavior } from 'cdk8s';
import type { Cpu } from 'cdk8s-plus-28';

/*
 * Durations and sizes of cdk8s, of whichever copy of it. Rules on them also hold for chart values, and `render` does not load
 * cdk8s.
 */

/** What a method of a value returns; nothing where it has none, or fails. */
function ask(value: unknown, method: string, options: object): unknown {
  const found = typeof value === 'object' && value !== null && (value as Record<string, unknown>)[method];
  try {
    return typeof found === 'function' ? found.call(value, options) : undefined;
  } catch {
    return undefined; // of an amount that is no number
  }
}

/** A duration in whole milliseconds. Programs do not support smaller units. */
export const isDuration = (value: unknown): value is Duration => Number.isSafeInteger(ask(value, 'toMilliseconds', { integral: false }));

/** A size that Kubernetes can read: it takes no exponents. */
export const isSize = (value: unknown): value is Size => (
  Number.isFinite(ask(value, 'toKibibytes', { rounding: EXACT })) && /^\d+(\.\d+)?[A-Z]i$/.test(String(ask(value, 'asString', {}))));

/** What cdk8s-plus says of processor time, as Kubernetes can read it. */
export const isCpu = (value: unknown): value is Cpu => /^\d+(\.\d+)?m?$/.test(String((value as { amount?: unknown } | undefined)?.amount));

/** `SizeRoundingBehavior.NONE`. */
const EXACT = 2 as SizeRoundingBehavior;

/** The KiB of a size, which need not be whole. */
export const kibibytesOf = (size: Size) => size.toKibibytes({ rounding: EXACT });
