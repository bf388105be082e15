import type { ContainerResources, ISecret } from 'cdk8s-plus-28';
import { MetricsEndpoint } from './metrics-endpoint';
import { ContainerImage, ImagePullPolicy, Toleration } from '../common';

/** What the webhook and the controllers of peer pods have in common: how their pods run. */
export interface PeerPodsManagerOptions {
  /**
   * The image.
   * @default - upstream's, with the tag of the release
   */
  readonly image?: ContainerImage;

  /**
   * When the image is pulled.
   * @default ImagePullPolicy.IF_NOT_PRESENT
   */
  readonly imagePullPolicy?: ImagePullPolicy;

  /**
   * Secrets with the credentials of the images' registries, in the namespace of the pods.
   * @default - none
   */
  readonly imagePullSecrets?: ISecret[];

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

  /**
   * Labels of the nodes that may run the pods.
   * @default - every node
   */
  readonly nodeSelector?: { [label: string]: string };

  /**
   * Taints of nodes that may run the pods all the same.
   * @default - none
   */
  readonly tolerations?: Toleration[];

  /**
   * The priority class of the pods. Empty: none.
   * @default 'system-cluster-critical'
   */
  readonly priorityClassName?: string;
}
