import { checkTlsProfile } from './tls-rules';
import { Problems } from '../../common/private/problems';
import { show } from '../../common/private/redact';
import { isNamePart } from '../../common/private/rules/names';
import { PeerPodsReleaseFacts } from '../catalogue/releases';
import { PeerPodsCaaProps } from '../peer-pods-caa-props';

/** Rules on single values that are not settings of the adaptor. */
export function checkValues(props: PeerPodsCaaProps, release: PeerPodsReleaseFacts, problems: Problems): void {
  checkTlsProfile(props, release, problems);
  if (props.clusterName !== undefined && !isNamePart(props.clusterName)) {
    problems.add('clusterName', props.clusterName, 'letters, digits, "-", "_" and ".", at most 63 characters', 'Every cloud must take it as the value of a tag.');
  }
  checkUpdate(props, problems);
}

/** Rules of the API server on the update of a DaemonSet. */
function checkUpdate({ maxUnavailable, maxSurge }: PeerPodsCaaProps, problems: Problems): void {
  const [away, twice] = [maxUnavailable?.value ?? 0, maxSurge?.value ?? 1];
  const isZero = (value: number | string) => Number.parseInt(String(value), 10) === 0;
  if (isZero(away) === isZero(twice)) {
    problems.addSentence('maxSurge', `got ${show(twice)}, with maxUnavailable ${show(away)}; allowed: exactly one of the two is 0. `
      + 'Set the other one to 0, or take both defaults.');
  }
}
