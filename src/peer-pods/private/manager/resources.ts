import type { ContainerResources } from 'cdk8s-plus-28';
import type { ResourceRequirements } from 'kubernetes-types/core/v1';
import { Problems } from '../../../common/private/problems';
import { checkResources } from '../../../common/private/resource-rules';
import { resourceRequirements as onTheWire } from '../../../common/private/resources';

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
