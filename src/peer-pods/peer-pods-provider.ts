import { ALIBABACLOUD, PeerPodsAlibabaCloudOptions } from './providers/alibabacloud';
import { AWS, PeerPodsAwsOptions } from './providers/aws';
import { AZURE, PeerPodsAzureOptions } from './providers/azure';
import { BYOM, PeerPodsByomOptions } from './providers/byom';
import { ProviderDefinition, SettingValues } from './providers/contract';
import { DOCKER, PeerPodsDockerOptions } from './providers/docker';
import { GCP, PeerPodsGcpOptions } from './providers/gcp';
import { IBMCLOUD, PeerPodsIbmCloudOptions } from './providers/ibmcloud';
import { IBMCLOUD_POWERVS, PeerPodsIbmCloudPowerVsOptions } from './providers/ibmcloud-powervs';
import { LIBVIRT, PeerPodsLibvirtOptions } from './providers/libvirt';
import { PeerPodsVsphereOptions, VSPHERE } from './providers/vsphere';
import { checked } from '../common/private/checked';

/**
 * Where the VMs of pods run: one factory per cloud, each with the settings of that cloud.
 *
 * @example
 * import { PeerPodsProvider } from 'cdk8s-coco';
 *
 * PeerPodsProvider.aws({ imageId: 'ami-0123456789abcdef0', region: 'eu-west-1', instanceType: 'm6a.xlarge' });
 */
export class PeerPodsProvider {
  /** Alibaba Cloud ECS. */
  public static alibabaCloud(options: PeerPodsAlibabaCloudOptions): PeerPodsProvider {
    return new PeerPodsProvider(ALIBABACLOUD, options);
  }

  /** Amazon EC2. */
  public static aws(options: PeerPodsAwsOptions): PeerPodsProvider {
    return new PeerPodsProvider(AWS, options);
  }

  /** Microsoft Azure. */
  public static azure(options: PeerPodsAzureOptions): PeerPodsProvider {
    return new PeerPodsProvider(AZURE, options);
  }

  /** Machines that exist already ("bring your own machine"). */
  public static byom(options: PeerPodsByomOptions): PeerPodsProvider {
    return new PeerPodsProvider(BYOM, options);
  }

  /** Containers of Docker on the node, for development. Release 0.17.0 only. */
  public static docker(options: PeerPodsDockerOptions = {}): PeerPodsProvider {
    return new PeerPodsProvider(DOCKER, options);
  }

  /** Google Compute Engine. */
  public static gcp(options: PeerPodsGcpOptions): PeerPodsProvider {
    return new PeerPodsProvider(GCP, options);
  }

  /** A VPC of IBM Cloud. */
  public static ibmCloud(options: PeerPodsIbmCloudOptions): PeerPodsProvider {
    return new PeerPodsProvider(IBMCLOUD, options);
  }

  /** IBM Power Virtual Server. */
  public static ibmCloudPowerVs(options: PeerPodsIbmCloudPowerVsOptions): PeerPodsProvider {
    return new PeerPodsProvider(IBMCLOUD_POWERVS, options);
  }

  /** A KVM host of your own, through libvirt. */
  public static libvirt(options: PeerPodsLibvirtOptions): PeerPodsProvider {
    return new PeerPodsProvider(LIBVIRT, options);
  }

  /** VMware vSphere. Release 0.17.0 only. */
  public static vsphere(options: PeerPodsVsphereOptions): PeerPodsProvider {
    return new PeerPodsProvider(VSPHERE, options);
  }

  /** The name by which the adaptor knows it: the value of CLOUD_PROVIDER. */
  public readonly name: string;

  /** @internal */
  public readonly _definition: ProviderDefinition;

  /** @internal */
  public readonly _options: SettingValues;

  private constructor(definition: ProviderDefinition, options: object) {
    this.name = definition.name;
    this._definition = definition;
    this._options = options as SettingValues;
  }

  public toString(): string {
    return this._definition.title;
  }
}

checked(PeerPodsProvider, 'PeerPodsProvider');
