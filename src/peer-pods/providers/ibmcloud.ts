import { plainClusterTag } from './cluster-tag';
import { ApiNeed, ProviderDefinition, settingsOf } from './contract';
import { IBMCLOUD_INSTANCES } from '../catalogue/instance-types';
import { FORMATS } from '../private/formats';

/**
 * Pod VMs in a VPC of IBM Cloud.
 *
 * @see https://github.com/confidential-containers/cloud-api-adaptor/tree/v0.22.0/src/cloud-api-adaptor/ibmcloud
 */
export interface PeerPodsIbmCloudOptions {
  /** The ids of images of the pod VMs, one per architecture (IBMCLOUD_PODVM_IMAGE_ID). */
  readonly imageIds: string[];

  /**
   * The instance profile of pods that do not request another one: `bx2-2x8` (IBMCLOUD_PODVM_INSTANCE_PROFILE_NAME).
   * @default - the first fitting one of `instanceProfiles`
   */
  readonly instanceProfile?: string;

  /**
   * The instance profiles that pods may request, and from which a matching one is chosen
   * (IBMCLOUD_PODVM_INSTANCE_PROFILE_LIST).
   * @default - only `instanceProfile`
   */
  readonly instanceProfiles?: string[];

  /**
   * The zone: `eu-de-1` (IBMCLOUD_ZONE).
   * @default - that of the node, on clusters of IBM Cloud Kubernetes Service
   */
  readonly zone?: string;

  /**
   * The id of the VPC (IBMCLOUD_VPC_ID).
   * @default - that of the node, on clusters of IBM Cloud Kubernetes Service
   */
  readonly vpcId?: string;

  /**
   * The id of the subnet of the pod VMs, which the nodes must reach (IBMCLOUD_VPC_SUBNET_ID).
   * @default - that of the node, on clusters of IBM Cloud Kubernetes Service
   */
  readonly subnetId?: string;

  /**
   * The id of the security group of the pod VMs, for release 0.17.0 (IBMCLOUD_VPC_SG_ID). Later ones have `securityGroupIds`.
   * @default - none
   */
  readonly securityGroupId?: string;

  /**
   * The ids of further security groups of the pod VMs; that of the cluster is added by itself (IBMCLOUD_SECURITY_GROUP_IDS).
   * From release 0.22.0.
   * @default - only that of the cluster
   */
  readonly securityGroupIds?: string[];

  /**
   * The id of the resource group (IBMCLOUD_RESOURCE_GROUP_ID).
   * @default - that of the VPC, on clusters of IBM Cloud Kubernetes Service
   */
  readonly resourceGroupId?: string;

  /**
   * The id of the cluster (IBMCLOUD_CLUSTER_ID); the VMs are tagged with it.
   * @default - asked from the cluster
   */
  readonly clusterId?: string;

  /**
   * The id of an SSH key of the VMs (IBMCLOUD_SSH_KEY_ID).
   * @default - none: logins are impossible
   */
  readonly sshKeyId?: string;

  /**
   * The URL of the VPC service: `https://eu-de.iaas.cloud.ibm.com/v1` (IBMCLOUD_VPC_ENDPOINT).
   * @default - that of the node's region
   */
  readonly vpcEndpoint?: string;

  /**
   * The URL of the IAM service (IBMCLOUD_IAM_ENDPOINT).
   * @default 'https://iam.cloud.ibm.com/identity/token'
   */
  readonly iamEndpoint?: string;

  /**
   * The ids of dedicated hosts, at most one in each zone (IBMCLOUD_DEDICATED_HOST_IDS). From release 0.22.0.
   * @default - shared hosts
   */
  readonly dedicatedHostIds?: string[];

  /**
   * The ids of groups of dedicated hosts, at most one in each zone (IBMCLOUD_DEDICATED_HOST_GROUP_IDS). From release 0.22.0.
   * @default - shared hosts
   */
  readonly dedicatedHostGroupIds?: string[];

  /**
   * Tags of the VMs (TAGS).
   * @default - none
   */
  readonly tags?: string[];

  /**
   * Make ordinary VMs: their memory is not protected (DISABLECVM).
   * @default - true from release 0.22.0, false in 0.17.0
   */
  readonly disableCvm?: boolean;
}

/** Without its id, the program looks for the cluster's in the ConfigMap that IBM Cloud keeps. */
const CLUSTER_INFO: Omit<ApiNeed, 'program' | 'role'> = {
  scope: { namespace: 'kube-system' },
  apiGroup: '',
  resources: ['configmaps'],
  names: ['cluster-info'],
  verbs: ['get'],
  unless: ['IBMCLOUD_CLUSTER_ID'],
  reason: 'the id of the cluster',
};

/** What the labels of a node answer: the zone, and the region, which the URL of the VPC service is made of. */
const PLACE = ['IBMCLOUD_ZONE', 'IBMCLOUD_VPC_ENDPOINT'];

const NODE: Omit<ApiNeed, 'program'> = {
  role: 'node-viewer', scope: 'cluster', apiGroup: '', resources: ['nodes'], verbs: ['get'], reason: 'zone, region and subnet are labels of its node',
};

/** @internal */
export const IBMCLOUD: ProviderDefinition = {
  name: 'ibmcloud',
  title: 'IBM Cloud VPC',
  settings: settingsOf<PeerPodsIbmCloudOptions>({
    clusterId: { env: 'IBMCLOUD_CLUSTER_ID', kind: 'string', format: FORMATS.ibmId },
    dedicatedHostGroupIds: { env: 'IBMCLOUD_DEDICATED_HOST_GROUP_IDS', kind: 'strings', since: '0.18.0', format: FORMATS.ibmId },
    dedicatedHostIds: { env: 'IBMCLOUD_DEDICATED_HOST_IDS', kind: 'strings', since: '0.18.0', format: FORMATS.ibmId },
    disableCvm: { env: 'DISABLECVM', kind: 'boolean', default: { '0.17.0': 'false', '0.18.0': 'true' } },
    iamEndpoint: { env: 'IBMCLOUD_IAM_ENDPOINT', kind: 'string', default: 'https://iam.cloud.ibm.com/identity/token', format: FORMATS.httpUrl },
    imageIds: { env: 'IBMCLOUD_PODVM_IMAGE_ID', kind: 'strings', required: true, format: FORMATS.ibmId },
    instanceProfile: { env: 'IBMCLOUD_PODVM_INSTANCE_PROFILE_NAME', kind: 'string', format: FORMATS.ibmProfile },
    instanceProfiles: { env: 'IBMCLOUD_PODVM_INSTANCE_PROFILE_LIST', kind: 'strings', format: FORMATS.ibmProfile },
    resourceGroupId: { env: 'IBMCLOUD_RESOURCE_GROUP_ID', kind: 'string', format: FORMATS.ibmId },
    securityGroupId: { env: 'IBMCLOUD_VPC_SG_ID', kind: 'string', until: '0.17.0', format: FORMATS.ibmId },
    securityGroupIds: { env: 'IBMCLOUD_SECURITY_GROUP_IDS', kind: 'strings', since: '0.18.0', format: FORMATS.ibmId },
    sshKeyId: { env: 'IBMCLOUD_SSH_KEY_ID', kind: 'string', format: FORMATS.ibmId },
    subnetId: { env: 'IBMCLOUD_VPC_SUBNET_ID', kind: 'string', format: FORMATS.ibmId },
    tags: { env: 'TAGS', kind: 'strings', quoted: true },
    vpcEndpoint: { env: 'IBMCLOUD_VPC_ENDPOINT', kind: 'string', format: FORMATS.httpUrl },
    vpcId: { env: 'IBMCLOUD_VPC_ID', kind: 'string', format: FORMATS.ibmId },
    zone: { env: 'IBMCLOUD_ZONE', kind: 'string', format: FORMATS.ibmZone },
  }),
  instances: IBMCLOUD_INSTANCES,
  credentials: [['IBMCLOUD_API_KEY'], ['IBMCLOUD_IAM_PROFILE_ID']],
  identities: ['ibm-trusted-profile'],
  unlabelledNodes: 'IBM Cloud Kubernetes Service',
  needs: {
    api: [
      ...(['adaptor', 'controller'] as const).map((program): ApiNeed => ({
        ...CLUSTER_INFO, program, role: program === 'adaptor' ? 'cloud-api-adaptor-cluster-info' : 'cluster-info',
      })),
      { ...NODE, program: 'adaptor', unless: [...PLACE, 'IBMCLOUD_VPC_ID', 'IBMCLOUD_VPC_SUBNET_ID', 'IBMCLOUD_RESOURCE_GROUP_ID'] },
      { ...NODE, program: 'controller', unless: PLACE },
    ],
    podVariables: [
      { program: 'controller', env: 'NODE_NAME', fieldPath: 'spec.nodeName', unless: PLACE, reason: 'the node whose labels it reads' },
    ],
    files: (['adaptor', 'controller'] as const).map((program) => ({
      program,
      path: '/var/run/secrets/tokens/vault-token',
      where: ['IBMCLOUD_IAM_PROFILE_ID'],
      reason: 'the token of its service account, for a trusted profile',
    })),
  },
  clusterTag: plainClusterTag,
  check: ({ instanceProfile, instanceProfiles }, _release, problems) => {
    if (instanceProfile === undefined && !(Array.isArray(instanceProfiles) && instanceProfiles.length)) {
      problems.add('provider.instanceProfile', instanceProfile, 'an instance profile, like "bx2-2x8"; or several in `instanceProfiles`',
        'The adaptor has no default, and no VM is made without one.');
    }
  },
};
