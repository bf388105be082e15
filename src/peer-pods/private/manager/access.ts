import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { ManagerEmission } from './emission';
import { accountName, labels, ManagerSettings } from './settings';
import { LEADER_ELECTION, METRICS } from '../../catalogue/program-needs';
import { policyRule } from '../grants';

const RBAC = 'rbac.authorization.k8s.io';
const ALL_VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];

/** Once the leader was kept in a ConfigMap. */
const CHART_LEADER_ELECTION: PolicyRule[] = [
  { apiGroups: [''], resources: ['configmaps'], verbs: ALL_VERBS },
  { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ALL_VERBS },
  { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
];

/** The namespace, where it is not made elsewhere, and the account that the pods run as. */
export function account(settings: ManagerSettings): ManagerEmission[] {
  const { namespace, namespaceObject, program, serviceAccountAnnotations: annotations } = settings;
  const serviceAccount: ManagerEmission = {
    id: 'ServiceAccount',
    manifest: {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: {
        name: accountName(settings),
        namespace,
        labels: labels(program, 'serviceaccount', 'controller-manager', 'rbac'),
        ...some('annotations', annotations),
      },
    },
  };
  if (!namespaceObject) return [serviceAccount];
  const metadata = { name: namespace, ...some('labels', namespaceObject.labels) };
  return [{ id: 'Namespace', manifest: { apiVersion: 'v1', kind: 'Namespace', metadata } }, serviceAccount];
}

/** What the program may do in the whole cluster. */
export function managerAccess(settings: ManagerSettings, rules: PolicyRule[]): ManagerEmission[] {
  const { namePrefix, program } = settings;
  return [
    {
      id: 'ManagerRole',
      manifest: { apiVersion: `${RBAC}/v1`, kind: 'ClusterRole', metadata: { name: `${namePrefix}manager-role` }, rules },
    },
    clusterBinding(settings, 'ManagerRoleBinding', 'manager-role', 'manager-rolebinding',
      labels(program, 'clusterrolebinding', 'manager-rolebinding', 'rbac')),
  ];
}

/** Electing the one replica that acts. */
export function leaderElection(settings: ManagerSettings): ManagerEmission[] {
  return namespacedAccess(settings, 'LeaderElection', 'leader-election', settings.chartRoles ? CHART_LEADER_ELECTION
    : LEADER_ELECTION.filter(({ program }) => program === 'controller').map(policyRule));
}

/** What the program may do in its own namespace: a Role `<prefix><name>-role`, and its binding. */
export function namespacedAccess(settings: ManagerSettings, id: string, name: string, rules: PolicyRule[]): ManagerEmission[] {
  const { namePrefix, namespace, program } = settings;
  return [
    {
      id: `${id}Role`,
      manifest: {
        apiVersion: `${RBAC}/v1`,
        kind: 'Role',
        metadata: { name: `${namePrefix}${name}-role`, namespace, labels: labels(program, 'role', `${name}-role`, 'rbac') },
        rules,
      },
    },
    {
      id: `${id}RoleBinding`,
      manifest: {
        apiVersion: `${RBAC}/v1`,
        kind: 'RoleBinding',
        metadata: {
          name: `${namePrefix}${name}-rolebinding`,
          namespace,
          labels: labels(program, 'rolebinding', `${name}-rolebinding`, 'rbac'),
        },
        roleRef: { apiGroup: RBAC, kind: 'Role', name: `${namePrefix}${name}-role` },
        subjects: [{ kind: 'ServiceAccount', name: accountName(settings), namespace }],
      },
    },
  ];
}

/** Asking the API server who a client is, and a role for those who may read the metrics. */
export function metricsAccess(settings: ManagerSettings): ManagerEmission[] {
  const { metrics: { kind }, namePrefix, program } = settings;
  if (kind !== 'proxy' && kind !== 'built-in') return [];
  const [role, component] = kind === 'proxy' ? ['proxy', 'kube-rbac-proxy'] : ['metrics-auth', 'rbac'];
  return [
    {
      id: 'MetricsAuthRole',
      manifest: {
        apiVersion: `${RBAC}/v1`,
        kind: 'ClusterRole',
        metadata: { name: `${namePrefix}${role}-role`, labels: labels(program, 'clusterrole', `${role}-role`, component) },
        rules: METRICS.filter((need) => need.program === 'controller').map(policyRule),
      },
    },
    clusterBinding(settings, 'MetricsAuthRoleBinding', `${role}-role`, `${role}-rolebinding`,
      labels(program, 'clusterrolebinding', `${role}-rolebinding`, component)),
    {
      id: 'MetricsReaderRole',
      manifest: {
        apiVersion: `${RBAC}/v1`,
        kind: 'ClusterRole',
        metadata: { name: `${namePrefix}metrics-reader`, labels: labels(program, 'clusterrole', 'metrics-reader', component) },
        rules: [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }],
      },
    },
  ];
}

function clusterBinding(
  settings: ManagerSettings, id: string, role: string, binding: string, bindingLabels: Record<string, string>,
): ManagerEmission {
  const { namePrefix, namespace } = settings;
  return {
    id,
    manifest: {
      apiVersion: `${RBAC}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name: `${namePrefix}${binding}`, labels: bindingLabels },
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: `${namePrefix}${role}` },
      subjects: [{ kind: 'ServiceAccount', name: accountName(settings), namespace }],
    },
  };
}

/** A map as a field, left out where there is nothing in it. */
export function some<K extends string>(field: K, map: Readonly<Record<string, string>>): { [key in K]?: Record<string, string> } {
  return Object.keys(map).length ? { [field]: { ...map } } as { [key in K]: Record<string, string> } : {};
}
