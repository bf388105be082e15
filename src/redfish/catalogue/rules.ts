import type { PolicyRule } from 'kubernetes-types/rbac/v1';

/**
 * What the server asks of the API server in a chassis' namespace, call by call.
 *
 * Starting, stopping and booting are patches of the VirtualMachine; media are volumes that CDI fills, or a pod of the
 * server's own where the source's certificate is not checked. It reads no Secret anywhere.
 *
 * @see https://github.com/v1k0d3n/kubevirt-redfish/blob/v0.2.1/pkg/kubevirt/client.go
 */
export const CHASSIS_RULES: readonly PolicyRule[] = [
  { apiGroups: ['kubevirt.io'], resources: ['virtualmachines'], verbs: ['get', 'list', 'patch', 'update'] },
  { apiGroups: ['kubevirt.io'], resources: ['virtualmachineinstances'], verbs: ['get'] },
  {
    apiGroups: ['subresources.kubevirt.io'],
    resources: ['virtualmachineinstances/pause', 'virtualmachineinstances/unpause'],
    verbs: ['update'],
  },
  { apiGroups: ['cdi.kubevirt.io'], resources: ['datavolumes'], verbs: ['get', 'delete'] },
  { apiGroups: ['cdi.kubevirt.io'], resources: ['volumeimportsources'], verbs: ['get', 'create', 'delete'] },
  { apiGroups: [''], resources: ['persistentvolumeclaims'], verbs: ['get', 'create', 'delete'] },
  { apiGroups: [''], resources: ['pods'], verbs: ['get', 'create', 'delete'] },
  { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
  { apiGroups: [''], resources: ['configmaps'], verbs: ['create'] },
  { apiGroups: [''], resources: ['namespaces'], verbs: ['get'] },
];

/**
 * As above, for the server of kubevirt/redfish-controller: it watches machines, volumes and pods of the namespaces of its
 * chassis.
 *
 * @see https://github.com/kubevirt/redfish-controller/blob/main/pkg/kubevirt/client.go
 */
export const CHASSIS_RULES_CONTROLLER: readonly PolicyRule[] = [
  { apiGroups: ['kubevirt.io'], resources: ['virtualmachines'], verbs: ['get', 'list', 'watch', 'patch'] },
  { apiGroups: ['kubevirt.io'], resources: ['virtualmachineinstances'], verbs: ['get', 'patch'] },
  {
    apiGroups: ['subresources.kubevirt.io'],
    resources: ['virtualmachineinstances/pause', 'virtualmachineinstances/unpause'],
    verbs: ['update'],
  },
  { apiGroups: ['cdi.kubevirt.io'], resources: ['volumeimportsources'], verbs: ['create', 'delete'] },
  { apiGroups: [''], resources: ['persistentvolumeclaims'], verbs: ['get', 'list', 'watch', 'create', 'delete'] },
  { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch', 'create', 'delete'] },
  { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
  { apiGroups: [''], resources: ['namespaces'], verbs: ['get'] },
];

/**
 * The rules of the chart's ClusterRole, which holds in every namespace.
 *
 * @see https://github.com/v1k0d3n/kubevirt-redfish/blob/v0.2.1/helm/templates/rbac.yaml
 */
export const CLUSTER_RULES: readonly PolicyRule[] = [
  {
    apiGroups: ['kubevirt.io'],
    resources: ['virtualmachines', 'virtualmachineinstances'],
    verbs: ['get', 'list', 'watch', 'update', 'patch'],
  },
  {
    apiGroups: ['kubevirt.io'],
    resources: ['virtualmachines/status', 'virtualmachineinstances/status'],
    verbs: ['get', 'list', 'watch', 'patch'],
  },
  {
    apiGroups: ['kubevirt.io'],
    resources: ['virtualmachines/restart', 'virtualmachines/start', 'virtualmachines/stop'],
    verbs: ['create'],
  },
  {
    apiGroups: ['kubevirt.io'],
    resources: ['virtualmachineinstances/pause', 'virtualmachineinstances/unpause'],
    verbs: ['create'],
  },
  {
    apiGroups: ['subresources.kubevirt.io'],
    resources: ['virtualmachineinstances/pause', 'virtualmachineinstances/unpause'],
    verbs: ['create', 'update'],
  },
  {
    apiGroups: [''],
    resources: ['pods', 'services', 'configmaps', 'secrets'],
    verbs: ['get', 'list', 'watch', 'create', 'update', 'delete'],
  },
  { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
  { apiGroups: [''], resources: ['namespaces'], verbs: ['get', 'list'] },
  {
    apiGroups: ['cdi.kubevirt.io'],
    resources: ['datavolumes', 'volumeimportsources'],
    verbs: ['get', 'list', 'create', 'update', 'patch', 'delete'],
  },
  {
    apiGroups: [''],
    resources: ['persistentvolumeclaims'],
    verbs: ['get', 'list', 'create', 'update', 'patch', 'delete'],
  },
  { apiGroups: ['storage.k8s.io'], resources: ['storageclasses'], verbs: ['get', 'list'] },
];

/** As above, for the server of kubevirt/redfish-controller. */
export const CLUSTER_RULES_CONTROLLER: readonly PolicyRule[] = CLUSTER_RULES.map((rule) => (
  rule.resources?.includes('persistentvolumeclaims') ? { ...rule, verbs: [...rule.verbs, 'watch'] } : rule));
