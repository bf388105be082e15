import { Size } from 'cdk8s';
import { ProviderDefinition, settingsOf } from './contract';
import { LIBVIRT_VARIABLES } from '../catalogue/sdk-variables';
import { FORMATS } from '../private/formats';

/** The memory protection of VMs on KVM. */
export enum LibvirtLaunchSecurity {
  /** IBM Secure Execution. */
  S390_PV = 's390-pv',
}

/**
 * Pod VMs on a KVM host of your own, through libvirt.
 *
 * @see https://github.com/confidential-containers/cloud-api-adaptor/tree/v0.22.0/src/cloud-api-adaptor/libvirt
 */
export interface PeerPodsLibvirtOptions {
  /**
   * Where libvirt listens: `qemu+ssh://root@192.0.2.1/system` (LIBVIRT_URI). With SSH, `sshKey` is needed; without
   * `no_verify=1`, the Secret must hold `known_hosts` too.
   */
  readonly uri: string;

  /**
   * The storage pool of the VMs' volumes (LIBVIRT_POOL).
   * @default 'default'
   */
  readonly pool?: string;

  /**
   * The network of the VMs (LIBVIRT_NET).
   * @default 'default'
   */
  readonly network?: string;

  /**
   * The volume with the image of the pod VMs (LIBVIRT_VOL_NAME).
   * @default 'podvm-base.qcow2'
   */
  readonly volumeName?: string;

  /**
   * The processors of a VM (LIBVIRT_CPU).
   * @default 2
   */
  readonly cpu?: number;

  /**
   * The memory of a VM, in whole MiB (LIBVIRT_MEMORY).
   * @default Size.mebibytes(8192)
   */
  readonly memory?: Size;

  /**
   * The host's processors on which VMs run: `0-3,8,10-12` (LIBVIRT_CPUSET). From release 0.22.0.
   * @default - any
   */
  readonly cpuSet?: string;

  /**
   * The size of the root disk, in whole GiB (LIBVIRT_ROOT_DISK_SIZE). From release 0.22.0.
   * @default Size.gibibytes(10)
   */
  readonly rootDiskSize?: Size;

  /**
   * The UEFI firmware on the host (LIBVIRT_EFI_FIRMWARE).
   * @default - '/usr/share/OVMF/OVMF_CODE_4M.fd' from release 0.22.0, none in 0.17.0
   */
  readonly firmware?: string;

  /**
   * The memory protection of the VMs (LIBVIRT_LAUNCH_SECURITY).
   * @default - that of the host, unless `disableCvm` is true
   */
  readonly launchSecurity?: LibvirtLaunchSecurity;

  /**
   * Make ordinary VMs: their memory is not protected (DISABLECVM).
   * @default - true from release 0.22.0, false in 0.17.0
   */
  readonly disableCvm?: boolean;
}

/** @internal */
export const LIBVIRT: ProviderDefinition = {
  name: 'libvirt',
  title: 'libvirt',
  settings: settingsOf<PeerPodsLibvirtOptions>({
    cpu: { env: 'LIBVIRT_CPU', kind: 'integer', default: '2', min: 1 },
    cpuSet: { env: 'LIBVIRT_CPUSET', kind: 'string', since: '0.21.0', format: FORMATS.cpuSet },
    disableCvm: { env: 'DISABLECVM', kind: 'boolean', default: { '0.17.0': 'false', '0.18.0': 'true' } },
    firmware: {
      env: 'LIBVIRT_EFI_FIRMWARE', kind: 'string', default: { '0.17.0': '', '0.18.0': '/usr/share/OVMF/OVMF_CODE_4M.fd' }, format: FORMATS.absolutePath,
    },
    launchSecurity: { env: 'LIBVIRT_LAUNCH_SECURITY', kind: 'string', oneOf: Object.values(LibvirtLaunchSecurity) },
    memory: { env: 'LIBVIRT_MEMORY', kind: 'size in MiB', default: '8192', min: 1 },
    network: { env: 'LIBVIRT_NET', kind: 'string', default: 'default', quoted: true },
    pool: { env: 'LIBVIRT_POOL', kind: 'string', default: 'default', quoted: true },
    rootDiskSize: { env: 'LIBVIRT_ROOT_DISK_SIZE', kind: 'size in GiB', default: '10', min: 1, since: '0.22.0' },
    uri: {
      env: 'LIBVIRT_URI',
      kind: 'string',
      required: true,
      default: { '0.17.0': 'qemu:///system', '0.18.0': 'qemu+ssh://root@192.168.122.1/system?no_verify=1' },
      format: FORMATS.libvirtUri,
      quoted: true,
    },
    volumeName: { env: 'LIBVIRT_VOL_NAME', kind: 'string', default: 'podvm-base.qcow2', quoted: true },
  }),
  reads: LIBVIRT_VARIABLES,
  credentials: [],
  ssh: { files: ['id_rsa'], required: ({ uri }) => /^[a-z]+\+(ssh|libssh2?):/.test(String(uri)) },
  clusterTag: 'VMs of libvirt have no tags',
};
