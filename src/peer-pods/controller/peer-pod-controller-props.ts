import type { ISecret } from 'cdk8s-plus-28';
import { PeerPodsManagerOptions } from '../manager-options';
import { PeerPodsProvider } from '../peer-pods-provider';
import { PeerPodsRelease } from '../peer-pods-release';
import { WorkloadAccess } from '../private/access';

/** What can be said about a resource controller for peer pods, wherever it belongs. */
export interface PeerPodControllerOptions extends PeerPodsManagerOptions {}

/** Properties of `PeerPodController`. */
export interface PeerPodControllerProps extends PeerPodControllerOptions {
  /**
   * The release of the controller.
   * @default - the newest
   */
  readonly release?: PeerPodsRelease;

  /**
   * The provider of the adaptor: some of them need more rights in the cluster.
   * @default - one that needs no more: all but IBM Cloud and byom
   */
  readonly provider?: PeerPodsProvider;

  /**
   * The Secret with the keys of the cloud, as the adaptor has it. Its keys become environment variables.
   * @default - the Secret `peer-pods-secret`, if there is one
   */
  readonly credentials?: ISecret;

  /**
   * The Secret with the SSH keys for libvirt or byom.
   * @default - the Secret `ssh-key-secret`, if there is one
   */
  readonly sshKey?: ISecret;

  /**
   * Annotations of the service account, such as those with which clouds know a workload.
   * @default - none
   */
  readonly serviceAccountAnnotations?: { [name: string]: string };

  /**
   * Labels of the pods, such as those with which clouds know a workload.
   * @default - none
   */
  readonly podLabels?: { [name: string]: string };

  /**
   * Environment variables, over those of ConfigMap and Secret. No secrets: they would stand in the manifest.
   * @default - none
   */
  readonly additionalEnv?: { [name: string]: string };

  /** @internal */
  readonly _access?: WorkloadAccess;
}
