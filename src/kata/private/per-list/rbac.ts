import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { Emission } from '../manifest';

/** What kata-deploy does in the API: it labels its own node and makes RuntimeClasses. */
export const INSTALL_RULES: PolicyRule[] = [
  { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'patch'] },
  {
    apiGroups: ['node.k8s.io'],
    resources: ['runtimeclasses'],
    verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
  },
];

/** Removing Kata looks for other installations too, whose nodes keep their label. */
export const CLEANUP_RULES: PolicyRule[] = [...INSTALL_RULES, { apiGroups: ['apps'], resources: ['daemonsets'], verbs: ['list'] }];

/** A service account and what it may do in the cluster. */
export function access(
  names: { readonly serviceAccount: string; readonly clusterRole: string; readonly clusterRoleBinding: string },
  namespace: string,
  rules: PolicyRule[],
): Emission[] {
  return [
    {
      id: 'ServiceAccount',
      manifest: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: names.serviceAccount, namespace } },
    },
    {
      id: 'ClusterRole',
      manifest: { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: names.clusterRole }, rules },
    },
    {
      id: 'ClusterRoleBinding',
      manifest: {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: names.clusterRoleBinding },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: names.clusterRole },
        subjects: [{ kind: 'ServiceAccount', name: names.serviceAccount, namespace }],
      },
    },
  ];
}
