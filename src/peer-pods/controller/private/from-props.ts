import { ControllerModel } from './model';
import { controllerNeeds, NAME_PREFIX, PROGRAM } from './objects';
import { Problems } from '../../../common/private/problems';
import { secretName } from '../../../common/private/secret-source-rules';
import { sortedMap } from '../../../common/private/sorted-map';
import { PROGRAM_API } from '../../catalogue/program-needs';
import { PeerPodsReleaseFacts } from '../../catalogue/releases';
import { PeerPodsProvider } from '../../peer-pods-provider';
import { accessOf } from '../../private/access';
import { neededGrants } from '../../private/grants';
import { managerModel } from '../../private/manager/from-props';
import { OWN_LABEL } from '../../private/manager/model';
import { NAMES } from '../../private/names';
import { settingTexts } from '../../private/setting-texts';
import { PeerPodControllerProps } from '../peer-pod-controller-props';

/** Props that were found right, with the defaults. */
export function resolve(props: PeerPodControllerProps, namespace: string): ControllerModel {
  const facts = props.release._facts;
  const access = accessOf('controller', props.identity?._wiring, readsKeys(props) ? secretName(props.credentials, NAMES.secret) : undefined);
  return {
    ...managerModel(props, { image: facts.images.controller, proxy: facts.images.authProxy, builtInMetrics: false }),
    namePrefix: NAME_PREFIX,
    program: PROGRAM,
    namespace,
    replicas: 1, // a second one would only wait for the first
    ownLabels: { [OWN_LABEL]: PROGRAM },
    podLabels: sortedMap(props.podLabels),
    serviceAccountAnnotations: sortedMap(props.serviceAccountAnnotations),
    access: { ...access, env: { ...access.env, ...sortedMap(props.additionalEnv) } },
    sshSecret: secretName(props.sshKey, NAMES.sshSecret),
    ...needsOf(props.provider, namespace, facts),
  };
}

/** Whether it reads a Secret with keys: one that may be missing, where the provider is not known. */
function readsKeys({ identity, provider }: PeerPodControllerProps): boolean {
  return identity === undefined && (provider === undefined || provider._definition.credentials.length > 0);
}

/** The variables of a provider. */
export function providerConfig(
  { _definition, _options }: PeerPodsProvider, release: PeerPodsReleaseFacts, problems: Problems,
): Record<string, string> {
  return settingTexts(_definition.settings, _options, release, 'provider.', problems);
}

/** What it may do beside its ClusterRole, and what it must know of its pod, with the settings of a provider. */
function needsOf(
  provider: PeerPodsProvider | undefined, namespace: string, release: PeerPodsReleaseFacts,
): Pick<ControllerModel, 'grants' | 'podVariables'> {
  const config = provider ? providerConfig(provider, release, new Problems()) : {};
  const { grants, podVariables } = controllerNeeds(provider?._definition, { namespace, config, prefix: NAME_PREFIX });
  const ownNamespace = PROGRAM_API.filter(({ scope }) => scope === 'own');
  return { grants: [...neededGrants(ownNamespace, { program: 'controller', namespace, config, prefix: NAME_PREFIX }), ...grants], podVariables };
}
