import { Size } from 'cdk8s';
import { keyValueClusterTag } from './cluster-tag';
import { ProviderDefinition, settingsOf } from './contract';
import { ALIBABACLOUD_INSTANCES } from '../catalogue/instance-types';
import { ALIBABA_VARIABLES } from '../catalogue/sdk-variables';
import { FORMATS } from '../private/formats';

/**
 * Pod VMs on Alibaba Cloud ECS.
 *
 * @see https://github.com/confidential-containers/cloud-api-adaptor/tree/v0.22.0/src/cloud-api-adaptor/alibabacloud
 */
export interface PeerPodsAlibabaCloudOptions {
  /** The id of the image of the pod VMs (IMAGEID). */
  readonly imageId: string;

  /** The id of the vSwitch of the pod VMs, which the nodes must reach (VSWITCH_ID). */
  readonly vswitchId: string;

  /** The ids of the security groups of the pod VMs (SECURITY_GROUP_IDS). The adaptor's own default is no security group. */
  readonly securityGroupIds: string[];

  /**
   * The region (REGION).
   * @default 'cn-beijing'
   */
  readonly region?: string;

  /**
   * The instance type of the VMs (PODVM_INSTANCE_TYPE).
   * @default 'ecs.g8i.xlarge'
   */
  readonly instanceType?: string;

  /**
   * The name of the SSH key pair of the VMs (KEYNAME).
   * @default - none: logins are impossible
   */
  readonly keyPairName?: string;

  /**
   * The size of the system disk, in whole GiB (SYSTEM_DISK_SIZE).
   * @default Size.gibibytes(40)
   */
  readonly systemDiskSize?: Size;

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
   * Make ordinary VMs, without TDX: their memory is no longer protected (DISABLECVM).
   * @default false
   */
  readonly disableCvm?: boolean;
}

/** @internal */
export const ALIBABACLOUD: ProviderDefinition = {
  name: 'alibabacloud',
  title: 'Alibaba Cloud',
  settings: settingsOf<PeerPodsAlibabaCloudOptions>({
    disableCvm: { env: 'DISABLECVM', kind: 'boolean', default: 'false' },
    imageId: { env: 'IMAGEID', kind: 'string', required: true, format: FORMATS.alibabaImage },
    // 0.17.0 reads PODVM_INSTANCE_TYPE only where its own default is empty, which it never is.
    instanceType: {
      env: 'PODVM_INSTANCE_TYPE',
      kind: 'string',
      default: 'ecs.g8i.xlarge',
      format: FORMATS.alibabaInstanceType,
      alias: { env: 'INSTANCE_TYPE', until: '0.17.0' },
    },
    keyPairName: { env: 'KEYNAME', kind: 'string' },
    region: { env: 'REGION', kind: 'string', default: 'cn-beijing', format: FORMATS.alibabaRegion },
    securityGroupIds: { env: 'SECURITY_GROUP_IDS', kind: 'strings', required: true, default: 'cn-beijing', format: FORMATS.alibabaSecurityGroup },
    systemDiskSize: { env: 'SYSTEM_DISK_SIZE', kind: 'size in GiB', default: '40', min: 20 },
    tags: { env: 'TAGS', kind: 'tags' },
    usePublicIp: { env: 'USE_PUBLIC_IP', kind: 'boolean', default: 'false' },
    vswitchId: { env: 'VSWITCH_ID', kind: 'string', required: true, format: FORMATS.alibabaVswitch },
  }),
  reads: ALIBABA_VARIABLES,
  instances: ALIBABACLOUD_INSTANCES,
  credentials: [['ALIBABACLOUD_ACCESS_KEY_ID', 'ALIBABACLOUD_ACCESS_KEY_SECRET']],
  identities: ['alibaba-rrsa'],
  readsEarly: ['externalNetworkViaPodVm'],
  unlabelledNodes: 'ACK',
  clusterTag: keyValueClusterTag,
};
