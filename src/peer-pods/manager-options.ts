import type { ContainerResources } from 'cdk8s-plus-28';
import { MetricsEndpoint } from './metrics-endpoint';
import { ContainerImage, ImagePullProps, PodPlacementProps } from '../common';

/**
 * Common options of the webhook and the controllers of peer pods: how their pods run. They have the priority class
 * `system-cluster-critical`.
 */
export interface PeerPodsManagerOptions extends PodPlacementProps, ImagePullProps {
  /**
   * The image.
   * @default - upstream's, with the tag of the release
   */
  readonly image?: ContainerImage;

  /**
   * Resources of the program. Setting CPU, memory or ephemeral storage replaces both its request and its limit; `{}` omits
   * both.
   * @default - requests 10m, 64Mi and 64Mi, limits 500m, 128Mi and 1Gi
   */
  readonly resources?: ContainerResources;

  /**
   * Access to the program's metrics.
   * @default - MetricsEndpoint.authenticated()
   */
  readonly metrics?: MetricsEndpoint;

  /**
   * Make the root file systems of the containers read-only. Set it to false for an image that writes outside of `/tmp`.
   * @default true
   */
  readonly readOnlyRootFilesystem?: boolean;

  /**
   * Emit a NetworkPolicy that lets the pods be reached at the ports that the program is made for, and at no other. It does not
   * limit where they connect to.
   * @default true
   */
  readonly networkPolicy?: boolean;
}
