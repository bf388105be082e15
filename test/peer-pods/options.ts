/** The smallest options of each provider that are right. */
export const AWS = { imageId: 'ami-0123456789abcdef0', region: 'eu-west-1' };
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
