import { Size } from 'cdk8s';
import { keyValueClusterTag } from './cluster-tag';
import { ProviderDefinition, settingsOf } from './contract';
import { AWS_INSTANCES } from '../catalogue/instance-types';
import { AWS_VARIABLES } from '../catalogue/sdk-variables';
import { FORMATS } from '../private/formats';

/**
 * Pod VMs on Amazon EC2.
 *
 * @see https://github.com/confidential-containers/cloud-api-adaptor/tree/v0.22.0/src/cloud-api-adaptor/aws
 */
export interface PeerPodsAwsOptions {
  /** The id of the AMI of the pod VMs: `ami-` and 8 or 17 hexadecimal digits (PODVM_AMI_ID). */
  readonly imageId: string;

  /**
   * The region (AWS_REGION).
   * @default - that of the node, asked from its metadata service
   */
  readonly region?: string;

  /**
   * The id of the subnet of the pod VMs, which the nodes must reach (AWS_SUBNET_ID).
   * @default - that of the node, asked from its metadata service
   */
  readonly subnetId?: string;

  /**
   * The ids of the security groups of the pod VMs (AWS_SG_IDS).
   * @default - those of the node, asked from its metadata service
   */
  readonly securityGroupIds?: string[];

  /**
   * The instance type of pods that do not request another one (PODVM_INSTANCE_TYPE).
   * @default 'm6a.large'
   */
  readonly instanceType?: string;

  /**
   * The instance types that pods may request, and from which a matching one is chosen (PODVM_INSTANCE_TYPES).
   * @default - only `instanceType`
   */
  readonly instanceTypes?: string[];

  /**
   * The name of a launch template from which the VMs are made (PODVM_LAUNCHTEMPLATE_NAME).
   * @default - none; with `useLaunchTemplate`, 'kata'
   */
  readonly launchTemplateName?: string;

  /**
   * Make the VMs from the launch template (USE_PODVM_LAUNCHTEMPLATE). Release 0.17.0 does so wherever there is a name.
   * @default - true where `launchTemplateName` is given
   */
  readonly useLaunchTemplate?: boolean;

  /**
   * The name of the SSH key pair of the VMs (SSH_KP_NAME).
   * @default - none: logins are impossible
   */
  readonly keyPairName?: string;

  /**
   * The size of the root volume, in whole GiB (ROOT_VOLUME_SIZE). A larger image enlarges it; 0 takes the size of the image.
   * @default Size.gibibytes(30)
   */
  readonly rootVolumeSize?: Size;

  /**
   * Tags of the VMs (TAGS).
   * @default - none
   */
  readonly tags?: { [key: string]: string };

  /**
   * Give the VMs public addresses, and reach them there (USE_PUBLIC_IP).
   * @default false
   */
  readonly usePublicIp?: boolean;

  /**
   * Make ordinary VMs, without SEV-SNP: their memory is no longer protected (DISABLECVM).
   * @default false
   */
  readonly disableCvm?: boolean;
}

/** @internal */
export const AWS: ProviderDefinition = {
  name: 'aws',
  title: 'AWS',
  settings: settingsOf<PeerPodsAwsOptions>({
    disableCvm: { env: 'DISABLECVM', kind: 'boolean', default: 'false' },
    imageId: { env: 'PODVM_AMI_ID', kind: 'string', required: true, format: FORMATS.awsImage },
    instanceType: { env: 'PODVM_INSTANCE_TYPE', kind: 'string', default: 'm6a.large', format: FORMATS.awsInstanceType },
    instanceTypes: { env: 'PODVM_INSTANCE_TYPES', kind: 'strings', format: FORMATS.awsInstanceType },
    keyPairName: { env: 'SSH_KP_NAME', kind: 'string' },
    launchTemplateName: { env: 'PODVM_LAUNCHTEMPLATE_NAME', kind: 'string', default: 'kata', format: FORMATS.awsLaunchTemplate },
    region: { env: 'AWS_REGION', kind: 'string', format: FORMATS.awsRegion },
    rootVolumeSize: { env: 'ROOT_VOLUME_SIZE', kind: 'size in GiB', default: '30', min: 0 },
    securityGroupIds: { env: 'AWS_SG_IDS', kind: 'strings', format: FORMATS.awsSecurityGroup },
    subnetId: { env: 'AWS_SUBNET_ID', kind: 'string', format: FORMATS.awsSubnet },
    tags: { env: 'TAGS', kind: 'tags' },
    useLaunchTemplate: { env: 'USE_PODVM_LAUNCHTEMPLATE', kind: 'boolean', default: 'false', since: '0.18.0' },
    usePublicIp: { env: 'USE_PUBLIC_IP', kind: 'boolean', default: 'false' },
  }),
  reads: AWS_VARIABLES,
  instances: AWS_INSTANCES,
  credentials: [['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']],
  otherSecrets: ['AWS_SESSION_TOKEN'],
  identities: ['aws-role'],
  readsEarly: ['externalNetworkViaPodVm', 'podSubnetCidrs'],
  unlabelledNodes: 'EKS',
  needs: {
    metadata: [
      { program: 'adaptor', prop: 'region', unless: ['AWS_REGION', 'AWS_SUBNET_ID', 'AWS_SG_IDS'], reason: 'region, subnet and security groups of its node' },
      { program: 'controller', prop: 'region', unless: ['AWS_REGION'], reason: 'the region of its node' },
    ],
  },
  clusterTag: keyValueClusterTag,
  derive: ({ launchTemplateName }) => (launchTemplateName ? { useLaunchTemplate: true } : {}),
};
