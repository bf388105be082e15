import { SecretSource } from '../../common/secret-source';
import { PeerPodsManagerOptions } from '../manager-options';
import { PeerPodsIdentity } from '../peer-pods-identity';
import { PeerPodsProvider } from '../peer-pods-provider';
import { PeerPodsRelease } from '../peer-pods-release';

/** Options of a resource controller for peer pods. */
export interface PeerPodControllerOptions extends PeerPodsManagerOptions {}

/** Properties of `PeerPodController`. */
export interface PeerPodControllerProps extends PeerPodControllerOptions {
  /**
   * The release of the controller.
   */
  readonly release: PeerPodsRelease;

  /**
   * The provider of the adaptor: some of them need more rights in the cluster.
   * @default - one that needs no more: all but IBM Cloud and byom
   */
  readonly provider?: PeerPodsProvider;

  /**
   * The Secret with the keys of the cloud, as the adaptor has it. Its keys become environment variables.
   * @default - the Secret `peer-pods-secret`, if there is one; none with `identity`, or with a provider that reads no keys
   */
  readonly credentials?: SecretSource;

  /**
   * How the controller reaches the cloud without keys, as the adaptor does. The cloud trusts a separate service account: see
   * `identityBindings` of the construct.
   * @default - by keys
   */
  readonly identity?: PeerPodsIdentity;

  /**
   * The Secret with the SSH keys for libvirt or byom.
   * @default - the Secret `ssh-key-secret`, if there is one
   */
  readonly sshKey?: SecretSource;

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
   * Environment variables, over those of ConfigMap and Secret. No secrets: they would be in the manifest.
   * @default - none
   */
  readonly additionalEnv?: { [name: string]: string };
}
