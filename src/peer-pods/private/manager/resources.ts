import { Size, SizeRoundingBehavior } from 'cdk8s';
import type { ContainerResources } from 'cdk8s-plus-28';
import type { ResourceRequirements } from 'kubernetes-types/core/v1';
import { checkKeys, Problems, show } from '../../../common/private/problems';

type Quantity = { readonly amount: string } | Size;

/** Each resource by the name of its prop: its name on the wire. */
const NAMES: Record<keyof ContainerResources, string> = { cpu: 'cpu', memory: 'memory', ephemeralStorage: 'ephemeral-storage' };
const PROPS = Object.keys(NAMES) as (keyof ContainerResources)[];
const BOUNDS = { request: 'requests', limit: 'limits' } as const;

/** Resources as they are on the wire: what is given for one of them replaces request and limit of its default. */
export function resourceRequirements(given: ContainerResources = {}, defaults: ResourceRequirements = {}): ResourceRequirements {
  const bound = (name: keyof typeof BOUNDS): [string, Record<string, string>] => [BOUNDS[name], Object.fromEntries(PROPS.flatMap((prop) => {
    const quantity = given[prop] ? given[prop]![name] && wire(given[prop]![name]!) : defaults[BOUNDS[name]]?.[NAMES[prop]];
    return quantity === undefined ? [] : [[NAMES[prop], quantity]];
  }))];
  return Object.fromEntries([bound('limit'), bound('request')].filter(([, quantities]) => Object.keys(quantities).length));
}

/** Rules that the API server has on them. */
export function checkResources(prop: string, given: ContainerResources | undefined, problems: Problems): void {
  for (const key of Object.keys(given ?? {}).filter((one) => !(one in NAMES)).sort()) {
    problems.addSentence(`${prop}.${key}`, `there is no such resource. Known: ${PROPS.join(', ')}.`);
  }
  for (const name of PROPS) {
    const resource = given?.[name];
    if (resource === undefined) continue;
    const at = `${prop}.${name}`;
    if (typeof resource !== 'object' || resource === null) {
      problems.add(at, resource, '{ request, limit }', example(name));
      continue;
    }
    checkKeys(problems, resource, BOUNDS);
    const wrong = Object.entries(BOUNDS).map(([bound]) => [bound, resource[bound as keyof typeof BOUNDS]] as const)
      .filter(([, quantity]) => quantity !== undefined && !(number(quantity, name) > 0));
    for (const [bound, quantity] of wrong) problems.add(`${at}.${bound}`, quantity, `a ${name === 'cpu' ? 'Cpu' : 'Size'} of more than nothing`, example(name));
    const { request, limit } = resource;
    if (!wrong.length && request && limit && number(request, name) > number(limit, name)) {
      problems.addSentence(at, `got the request ${show(wire(request))} and the limit ${show(wire(limit))}; allowed: a limit that is not below the request. `
        + 'Raise the limit.');
    }
  }
}

const ROUND_DOWN = { rounding: SizeRoundingBehavior.FLOOR };

const example = (name: keyof ContainerResources) => `Take ${name === 'cpu' ? 'Cpu.millis(10)' : 'Size.mebibytes(64)'}, for instance.`;

/** What is compared: thousandths of a CPU, or KiB. Not a number where it is neither. */
function number(quantity: Quantity, name: keyof ContainerResources): number {
  if (name !== 'cpu') return quantity instanceof Size ? quantity.toKibibytes(ROUND_DOWN) : NaN;
  const amount = 'amount' in Object(quantity) ? String((quantity as { amount: string }).amount) : '';
  return /^\d+(\.\d+)?m?$/.test(amount) ? Number.parseFloat(amount) * (amount.endsWith('m') ? 1 : 1000) : NaN;
}

function wire(quantity: Quantity): string {
  if (!(quantity instanceof Size)) return quantity.amount;
  const kibibytes = quantity.toKibibytes(ROUND_DOWN);
  return kibibytes % 1024 ? `${kibibytes}Ki` : `${kibibytes / 1024}Mi`;
}
