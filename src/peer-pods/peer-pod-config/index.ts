export { PeerPodConfig } from './peer-pod-config';
export { PeerPodConfigController } from './peer-pod-config-controller';
export { PeerPodConfigControllerProps } from './peer-pod-config-controller-props';
export { PeerPodConfigProps } from './peer-pod-config-props';
