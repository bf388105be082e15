import type { ContainerResources } from 'cdk8s-plus-28';
import type { ResourceRequirements } from 'kubernetes-types/core/v1';
import { Problems } from '../../../common/private/problems';
import { show } from '../../../common/private/redact';
import { resourceRequirements as onTheWire } from '../../../common/private/resources';
import { isSize, kibibytesOf } from '../../../common/private/units';

/** Each resource by the name of its prop: its name on the wire. */
const NAMES: Record<keyof ContainerResources, string> = { cpu: 'cpu', memory: 'memory', ephemeralStorage: 'ephemeral-storage' };
const PROPS = Object.keys(NAMES) as (keyof ContainerResources)[];

/** Resources as they are on the wire: what is given for one of them replaces request and limit of its default. */
export function resourceRequirements(given: ContainerResources = {}, defaults: ResourceRequirements = {}): ResourceRequirements {
  const problems = new Problems();
  checkResources('resources', given, problems);
  if (problems.all.length) return defaults; // it is reported elsewhere, together with all else
  const own = onTheWire(given);
  const replaced = PROPS.filter((prop) => given[prop]).map((prop) => NAMES[prop]);
  const sides = (['limits', 'requests'] as const).map((side) => [side, {
    ...Object.fromEntries(Object.entries(defaults[side] ?? {}).filter(([name]) => !replaced.includes(name))),
    ...own[side],
  }] as const);
  return Object.fromEntries(sides.filter(([, quantities]) => Object.keys(quantities).length));
}

/** Rules that the API server has on them. */
export function checkResources(prop: string, given: ContainerResources | undefined, problems: Problems): void {
  for (const name of PROPS) {
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
