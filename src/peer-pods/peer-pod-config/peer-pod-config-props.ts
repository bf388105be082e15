import type { IConfigMap, ISecret } from 'cdk8s-plus-28';
import { PeerPodLimit } from '../cost/peer-pod-limit';

/** Properties of `PeerPodConfig`. */
export interface PeerPodConfigProps {
  /**
   * The object's name.
   * @default 'peer-pods'
   */
  readonly name?: string;

  /**
   * How many VMs for peer pods each node takes.
   * @default - one
   */
  readonly limit?: PeerPodLimit;

  /**
   * The Secret with the keys of the cloud. Its keys become environment variables of the adaptor, which does not start
   * without it.
   * @default - the Secret `peer-pods-secret`
   */
  readonly cloudSecret?: ISecret;

  /**
   * The ConfigMap with the settings of the adaptor, CLOUD_PROVIDER among them. Its keys become environment variables.
   * @default - the ConfigMap `peer-pods-cm`
   */
  readonly configMap?: IConfigMap;

  /**
   * Labels of the nodes that run the adaptor and take peer pods. An empty map means every node.
   * @default - the nodes with an empty label `node.kubernetes.io/worker`
   */
  readonly nodeSelector?: { [label: string]: string };

  /**
   * The size of the VMs, in the words of the cloud. Only for people: the adaptor takes the size of its ConfigMap.
   * @default - none
   */
  readonly instanceType?: string;
}
