import type { ObjectMeta } from 'kubernetes-types/meta/v1';
import type { NetworkPolicy, NetworkPolicyIngressRule } from 'kubernetes-types/networking/v1';
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1';

type Texts = Readonly<Record<string, string>>;

/**
 * Lets pods be reached as the rules say, and no other way. What pods reach themselves stays open: clouds, registries and API
 * servers have no labels.
 */
export function ingressPolicy(
  metadata: ObjectMeta, selector: Texts, ingress: readonly NetworkPolicyIngressRule[],
): NetworkPolicy {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata,
    spec: { podSelector: { matchLabels: { ...selector } }, policyTypes: ['Ingress'], ingress: [...ingress] },
  };
}

/**
 * Lets one pod after the other be evicted, and pods that are not ready always: nodes can be drained with any number of replicas,
 * and while pods crash.
 */
export function disruptionBudget(metadata: ObjectMeta, selector: Texts): PodDisruptionBudget {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata,
    spec: {
      maxUnavailable: 1,
      selector: { matchLabels: { ...selector } },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    },
  };
}
