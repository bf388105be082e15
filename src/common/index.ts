export { Architecture } from './architecture';
export { ContainerImage, ContainerImageOptions } from './container-image';
export { ImagePullPolicy } from './image-pull-policy';
export { KubernetesDistribution } from './kubernetes-distribution';
export { IUninstallable } from './lifecycle';
export { INodeStep, NodeGate } from './node-step';
export { TaintEffect, Toleration, TolerationOperator } from './placement';
export { PrivilegedNamespace, PrivilegedNamespaceProps } from './privileged-namespace';
