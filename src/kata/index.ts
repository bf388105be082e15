export { ArchitectureDefaultShim, HostOs, KataRuntimeProps, RuntimeClasses } from './kata-runtime-props';
export { CustomKataShimOptions, KataShim, KataShimOptions, PullType } from './kata-shim';
export { IKataRuntime, KataRuntime, KataRuntimeAttributes } from './kata-runtime';
export { KataRelease } from './kata-release';
export { KataRuntimeClass } from './kata-runtime-class';
export { Snapshotter } from './snapshotter';
