import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { pullsInGuest } from './environment';
import { PerShimModel } from './model';
import { perShimNames } from './names';
import { binding, role } from '../../../common/private/access-objects';
import { Emission } from '../../../common/private/emission';
import { Manifest } from '../../../common/private/manifest';
import { access } from '../per-list/rbac';

/** All that the programs may do with objects of a kind. */
export const EVERYTHING = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];
const NODE_RULE: PolicyRule = { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'patch'] };
const KUBELET_RULE: PolicyRule = { apiGroups: [''], resources: ['nodes/proxy'], verbs: ['get'] };
const DAEMON_SETS_RULE: PolicyRule = { apiGroups: ['apps'], resources: ['daemonsets'], verbs: ['get', 'list', 'watch'] };
/** For releases whose program makes the rule for Node Feature Discovery, and adds the keys of TEEs to RuntimeClasses. */
export const TEE_RULES: PolicyRule[] = [
  { apiGroups: ['node.k8s.io'], resources: ['runtimeclasses'], verbs: ['get', 'list', 'patch'] },
  { apiGroups: ['apiextensions.k8s.io'], resources: ['customresourcedefinitions'], verbs: ['get', 'list'] },
  { apiGroups: ['nfd.k8s-sigs.io'], resources: ['nodefeaturerules'], verbs: EVERYTHING },
];
/** The same, for releases that can make RuntimeClasses themselves. */
const CREATING_RULES: PolicyRule[] = [
  { apiGroups: ['node.k8s.io'], resources: ['runtimeclasses'], verbs: EVERYTHING },
  { apiGroups: ['apiextensions.k8s.io'], resources: ['customresourcedefinitions'], verbs: ['get', 'list'] },
  { apiGroups: ['nfd.k8s-sigs.io'], resources: ['nodefeaturerules'], verbs: ['create', 'get', 'list', 'watch'] },
];

/** What the installation may do in the API: kata-deploy on its node, the dispatcher everywhere. */
export function installAccess(settings: PerShimModel, namespace: string): Emission[] {
  const { mode, release } = settings;
  const names = perShimNames(settings);
  return [
    ...(mode === 'daemonset' || !release.dispatcherOwnsNodes ? access(names, namespace, kataDeployRules(settings)) : []),
    ...(mode === 'job' ? [
      ...identified('Dispatcher', access(names.dispatcher, namespace, dispatcherRules(settings))),
      ...namespaced('Dispatcher', names.dispatcher, namespace, [jobsRule(settings)]),
    ] : []),
  ];
}

/** What kata-deploy does on its own node. */
function kataDeployRules({ release }: PerShimModel): PolicyRule[] {
  return [
    NODE_RULE,
    ...(release.kubeletSettings ? [KUBELET_RULE] : []),
    ...(release.nodeFeatureRules ? [] : release.createsRuntimeClasses ? CREATING_RULES : TEE_RULES),
    DAEMON_SETS_RULE,
  ];
}

/** What the dispatcher does with nodes. */
function dispatcherRules(settings: PerShimModel): PolicyRule[] {
  const { release } = settings;
  const verbs = release.dispatcherOwnsNodes ? ['list', 'get', 'patch'] : ['list'];
  return [
    { apiGroups: [''], resources: ['nodes'], verbs },
    ...(release.dispatcherOwnsNodes && pullsLong(settings) ? [KUBELET_RULE] : []),
  ];
}

/** What the dispatcher does with the Jobs of nodes. */
export function jobsRule({ release }: PerShimModel): PolicyRule {
  const listing = release.dispatcherOwnsNodes ? ['list'] : release.dispatcherWatchesJobs ? ['list', 'watch'] : [];
  return { apiGroups: ['batch'], resources: ['jobs'], verbs: ['create', 'get', ...listing, 'delete'] };
}

/** True where containers may take longer to come up than the kubelet waits: images are pulled or converted meanwhile. */
export function pullsLong({ shims, snapshotter, customRuntimes }: PerShimModel): boolean {
  return shims.some((shim) => shim.architectures.length && pullsInGuest(shim))
    || snapshotter.setup.join(',').includes('erofs')
    || customRuntimes.some(({ pullType }) => pullType.includes('guest-pull'));
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
