import { checkWhole } from '../../common/private/number-rules';
import { Problems } from '../../common/private/problems';
import { checkAnnotations, checkLabels } from '../../common/private/rules/labels';
import { isLabelValue } from '../../common/private/rules/names';
import { checkTypes, instanceOf, Kind, memberOf } from '../../common/private/types';
import { ROLE_LABEL } from '../catalogue/names';
import { DpuWorkerConfigProps, DpuWorkerTopology } from '../dpu-worker-config-props';
import { DpuWorkerRelease } from '../dpu-worker-release';

/** What each prop must be, for callers without a compiler. The type makes the list complete. */
const PROPS: Record<keyof DpuWorkerConfigProps, Kind> = {
  release: instanceOf(DpuWorkerRelease),
  controlPlaneTopology: memberOf('DpuWorkerTopology', DpuWorkerTopology),
  instance: 'text',
  appName: 'text',
  maxUnavailable: 'for a rule of its own',
  paused: 'boolean',
  commonLabels: 'texts by name',
  commonAnnotations: 'texts by name',
};

/**
 * Rules on the props: what an API server would refuse.
 *
 * @returns whether each prop is of its type, so that other rules may look at them
 */
export function check(props: DpuWorkerConfigProps, problems: Problems): boolean {
  if (!checkTypes(props, PROPS, problems)) return false;
  for (const prop of ['instance', 'appName'] as const) {
    const value = props[prop];
    if (value !== undefined && !(value && isLabelValue(value))) {
      problems.add(prop, value, 'a label value: 1 to 63 letters, digits, "-", "_" and "."', 'Leave it out for the default.');
    }
  }
  checkWhole('maxUnavailable', props.maxUnavailable, 1, 2 ** 31 - 1, problems);
  checkLabels('commonLabels', props.commonLabels, problems);
  checkAnnotations('commonAnnotations', props.commonAnnotations, problems);
  return true;
}

/** Rules that upstream's chart does not have: it emits what nobody wants. */
export function checkSafety(props: DpuWorkerConfigProps, problems: Problems): void {
  const role = props.commonLabels?.[ROLE_LABEL];
  if (role !== undefined) {
    problems.add(`commonLabels["${ROLE_LABEL}"]`, role, 'other labels', 'It says which nodes take the MachineConfig: use `controlPlaneTopology`.');
  }
  if (props.controlPlaneTopology !== DpuWorkerTopology.SINGLE_REPLICA) return;
  for (const prop of ['maxUnavailable', 'paused'] as const) {
    if (props[prop] !== undefined) {
      problems.addSentence(prop, 'has no effect with the topology SingleReplica, where there is no pool worker-dpu. Leave it out, and configure the pool worker.');
    }
  }
}
