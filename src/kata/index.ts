export {
  DaemonSetDeploymentProps, JobCleanupSelection, JobDeploymentProps, KataDeployment, KataProbe, KataUpdateStrategy,
} from './kata-deployment';
export {
  CustomKataRuntime, ErofsMergeMode, ErofsOptions, ErofsSnapshotterMode, KataContainerdOptions, KataLogLevel, KataMonitorOptions,
  KataVerificationOptions, NodeFeatureDiscovery, StartupTaint,
} from './kata-runtime-options';
export { ArchitectureDefaultShim, HostOs, KataRuntimeProps, RuntimeClasses } from './kata-runtime-props';
export { CustomKataShimOptions, KataShim, KataShimOptions, PullType } from './kata-shim';
export { IKataRuntime, KataRuntime, KataRuntimeAttributes } from './kata-runtime';
export { KataRelease } from './kata-release';
export { KataRuntimeClass } from './kata-runtime-class';
export { KataRuntimeClassOptions } from './kata-runtime-class-options';
export { Snapshotter } from './snapshotter';
export { Tee } from './tee';
