import type { Duration, Size } from 'cdk8s';
import type { ContainerResources } from 'cdk8s-plus-28';
import { Problems } from './problems';
import { show } from './redact';
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

/** Rules that the API server has on requests and limits. */
export function checkResources(prop: string, given: ContainerResources | undefined, problems: Problems): void {
  for (const name of ['cpu', 'memory', 'ephemeralStorage'] as const) {
    const bounds = given?.[name];
    if (bounds) checkBounds(`${prop}.${name}`, name, bounds, problems);
  }
}

type Bounds = { readonly request?: unknown; readonly limit?: unknown };

function checkBounds(prop: string, name: keyof ContainerResources, bounds: Bounds, problems: Problems): void {
  const wrong = (['request', 'limit'] as const).filter((bound) => bounds[bound] !== undefined && !(size(bounds[bound], name) > 0));
  for (const bound of wrong) {
    problems.add(`${prop}.${bound}`, bounds[bound], `a ${name === 'cpu' ? 'Cpu' : 'Size'} of more than nothing`, example(name));
  }
  const { request, limit } = bounds;
  if (!wrong.length && request !== undefined && limit !== undefined && size(request, name) > size(limit, name)) {
    problems.addSentence(prop, `got the request ${text(request)} and the limit ${text(limit)}; allowed: a limit that is not below the `
      + 'request. Raise the limit.');
  }
}

const example = (name: keyof ContainerResources) => `Take ${name === 'cpu' ? 'Cpu.millis(10)' : 'Size.mebibytes(64)'}, for instance.`;

const amountOf = (quantity: unknown): unknown => (quantity as { amount?: unknown } | undefined)?.amount;
const text = (quantity: unknown) => show(isSize(quantity) ? quantity.asString() : amountOf(quantity));

/** What is compared: KiB, or thousandths of a CPU. Not a number where it is neither. */
function size(quantity: unknown, name: keyof ContainerResources): number {
  if (name !== 'cpu') return isSize(quantity) ? kibibytesOf(quantity) : NaN;
  const amount = String(amountOf(quantity));
  return /^\d+(\.\d+)?m?$/.test(amount) ? Number.parseFloat(amount) * (amount.endsWith('m') ? 1 : 1000) : NaN;
}
