import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { binding, clusterRole } from '../../../common/private/access-objects';
import { Emission } from '../../../common/private/emission';
import { serviceAccount } from '../../../common/private/manifest';

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
  const { serviceAccount: name, clusterRole: role, clusterRoleBinding } = names;
  return [
    { id: 'ServiceAccount', manifest: serviceAccount({ name, namespace }) },
    { id: 'ClusterRole', manifest: clusterRole({ name: role }, rules) },
    { id: 'ClusterRoleBinding', manifest: binding({ name: clusterRoleBinding }, { kind: 'ClusterRole', name: role }, { name, namespace }) },
  ];
}
