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
 * Linux nodes only. Not every cluster keeps pods from its Windows nodes by a taint, and there ours would wait for ever.
 *
 * @param architectures as Kubernetes calls them: `amd64`; undefined for any
 * @param affinity what else is asked of nodes and of pods there
 */
export function onLinux(architectures: readonly string[] | undefined, affinity?: Affinity): Affinity {
  return onNodesWith({ ...architectures ? { 'kubernetes.io/arch': architectures } : {}, 'kubernetes.io/os': ['linux'] }, affinity);
}
