import { Chart } from 'cdk8s';
import { Cpu, PercentOrAbsolute, Secret } from 'cdk8s-plus-28';
import {
  ContainerImage, ImagePullPolicy, KataRelease, KataRuntime, KataShim, Lifecycle, PeerPodsCAA, PeerPodsCaaProps, PeerPodsCrds,
  PeerPodsIdentity, PeerPodsProvider, PeerPodsRelease, PrivilegedNamespace, SecretSource, TaintEffect, TolerationOperator,
} from '../../src';
import { ALIBABA, AWS, AZURE, BYOM, GCP, IBMCLOUD, LIBVIRT, POWERVS, UUID, VSPHERE } from '../peer-pods/options';

/** Fits every release: the oldest one makes confidential VMs unless it is told otherwise. */
const CONFIDENTIAL_IBM = { ...IBMCLOUD, instanceProfile: 'bx3dc-2x10' };

type Make = (chart: Chart) => Omit<PeerPodsCaaProps, 'release'>;

const secret = (name: string) => (chart: Chart) => SecretSource.fromSecret(Secret.fromSecretName(chart, name, name));
const keys = secret('cloud-keys');
const ssh = secret('ssh-keys');

/** Each provider, with what it needs to start. */
const PROVIDERS: Record<string, Make> = {
  'alibabacloud': (chart) => ({ provider: PeerPodsProvider.alibabaCloud(ALIBABA), credentials: keys(chart) }),
  'aws': (chart) => ({ provider: PeerPodsProvider.aws(AWS), credentials: keys(chart) }),
  'azure': (chart) => ({ provider: PeerPodsProvider.azure(AZURE), credentials: keys(chart) }),
  'byom': (chart) => ({ provider: PeerPodsProvider.byom(BYOM), sshKey: ssh(chart) }),
  'docker': () => ({ provider: PeerPodsProvider.docker() }),
  'gcp': (chart) => ({ provider: PeerPodsProvider.gcp(GCP), credentials: keys(chart) }),
  'ibmcloud': (chart) => ({ provider: PeerPodsProvider.ibmCloud(CONFIDENTIAL_IBM), credentials: keys(chart) }),
  'ibmcloud-powervs': (chart) => ({ provider: PeerPodsProvider.ibmCloudPowerVs(POWERVS), credentials: keys(chart) }),
  'libvirt': (chart) => ({ provider: PeerPodsProvider.libvirt(LIBVIRT), sshKey: ssh(chart) }),
  'vsphere': (chart) => ({ provider: PeerPodsProvider.vsphere(VSPHERE), credentials: keys(chart) }),
};

/** Each workload identity. */
const IDENTITIES: Record<string, Make> = {
  'AWS role': () => ({
    provider: PeerPodsProvider.aws(AWS),
    identity: PeerPodsIdentity.awsRole({ roleArn: 'arn:aws:iam::123456789012:role/a', controllerRoleArn: 'arn:aws:iam::123456789012:role/b' }),
  }),
  'Azure workload identity': () => ({
    provider: PeerPodsProvider.azure(AZURE), identity: PeerPodsIdentity.azureWorkloadIdentity({ clientId: UUID, tenantId: UUID }),
  }),
  'GCP federation': () => ({
    provider: PeerPodsProvider.gcp(GCP),
    identity: PeerPodsIdentity.gcpFederation({ provider: 'projects/1/locations/global/workloadIdentityPools/clusters/providers/cluster' }),
  }),
  'Alibaba RRSA': () => ({
    provider: PeerPodsProvider.alibabaCloud(ALIBABA),
    identity: PeerPodsIdentity.alibabaRrsa({ roleArn: 'acs:ram::1:role/r', oidcProviderArn: 'acs:ram::1:oidc-provider/p' }),
  }),
  'IBM trusted profile': () => ({
    provider: PeerPodsProvider.ibmCloud(CONFIDENTIAL_IBM), identity: PeerPodsIdentity.ibmTrustedProfile({ profileId: `Profile-${UUID}` }),
  }),
};

/** Peer pods as a whole: every provider of every release, every identity, and every way to place the adaptor. */
export const PEER_PODS: Readonly<Record<string, (chart: Chart) => void>> = {
  ...Object.fromEntries(PeerPodsRelease.all().flatMap((release) => release.providerNames.map((name) => [
    `peer pods ${release.version}, ${name}`, compose(PROVIDERS[name], release),
  ]))),
  ...Object.fromEntries(Object.entries(IDENTITIES).map(([name, make]) => [`peer pods, ${name}`, compose(make)])),
  'peer pods, every prop': compose((chart) => ({
    provider: PeerPodsProvider.aws({ ...AWS, tags: { team: 'coco' } }),
    credentials: SecretSource.unsafeInline({ AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'key' }),
    tlsCertificates: secret('certificates')(chart),
    additionalConfig: { NEW_SETTING: '1234567' },
    clusterName: 'prod-1',
    image: ContainerImage.of('registry.example.com/cloud-api-adaptor', { tag: '1' }),
    imagePullPolicy: ImagePullPolicy.ALWAYS,
    imagePullSecrets: [Secret.fromSecretName(chart, 'Pull', 'pull')],
    nodeSelector: { pool: 'peer-pods' },
    tolerations: [{ key: 'peer-pods', operator: TolerationOperator.EXISTS, effect: TaintEffect.NO_SCHEDULE }],
    resources: { cpu: { request: Cpu.millis(100), limit: Cpu.units(1) } },
    priorityClassName: 'system-cluster-critical',
    podLabels: { team: 'coco' },
    serviceAccountAnnotations: { 'example.com/owner': 'platform' },
    maxUnavailable: PercentOrAbsolute.percent(10),
    maxSurge: PercentOrAbsolute.absolute(0),
    limit: 20,
  })),
  'peer pods, draining': compose((chart) => ({ ...PROVIDERS.aws(chart), lifecycle: Lifecycle.DRAINING })),
};

function compose(make: Make, release = PeerPodsRelease.latest()): (chart: Chart) => void {
  return (chart) => {
    new PrivilegedNamespace(chart, 'Namespace');
    new PeerPodsCrds(chart, 'crds');
    const runtime = new KataRuntime(chart, 'Kata', { release: KataRelease.of(release.kataVersion), shims: [KataShim.REMOTE] });
    new PeerPodsCAA(chart, 'PeerPods', { ...make(chart), release, runtime });
  };
}
