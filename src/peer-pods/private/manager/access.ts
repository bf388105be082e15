import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { accountName, labels, ManagerModel } from './model';
import { binding, clusterRole, role } from '../../../common/private/access-objects';
import { Emission } from '../../../common/private/emission';
import { metadata, serviceAccount } from '../../../common/private/manifest';
import { LEADER_ELECTION, METRICS } from '../../catalogue/program-needs';
import { policyRule } from '../grants';

const ALL_VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];

/** Once the leader was kept in a ConfigMap. */
const CHART_LEADER_ELECTION: PolicyRule[] = [
  { apiGroups: [''], resources: ['configmaps'], verbs: ALL_VERBS },
  { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ALL_VERBS },
  { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
];

/** The namespace, where it is not made elsewhere, and the account that the pods run as. */
export function account(model: ManagerModel): Emission[] {
  const { namespace, namespaceObject, program, serviceAccountAnnotations: annotations } = model;
  const own: Emission = {
    id: 'ServiceAccount',
    manifest: serviceAccount({
      name: accountName(model), namespace, labels: labels(program, 'serviceaccount', 'controller-manager', 'rbac'), annotations,
    }),
  };
  if (!namespaceObject) return [own];
  const { labels: namespaceLabels } = namespaceObject;
  return [
    { id: 'Namespace', manifest: { apiVersion: 'v1', kind: 'Namespace', metadata: metadata({ name: namespace, labels: namespaceLabels }) } },
    own,
  ];
}

/** What the program may do in the whole cluster. */
export function managerAccess(model: ManagerModel, rules: PolicyRule[]): Emission[] {
  const { namePrefix, program } = model;
  return [
    { id: 'ManagerRole', manifest: clusterRole({ name: `${namePrefix}manager-role` }, rules) },
    clusterBinding(model, 'ManagerRoleBinding', 'manager-role', 'manager-rolebinding',
      labels(program, 'clusterrolebinding', 'manager-rolebinding', 'rbac')),
  ];
}

/** Electing the one replica that acts. */
export function leaderElection(model: ManagerModel): Emission[] {
  return namespacedAccess(model, 'LeaderElection', 'leader-election', model.chartRoles ? CHART_LEADER_ELECTION
    : LEADER_ELECTION.filter(({ program }) => program === 'controller').map(policyRule));
}

/** What the program may do in its own namespace: a Role `<prefix><name>-role`, and its binding. */
export function namespacedAccess(model: ManagerModel, id: string, name: string, rules: PolicyRule[]): Emission[] {
  const { namePrefix, namespace, program } = model;
  const [roleName, bindingName] = [`${namePrefix}${name}-role`, `${namePrefix}${name}-rolebinding`];
  return [
    {
      id: `${id}Role`,
      manifest: role({ name: roleName, namespace, labels: labels(program, 'role', `${name}-role`, 'rbac') }, rules),
    },
    {
      id: `${id}RoleBinding`,
      manifest: binding(
        { name: bindingName, namespace, labels: labels(program, 'rolebinding', `${name}-rolebinding`, 'rbac') },
        { kind: 'Role', name: roleName }, { name: accountName(model), namespace }),
    },
  ];
}

/** Asking the API server who a client is, and a role for those who may read the metrics. */
export function metricsAccess(model: ManagerModel): Emission[] {
  const { metrics: { kind }, namePrefix, program } = model;
  if (kind !== 'proxy' && kind !== 'built-in') return [];
  const [name, component] = kind === 'proxy' ? ['proxy', 'kube-rbac-proxy'] : ['metrics-auth', 'rbac'];
  return [
    {
      id: 'MetricsAuthRole',
      manifest: clusterRole(
        { name: `${namePrefix}${name}-role`, labels: labels(program, 'clusterrole', `${name}-role`, component) },
        METRICS.filter((need) => need.program === 'controller').map(policyRule)),
    },
    clusterBinding(model, 'MetricsAuthRoleBinding', `${name}-role`, `${name}-rolebinding`,
      labels(program, 'clusterrolebinding', `${name}-rolebinding`, component)),
    {
      id: 'MetricsReaderRole',
      manifest: clusterRole(
        { name: `${namePrefix}metrics-reader`, labels: labels(program, 'clusterrole', 'metrics-reader', component) },
        [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }]),
    },
  ];
}

function clusterBinding(
  model: ManagerModel, id: string, roleName: string, bindingName: string, bindingLabels: Record<string, string>,
): Emission {
  const { namePrefix, namespace } = model;
  return {
    id,
    manifest: binding(
      { name: `${namePrefix}${bindingName}`, labels: bindingLabels },
      { kind: 'ClusterRole', name: `${namePrefix}${roleName}` }, { name: accountName(model), namespace }),
  };
}

/** A map as a field, left out where there is nothing in it. */
export function some<K extends string>(field: K, map: Readonly<Record<string, string>>): { [key in K]?: Record<string, string> } {
  return Object.keys(map).length ? { [field]: { ...map } } as { [key in K]: Record<string, string> } : {};
}
