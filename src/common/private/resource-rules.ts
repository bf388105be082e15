import type { ContainerResources } from 'cdk8s-plus-28';
import { Problems } from './problems';
import { show } from './redact';
import { isSize, kibibytesOf } from './units';

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
