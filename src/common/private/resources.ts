import type { ContainerResources } from 'cdk8s-plus-28';
import type { ResourceRequirements } from 'kubernetes-types/core/v1';

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
