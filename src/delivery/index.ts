export {
  ArgoCdApplications, ArgoCdApplicationSetProps, ArgoCdCluster, ArgoCdDeliveryProps, ArgoCdGenerator, ArgoCdIgnoreDifference,
  ArgoCdRetry, ArgoCdRolloutStep,
} from './argo-cd-delivery-props';
export { Delivery } from './delivery';
export { FluxDeletionPolicy, FluxDeliveryProps } from './flux-delivery-props';
export { FluxGitOptions, FluxOciOptions, FluxSource } from './flux-source';
export { ImageLock } from './image-lock';
export { ImagePolicy } from './image-policy';
export { ImagePolicyProps } from './image-policy-props';
export { KubectlDeliveryProps } from './kubectl-delivery-props';
export { SynthesizedApp, SynthSummary } from './synth-summary';
export { UninstallPhase, UninstallPhaseOptions } from './uninstall-phase';
