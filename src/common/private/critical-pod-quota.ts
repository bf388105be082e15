/** More than a cluster has nodes: the quota is there to allow these pods, not to count them. */
const PODS = '1000000';

/** What lets pods with a critical priority class run in a namespace where the API server allows them by quota only. */
export function criticalPodQuota(namespace: string) {
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'critical-pods', namespace },
    spec: {
      hard: { pods: PODS },
      scopeSelector: {
        matchExpressions: [
          { operator: 'In', scopeName: 'PriorityClass', values: ['system-node-critical', 'system-cluster-critical'] },
        ],
      },
    },
  };
}
