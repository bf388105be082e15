import { createHash } from 'crypto';
import type { Affinity } from 'kubernetes-types/core/v1';
import { AdaptorSettings } from './adaptor-settings';
import { checkAccess } from './check-access';
import { adaptorImage, checkImageVersion } from './check-image';
import { checkAdditionalConfig, checkProvider, providerTexts } from './check-provider';
import { REMOTE_RUNTIME_CLASS, remoteRuntimeClass } from './check-runtime';
import { checkValues } from './check-values';
import { ImagePullPolicy } from '../../common';
import { NODE_AGENT_PRIORITY_CLASS } from '../../common/private/placement-rules';
import { Problems } from '../../common/private/problems';
import { defaultResources } from '../../common/private/resources';
import { sortedMap } from '../../common/private/sorted-map';
import { CERTIFICATE_SETTINGS, commonSettings } from '../catalogue/common-settings';
import { PeerPodsReleaseFacts } from '../catalogue/releases';
import { PeerPodsCaaProps } from '../peer-pods-caa-props';
import { ProviderDefinition, SettingValues } from '../providers/contract';
import { resourceRequirements } from './manager/resources';
import { settingTexts } from './setting-texts';

const DEFAULT_LIMIT = 10;

/** Limits that only a fault reaches: the adaptor stands behind all peer pods of its node. */
const RESOURCES = defaultResources(['50m', '2'], ['128Mi', '2Gi']);

const ENTRYPOINT = '/usr/local/bin/entrypoint.sh';

/** The annotation that changes with the settings, which pods read only at their start. */
const CONFIG_HASH = 'cdk8s-coco/config-hash';

/** What props say, without the names of Secrets: those are known when they are emitted. */
export type ResolvedSettings = Omit<AdaptorSettings, 'namespace' | 'access' | 'grants' | 'secrets' | 'sshSecret' | 'tlsSecret'> & {
  readonly definition: ProviderDefinition;
  readonly runtimeClassName: string;
};

/**
 * Checks props and fills their defaults in. Settings are only to be used when no problem was found.
 *
 * @param problems takes everything that is wrong
 */
export function resolve(props: PeerPodsCaaProps, problems: Problems): ResolvedSettings {
  const release = props.release._facts;
  const { _definition: definition } = props.provider;
  const options = props.provider._options;
  checkProvider(props.provider, release, problems);
  checkValues(props, release, problems);
  checkAccess(props, definition, options, release, problems);
  const config = configOf(props, options, release, problems);
  const { image, architectures } = adaptorImage(props, definition, release, problems);
  const runtimeClass = remoteRuntimeClass(props.runtime, release, problems);
  checkImageVersion('webhook.image', props.webhook?.image, release, problems);
  checkImageVersion('resourceController.image', props.resourceController?.image, release, problems);
  return {
    definition,
    release,
    runtimeClassName: runtimeClass.name,
    probedRuntimeClass: runtimeClass.name === REMOTE_RUNTIME_CLASS ? undefined : runtimeClass.name,
    labels: { 'app.kubernetes.io/name': 'peerpods' },
    config,
    hostFolders: definition.hostFolders ?? [],
    command: props.identity?._wiring.command?.(release) ?? [ENTRYPOINT],
    image: image.reference,
    imagePullPolicy: (props.imagePullPolicy ?? ImagePullPolicy.IF_NOT_PRESENT) || undefined,
    imagePullSecrets: (props.imagePullSecrets ?? []).map(({ name }) => name),
    maxUnavailable: props.maxUnavailable?.value ?? 0,
    maxSurge: props.maxSurge?.value ?? 1,
    podAnnotations: { [CONFIG_HASH]: createHash('sha256').update(JSON.stringify(sortedMap(config))).digest('hex') },
    nodeSelector: props.nodeSelector ? sortedMap(props.nodeSelector) : { 'node.kubernetes.io/worker': '' },
    architectures: servedArchitectures(props.nodeSelector, runtimeClass.architectures, architectures, problems),
    tolerations: props.tolerations ?? [],
    affinity: props.affinity as Affinity | undefined,
    resources: resourceRequirements(props.resources, RESOURCES),
    seccomp: props.seccomp ?? true,
    priorityClassName: (props.priorityClassName ?? NODE_AGENT_PRIORITY_CLASS) || undefined,
  };
}

const ARCHITECTURE = 'kubernetes.io/arch';

/** The architectures of nodes on which both run: Kata with the shim, and the image of the adaptor. */
function servedArchitectures(
  nodeSelector: PeerPodsCaaProps['nodeSelector'], kata: readonly string[], image: readonly string[] | undefined, problems: Problems,
): string[] {
  const served = kata.filter((one) => image?.includes(one) ?? true);
  const selected = nodeSelector?.[ARCHITECTURE];
  if (!served.length) {
    problems.addSentence('runtime', `has the shim remote on ${kata.join(', ')}, and the adaptor's image was built for ${image?.join(', ')}; allowed: an architecture `
      + 'that both have. Set `architectures` of the runtime, or give an image of your own.');
  } else if (selected !== undefined && !served.includes(selected)) {
    problems.add(`nodeSelector["${ARCHITECTURE}"]`, selected, served.join(', '), 'Kata with the shim remote and the adaptor run there alone. Set `architectures` of the runtime.');
  }
  return served;
}

/** Every variable of the ConfigMap. */
function configOf(
  props: PeerPodsCaaProps, options: SettingValues, release: PeerPodsReleaseFacts, problems: Problems,
): Record<string, string> {
  const { _definition: definition } = props.provider;
  checkAdditionalConfig(props.additionalConfig, definition, problems);
  const { tlsMinVersion, tlsCipherSuites, ...rest } = props;
  const tls = release.tlsProfile ? { tlsMinVersion, tlsCipherSuites: tlsCipherSuites?.length ? tlsCipherSuites : undefined } : {};
  return {
    ...props.additionalConfig,
    CLOUD_PROVIDER: definition.name,
    ...providerTexts(definition, options, props.clusterName, release, problems),
    ...settingTexts(commonSettings(definition), { cloudConfigVerify: true, limit: DEFAULT_LIMIT, ...defined(rest), ...tls }, release, '', problems),
    ...(props.tlsCertificates ? CERTIFICATE_SETTINGS : {}),
    ...props.identity?._wiring.config(release),
  };
}

/** Without props that were given as undefined: their defaults hold. */
function defined(props: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined));
}
