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
