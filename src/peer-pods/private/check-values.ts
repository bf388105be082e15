import { checkTlsProfile } from './tls-rules';
import { checkPod } from '../../common/private/placement-rules';
import { Problems } from '../../common/private/problems';
import { show } from '../../common/private/redact';
import { checkResources } from '../../common/private/resource-rules';
import { checkAnnotations, checkLabels, checkOwnLabels } from '../../common/private/rules/labels';
import { isNamePart } from '../../common/private/rules/names';
import { checkPercentOrAbsolute } from '../../common/private/rules/updates';
import { PeerPodsReleaseFacts } from '../catalogue/releases';
import { PeerPodsCaaProps } from '../peer-pods-caa-props';

/** Rules on single values that are not settings of the adaptor. */
export function checkValues(props: PeerPodsCaaProps, release: PeerPodsReleaseFacts, problems: Problems): void {
  checkPod(props, problems);
  checkResources('resources', props.resources, problems);
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
function checkUpdate({ maxUnavailable, maxSurge }: PeerPodsCaaProps, problems: Problems): void {
  checkPercentOrAbsolute('maxUnavailable', maxUnavailable, problems, { zero: true });
  checkPercentOrAbsolute('maxSurge', maxSurge, problems, { zero: true });
  const [away, twice] = [maxUnavailable?.value ?? 0, maxSurge?.value ?? 1];
  const isZero = (value: number | string) => Number.parseInt(String(value), 10) === 0;
  if (isZero(away) === isZero(twice)) {
    problems.addSentence('maxSurge', `got ${show(twice)}, with maxUnavailable ${show(away)}; allowed: exactly one of the two is 0. `
      + 'Set the other one to 0, or take both defaults.');
  }
}
