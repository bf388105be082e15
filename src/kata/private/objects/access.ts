import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { pullsInGuest } from './environment';
import { binding, clusterRole, role } from '../../../common/private/access-objects';
import { Emission } from '../../../common/private/emission';
import { Manifest, serviceAccount } from '../../../common/private/manifest';
import { KataModel } from '../model';
import { objectNames } from '../names';

/** All that the programs may do with objects of a kind. */
const EVERYTHING = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];
const NODE_RULE: PolicyRule = { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'patch'] };
const KUBELET_RULE: PolicyRule = { apiGroups: [''], resources: ['nodes/proxy'], verbs: ['get'] };
const runtimeClassRule = (verbs: string[]): PolicyRule => ({ apiGroups: ['node.k8s.io'], resources: ['runtimeclasses'], verbs });
const daemonSetRule = (verbs: string[]): PolicyRule => ({ apiGroups: ['apps'], resources: ['daemonsets'], verbs });
const nodeFeatureRules = (verbs: string[]): PolicyRule[] => [
  { apiGroups: ['apiextensions.k8s.io'], resources: ['customresourcedefinitions'], verbs: ['get', 'list'] },
  { apiGroups: ['nfd.k8s-sigs.io'], resources: ['nodefeaturerules'], verbs },
];
/** Where the program adds the keys of TEEs to RuntimeClasses, and makes the rule by which they are counted. */
export const TEE_RULES: PolicyRule[] = [runtimeClassRule(['get', 'list', 'patch']), ...nodeFeatureRules(EVERYTHING)];

/** What the installation may do in the API: kata-deploy on its node, the dispatcher everywhere. */
export function installAccess(model: KataModel, namespace: string): Emission[] {
  const { mode, release } = model;
  const names = objectNames(model);
  return [
    ...(mode === 'daemonset' || !release.dispatcherOwnsNodes ? access(names, namespace, kataDeployRules(model)) : []),
    ...(mode === 'job' ? [
      ...identified('Dispatcher', access(names.dispatcher, namespace, dispatcherRules(model))),
      ...namespaced('Dispatcher', names.dispatcher, namespace, [jobsRule(model)]),
    ] : []),
  ];
}

/** What kata-deploy does on its own node. */
function kataDeployRules({ release }: KataModel): PolicyRule[] {
  const { createsRuntimeClasses, makesNodeFeatureRules } = release;
  return [
    NODE_RULE,
    ...(release.kubeletSettings ? [KUBELET_RULE] : []),
    ...(createsRuntimeClasses ? [runtimeClassRule(EVERYTHING)] : makesNodeFeatureRules ? TEE_RULES : []),
    ...(createsRuntimeClasses && makesNodeFeatureRules ? nodeFeatureRules(['create', 'get', 'list', 'watch']) : []),
    ...(release.watchesDaemonSets ? [daemonSetRule(['get', 'list', 'watch'])] : []),
  ];
}

/** What it does to clean its node: it looks for other installations too, whose nodes keep their label. */
export function cleanupRules({ release }: KataModel): PolicyRule[] {
  return [
    NODE_RULE,
    ...(release.createsRuntimeClasses ? [runtimeClassRule(EVERYTHING)] : []),
    ...(release.makesNodeFeatureRules ? nodeFeatureRules(['delete', 'get', 'list', 'watch']) : []),
    daemonSetRule(release.watchesDaemonSets ? ['get', 'list', 'watch'] : ['list']),
  ];
}

/** What the dispatcher does with nodes. */
function dispatcherRules(model: KataModel): PolicyRule[] {
  const { release } = model;
  const verbs = release.dispatcherOwnsNodes ? ['list', 'get', 'patch'] : ['list'];
  return [
    { apiGroups: [''], resources: ['nodes'], verbs },
    ...(release.dispatcherOwnsNodes && pullsLong(model) ? [KUBELET_RULE] : []),
  ];
}

/** What the dispatcher does with the Jobs of nodes. */
export function jobsRule({ release }: KataModel): PolicyRule {
  const listing = release.dispatcherOwnsNodes ? ['list'] : release.dispatcherWatchesJobs ? ['list', 'watch'] : [];
  return { apiGroups: ['batch'], resources: ['jobs'], verbs: ['create', 'get', ...listing, 'delete'] };
}

/** True where containers may take longer to come up than the kubelet waits: images are pulled or converted meanwhile. */
export function pullsLong({ shims, snapshotter, customRuntimes }: KataModel): boolean {
  return shims.some((shim) => shim.architectures.length && pullsInGuest(shim))
    || snapshotter.setup.join(',').includes('erofs')
    || customRuntimes.some(({ pullType }) => pullType.includes('guest-pull'));
}

/** A service account and what it may do in the cluster. */
export function access(
  names: { readonly serviceAccount: string; readonly clusterRole: string; readonly clusterRoleBinding: string },
  namespace: string,
  rules: PolicyRule[],
): Emission[] {
  const { serviceAccount: name, clusterRole: roleName, clusterRoleBinding } = names;
  return [
    { id: 'ServiceAccount', manifest: serviceAccount({ name, namespace }) },
    { id: 'ClusterRole', manifest: clusterRole({ name: roleName }, rules) },
    { id: 'ClusterRoleBinding', manifest: binding({ name: clusterRoleBinding }, { kind: 'ClusterRole', name: roleName }, { name, namespace }) },
  ];
}

/** The same objects with other ids. */
export function identified(prefix: string, emissions: Emission[]): Emission[] {
  return emissions.map(({ id, manifest }) => ({ id: `${prefix}${id}`, manifest }));
}

/** The same objects with labels. */
export function labelled(labels: Record<string, string>, emissions: Emission[]): Emission[] {
  const withLabels = (manifest: Manifest) => ({ ...manifest, metadata: { ...manifest.metadata, labels } }) as Manifest;
  return emissions.map(({ id, manifest }) => ({ id, manifest: withLabels(manifest) }));
}

/** What a service account may do in one namespace: its own, unless you name another one as `accountNamespace`. */
export function namespaced(
  prefix: string,
  names: { readonly serviceAccount: string; readonly role: string; readonly roleBinding: string },
  namespace: string,
  rules: PolicyRule[],
  accountNamespace = namespace,
): Emission[] {
  const account = { name: names.serviceAccount, namespace: accountNamespace };
  return [
    { id: `${prefix}Role`, manifest: role({ name: names.role, namespace }, rules) },
    { id: `${prefix}RoleBinding`, manifest: binding({ name: names.roleBinding, namespace }, { kind: 'Role', name: names.role }, account) },
  ];
}
