import { Problems } from '../../common/private/problems';
import { checkAnnotations, checkLabels } from '../../common/private/rules/labels';
import { isLabelValue } from '../../common/private/rules/names';
import { checkPercentOrAbsolute } from '../../common/private/rules/updates';
import { ROLE_LABEL } from '../catalogue/names';
import { DpuWorkerConfigProps, DpuWorkerTopology } from '../dpu-worker-config-props';

/** Rules on the props: what an API server would refuse. */
export function check(props: DpuWorkerConfigProps, problems: Problems): void {
  for (const prop of ['instance', 'appName'] as const) {
    const value = props[prop];
    if (value !== undefined && !(value && isLabelValue(value))) {
      problems.add(prop, value, 'a label value: 1 to 63 letters, digits, "-", "_" and "."', 'Leave it out for the default.');
    }
  }
  checkPercentOrAbsolute('maxUnavailable', props.maxUnavailable, problems, { zero: false });
  checkLabels('commonLabels', props.commonLabels, problems);
  checkAnnotations('commonAnnotations', props.commonAnnotations, problems);
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
