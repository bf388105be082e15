import type { ContainerResources } from 'cdk8s-plus-28';
import { AFFINITY, checkShape, CONTAINER_SECURITY, POD_SECURITY, REQUIREMENTS } from './pod-shape';
import { lookup } from '../../common/private/free-keys';
import { checkKeys, Problems } from '../../common/private/problems';
import { resourceRequirements } from '../../common/private/resources';

type Map = { readonly [key: string]: unknown };

/** Rules on the security context of a pod. */
export function checkPodSecurityContext(prop: string, context: Map | undefined, problems: Problems): void {
  checkShape(prop, context, POD_SECURITY, problems);
}

/** Rules on the security context of a container. */
export function checkSecurityContext(prop: string, context: Map | undefined, problems: Problems): void {
  checkShape(prop, context, CONTAINER_SECURITY, problems);
  if (context?.privileged === true && context.allowPrivilegeEscalation === false) {
    problems.add(`${prop}.allowPrivilegeEscalation`, false, 'true, where the container is privileged', 'Leave `privileged` out.');
  }
}

/** Whether affinity has the fields that Kubernetes has, which chart values need not have. */
export function checkAffinityShape(prop: string, affinity: Map | undefined, problems: Problems): void {
  checkShape(prop, affinity, AFFINITY, problems);
}

const RESOURCES: Record<keyof ContainerResources, true> = { cpu: true, memory: true, ephemeralStorage: true };

/** Rules on requests and limits as cdk8s-plus has them. */
export function checkContainerResources(prop: string, resources: ContainerResources | undefined, problems: Problems): void {
  if (!resources) return;
  const inner = new Problems();
  checkKeys(inner, resources, RESOURCES);
  problems.addAll(inner.all, (path) => `${prop}.${path}`);
  for (const [name, part] of Object.entries(resources)) {
    if (part === undefined || (typeof part === 'object' && part !== null)) continue;
    problems.add(`${prop}.${name}`, part, '{ request, limit }', 'Give values with a unit: Cpu.millis(200), Size.mebibytes(256).');
    return;
  }
  const isAmount = (value: unknown, method: string) => (
    value === undefined || (typeof value === 'object' && value !== null && method in value));
  for (const [name, method] of [['cpu', 'amount'], ['memory', 'asString'], ['ephemeralStorage', 'asString']] as const) {
    for (const end of ['request', 'limit'] as const) {
      const value = resources[name]?.[end];
      if (isAmount(value, method)) continue;
      problems.add(`${prop}.${name}.${end}`, value, name === 'cpu' ? 'a Cpu of cdk8s-plus' : 'a Size of cdk8s', 'Give a value with a unit: Cpu.millis(200), Size.mebibytes(256).');
      return;
    }
  }
  checkResources(prop, resourceRequirements(resources) as Map, problems);
}

/** Rules on requests and limits as Kubernetes has them. */
export function checkResources(prop: string, resources: Map | undefined, problems: Problems): void {
  checkShape(prop, resources, REQUIREMENTS, problems);
  const amounts = (part: string) => {
    const map = resources?.[part];
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
