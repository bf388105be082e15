/**
 * When the kubelet pulls an image.
 *
 * @see https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy
 */
export enum ImagePullPolicy {
  /** Ask the registry at each start of a container; layers that the node has are not pulled again. */
  ALWAYS = 'Always',
  /** Pull only images that the node does not have. */
  IF_NOT_PRESENT = 'IfNotPresent',
  /** Never pull: the image must be on the node. */
  NEVER = 'Never',
  /** Leave it to Kubernetes, which looks at the tag: `Always` for `latest`, `IfNotPresent` for any other. */
  BY_TAG = '',
}
