import { checked } from '../common/private/checked';
import { sortedMap } from '../common/private/sorted-map';

/** What a kind of client is, for the construct. */
interface ClientKind {
  readonly kind: 'anyPod' | 'cidr' | 'hostNetwork' | 'namespace' | 'pods';
  readonly namespace?: string;
  readonly podLabels?: { readonly [label: string]: string };
  readonly cidr?: string;
}

/** A client that may connect to the server, for its NetworkPolicy. */
export class RedfishClient {
  /** Every pod of a namespace, such as that of Ironic. */
  public static namespace(name: string): RedfishClient {
    return new RedfishClient({ kind: 'namespace', namespace: name });
  }

  /** The pods of a namespace that have all of these labels. */
  public static pods(namespace: string, labels: { [label: string]: string }): RedfishClient {
    return new RedfishClient({ kind: 'pods', namespace, podLabels: typeof labels === 'object' && labels !== null && !Array.isArray(labels) ? sortedMap(labels) : labels });
  }

  /** The addresses of a network, such as `10.0.0.0/8`: those of nodes and of machines outside the cluster. */
  public static cidr(cidr: string): RedfishClient {
    return new RedfishClient({ kind: 'cidr', cidr });
  }

  /** Every pod of the cluster. */
  public static anyPod(): RedfishClient {
    return new RedfishClient({ kind: 'anyPod' });
  }

  /**
   * Pods on the network of their node, such as OpenShift's own Ironic. OpenShift only; elsewhere name the nodes' network with
   * `cidr`.
   */
  public static hostNetwork(): RedfishClient {
    return new RedfishClient({ kind: 'hostNetwork' });
  }

  /** @internal */
  public readonly _kind: ClientKind;

  private constructor(kind: ClientKind) {
    this._kind = kind;
  }
}

checked(RedfishClient, 'RedfishClient');
