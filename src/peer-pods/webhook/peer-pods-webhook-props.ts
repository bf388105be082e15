import { WebhookCertificate } from './webhook-certificate';
import { PeerPodsManagerOptions } from '../manager-options';
import { PeerPodsRelease } from '../peer-pods-release';
import { TlsCipherSuite, TlsMinVersion } from '../tls-profile';

/** What happens to a pod of the RuntimeClass while no replica of the webhook answers. */
export enum WebhookFailurePolicy {
  /** It is refused, and its owner tries again. */
  FAIL = 'Fail',
  /** It starts as it was written: it does not count against the limit, and its CPU and memory are taken from a node. */
  IGNORE = 'Ignore',
}

/** Options of a webhook for peer pods. */
export interface PeerPodsWebhookOptions extends PeerPodsManagerOptions {
  /**
   * The namespace of the webhook. Nothing else should run there: pods of this namespace never reach the webhook.
   * @default 'peer-pods-webhook-system'
   */
  readonly namespace?: string;

  /**
   * Emit the namespace too.
   * @default - true, unless it is the namespace of the chart
   */
  readonly createNamespace?: boolean;

  /**
   * The number of replicas, 1 or more.
   * @default 2
   */
  readonly replicas?: number;

  /**
   * Emit a PodDisruptionBudget that lets one pod after the other be evicted. Set it to false where another budget selects the
   * pods: with two, none can be evicted.
   * @default - true with two replicas or more
   */
  readonly disruptionBudget?: boolean;

  /**
   * What happens to peer pods while no replica answers. Other pods do not depend on the webhook.
   * @default WebhookFailurePolicy.FAIL
   */
  readonly failurePolicy?: WebhookFailurePolicy;

  /**
   * Where the serving certificate comes from.
   * @default - WebhookCertificate.certManager()
   */
  readonly certificate?: WebhookCertificate;

  /**
   * Namespaces whose pods bypass the webhook, in addition to its own and `kube-system`.
   * @default - none
   */
  readonly excludedNamespaces?: string[];

  /**
   * The oldest version of TLS that the webhook accepts. Not with the release 0.17.0.
   * @default - TLS 1.2
   */
  readonly tlsMinVersion?: TlsMinVersion;

  /**
   * The cipher suites for TLS 1.2. Not with `TlsMinVersion.TLS_1_3`, and not with the release 0.17.0.
   * @default - those of Go
   */
  readonly tlsCipherSuites?: TlsCipherSuite[];
}

/** Properties of `PeerPodsWebhook`. */
export interface PeerPodsWebhookProps extends PeerPodsWebhookOptions {
  /**
   * The release of the webhook.
   */
  readonly release: PeerPodsRelease;

  /**
   * The name of the RuntimeClass whose pods are peer pods.
   * @default 'kata-remote'
   */
  readonly runtimeClassName?: string;

  /**
   * The extended resource of which each peer pod takes one. The adaptor announces `kata.peerpods.io/vm` and no other: with
   * another name, pods stay pending until something else announces it on the nodes.
   * @default 'kata.peerpods.io/vm'
   */
  readonly extendedResource?: string;
}
