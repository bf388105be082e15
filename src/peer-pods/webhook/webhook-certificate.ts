import type { ISecret } from 'cdk8s-plus-28';
import { WebhookCertificateModel } from './private/model';
import { checked } from '../../common/private/checked';

/** The kinds of issuers that cert-manager has. */
export enum CertManagerIssuerKind {
  /** Serves its own namespace, here that of the webhook. */
  ISSUER = 'Issuer',
  /** Serves all namespaces. */
  CLUSTER_ISSUER = 'ClusterIssuer',
}

/**
 * Where the webhook's serving certificate comes from, and how the API server comes to trust it.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#contacting-the-webhook
 */
export class WebhookCertificate {
  /**
   * A certificate of cert-manager, self-signed: an Issuer of its own is emitted, and cert-manager writes the CA into the
   * webhook configuration. cert-manager must be in the cluster.
   */
  public static certManager(): WebhookCertificate {
    return new WebhookCertificate({ kind: 'cert-manager', inject: true });
  }

  /**
   * A certificate of cert-manager, signed by an issuer that exists. Its Secrets must have a `ca.crt`: issuers of public
   * certificates, such as ACME ones, have none, and cannot sign names that end in `.svc`.
   *
   * @param name the issuer's name
   * @param kind its kind; an issuer of all namespaces if left out
   */
  public static certManagerIssuer(name: string, kind?: CertManagerIssuerKind): WebhookCertificate {
    const issuer = { kind: kind ?? CertManagerIssuerKind.CLUSTER_ISSUER, name };
    return new WebhookCertificate({ kind: 'cert-manager', issuer, inject: true });
  }

  /**
   * A certificate that something else makes and renews.
   *
   * @param secret a Secret of the webhook's namespace with `tls.crt` and `tls.key`, for
   *   `peer-pods-webhook-webhook-service.<namespace>.svc`
   * @param caBundle the certificates of the CAs that the API server trusts for it, in PEM; no secret
   */
  public static provided(secret: ISecret, caBundle: string): WebhookCertificate {
    return new WebhookCertificate({ kind: 'provided', caBundle }, secret);
  }

  /** A certificate of OpenShift's service CA operator, which renews it and writes the CA into the webhook configuration. */
  public static openshiftServiceCa(): WebhookCertificate {
    return new WebhookCertificate({ kind: 'openshift-service-ca' });
  }

  private constructor(
    /** @internal */
    public readonly _settings: WebhookCertificateModel,
    /** @internal */
    public readonly _secret?: ISecret,
  ) {}
}

checked(WebhookCertificate, 'WebhookCertificate');
