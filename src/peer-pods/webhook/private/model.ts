import { ManagerModel } from '../../private/manager/model';

/** Everything that decides what the webhook emits: plain data, checked and with every default filled in. */
export interface WebhookModel extends ManagerModel {
  readonly targetRuntimeClass: string;
  readonly extendedResource: string;
  readonly failurePolicy: string;
  /** TLS_MIN_VERSION; left out where it is empty. */
  readonly tlsMinVersion?: string;
  /** TLS_CIPHER_SUITES; left out where it is empty. */
  readonly tlsCipherSuites?: string;
  readonly certificate: WebhookCertificateModel;
  /** The Secret with `tls.crt` and `tls.key`. */
  readonly certificateSecret: string;
  /** The pod is ready when it takes connections for admission, or when its readiness page says so. */
  readonly readiness: 'admission' | 'page';
  readonly configuration: WebhookConfigurationModel;
  /** The ClusterRole over all pods that upstream's manifests grant. The program never uses it. */
  readonly podAccess: boolean;
}

/** Who makes the certificate, and how the API server comes to trust it. */
export type WebhookCertificateModel =
  /** cert-manager; `inject` writes the CA into the webhook configuration. Without an issuer, one is emitted. */
  | { readonly kind: 'cert-manager'; readonly issuer?: { readonly kind: string; readonly name: string }; readonly inject: boolean }
  /** It is in the Secret already. `caBundle` is PEM; without it, the API server trusts only what its host trusts. */
  | { readonly kind: 'provided'; readonly caBundle?: string }
  /** OpenShift's service CA operator. */
  | { readonly kind: 'openshift-service-ca' };

/** Which requests the API server sends to the webhook. */
export interface WebhookConfigurationModel {
  readonly operations: readonly string[];
  readonly scope?: string;
  readonly reinvocationPolicy?: string;
  /** Namespaces whose pods never reach the webhook. Left out: there is no such rule. */
  readonly excludedNamespaces?: readonly string[];
  /** The API server itself looks at the RuntimeClass, so that other pods do not depend on the webhook. */
  readonly matchRuntimeClass: boolean;
}
