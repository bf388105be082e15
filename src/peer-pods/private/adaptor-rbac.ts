import type { ClusterRole, ClusterRoleBinding, PolicyRule, Role, RoleBinding } from 'kubernetes-types/rbac/v1';
import { Emission } from './manifest';
import { NAMES } from './names';
import { PeerPodsReleaseFacts } from '../catalogue/releases';

const GROUP = 'rbac.authorization.k8s.io';

/** Cluster-wide rules, by the name of their role. Pods run in any namespace, and so does what the adaptor looks up for them. */
function clusterRules(release: PeerPodsReleaseFacts): Record<string, PolicyRule[]> {
  const core = (resources: string[], verbs: string[]): PolicyRule => ({ apiGroups: [''], resources, verbs });
  return {
    'pod-viewer': ['pods', 'secrets', 'serviceaccounts'].map((resource) => core([resource], ['get', 'list'])),
    'peerpod-editor': [{ apiGroups: ['confidentialcontainers.org'], resources: ['peerpods'], verbs: ['create', 'patch', 'update'] }],
    'node-viewer': [core(['nodes'], ['get'])],
    ...(release.annotatesNodes ? { 'node-annotation-patcher': [core(['nodes'], ['patch'])] } : {}),
    'node-status-patcher': [core(['nodes/status'], ['patch'])],
    // The state of byom's pool of machines; a ConfigMap that does not exist yet has no name that a rule could give.
    'cm-editor': [
      core(['configmaps'], ['create']),
      { ...core(['configmaps'], ['delete', 'patch', 'update', 'get', 'watch']), resourceNames: ['byom-ip-pool-state'] },
    ],
  };
}

/** What the adaptor's service account may do. */
export function adaptorRbac(release: PeerPodsReleaseFacts, namespace: string): Emission[] {
  const subjects = [{ kind: 'ServiceAccount', name: NAMES.serviceAccount, namespace }];
  const clusterWide = Object.entries(clusterRules(release)).flatMap(([name, rules]): Emission[] => {
    const role: ClusterRole = { apiVersion: `${GROUP}/v1`, kind: 'ClusterRole', metadata: { name }, rules };
    const binding: ClusterRoleBinding = {
      apiVersion: `${GROUP}/v1`, kind: 'ClusterRoleBinding', metadata: { name }, subjects, roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name },
    };
    return [{ id: `ClusterRole-${name}`, manifest: role }, { id: `ClusterRoleBinding-${name}`, manifest: binding }];
  });
  const name = 'pp-secrets';
  const role: Role = {
    apiVersion: `${GROUP}/v1`,
    kind: 'Role',
    metadata: { name, namespace },
    rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['delete', 'create', 'patch', 'update', 'get', 'watch', 'list'] }],
  };
  const binding: RoleBinding = {
    apiVersion: `${GROUP}/v1`, kind: 'RoleBinding', metadata: { name, namespace }, subjects, roleRef: { apiGroup: GROUP, kind: 'Role', name },
  };
  return [...clusterWide, { id: `Role-${name}`, manifest: role }, { id: `RoleBinding-${name}`, manifest: binding }];
}
