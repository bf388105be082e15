import type { Affinity } from 'kubernetes-types/core/v1';

/** Nodes whose labels have one of these values. */
export function onNodesWith(labels: Readonly<Record<string, readonly string[]>>): Affinity {
  const matchExpressions = Object.entries(labels).map(([key, values]) => ({ key, operator: 'In', values: [...values] }));
  return {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions }],
      },
    },
  };
}

/**
 * Nodes of some architectures only.
 *
 * @param architectures as Kubernetes calls them: `amd64`
 * @param more further labels that nodes must have, each with its values
 */
export function onArchitectures(
  architectures: readonly string[], more: Readonly<Record<string, readonly string[]>> = {},
): Affinity {
  return onNodesWith({ 'kubernetes.io/arch': architectures, ...more });
}
