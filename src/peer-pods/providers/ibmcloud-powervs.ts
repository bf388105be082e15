import { Duration, Size } from 'cdk8s';
import { ProviderDefinition, settingsOf } from './contract';
import { POWERVS_VARIABLES } from '../catalogue/sdk-variables';
import { FORMATS } from '../private/formats';

/** How a processor of Power Virtual Server is shared. */
export enum PowerVsProcessorType {
  /** Parts of processors, with more when there is room. */
  SHARED = 'shared',
  /** Parts of processors, and never more. */
  CAPPED = 'capped',
  /** Whole processors. */
  DEDICATED = 'dedicated',
}

/**
 * Pod VMs on IBM Power Virtual Server.
 *
 * @see https://github.com/confidential-containers/cloud-api-adaptor/tree/v0.22.0/src/cloud-api-adaptor/ibmcloud-powervs
 */
export interface PeerPodsIbmCloudPowerVsOptions {
  /** The zone: `dal10` (POWERVS_ZONE). */
  readonly zone: string;

  /** The id of the workspace, a UUID (POWERVS_SERVICE_INSTANCE_ID). */
  readonly serviceInstanceId: string;

  /** The id of the network of the pod VMs, a UUID (POWERVS_NETWORK_ID). */
  readonly networkId: string;

  /** The id of the boot image of the pod VMs, a UUID (POWERVS_IMAGE_ID). */
  readonly imageId: string;

  /**
   * The memory of a VM, in whole GiB (POWERVS_MEMORY).
   * @default Size.gibibytes(2)
   */
  readonly memory?: Size;

  /**
   * The processors of a VM; parts of one are possible (POWERVS_PROCESSORS).
   * @default 0.5
   */
  readonly processors?: number;

  /**
   * How its processors are shared (POWERVS_PROCESSOR_TYPE).
   * @default PowerVsProcessorType.SHARED
   */
  readonly processorType?: PowerVsProcessorType;

  /**
   * The type of the host system (POWERVS_SYSTEM_TYPE).
   * @default 's922'
   */
  readonly systemType?: string;

  /**
   * The name of an SSH key of the VMs (POWERVS_SSH_KEY_NAME).
   * @default - none: logins are impossible
   */
  readonly sshKeyName?: string;

  /**
   * How long a VM may take until it is built (POWERVS_BUILD_TIMEOUT). From release 0.19.0.
   * @default Duration.seconds(150)
   */
  readonly buildTimeout?: Duration;

  /**
   * Reach the VMs at their public addresses (USE_PUBLIC_IP).
   * @default false
   */
  readonly usePublicIp?: boolean;
}

/** @internal */
export const IBMCLOUD_POWERVS: ProviderDefinition = {
  name: 'ibmcloud-powervs',
  title: 'IBM Power Virtual Server',
  settings: settingsOf<PeerPodsIbmCloudPowerVsOptions>({
    buildTimeout: { env: 'POWERVS_BUILD_TIMEOUT', kind: 'duration', default: '2m30s', since: '0.19.0' },
    imageId: { env: 'POWERVS_IMAGE_ID', kind: 'string', required: true, format: FORMATS.uuid },
    memory: { env: 'POWERVS_MEMORY', kind: 'size in GiB', default: '2', min: 1 },
    networkId: { env: 'POWERVS_NETWORK_ID', kind: 'string', required: true, format: FORMATS.uuid },
    processors: { env: 'POWERVS_PROCESSORS', kind: 'number', default: '0.5', min: 0.25 },
    processorType: { env: 'POWERVS_PROCESSOR_TYPE', kind: 'string', default: 'shared', oneOf: Object.values(PowerVsProcessorType) },
    serviceInstanceId: { env: 'POWERVS_SERVICE_INSTANCE_ID', kind: 'string', required: true, format: FORMATS.uuid },
    sshKeyName: { env: 'POWERVS_SSH_KEY_NAME', kind: 'string', quoted: true },
    systemType: { env: 'POWERVS_SYSTEM_TYPE', kind: 'string', default: 's922', format: FORMATS.ibmId },
    usePublicIp: { env: 'USE_PUBLIC_IP', kind: 'boolean', default: 'false' },
    zone: { env: 'POWERVS_ZONE', kind: 'string', required: true, format: FORMATS.powerVsZone },
  }),
  reads: POWERVS_VARIABLES,
  credentials: [['IBMCLOUD_API_KEY']],
  clusterTag: 'VMs of IBM Power Virtual Server have no tags',
};
