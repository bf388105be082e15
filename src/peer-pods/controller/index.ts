export { PeerPodController } from './peer-pod-controller';
export { PeerPodControllerOptions, PeerPodControllerProps } from './peer-pod-controller-props';
export { PeerPodsCrds, PeerPodsCrdsProps, PeerPodsResource } from './peer-pods-crds';
