import { Chart } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { PeerPodsCAA, PeerPodsCaaProps, PeerPodsProvider, SecretSource } from 'cdk8s-coco';
import { emitted, one, problemsOf } from '../support/emitted';
import { Manifest } from '../support/synth';

export const NAMESPACE = 'confidential-containers-system';

/** A Secret that exists. */
export const existing = (name = 'cloud-keys') => SecretSource.fromSecret({ name } as Secret);

/** The smallest options of each provider that are right. */
export const AWS = { imageId: 'ami-0123456789abcdef0' };
export const UUID = '11111111-2222-3333-4444-555555555555';
const GROUP = `/subscriptions/${UUID}/resourceGroups/coco`;
export const AZURE = {
  subscriptionId: UUID,
  region: 'westeurope',
  resourceGroup: 'coco',
  subnetId: `${GROUP}/providers/Microsoft.Network/virtualNetworks/vnet/subnets/pods`,
  imageId: '/CommunityGalleries/cococommunity-42d8482d-92cd-415b-b332-7648bd978eff/Images/peerpod-podvm-fedora/Versions/0.22.0',
};
export const GCP = {
  projectId: 'coco-project', zone: 'europe-west4-a', network: 'global/networks/default', imageName: 'podvm-1', disableCvm: true,
};
export const IBMCLOUD = { imageIds: ['r010-aaaa-bbbb'], instanceProfile: 'bx2-2x8' };
export const POWERVS = { zone: 'dal10', serviceInstanceId: UUID, networkId: UUID, imageId: UUID };
export const LIBVIRT = { uri: 'qemu+ssh://root@192.0.2.1/system' };
export const BYOM = { vmPoolIps: ['192.0.2.10-192.0.2.20'] };
export const ALIBABA = { imageId: 'm-2ze1w9aj2aonwckv64cw', vswitchId: 'vsw-2ze3p7wx1q8u5yz0abcd', securityGroupIds: ['sg-2ze8kfnv1p3h6qw5xyz1'] };
export const VSPHERE = { url: 'https://vcenter.example.com', datacenter: 'dc1', host: 'esx1', datastore: 'ds1' };

/** Props that are right, on AWS. */
export const PROPS: PeerPodsCaaProps = { provider: PeerPodsProvider.aws(AWS), credentials: existing() };

export function compose(chart: Chart, props: object = PROPS): PeerPodsCAA {
  return new PeerPodsCAA(chart, 'PeerPods', props as PeerPodsCaaProps);
}

/** Everything that is written. */
export function written(props: Partial<PeerPodsCaaProps> = {}): Manifest[] {
  return emitted((chart) => compose(chart, { ...PROPS, ...props }), NAMESPACE);
}

/** The adaptor alone. */
export function adaptor(props: Partial<PeerPodsCaaProps> = {}): Manifest[] {
  return written({ webhookEnabled: false, resourceControllerEnabled: false, ...props });
}

export function config(props: Partial<PeerPodsCaaProps> = {}): Record<string, string> {
  return one(adaptor(props), 'ConfigMap').data;
}

export function pod(props: Partial<PeerPodsCaaProps> = {}): Manifest {
  return one(adaptor(props), 'DaemonSet').spec.template;
}

/** The lines of the error, without its head. */
export function refused(props: object): string[] {
  return problemsOf((chart) => compose(chart, { ...PROPS, ...props }), NAMESPACE).slice(1);
}
