import { Size } from 'cdk8s';
import { keyValueClusterTag } from './cluster-tag';
import { ProviderDefinition, settingsOf } from './contract';
import { AZURE_INSTANCES } from '../catalogue/instance-types';
import { AZURE_VARIABLES } from '../catalogue/sdk-variables';
import { FORMATS } from '../private/formats';

/**
 * Pod VMs on Microsoft Azure.
 *
 * @see https://confidentialcontainers.org/docs/examples/azure-simple/
 */
export interface PeerPodsAzureOptions {
  /** The id of the subscription, a UUID (AZURE_SUBSCRIPTION_ID). */
  readonly subscriptionId: string;

  /** The region, in lower case without spaces: `westeurope` (AZURE_REGION). */
  readonly region: string;

  /** The name of the resource group of the pod VMs (AZURE_RESOURCE_GROUP). */
  readonly resourceGroup: string;

  /** The resource id of the subnet of the pod VMs, which the nodes must reach (AZURE_SUBNET_ID). */
  readonly subnetId: string;

  /** The resource id of the image of the pod VMs, of a gallery or a resource group (AZURE_IMAGE_ID). */
  readonly imageId: string;

  /**
   * The resource id of the network security group of the pod VMs (AZURE_NSG_ID).
   * @default - that of the subnet
   */
  readonly securityGroupId?: string;

  /**
   * The VM size of pods that do not request another one (AZURE_INSTANCE_SIZE).
   * @default 'Standard_DC2as_v5'
   */
  readonly instanceSize?: string;

  /**
   * The VM sizes that pods may request, and from which a matching one is chosen (AZURE_INSTANCE_SIZES).
   * @default - only `instanceSize`
   */
  readonly instanceSizes?: string[];

  /**
   * The user of the VMs (SSH_USERNAME). Its key is made in memory and thrown away.
   * @default 'peerpod'
   */
  readonly sshUsername?: string;

  /**
   * The size of the root volume, in whole GiB (ROOT_VOLUME_SIZE). 0 is the size of the image.
   * @default - that of the image
   */
  readonly rootVolumeSize?: Size;

  /**
   * Boot only signed systems (ENABLE_SECURE_BOOT). The boot is measured in any case.
   * @default false
   */
  readonly enableSecureBoot?: boolean;

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
   * Make ordinary VMs: their memory is no longer protected (DISABLECVM).
   * @default false
   */
  readonly disableCvm?: boolean;
}

/** @internal */
export const AZURE: ProviderDefinition = {
  name: 'azure',
  title: 'Azure',
  settings: settingsOf<PeerPodsAzureOptions>({
    disableCvm: { env: 'DISABLECVM', kind: 'boolean', default: 'false' },
    enableSecureBoot: { env: 'ENABLE_SECURE_BOOT', kind: 'boolean', default: 'false' },
    imageId: { env: 'AZURE_IMAGE_ID', kind: 'string', required: true, format: FORMATS.azureImage },
    instanceSize: { env: 'AZURE_INSTANCE_SIZE', kind: 'string', default: 'Standard_DC2as_v5', format: FORMATS.azureSize },
    instanceSizes: { env: 'AZURE_INSTANCE_SIZES', kind: 'strings', format: FORMATS.azureSize },
    region: { env: 'AZURE_REGION', kind: 'string', required: true, format: FORMATS.azureRegion },
    resourceGroup: { env: 'AZURE_RESOURCE_GROUP', kind: 'string', required: true, format: FORMATS.azureResourceGroup },
    rootVolumeSize: { env: 'ROOT_VOLUME_SIZE', kind: 'size in GiB', default: '0', min: 0 },
    securityGroupId: { env: 'AZURE_NSG_ID', kind: 'string', format: FORMATS.azureSecurityGroup },
    sshUsername: { env: 'SSH_USERNAME', kind: 'string', default: 'peerpod', format: FORMATS.sshUser },
    subnetId: { env: 'AZURE_SUBNET_ID', kind: 'string', required: true, format: FORMATS.azureSubnet },
    subscriptionId: { env: 'AZURE_SUBSCRIPTION_ID', kind: 'string', required: true, format: FORMATS.uuid },
    tags: { env: 'TAGS', kind: 'tags' },
    usePublicIp: { env: 'USE_PUBLIC_IP', kind: 'boolean', default: 'false' },
  }),
  reads: AZURE_VARIABLES,
  instances: AZURE_INSTANCES,
  credentials: [['AZURE_CLIENT_ID', 'AZURE_CLIENT_SECRET', 'AZURE_TENANT_ID']],
  identities: ['azure-workload-identity'],
  unlabelledNodes: 'AKS',
  clusterTag: keyValueClusterTag,
};
