import type { Affinity, NodeSelectorTerm } from 'kubernetes-types/core/v1';

/**
 * Nodes whose labels have one of these values.
 *
 * @param affinity what else is asked of nodes and of pods there: a node must fulfil both
 */
export function onNodesWith(labels: Readonly<Record<string, readonly string[]>>, affinity: Affinity = {}): Affinity {
  const own = Object.entries(labels).map(([key, values]) => ({ key, operator: 'In', values: [...values] }));
  // A node needs to fulfil one term, and all of its expressions.
  const required = affinity.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const terms: NodeSelectorTerm[] = required?.nodeSelectorTerms ?? [{}];
  return {
    ...affinity,
    nodeAffinity: {
      ...affinity.nodeAffinity,
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: terms.map((term) => ({ ...term, matchExpressions: [...term.matchExpressions ?? [], ...own] })),
      },
    },
  };
}

/**
 * Nodes of some architectures only.
 *
 * @param architectures as Kubernetes calls them: `amd64`
 * @param more further labels that nodes must have, each with its values
 * @param affinity what else is asked of nodes and of pods there
 */
export function onArchitectures(
  architectures: readonly string[], more: Readonly<Record<string, readonly string[]>> = {}, affinity?: Affinity,
): Affinity {
  return onNodesWith({ 'kubernetes.io/arch': architectures, ...more }, affinity);
}
