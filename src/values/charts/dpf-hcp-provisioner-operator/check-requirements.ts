import { lookup } from '../../../common/private/free-keys';
import { Problems } from '../../../common/private/problems';
import { checkShape, REQUIREMENTS } from '../../../dpf-hcp/internal';

type Map = { readonly [key: string]: unknown };

/** Rules on requests and limits as Kubernetes has them. */
export function checkRequirements(prop: string, resources: Map, problems: Problems): void {
  checkShape(prop, resources, REQUIREMENTS, problems);
  const amounts = (part: string) => {
    const map = resources[part];
    if (map === undefined || map === null) return {};
    if (typeof map === 'object' && !Array.isArray(map)) return map as Map;
    problems.add(`${prop}.${part}`, map, 'quantities by resource, like { cpu: \'200m\', memory: \'256Mi\' }', 'Write a map.');
    return {};
  };
  const limits = amounts('limits');
  const requests = amounts('requests');
  for (const [part, map] of Object.entries({ limits, requests })) {
    for (const [resource, value] of Object.entries(map).sort()) {
      if (!/^(cpu|memory|ephemeral-storage|hugepages-.+|.+\/.+)$/.test(resource)) {
        problems.addSentence(`${prop}.${part}.${resource}`, 'Kubernetes has no such resource; allowed: cpu, memory, ephemeral-storage, hugepages-<size>, or <domain>/<name>.');
      } else if (value !== null && quantity(value) === undefined) {
        problems.add(`${prop}.${part}.${resource}`, value, 'a quantity, like "200m" for processor time or "256Mi" for memory', 'Write a number with a unit.');
      }
    }
  }
  for (const [resource, value] of Object.entries(requests).sort()) {
    const [request, limit] = [quantity(value), quantity(lookup(limits, resource))];
    // 700 thousandths are a little more than 0.7.
    if (request !== undefined && limit !== undefined && request > limit * (1 + 1e-9)) {
      problems.add(`${prop}.requests.${resource}`, value, `at most the limit, ${String(lookup(limits, resource))}`, 'Raise the limit, or ask for less.');
    }
  }
}

const UNITS: Readonly<Record<string, number>> = {
  'n': 1e-9,
  'u': 1e-6,
  'm': 1e-3,
  '': 1,
  'k': 1e3,
  'M': 1e6,
  'G': 1e9,
  'T': 1e12,
  'P': 1e15,
  'E': 1e18,
  'Ki': 2 ** 10,
  'Mi': 2 ** 20,
  'Gi': 2 ** 30,
  'Ti': 2 ** 40,
  'Pi': 2 ** 50,
  'Ei': 2 ** 60,
};

/**
 * The size of a quantity; nothing where it is none, or a negative one.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
function quantity(value: unknown): number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const parts = /^\+?([0-9]+\.?[0-9]*|\.[0-9]+)(?:([numkMGTPE]|[KMGTPE]i|)|[eE]([+-]?[0-9]+))$/.exec(String(value));
  if (!parts) return undefined;
  return Number(parts[1]) * (parts[3] === undefined ? UNITS[parts[2]] : 10 ** Number(parts[3]));
}
