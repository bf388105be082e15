import type { Duration, Size } from 'cdk8s';
import { ContainerImage, ImagePullProps, KubernetesDistribution, Lifecycle, PodPlacementProps } from '../common';
import { ContainerdTarball } from './containerd-tarball';

/**
 * Properties of `CustomContainerdInstaller`.
 *
 * The installer runs on every node that there is a tarball for, with any taint. Its pods have the priority class
 * `system-node-critical`.
 */
export interface CustomContainerdInstallerProps extends PodPlacementProps, ImagePullProps {
  /**
   * The tarballs: one for all nodes, or one per architecture.
   *
   * If each of them is for one architecture, the installer runs only on nodes of these architectures.
   */
  readonly tarballs: ContainerdTarball[];

  /**
   * Whether it is installed. To uninstall it, commit `Lifecycle.DRAINING`, and `Lifecycle.ABSENT` when every node is
   * clean.
   * @default Lifecycle.PRESENT
   */
  readonly lifecycle?: Lifecycle;

  /**
   * The prefix of the names of the objects: `<name>-containerd-installer`, `<name>-containerd-cleanup`.
   * @default 'custom'
   */
  readonly name?: string;

  /**
   * The folder on the nodes that contains `bin/`. An absolute path.
   *
   * The service `containerd` of the node has to be started from there: otherwise the installation fails and changes nothing.
   *
   * @default - the folder from which the service containerd of the node starts; /usr/local if there is no such service
   */
  readonly installPath?: string;

  /**
   * The Kubernetes distribution. Only plain Kubernetes runs a containerd that can be replaced; others bring their own.
   * @default KubernetesDistribution.K8S
   */
  readonly distribution?: KubernetesDistribution;

  /**
   * The image that the scripts run in: with a POSIX shell, wget or curl, tar, gzip, sha256sum, timeout and nsenter.
   * @default - docker.io/library/alpine:3.22
   */
  readonly image?: ContainerImage;

  /**
   * The proxy for http URLs: `http://host:port`, without credentials.
   * @default - none
   */
  readonly httpProxy?: string;

  /**
   * The proxy for https URLs: `http://host:port`, without credentials.
   * @default - none
   */
  readonly httpsProxy?: string;

  /**
   * Hosts and domains that are reached without a proxy.
   * @default - none
   */
  readonly noProxy?: string[];

  /**
   * How often a download is tried. 1 to 100.
   * @default 5
   */
  readonly downloadAttempts?: number;

  /**
   * The largest download. A transfer that goes beyond is stopped, and nothing changes on the node. 1 MiB to 8 GiB.
   * @default Size.mebibytes(512)
   */
  readonly maxDownloadSize?: Size;

  /**
   * The largest size of an unpacked tarball. Nothing changes on a node that gets a larger one. 1 MiB to 32 GiB.
   * @default Size.gibibytes(2)
   */
  readonly maxUnpackedSize?: Size;

  /**
   * How long containerd, and then kubelet, may take to become active. Otherwise the node is rolled back. 10 to 600 seconds.
   * @default Duration.seconds(60)
   */
  readonly startTimeout?: Duration;

  /**
   * How long containerd and kubelet are watched after their restart. If one of them stops or restarts in this time, the node
   * is rolled back. The node is ready only afterwards. 0 to 3600 seconds.
   * @default Duration.seconds(60)
   */
  readonly healthWindow?: Duration;
}
