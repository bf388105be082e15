import { ContainerImage } from '../../common';
import { PeerPodsManagerOptions } from '../manager-options';

/** Properties of `PeerPodConfigController`. */
export interface PeerPodConfigControllerProps extends PeerPodsManagerOptions {
  /**
   * The image of the adaptor that the controller runs. Up to release 0.9.0: newer ones announce a limit of their own.
   * @default - quay.io/confidential-containers/cloud-api-adaptor:v0.9.0
   */
  readonly adaptorImage?: ContainerImage;
}
