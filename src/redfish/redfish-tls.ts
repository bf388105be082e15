import { Duration } from 'cdk8s';
import { SecretSource } from '../common';
import { checked } from '../common/private/checked';

/** A certificate that cert-manager issues. */
export interface RedfishCertManagerOptions {
  /** The name of the issuer. */
  readonly issuerName: string;

  /**
   * The kind of the issuer: `Issuer`, `ClusterIssuer`, or that of an issuer of your own.
   * @default 'ClusterIssuer'
   */
  readonly issuerKind?: string;

  /**
   * The API group of the issuer.
   * @default 'cert-manager.io'
   */
  readonly issuerGroup?: string;

  /**
   * Names in the certificate, in addition to those of the Service.
   * @default - the host of the exposure
   */
  readonly dnsNames?: string[];

  /**
   * How long it is valid.
   * @default - as cert-manager decides, 90 days
   */
  readonly duration?: Duration;
}

/** What a kind of TLS is, for the construct. */
interface TlsKind {
  readonly secret?: SecretSource;
  readonly certManager?: RedfishCertManagerOptions;
  readonly serviceCa?: boolean;
}

/**
 * Where the server's certificate comes from.
 *
 * The server reads it once, on start: restart it when the certificate was renewed.
 */
export class RedfishTls {
  /**
   * A Secret of the type `kubernetes.io/tls`.
   *
   * @param secret with the keys `tls.crt` and `tls.key`, in the namespace of the server
   */
  public static fromSecret(secret: SecretSource): RedfishTls {
    return new RedfishTls({ secret });
  }

  /**
   * A certificate of cert-manager, which is emitted too.
   *
   * @see https://cert-manager.io/docs/usage/certificate/
   */
  public static certManager(options: RedfishCertManagerOptions): RedfishTls {
    return new RedfishTls({ certManager: options });
  }

  /**
   * A certificate for the Service, signed by OpenShift's own authority. OpenShift only. Clients in the cluster and its routers
   * trust it.
   *
   * @see https://docs.redhat.com/en/documentation/openshift_container_platform/4.18/html/security_and_compliance/configuring-
   * certificates
   */
  public static serviceCa(): RedfishTls {
    return new RedfishTls({ serviceCa: true });
  }

  /** @internal */
  public readonly _kind: TlsKind;

  private constructor(kind: TlsKind) {
    this._kind = kind;
  }
}

checked(RedfishTls, 'RedfishTls');
