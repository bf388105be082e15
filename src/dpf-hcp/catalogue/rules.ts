import type { PolicyRule } from 'kubernetes-types/rbac/v1';

const READ = ['get', 'list', 'watch'];
const ALL = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];

function rule(apiGroup: string, resources: string[], verbs: string[]): PolicyRule {
  return { apiGroups: [apiGroup], resources, verbs };
}

/** The operator's own kind, and the objects that it makes for each, the same in every edition. */
const COMMON: readonly PolicyRule[] = [
  rule('provisioning.dpu.hcp.io', ['dpfhcpprovisioners'], ALL),
  rule('provisioning.dpu.hcp.io', ['dpfhcpprovisioners/finalizers'], ['update']),
  rule('provisioning.dpu.hcp.io', ['dpfhcpprovisioners/status'], ['get', 'patch', 'update']),
  rule('provisioning.dpu.nvidia.com', ['dpuclusters'], ['get', 'list', 'patch', 'update', 'watch']),
  rule('hypershift.openshift.io', ['hostedclusters', 'nodepools'], ALL),
  rule('hypershift.openshift.io', ['hostedclusters/status', 'nodepools/status'], ['get']),
  rule('coordination.k8s.io', ['leases'], ALL),
  rule('', ['events'], ['create', 'patch']),
  rule('', ['namespaces'], ['create', ...READ]),
  rule('', ['secrets'], ALL),
];

/** 0.1.0-pre: reads BlueField images from a ConfigMap. */
export const MANAGER_RULES_0_1_0_PRE: readonly PolicyRule[] = [
  ...COMMON,
  rule('', ['configmaps', 'nodes'], READ),
];

/** 0.1.0: writes ignition and templates of DPU services, and configures MetalLB. */
export const MANAGER_RULES_0_1_0: readonly PolicyRule[] = [
  ...COMMON,
  rule('provisioning.dpu.hcp.io', ['dpfhcpprovisionerconfigs'], READ),
  rule('', ['configmaps'], ALL),
  rule('', ['nodes', 'services'], READ),
  rule('apps', ['daemonsets'], READ),
  rule('config.openshift.io', ['clusterversions'], READ),
  rule('metallb.io', ['ipaddresspools', 'l2advertisements'], ALL),
  rule('operator.dpu.nvidia.com', ['dpfoperatorconfigs'], ['get', 'list', 'patch', 'watch']),
  rule('provisioning.dpu.nvidia.com', ['dpuflavors', 'dpus'], READ),
  rule('svc.dpu.nvidia.com', ['dpudeployments'], READ),
  rule('svc.dpu.nvidia.com', ['dpuservicetemplates'], ALL),
];

export const OPENSHIFT_CONFIG_RULES_0_1_0: readonly PolicyRule[] = [rule('', ['secrets'], READ)];

/** A right that the source of an operator uses. */
export interface OperatorNeed {
  readonly apiGroup: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** What for: a part of a sentence. */
  readonly reason: string;
}

function need(apiGroup: string, resources: string[], verbs: string[], reason: string): OperatorNeed {
  return { apiGroup, resources, verbs, reason };
}

const OWN = ['create', 'delete', 'get', 'list', 'update', 'watch'];

/** Found in the sources of both editions: controllers, finalizers and caches. Caches ask for list and watch. */
const COMMON_NEEDS: readonly OperatorNeed[] = [
  need('provisioning.dpu.hcp.io', ['dpfhcpprovisioners'], [...READ, 'update'], 'what it reconciles; it adds and removes its finalizer'),
  need('provisioning.dpu.hcp.io', ['dpfhcpprovisioners/finalizers'], ['update'], 'OpenShift asks for it where an owner reference blocks deletion'),
  need('provisioning.dpu.hcp.io', ['dpfhcpprovisioners/status'], ['update'], 'conditions and the phase'),
  need('provisioning.dpu.nvidia.com', ['dpuclusters'], [...READ, 'update'], 'finds the cluster of a provisioner, and tells it its kubeconfig'),
  need('coordination.k8s.io', ['leases'], ['create', 'get', 'update'], 'the election of a leader'),
  need('', ['events'], ['create', 'patch'], 'what happened, beside the objects'),
  need('', ['secrets'], OWN, 'copies of pull secrets and SSH keys, the etcd key, and the kubeconfig'),
];

/** @see https://github.com/rh-ecosystem-edge/dpf-hcp-provisioner-operator/tree/10bac924 */
export const OPERATOR_NEEDS_0_1_0_PRE: readonly OperatorNeed[] = [
  ...COMMON_NEEDS,
  need('hypershift.openshift.io', ['hostedclusters', 'nodepools'], ['create', 'delete', ...READ], 'the hosted cluster of each provisioner'),
  need('', ['configmaps'], READ, 'which BlueField image goes with which version'),
  need('', ['nodes'], ['list', 'watch'], 'the addresses of the control plane'),
];

/** @see https://github.com/rh-ecosystem-edge/dpf-hcp-provisioner-operator */
export const OPERATOR_NEEDS_0_1_0: readonly OperatorNeed[] = [
  ...COMMON_NEEDS,
  need('hypershift.openshift.io', ['hostedclusters', 'nodepools'], OWN, 'the hosted cluster of each provisioner'),
  need('provisioning.dpu.hcp.io', ['dpfhcpprovisionerconfigs'], READ, 'its settings'),
  need('', ['configmaps'], OWN, 'ignition, and templates of DPU services'),
  need('', ['nodes'], ['list', 'watch'], 'the addresses of the control plane'),
  need('', ['services'], READ, 'the registry of BlueField images, where no address is set'),
  need('apps', ['daemonsets'], READ, 'OVN of the hosted cluster, whose image the templates name'),
  need('config.openshift.io', ['clusterversions'], READ, 'the version of OpenShift'),
  need('metallb.io', ['ipaddresspools', 'l2advertisements'], OWN, 'the address of the hosted API server, by MetalLB'),
  need('operator.dpu.nvidia.com', ['dpfoperatorconfigs'], ['list', 'watch'], 'settings of DPF'),
  need('provisioning.dpu.nvidia.com', ['dpuflavors'], READ, 'what ignition configures'),
  need('provisioning.dpu.nvidia.com', ['dpus'], ['list', 'watch'], 'whose certificates it signs'),
  need('svc.dpu.nvidia.com', ['dpudeployments'], READ, 'which flavor the DPUs have'),
  need('svc.dpu.nvidia.com', ['dpuservicetemplates'], OWN, 'the services of DPUs'),
];

/** As a role has them. */
export function rulesOf(needs: readonly OperatorNeed[]): PolicyRule[] {
  return needs.map(({ apiGroup, resources, verbs }) => rule(apiGroup, [...resources], [...verbs].sort()));
}
