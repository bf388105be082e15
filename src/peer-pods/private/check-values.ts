import { ContainerImage, ImagePullPolicy } from '../../common';
import { checkNames } from './manager/resolve';
import { checkResources } from './manager/resources';
import { checkTlsProfile } from './tls-rules';
import { checkPlacement } from '../../common/private/placement-rules';
import { Problems } from '../../common/private/problems';
import { show } from '../../common/private/redact';
import { checkAnnotations, checkLabels, checkOwnLabels } from '../../common/private/rules/labels';
import { isNamePart } from '../../common/private/rules/names';
import { checkTypes, instanceOf, Kind, listOf, objectWith } from '../../common/private/types';
import { PeerPodsReleaseFacts } from '../catalogue/releases';
import { PeerPodsCaaProps } from '../peer-pods-caa-props';
import { PeerPodsIdentity } from '../peer-pods-identity';
import { PeerPodsRelease } from '../peer-pods-release';

const OWN_RULE = 'for a rule of its own';

/** What every prop is, for callers without a compiler. The type makes this list complete. */
const PROPS: Record<keyof PeerPodsCaaProps, Kind> = {
  provider: OWN_RULE,
  release: instanceOf(PeerPodsRelease),
  runtime: objectWith('a Kata runtime', 'runtimeClassNames'),
  credentials: OWN_RULE, // whose messages show no value: it may be the secret itself
  identity: instanceOf(PeerPodsIdentity),
  sshKey: OWN_RULE,
  tlsCertificates: OWN_RULE,
  additionalConfig: 'texts by name',
  clusterName: 'text',
  imageVariant: OWN_RULE,
  image: instanceOf(ContainerImage),
  imagePullPolicy: OWN_RULE,
  imagePullSecrets: listOf(objectWith('a Secret of cdk8s-plus', 'name')),
  nodeSelector: 'texts by name',
  tolerations: listOf(objectWith('a Toleration')),
  resources: objectWith('ContainerResources of cdk8s-plus'),
  priorityClassName: 'text',
  podLabels: 'texts by name',
  serviceAccountAnnotations: 'texts by name',
  maxUnavailable: 'text',
  maxSurge: 'text',
  webhookEnabled: 'boolean',
  webhook: objectWith('options of a webhook'),
  resourceControllerEnabled: 'boolean',
  resourceController: objectWith('options of a resource controller'),
  // Settings of the adaptor have rules of their own, in the catalogue.
  limit: OWN_RULE,
  cloudConfigVerify: OWN_RULE,
  initdata: OWN_RULE,
  proxyTimeout: OWN_RULE,
  forwarderPort: OWN_RULE,
  pauseImage: OWN_RULE,
  tunnelType: OWN_RULE,
  vxlanPort: OWN_RULE,
  enableScratchSpace: OWN_RULE,
  externalNetworkViaPodVm: OWN_RULE,
  podSubnetCidrs: OWN_RULE,
  tlsMinVersion: OWN_RULE,
  tlsCipherSuites: OWN_RULE,
  tlsSkipVerify: OWN_RULE,
  podsDir: OWN_RULE,
  remoteHypervisorEndpoint: OWN_RULE,
  secureComms: OWN_RULE,
  secureCommsNoTrustee: OWN_RULE,
  secureCommsKbsAddress: OWN_RULE,
  secureCommsInbounds: OWN_RULE,
  secureCommsOutbounds: OWN_RULE,
  secureCommsPeerPodInbounds: OWN_RULE,
  secureCommsPeerPodOutbounds: OWN_RULE,
};

/** Whether props exist and are of their types; other rules may then look at them. */
export function checkShape(props: PeerPodsCaaProps, problems: Problems): boolean {
  return checkTypes(props, PROPS, problems);
}

/** Rules on single values that are not settings of the adaptor. */
export function checkValues(props: PeerPodsCaaProps, release: PeerPodsReleaseFacts, problems: Problems): void {
  checkPlacement(props, problems);
  checkResources('resources', props.resources, problems);
  checkNames(props, problems);
  checkTlsProfile(props, release, problems);
  const policies: string[] = Object.values(ImagePullPolicy);
  if (props.imagePullPolicy !== undefined && !policies.includes(props.imagePullPolicy)) {
    problems.add('imagePullPolicy', props.imagePullPolicy, policies.filter(Boolean).join(', '), 'Take a member of ImagePullPolicy.');
  }
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
