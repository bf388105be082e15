export { DpfHcpCrds, DpfHcpCrdsProps } from './dpf-hcp-crds';
export { DpfHcpLogLevel } from './dpf-hcp-log-level';
export { DpfHcpOperator } from './dpf-hcp-operator';
export { DpfHcpOperatorPreset } from './dpf-hcp-operator-preset';
export { DpfHcpConfig, DpfHcpHealthProbe, DpfHcpOperatorProps, DpfHcpProbeTiming } from './dpf-hcp-operator-props';
export { DpfHcpCustomPlacementOptions, DpfHcpPlacement, DpfHcpPlacementOptions } from './dpf-hcp-placement';
export { DpfHcpProvisioner } from './dpf-hcp-provisioner';
export {
  DpfHcpAvailabilityPolicy, DpfHcpClusterNetwork, DpfHcpNetwork, DpfHcpNetworking, DpfHcpObjectRef, DpfHcpProvisionerProps,
} from './dpf-hcp-provisioner-props';
export { DpfHcpRelease } from './dpf-hcp-release';
