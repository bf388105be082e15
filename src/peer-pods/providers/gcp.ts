import { Size } from 'cdk8s';
import { ProviderDefinition, settingsOf } from './contract';
import { GCP_INSTANCES } from '../catalogue/instance-types';
import { GOOGLE_VARIABLES } from '../catalogue/sdk-variables';
import { FORMATS } from '../private/formats';

/** The technology that protects the memory of VMs on Google Cloud. */
export enum GcpConfidentialType {
  /** AMD SEV. */
  SEV = 'SEV',
  /** AMD SEV-SNP. */
  SEV_SNP = 'SEV_SNP',
  /** Intel TDX. */
  TDX = 'TDX',
}

/**
 * Pod VMs on Google Compute Engine.
 *
 * @see https://github.com/confidential-containers/cloud-api-adaptor/tree/v0.22.0/src/cloud-api-adaptor/gcp
 */
export interface PeerPodsGcpOptions {
  /** The id of the project, or its number (GCP_PROJECT_ID). */
  readonly projectId: string;

  /** The zone: `europe-west4-a` (GCP_ZONE). */
  readonly zone: string;

  /** The network of the pod VMs, with its path: `global/networks/default` (GCP_NETWORK). */
  readonly network: string;

  /** The image of the pod VMs: its name, or `projects/<project>/global/images/<image>` (PODVM_IMAGE_NAME). */
  readonly imageName: string;

  /**
   * The subnetwork: its name, or its path (GCP_SUBNETWORK). Networks whose subnetworks are made by hand need it.
   * @default - that of the region
   */
  readonly subnetwork?: string;

  /**
   * The machine type of pods that do not request another one (GCP_MACHINE_TYPE). It must have `confidentialType`.
   * @default - 'e2-medium', which has no confidential VMs: only with `disableCvm`
   */
  readonly machineType?: string;

  /**
   * The machine types that pods may request, and from which a matching one is chosen (GCP_INSTANCE_TYPES). From release 0.22.0.
   * @default - only `machineType`
   */
  readonly machineTypes?: string[];

  /**
   * The memory protection of the VMs (GCP_CONFIDENTIAL_TYPE).
   * @default - none: only with `disableCvm`
   */
  readonly confidentialType?: GcpConfidentialType;

  /**
   * The type of the disks (GCP_DISK_TYPE).
   * @default 'pd-standard'
   */
  readonly diskType?: string;

  /**
   * The size of the root volume, in whole GiB (ROOT_VOLUME_SIZE). A larger image enlarges it.
   * @default Size.gibibytes(10)
   */
  readonly rootVolumeSize?: Size;

  /**
   * Tags of the VMs (TAGS). They must exist in the project: no VM is made otherwise.
   * @default - none
   */
  readonly tags?: { [key: string]: string };

  /**
   * Reach the VMs at their public addresses (USE_PUBLIC_IP). From release 0.22.0.
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
export const GCP: ProviderDefinition = {
  name: 'gcp',
  title: 'Google Cloud',
  settings: settingsOf<PeerPodsGcpOptions>({
    confidentialType: { env: 'GCP_CONFIDENTIAL_TYPE', kind: 'string', oneOf: Object.values(GcpConfidentialType) },
    disableCvm: { env: 'DISABLECVM', kind: 'boolean', default: 'false' },
    diskType: { env: 'GCP_DISK_TYPE', kind: 'string', default: 'pd-standard', format: FORMATS.gcpDiskType },
    imageName: { env: 'PODVM_IMAGE_NAME', kind: 'string', required: true, format: FORMATS.gcpImage },
    machineType: { env: 'GCP_MACHINE_TYPE', kind: 'string', default: 'e2-medium', format: FORMATS.gcpMachineType },
    machineTypes: { env: 'GCP_INSTANCE_TYPES', kind: 'strings', since: '0.18.0', format: FORMATS.gcpMachineType },
    network: { env: 'GCP_NETWORK', kind: 'string', required: true, format: FORMATS.gcpNetwork },
    projectId: { env: 'GCP_PROJECT_ID', kind: 'string', required: true, format: FORMATS.gcpProject },
    rootVolumeSize: { env: 'ROOT_VOLUME_SIZE', kind: 'size in GiB', default: '10', min: 1 },
    subnetwork: { env: 'GCP_SUBNETWORK', kind: 'string', format: FORMATS.gcpSubnetwork },
    tags: { env: 'TAGS', kind: 'tags' },
    usePublicIp: { env: 'USE_PUBLIC_IP', kind: 'boolean', default: 'false', since: '0.18.0' },
    zone: { env: 'GCP_ZONE', kind: 'string', required: true, format: FORMATS.gcpZone },
  }),
  reads: GOOGLE_VARIABLES,
  instances: GCP_INSTANCES,
  credentials: [['GCP_CREDENTIALS']],
  identities: ['gcp-federation'],
  unlabelledNodes: 'GKE',
  clusterTag: 'Google Cloud makes no VM with a tag that does not exist: create the tag in the project, and give it in `tags`',
  check: ({ disableCvm, confidentialType, machineType }, _release, problems) => {
    if (disableCvm) return;
    if (confidentialType === undefined) {
      problems.add('provider.confidentialType', confidentialType, `${Object.values(GcpConfidentialType).join(', ')}, unless disableCvm is true`,
        'No VM is made without it. Take the one that `machineType` has.');
    }
    if (machineType === undefined) {
      problems.add('provider.machineType', machineType, 'a machine type with confidential VMs, like "n2d-standard-2" (SEV, SEV_SNP) or "c3-standard-4" (TDX)',
        'The adaptor\'s own default, e2-medium, has none.');
    }
  },
};
