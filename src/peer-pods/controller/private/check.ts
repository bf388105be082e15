import { providerConfig } from './from-props';
import { Problems } from '../../../common/private/problems';
import { isVariableName } from '../../../common/private/rules/names';
import { checkSecretSource } from '../../../common/private/secret-source-rules';
import { checkWorkload } from '../../../common/private/workload-rules';
import { checkOneOfThem } from '../../private/check-access';
import { OWN_LABEL, SELECTOR } from '../../private/manager/model';
import { hasPassword, isSecretName } from '../../private/secrets-in-settings';
import { PeerPodControllerProps } from '../peer-pod-controller-props';

/** Rules on the props of a resource controller. */
export function check(props: PeerPodControllerProps, problems: Problems): void {
  if (props.provider) providerConfig(props.provider, props.release._facts, problems);
  checkEnvironment(props, problems);
  checkKeys(props, problems);
  checkWorkload(props, [...Object.keys(SELECTOR), OWN_LABEL], problems);
}

function checkEnvironment({ additionalEnv = {} }: PeerPodControllerProps, problems: Problems): void {
  for (const [name, value] of Object.entries(additionalEnv).sort()) {
    const place = `additionalEnv["${name}"]`;
    if (isSecretName(name) || hasPassword(value)) {
      problems.addHidden(place, 'no secrets, which everybody who reads Deployments would see', 'Give them in `credentials`.');
    } else if (!isVariableName(name) || name === 'PEERPODS_NAMESPACE') {
      problems.add(place, name, 'the name of an environment variable, not PEERPODS_NAMESPACE', 'Letters, digits and "_", not starting with a digit.');
    }
  }
}

function checkKeys(
  { release, credentials, identity, provider, sshKey }: PeerPodControllerProps, problems: Problems,
): void {
  const open = { prop: 'credentials', keys: [], open: true };
  if (provider) checkOneOfThem({ credentials, identity }, provider._definition, release._facts, problems);
  else checkSecretSource(credentials, open, problems);
  checkSecretSource(sshKey, { ...open, prop: 'sshKey' }, problems);
}
