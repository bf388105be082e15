import { checkNames } from './manager/resolve';
import { checkResources } from './manager/resources';
import { checkTlsProfile } from './tls-rules';
import { checkPlacement } from '../../common/private/placement-rules';
import { Problems } from '../../common/private/problems';
import { show } from '../../common/private/redact';
import { checkAnnotations, checkLabels, checkOwnLabels } from '../../common/private/rules/labels';
import { isNamePart } from '../../common/private/rules/names';
import { PeerPodsReleaseFacts } from '../catalogue/releases';
import { PeerPodsCaaProps } from '../peer-pods-caa-props';

/** Rules on single values that are not settings of the adaptor. */
export function checkValues(props: PeerPodsCaaProps, release: PeerPodsReleaseFacts, problems: Problems): void {
  checkPlacement(props, problems);
  checkResources('resources', props.resources, problems);
  checkNames(props, problems);
  checkTlsProfile(props, release, problems);
  if (props.clusterName !== undefined && !isNamePart(props.clusterName)) {
    problems.add('clusterName', props.clusterName, 'letters, digits, "-", "_" and ".", at most 63 characters', 'Every cloud must take it as the value of a tag.');
  }
  checkLabels('podLabels', props.podLabels, problems);
  checkOwnLabels('podLabels', props.podLabels, ['app'], problems);
  checkAnnotations('serviceAccountAnnotations', props.serviceAccountAnnotations, problems);
  checkUpdate(props, problems);
}

/** Rules of the API server on the update of a DaemonSet. */
function checkUpdate({ maxUnavailable = '0', maxSurge = '1' }: PeerPodsCaaProps, problems: Problems): void {
  const isZero = (value: string) => /^0+%?$/.test(value);
  for (const [prop, value] of [['maxUnavailable', maxUnavailable], ['maxSurge', maxSurge]] as const) {
    if (!/^([0-9]{1,6}|([0-9]|[1-9][0-9]|100)%)$/.test(value)) {
      problems.add(prop, value, 'a number, or a percentage up to 100%', 'Give \'1\' or \'10%\', for instance.');
      return;
    }
  }
  if (isZero(maxUnavailable) === isZero(maxSurge)) {
    problems.addSentence('maxSurge', `got ${show(maxSurge)}, with maxUnavailable ${show(maxUnavailable)}; allowed: exactly one of the two is 0. `
      + 'Set the other one to 0, or take both defaults.');
  }
}

/** A count as Kubernetes has it: a number, or a text for a percentage. */
export const countOrPercentage = (text: string): number | string => (text.endsWith('%') ? text : Number(text));
