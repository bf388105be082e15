/** An IAM role of AWS that trusts the cluster. */
export interface AwsRoleOptions {
  /** The ARN of the role: `arn:aws:iam::123456789012:role/peer-pods`. */
  readonly roleArn: string;

  /**
   * The ARN of another role for the resource controller, which only has to delete VMs.
   * @default - `roleArn`
   */
  readonly controllerRoleArn?: string;

  /**
   * For whom tokens are made.
   * @default 'sts.amazonaws.com'
   */
  readonly audience?: string;
}

/** An identity of Microsoft Entra that trusts the cluster. */
export interface AzureWorkloadIdentityOptions {
  /** The client id of the identity, a UUID. */
  readonly clientId: string;

  /** The id of the tenant, a UUID. */
  readonly tenantId: string;

  /**
   * The client id of another identity for the resource controller, which only has to delete VMs.
   * @default - `clientId`
   */
  readonly controllerClientId?: string;

  /**
   * Where tokens are exchanged; national clouds have others.
   * @default 'https://login.microsoftonline.com/'
   */
  readonly authorityHost?: string;
}

/** A workload identity pool of Google Cloud that trusts the cluster. */
export interface GcpFederationOptions {
  /**
   * The provider in the pool: `projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>`.
   */
  readonly provider: string;

  /**
   * The service account as which VMs are made: `<name>@<project>.iam.gserviceaccount.com`.
   * @default - none: the pool's identity itself has the rights
   */
  readonly serviceAccount?: string;
}

/** A RAM role of Alibaba Cloud that trusts the cluster (RRSA). */
export interface AlibabaRrsaOptions {
  /** The ARN of the role: `acs:ram::1234567890123456:role/peer-pods`. */
  readonly roleArn: string;

  /** The ARN of the cluster's OIDC provider: `acs:ram::1234567890123456:oidc-provider/ack-rrsa-<cluster>`. */
  readonly oidcProviderArn: string;
}

/** A trusted profile of IBM Cloud. */
export interface IbmTrustedProfileOptions {
  /** The id of the profile: `Profile-<UUID>`. */
  readonly profileId: string;
}
