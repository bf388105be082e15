import type { ContainerResources, PercentOrAbsolute } from 'cdk8s-plus-28';
import { PeerPodControllerOptions } from './controller/peer-pod-controller-props';
import { PeerPodsAdaptorOptions } from './peer-pods-adaptor-options';
import { PeerPodsIdentity } from './peer-pods-identity';
import { PeerPodsProvider } from './peer-pods-provider';
import { PeerPodsRelease } from './peer-pods-release';
import { ContainerImage, ImagePullProps, Lifecycle, PodPlacementProps, SecretSource } from '../common';
import type { IKataRuntime } from '../kata';
import { PeerPodsWebhookOptions } from './webhook/peer-pods-webhook-props';

/** Which build of the adaptor runs. */
export enum PeerPodsImageVariant {
  /** Without C libraries: for every provider that is reached over HTTPS or SSH. */
  RELEASE = 'release',
  /** With C libraries, which libvirt and docker need. */
  DEV = 'dev',
}

/**
 * Properties of `PeerPodsCAA`.
 *
 * @see https://github.com/confidential-containers/cloud-api-adaptor/tree/v0.22.0/src/cloud-api-adaptor/install/charts/peerpods
 */
export interface PeerPodsCaaProps extends PeerPodsAdaptorOptions, PodPlacementProps, ImagePullProps {
  /**
   * Whether it is installed. To uninstall it, commit `Lifecycle.DRAINING`, delete the peer pods, and commit
   * `Lifecycle.ABSENT` when their VMs are gone.
   *
   * While it drains, adaptor and resource controller stay to delete VMs, the webhook goes, and the cluster refuses new peer
   * pods by a ValidatingAdmissionPolicy, which needs Kubernetes 1.30. With older versions, remove it by
   * `node.tryRemoveChild('Draining')` and `node.tryRemoveChild('DrainingBinding')`, and start no new peer pods.
   * @default Lifecycle.PRESENT
   */
  readonly lifecycle?: Lifecycle;

  /** Where the VMs run, with the settings of that cloud. */
  readonly provider: PeerPodsProvider;

  /**
   * The release of adaptor, webhook and resource controller. It says which Kata belongs to it.
   */
  readonly release: PeerPodsRelease;

  /**
   * The Kata runtime of the cluster, which must have the shim `remote`, and be the release that belongs to `release`.
   * @default - none here: something else installs the RuntimeClass `kata-remote`
   */
  readonly runtime?: IKataRuntime;

  /**
   * The Secret with the keys of the cloud. Which keys, the message says where it is missing.
   * @default - none: with `identity`, and for providers without keys
   */
  readonly credentials?: SecretSource;

  /**
   * Reach the cloud without keys, instead of `credentials`.
   * @default - none
   */
  readonly identity?: PeerPodsIdentity;

  /**
   * The Secret with the SSH keys for libvirt (`id_rsa`) or byom (`id_rsa`, `id_rsa.pub`). It is mounted at `/root/.ssh`.
   * @default - none
   */
  readonly sshKey?: SecretSource;

  /**
   * The Secret with the certificates between adaptor and VMs: `ca.crt`, `client.crt` and `client.key`. It sets CACERT_FILE,
   * CERT_FILE and CERT_KEY.
   * @default - the adaptor makes certificates in its memory
   */
  readonly tlsCertificates?: SecretSource;

  /**
   * Settings of the adaptor that this library does not know, by their environment variables. No secrets: the settings are in
   * a ConfigMap.
   * @default - none
   */
  readonly additionalConfig?: { [name: string]: string };

  /**
   * The name of the cluster, which every VM carries as the tag `peer-pods-cluster`, so that its VMs and their cost are found in
   * an account that several share.
   * @default - no such tag
   */
  readonly clusterName?: string;

  /**
   * The build of the adaptor.
   * @default - the one that the provider needs
   */
  readonly imageVariant?: PeerPodsImageVariant;

  /**
   * The image of the adaptor, for mirrors and builds of your own. It must behave as `release` and `imageVariant` do.
   * @default - quay.io/confidential-containers/cloud-api-adaptor with the tag of the release
   */
  readonly image?: ContainerImage;

  /**
   * Resources of the adaptor. Setting CPU, memory or ephemeral storage replaces both its request and its limit; `{}` omits
   * both. All peer pods of a node lose their connection when its adaptor is killed: keep limits
   * high.
   * @default - requests 50m, 128Mi and 64Mi, limits 2, 2Gi and 1Gi
   */
  readonly resources?: ContainerResources;

  /**
   * Run the adaptor under the seccomp profile RuntimeDefault. Set it to false if your container runtime's profile denies calls
   * that the adaptor makes with its capabilities.
   * @default true
   */
  readonly seccomp?: boolean;

  /**
   * Labels of the adaptor's pods, in addition to those that `identity` needs.
   * @default - none
   */
  readonly podLabels?: { [name: string]: string };

  /**
   * Annotations of the adaptor's service account, in addition to those that `identity` needs.
   * @default - none
   */
  readonly serviceAccountAnnotations?: { [name: string]: string };

  /**
   * How many nodes may lack their adaptor during an update. Exactly one of `maxUnavailable` and `maxSurge` is zero.
   * @default PercentOrAbsolute.absolute(0)
   */
  readonly maxUnavailable?: PercentOrAbsolute;

  /**
   * On how many nodes old and new adaptor may run together during an update.
   * @default PercentOrAbsolute.absolute(1)
   */
  readonly maxSurge?: PercentOrAbsolute;

  /**
   * Emit the webhook, which turns the resources of a pod into one `kata.peerpods.io/vm`.
   * @default true
   */
  readonly webhookEnabled?: boolean;

  /**
   * The webhook's options.
   * @default - those of `PeerPodsWebhook`
   */
  readonly webhook?: PeerPodsWebhookOptions;

  /**
   * Emit the resource controller, which deletes VMs whose pods are gone. Without it, leaked VMs run until you find them.
   * @default true
   */
  readonly resourceControllerEnabled?: boolean;

  /**
   * The resource controller's options.
   * @default - those of `PeerPodController`
   */
  readonly resourceController?: PeerPodControllerOptions;
}
