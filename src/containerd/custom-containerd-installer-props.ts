import type { ISecret } from 'cdk8s-plus-28';
import { ContainerImage, ImagePullPolicy, KubernetesDistribution, Toleration } from '../common';
import { ContainerdTarball } from './containerd-tarball';

/** Properties of `CustomContainerdInstaller`. */
export interface CustomContainerdInstallerProps {
  /**
   * The tarballs: one for all nodes, or one per architecture. A node without one is never ready.
   */
  readonly tarballs: ContainerdTarball[];

  /**
   * The name from which those of the objects are made: `<name>-containerd-installer`, `<name>-containerd-cleanup`.
   * @default 'custom'
   */
  readonly name?: string;

  /**
   * The folder on the nodes that `bin/` is in. An absolute path.
   * @default - found on each node by its containerd; /usr/local where there is none
   */
  readonly installPath?: string;

  /**
   * The Kubernetes distribution. Only plain Kubernetes runs a containerd that can be replaced.
   * @default KubernetesDistribution.K8S
   */
  readonly distribution?: KubernetesDistribution;

  /**
   * The image in which the scripts run: with a POSIX shell, wget or curl, tar, gzip, sha256sum and nsenter.
   * @default - docker.io/library/alpine:3.22
   */
  readonly image?: ContainerImage;

  /**
   * When the image is pulled.
   * @default ImagePullPolicy.IF_NOT_PRESENT
   */
  readonly imagePullPolicy?: ImagePullPolicy;

  /**
   * Secrets with the credentials of the image's registry.
   * @default - none
   */
  readonly imagePullSecrets?: ISecret[];

  /**
   * Labels of the nodes that get this containerd.
   * @default - every node
   */
  readonly nodeSelector?: { [label: string]: string };

  /**
   * Taints of the nodes that get this containerd.
   * @default - every taint is tolerated
   */
  readonly tolerations?: Toleration[];

  /**
   * The priority class of the pods. Empty: none.
   * @default 'system-node-critical'
   */
  readonly priorityClassName?: string;

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
   * Seconds after which a containerd that is not active counts as broken and is rolled back. 10 to 600.
   * @default 60
   */
  readonly activeSeconds?: number;
}
