/** Names that OpenShift, OVN-Kubernetes and the chart agree on. */

export const NAME = 'dpu-worker-config';
export const PART_OF = 'dpf-hcp-provisioner-operator';

/** The label of a MachineConfig that says which pools take it. */
export const ROLE_LABEL = 'machineconfiguration.openshift.io/role';
export const WORKER_ROLE = 'worker';

/** The pool of DPU workers, their role, and the label of their nodes. */
export const DPU_WORKER_ROLE = 'worker-dpu';
export const DPU_WORKER_LABEL = `node-role.kubernetes.io/${DPU_WORKER_ROLE}`;

export const MACHINE_CONFIG = 'dpu-worker-configuration';
export const IGNITION_VERSION = '3.2.0';

/** The namespace of the cluster network operator, which reads both ConfigMaps by their names. */
export const NETWORK_OPERATOR = 'openshift-network-operator';
export const HARDWARE_OFFLOAD = {
  name: 'hardware-offload-config',
  data: { 'dpu-host-mode-label': 'feature.node.kubernetes.io/dpu-enabled=', 'mgmt-port-resource-name': 'openshift.io/bf3-p0-vfs-mgmt' },
};
/** Turns off network-node-identity, whose webhook would refuse what OVN-Kubernetes on a DPU writes about its host. */
export const NODE_IDENTITY = { name: 'network-node-identity', data: { enabled: 'false' } };
