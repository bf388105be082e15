import type { ContainerResources, PercentOrAbsolute } from 'cdk8s-plus-28';
import { PodPlacementProps } from '../placement';
import { checkResources } from './amount-rules';
import { checkPod } from './placement-rules';
import { Problems } from './problems';
import { ImagePullProps } from '../image-pull-props';
import { checkAnnotations, checkLabels, checkOwnLabels } from './rules/labels';
import { checkPercentOrAbsolute } from './rules/updates';

type Texts = { readonly [key: string]: string };

/** Props that constructs with pods share. */
export interface WorkloadProps extends PodPlacementProps, ImagePullProps {
  readonly resources?: ContainerResources;
  readonly commonLabels?: Texts;
  readonly commonAnnotations?: Texts;
  readonly podLabels?: Texts;
  readonly podAnnotations?: Texts;
  readonly serviceAccountAnnotations?: Texts;
  readonly maxUnavailable?: PercentOrAbsolute;
  readonly maxSurge?: PercentOrAbsolute;
}

/**
 * Rules on the props that constructs with pods share.
 *
 * @param ownLabels labels that the construct sets itself, by which its pods are found
 */
export function checkWorkload(props: WorkloadProps, ownLabels: readonly string[], problems: Problems): void {
  for (const prop of ['commonLabels', 'podLabels'] as const) {
    checkLabels(prop, props[prop], problems);
    checkOwnLabels(prop, props[prop], ownLabels, problems);
  }
  for (const prop of ['commonAnnotations', 'podAnnotations', 'serviceAccountAnnotations'] as const) checkAnnotations(prop, props[prop], problems);
  for (const prop of ['maxUnavailable', 'maxSurge'] as const) checkPercentOrAbsolute(prop, props[prop], problems, { zero: true });
  checkPod(props, problems);
  checkResources('resources', props.resources, problems);
}
