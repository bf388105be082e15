import type { ContainerResources } from 'cdk8s-plus-28';
import type { ResourceRequirements } from 'kubernetes-types/core/v1';

/** Each resource by the name of its prop: its name on the wire. */
const NAMES: Record<keyof ContainerResources, string> = { cpu: 'cpu', memory: 'memory', ephemeralStorage: 'ephemeral-storage' };
const RESOURCE_PROPS = Object.keys(NAMES) as (keyof ContainerResources)[];

/**
 * The ephemeral storage of a container that writes nothing but its log. The kubelet counts the log, and evicts pods beyond their
 * limit: OpenShift keeps 250 MiB of log for each container.
 */
export const LOG_STORAGE = { request: '64Mi', limit: '1Gi' } as const;

/** What cdk8s-plus says of resources, as Kubernetes writes it; what is left out stays out. */
export function resourceRequirements({ cpu, memory, ephemeralStorage }: ContainerResources): ResourceRequirements {
  const side = (end: 'request' | 'limit') => {
    const storage = ephemeralStorage?.[end];
    return {
      ...(cpu?.[end] ? { cpu: cpu[end]!.amount } : {}),
      ...(memory?.[end] ? { memory: memory[end]!.asString() } : {}),
      ...(storage ? { 'ephemeral-storage': storage.asString() } : {}),
    };
  };
  const [requests, limits] = [side('request'), side('limit')];
  return {
    ...(Object.keys(requests).length ? { requests } : {}),
    ...(Object.keys(limits).length ? { limits } : {}),
  };
}

/** The same over defaults: what is given for one of the resources, also `{}`, replaces both its request and its limit. */
export function resourcesOver(defaults: ResourceRequirements, given: ContainerResources = {}): ResourceRequirements {
  const own = resourceRequirements(given);
  const replaced = RESOURCE_PROPS.filter((prop) => given[prop]).map((prop) => NAMES[prop]);
  const sides = (['limits', 'requests'] as const).map((side) => [side, {
    ...Object.fromEntries(Object.entries(defaults[side] ?? {}).filter(([name]) => !replaced.includes(name))),
    ...own[side],
  }] as const);
  return Object.fromEntries(sides.filter(([, quantities]) => Object.keys(quantities).length));
}

/** Requests and limits of a container: CPU and memory, and the ephemeral storage of its log. */
export function defaultResources(
  cpu: readonly [request: string, limit: string], memory: readonly [request: string, limit: string],
  storage: { readonly request: string; readonly limit: string } = LOG_STORAGE,
): ResourceRequirements {
  const side = (index: 0 | 1, end: 'request' | 'limit') => ({ 'cpu': cpu[index], 'memory': memory[index], 'ephemeral-storage': storage[end] });
  return { limits: side(1, 'limit'), requests: side(0, 'request') };
}
