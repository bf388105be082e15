import type { Affinity, PodSpec } from 'kubernetes-types/core/v1';
import { sortedMap } from './sorted-map';
import type { ImagePullProps } from '../image-pull-props';
import type { PodPlacementProps } from '../placement';

/** Where pods run, and with which Secrets their images are pulled: the fields of a pod. */
export type PodPlacement = Pick<PodSpec, 'affinity' | 'imagePullSecrets' | 'nodeSelector' | 'priorityClassName' | 'tolerations'>;

/** Fields of a pod that props say; what is empty is left out. */
export function podPlacement(
  { affinity = {}, imagePullSecrets = [], nodeSelector = {}, priorityClassName, tolerations = [] }: PodPlacementProps & Pick<ImagePullProps, 'imagePullSecrets'>,
): PodPlacement {
  return {
    ...(Object.keys(affinity).length ? { affinity: affinity as Affinity } : {}),
    ...(imagePullSecrets.length ? { imagePullSecrets: imagePullSecrets.map(({ name }) => ({ name })) } : {}),
    ...(Object.keys(nodeSelector).length ? { nodeSelector: sortedMap(nodeSelector) } : {}),
    ...(priorityClassName ? { priorityClassName } : {}),
    ...(tolerations.length ? { tolerations: tolerations.map((one) => ({ ...one })) } : {}),
  };
}
