import { createHash } from 'crypto';
import type { Affinity } from 'kubernetes-types/core/v1';
import { accessOf, WorkloadAccess } from './access';
import { checkAccess } from './check-access';
import { adaptorImage } from './check-image';
import { checkParts } from './check-parts';
import { checkAdditionalConfig, checkProvider, providerTexts } from './check-provider';
import { REMOTE_RUNTIME_CLASS, remoteRuntimeClass } from './check-runtime';
import { checkValues } from './check-values';
import { adaptorGrants } from './grants';
import { AdaptorSecret, PeerPodsModel } from './model';
import { NAMES } from './names';
import { settingTexts } from './setting-texts';
import { warningsOf } from './warnings';
import { ImagePullPolicy } from '../../common';
import { onLinux } from '../../common/private/node-affinity';
import { NODE_AGENT_PRIORITY_CLASS } from '../../common/private/placement-rules';
import { podPlacement } from '../../common/private/pod-placement';
import { Problems } from '../../common/private/problems';
import { defaultResources, resourcesOver } from '../../common/private/resources';
import { secretName } from '../../common/private/secret-source-rules';
import { sortedMap } from '../../common/private/sorted-map';
import { checkWorkload } from '../../common/private/workload-rules';
import { SecretSource } from '../../common/secret-source';
import { CERTIFICATE_SETTINGS, commonSettings } from '../catalogue/common-settings';
import { PeerPodsReleaseFacts } from '../catalogue/releases';
import { PeerPodControllerProps } from '../controller/peer-pod-controller-props';
import { PeerPodsCaaProps } from '../peer-pods-caa-props';
import { PeerPodsWebhookProps } from '../webhook/peer-pods-webhook-props';

const DEFAULT_LIMIT = 10;

/** Limits that only a fault reaches: the adaptor stands behind all peer pods of its node. */
const RESOURCES = defaultResources(['50m', '2'], ['128Mi', '2Gi']);

/** Nodes that are labelled as workers. */
const WORKERS = { 'node.kubernetes.io/worker': '' };

const ENTRYPOINT = '/usr/local/bin/entrypoint.sh';

/** The annotation that changes with the settings, which pods read only at their start. */
const CONFIG_HASH = 'cdk8s-coco/config-hash';

/**
 * Checks props and fills their defaults in. The model is only to be used when no problem was found.
 *
 * @param problems takes everything that is wrong
 */
export function resolve(props: PeerPodsCaaProps, namespace: string, problems: Problems): PeerPodsModel {
  const release = props.release._facts;
  const { _definition: definition, _options: options } = props.provider;
  const { credentials, identity, sshKey, tlsCertificates } = props;
  checkProvider(props.provider, release, problems);
  checkValues(props, release, problems);
  const config = configOf(props, release, problems);
  const { image, architectures } = adaptorImage(props, definition, release, problems);
  const runtimeClass = remoteRuntimeClass(props.runtime, release, problems);
  const served = servedArchitectures(props.nodeSelector, runtimeClass.architectures, architectures, problems);
  const webhook = webhookProps(props, runtimeClass.name);
  checkParts(props, namespace, webhook, problems);
  checkAccess(props, definition, options, release, problems);
  checkWorkload(props, ['app'], problems);
  const secret = credentials && secretName(credentials, NAMES.secret);
  const sshSecret = sshKey && secretName(sshKey, NAMES.sshSecret);
  const access = accessOfAdaptor(props, secret);
  const grants = adaptorGrants(definition, namespace, config);
  const warnings = warningsOf(props, release, config);
  const resourceController = controllerProps(props, secret, sshSecret);
  return {
    runtimeClassName: runtimeClass.name,
    knownRuntime: props.runtime !== undefined,
    identity,
    secrets: secretsOf(props),
    warnings,
    webhook,
    resourceController,
    adaptor: {
      release,
      namespace,
      labels: { 'app.kubernetes.io/name': 'peerpods' },
      config,
      secrets: [],
      sshSecret,
      tlsSecret: tlsCertificates && secretName(tlsCertificates, NAMES.tlsSecret),
      access,
      grants,
      probedRuntimeClass: runtimeClass.name === REMOTE_RUNTIME_CLASS ? undefined : runtimeClass.name,
      hostFolders: definition.hostFolders ?? [],
      command: identity?._wiring.command?.(release) ?? [ENTRYPOINT],
      image: image.reference,
      imagePullPolicy: (props.imagePullPolicy ?? ImagePullPolicy.IF_NOT_PRESENT) || undefined,
      maxUnavailable: props.maxUnavailable?.value ?? 0,
      maxSurge: props.maxSurge?.value ?? 1,
      podAnnotations: { [CONFIG_HASH]: createHash('sha256').update(JSON.stringify(sortedMap(config))).digest('hex') },
      seccomp: props.seccomp ?? true,
      resources: resourcesOver(RESOURCES, props.resources),
      placement: podPlacement({
        ...props,
        nodeSelector: props.nodeSelector ?? WORKERS,
        priorityClassName: props.priorityClassName ?? NODE_AGENT_PRIORITY_CLASS,
        affinity: onLinux(served, props.affinity as Affinity | undefined),
      }),
    },
  };
}

/** The Secrets that are given. */
function secretsOf({ credentials, sshKey, tlsCertificates }: PeerPodsCaaProps): AdaptorSecret[] {
  const all = [
    { id: 'Credentials', name: NAMES.secret, source: credentials, reason: 'opens the cloud to the adaptor' },
    { id: 'SshKey', name: NAMES.sshSecret, source: sshKey, reason: 'opens machines to the adaptor' },
    { id: 'TlsCertificates', name: NAMES.tlsSecret, source: tlsCertificates, reason: 'has the certificates between the adaptor and its VMs' },
  ];
  return all.flatMap(({ source, ...rest }) => (source ? [{ ...rest, source }] : []));
}

function accessOfAdaptor(props: PeerPodsCaaProps, secret: string | undefined): WorkloadAccess {
  const { identity, podLabels, serviceAccountAnnotations } = props;
  const access = accessOf('adaptor', identity?._wiring, secret);
  return {
    ...access,
    podLabels: { ...podLabels, ...access.podLabels },
    serviceAccountAnnotations: { ...serviceAccountAnnotations, ...access.serviceAccountAnnotations },
  };
}

function webhookProps(props: PeerPodsCaaProps, runtimeClassName: string): PeerPodsWebhookProps | undefined {
  const { release, webhook, webhookEnabled = true } = props;
  return webhookEnabled ? { ...webhook, release, runtimeClassName } : undefined;
}

/** The resource controller reads the same Secrets as the adaptor. */
function controllerProps(
  props: PeerPodsCaaProps, credentials: string | undefined, sshKey: string | undefined,
): PeerPodControllerProps | undefined {
  const { release, provider, identity, resourceController, resourceControllerEnabled = true } = props;
  return resourceControllerEnabled ? {
    ...resourceController,
    release,
    provider,
    credentials: credentials === undefined ? undefined : SecretSource.fromSecretName(credentials),
    identity,
    sshKey: sshKey === undefined ? undefined : SecretSource.fromSecretName(sshKey),
  } : undefined;
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
function configOf(props: PeerPodsCaaProps, release: PeerPodsReleaseFacts, problems: Problems): Record<string, string> {
  const { _definition: definition, _options: options } = props.provider;
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
