import type { NodeAffinity } from 'kubernetes-types/core/v1';
import { instanceLabel } from './objects/node-selectors';
import { KATA_LABEL } from '../../common/private/kata-label';

/** Where a label is asked for: keys of maps and indexes of lists. */
export type LabelPath = readonly (string | number)[];

/** Which nodes something is for. */
export interface NodeSelection {
  readonly nodeSelector?: Readonly<Record<string, unknown>>;
  readonly nodeAffinity?: NodeAffinity;
}

/** Where a selection asks for labels that the installation itself sets: no node has them before. */
export function ownLabelsIn({ nodeSelector = {}, nodeAffinity }: NodeSelection, suffix: string | undefined): LabelPath[] {
  const own: readonly string[] = [KATA_LABEL, instanceLabel({ suffix: suffix ?? '' })];
  const terms = nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  return [
    ...own.filter((label) => Object.prototype.hasOwnProperty.call(nodeSelector, label)).map((label) => ['nodeSelector', label]),
    ...terms.flatMap(({ matchExpressions }, term) => (matchExpressions ?? []).flatMap(({ key, operator }, index) => (
      own.includes(key) && !['NotIn', 'DoesNotExist'].includes(operator)
        ? [['affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms', term, 'matchExpressions', index, 'key']]
        : []))),
  ];
}
