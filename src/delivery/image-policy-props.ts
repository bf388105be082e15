import type { ISecret } from 'cdk8s-plus-28';

/** Properties of `ImagePolicy`. */
export interface ImagePolicyProps {
  /**
   * Where images are pulled from instead, by registry, or by registry and the beginning of the path. The longest that fits
   * counts: `{ 'quay.io': 'registry.example.com/quay' }`.
   * @default - none
   */
  readonly mirrors?: { [prefix: string]: string };

  /**
   * The digests of images, by their names with tags, before mirrors: the content of a lock file. `ImageLock.read` reads one.
   * @default - none
   */
  readonly digests?: { [image: string]: string };

  /**
   * Every image must have a digest, by itself or from `digests`.
   * @default false
   */
  readonly requireDigests?: boolean;

  /**
   * The registries that images may come from, after mirrors, each by name or with the beginning of the path.
   * @default - all
   */
  readonly allowedRegistries?: string[];

  /**
   * Secrets with credentials of the registries, in the namespaces of the pods. Pods get them in addition to their own.
   * @default - none
   */
  readonly pullSecrets?: ISecret[];
}
