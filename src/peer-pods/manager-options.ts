import type { ContainerResources } from 'cdk8s-plus-28';
import { MetricsEndpoint } from './metrics-endpoint';
import { ContainerImage, ImagePullProps, PodPlacementProps } from '../common';

/**
 * What the webhook and the controllers of peer pods have in common: how their pods run. They have the priority class
 * `system-cluster-critical`.
 */
export interface PeerPodsManagerOptions extends PodPlacementProps, ImagePullProps {
  /**
   * The image.
   * @default - upstream's, with the tag of the release
   */
  readonly image?: ContainerImage;

  /**
   * CPU and memory of the program. What is given for one of them replaces both its request and its limit.
   * @default - requests 10m and 64Mi, limits 500m and 128Mi
   */
  readonly resources?: ContainerResources;

  /**
   * Who may read the program's metrics.
   * @default - MetricsEndpoint.authenticated()
   */
  readonly metrics?: MetricsEndpoint;
}
