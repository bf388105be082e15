import type { ISecret } from 'cdk8s-plus-28';
import { ImagePullPolicy } from './image-pull-policy';

/** How images are pulled: the same props in every construct. */
export interface ImagePullProps {
  /**
   * When an image is pulled.
   * @default - ImagePullPolicy.IF_NOT_PRESENT, unless the construct says otherwise
   */
  readonly imagePullPolicy?: ImagePullPolicy;

  /**
   * Secrets with the credentials of the images' registries, in the namespace of the pods.
   * @default - none
   */
  readonly imagePullSecrets?: ISecret[];
}
