import type { Affinity, LocalObjectReference, PodSpec, Toleration as KubeToleration } from 'kubernetes-types/core/v1';
import { sortedMap } from './sorted-map';
import type { ImagePullProps } from '../image-pull-props';
import type { PodPlacementProps, Toleration } from '../placement';

/** Where pods run, and with which Secrets their images are pulled: the fields of a pod. */
export type PodPlacement = Pick<PodSpec, 'affinity' | 'imagePullSecrets' | 'nodeSelector' | 'priorityClassName' | 'tolerations'>;

/** The same as props, or as fields of a pod. */
interface Placed {
  readonly affinity?: PodPlacementProps['affinity'] | Affinity;
  readonly imagePullSecrets?: ImagePullProps['imagePullSecrets'] | readonly LocalObjectReference[];
  readonly nodeSelector?: PodPlacementProps['nodeSelector'];
  readonly priorityClassName?: string;
  readonly tolerations?: readonly (Toleration | KubeToleration)[];
}

/** Fields of a pod; what is empty is left out. */
export function podPlacement(
  { affinity = {}, imagePullSecrets = [], nodeSelector = {}, priorityClassName, tolerations = [] }: Placed,
): PodPlacement {
  return {
    ...(Object.keys(affinity).length ? { affinity: affinity as Affinity } : {}),
    ...(imagePullSecrets.length ? { imagePullSecrets: imagePullSecrets.map(({ name }) => ({ name })) } : {}),
    ...(Object.keys(nodeSelector).length ? { nodeSelector: sortedMap(nodeSelector) } : {}),
    ...(priorityClassName ? { priorityClassName } : {}),
    ...(tolerations.length ? { tolerations: tolerations.map((one) => ({ ...one })) } : {}),
  };
}
