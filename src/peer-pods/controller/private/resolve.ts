import { controllerNeeds, NAME_PREFIX, PROGRAM } from './objects';
import { ControllerSettings } from './settings';
import { Problems } from '../../../common/private/problems';
import { checkAnnotations, checkLabels, checkOwnLabels } from '../../../common/private/rules/labels';
import { isVariableName } from '../../../common/private/rules/names';
import { checkSecretSource, secretName } from '../../../common/private/secret-source-rules';
import { sortedMap } from '../../../common/private/sorted-map';
import { PROGRAM_API } from '../../catalogue/program-needs';
import { PeerPodsReleaseFacts } from '../../catalogue/releases';
import { PeerPodsProvider } from '../../peer-pods-provider';
import { accessOf } from '../../private/access-of';
import { checkOneOfThem } from '../../private/check-access';
import { neededGrants } from '../../private/grants';
import { checkManager, managerSettings } from '../../private/manager/resolve';
import { OWN_LABEL, SELECTOR } from '../../private/manager/settings';
import { NAMES } from '../../private/names';
import { isSecretName } from '../../private/secret-names';
import { settingTexts } from '../../private/setting-texts';
import { hasPassword } from '../../private/url-password';
import { PeerPodControllerProps } from '../peer-pod-controller-props';

/**
 * Checks props and fills their defaults in. Settings are only to be used when no problem was found.
 *
 * @param problems takes everything that is wrong
 */
export function resolve(
  props: PeerPodControllerProps, namespace: string, problems: Problems,
): ControllerSettings {
  checkManager(props, problems);
  checkMaps(props, problems);
  const facts = props.release._facts;
  checkKeys(props, facts, problems);
  const access = accessOf('controller', props.identity?._wiring, readsKeys(props) ? secretName(props.credentials, NAMES.secret) : undefined);
  return {
    ...managerSettings(props, { image: facts.images.controller, proxy: facts.images.authProxy, builtInMetrics: false }),
    namePrefix: NAME_PREFIX,
    program: PROGRAM,
    namespace,
    replicas: 1, // a second one would only wait for the first
    ownLabels: { [OWN_LABEL]: PROGRAM },
    podLabels: sortedMap(props.podLabels),
    serviceAccountAnnotations: sortedMap(props.serviceAccountAnnotations),
    access: { ...access, env: { ...access.env, ...sortedMap(props.additionalEnv) } },
    sshSecret: secretName(props.sshKey, NAMES.sshSecret),
    ...needsOf(props.provider, namespace, facts, problems),
  };
}

/** Whether it reads a Secret with keys: one that may be missing, where the provider is not known. */
function readsKeys({ identity, provider }: PeerPodControllerProps): boolean {
  return identity === undefined && (provider === undefined || provider._definition.credentials.length > 0);
}

function checkKeys(
  { credentials, identity, provider, sshKey }: PeerPodControllerProps, release: PeerPodsReleaseFacts, problems: Problems,
): void {
  const open = { prop: 'credentials', keys: [], open: true };
  if (provider) checkOneOfThem({ credentials, identity }, provider._definition, release, problems);
  else checkSecretSource(credentials, open, problems);
  checkSecretSource(sshKey, { ...open, prop: 'sshKey' }, problems);
}

/** What it may do beside its ClusterRole, and what it must know of its pod, with the settings of a provider. */
function needsOf(
  provider: PeerPodsProvider | undefined, namespace: string, release: PeerPodsReleaseFacts, problems: Problems,
): Pick<ControllerSettings, 'grants' | 'podVariables'> {
  const config = provider ? settingTexts(provider._definition.settings, provider._options, release, 'provider.', problems) : {};
  const { grants, podVariables } = controllerNeeds(provider?._definition, { namespace, config, prefix: NAME_PREFIX });
  const ownNamespace = PROGRAM_API.filter(({ scope }) => scope === 'own');
  return { grants: [...neededGrants(ownNamespace, { program: 'controller', namespace, config, prefix: NAME_PREFIX }), ...grants], podVariables };
}

function checkMaps(props: PeerPodControllerProps, problems: Problems): void {
  checkLabels('podLabels', props.podLabels, problems);
  checkOwnLabels('podLabels', props.podLabels, [...Object.keys(SELECTOR), OWN_LABEL], problems);
  checkAnnotations('serviceAccountAnnotations', props.serviceAccountAnnotations, problems);
  for (const [name, value] of Object.entries(props.additionalEnv ?? {}).sort()) {
    const place = `additionalEnv["${name}"]`;
    if (isSecretName(name) || hasPassword(value)) {
      problems.addHidden(place, 'no secrets, which everybody who reads Deployments would see', 'Give them in `credentials`.');
    } else if (!isVariableName(name) || name === 'PEERPODS_NAMESPACE') {
      problems.add(place, name, 'the name of an environment variable, not PEERPODS_NAMESPACE', 'Letters, digits and "_", not starting with a digit.');
    }
  }
}
