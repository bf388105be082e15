import { AlibabaRrsaOptions, AwsRoleOptions, AzureWorkloadIdentityOptions, GcpFederationOptions, IbmTrustedProfileOptions } from './peer-pods-identity-options';
import { alibabaRrsa } from './private/identities/alibaba-rrsa';
import { awsRole } from './private/identities/aws-role';
import { azureWorkloadIdentity } from './private/identities/azure-workload-identity';
import { gcpFederation } from './private/identities/gcp-federation';
import { ibmTrustedProfile } from './private/identities/ibm-trusted-profile';
import { IdentityWiring } from './private/identity-wiring';
import { checked } from '../common/private/checked';

/**
 * How adaptor and resource controller reach the cloud without keys: the cloud trusts tokens of the cluster.
 *
 * Service accounts, pods and settings are wired; no Secret is needed. Synth prints the setup that the cloud needs; programs
 * read it from `PeerPodsCAA.identityBindings`.
 *
 * @example
 * import { PeerPodsIdentity } from 'cdk8s-coco';
 *
 * PeerPodsIdentity.awsRole({ roleArn: 'arn:aws:iam::123456789012:role/peer-pods' });
 */
export class PeerPodsIdentity {
  /**
   * An IAM role of AWS, with the tokens of the cluster as web identities (IRSA). From release 0.22.0.
   *
   * @see https://github.com/confidential-containers/cloud-api-adaptor/blob/v0.22.0/src/cloud-api-adaptor/docs/aws-irsa.md
   */
  public static awsRole(options: AwsRoleOptions): PeerPodsIdentity {
    return new PeerPodsIdentity(awsRole(options));
  }

  /**
   * An identity of Microsoft Entra with a federated credential. The mutating webhook of Azure may run in the cluster, and need
   * not.
   *
   * @see https://azure.github.io/azure-workload-identity/docs/
   */
  public static azureWorkloadIdentity(options: AzureWorkloadIdentityOptions): PeerPodsIdentity {
    return new PeerPodsIdentity(azureWorkloadIdentity(options));
  }

  /**
   * Workload Identity Federation of Google Cloud.
   *
   * @see https://cloud.google.com/iam/docs/workload-identity-federation-with-kubernetes
   */
  public static gcpFederation(options: GcpFederationOptions): PeerPodsIdentity {
    return new PeerPodsIdentity(gcpFederation(options));
  }

  /**
   * RAM Roles for Service Accounts of Alibaba Cloud.
   *
   * @see https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/use-rrsa-to-authorize-pods-to-access-different-cloud-services
   */
  public static alibabaRrsa(options: AlibabaRrsaOptions): PeerPodsIdentity {
    return new PeerPodsIdentity(alibabaRrsa(options));
  }

  /**
   * A trusted profile of IBM Cloud, for clusters of IBM Cloud.
   *
   * @see https://cloud.ibm.com/docs/account?topic=account-create-trusted-profile
   */
  public static ibmTrustedProfile(options: IbmTrustedProfileOptions): PeerPodsIdentity {
    return new PeerPodsIdentity(ibmTrustedProfile(options));
  }

  /** @internal */
  public readonly _wiring: IdentityWiring;

  private constructor(wiring: IdentityWiring) {
    this._wiring = wiring;
  }

  public toString(): string {
    return this._wiring.title;
  }
}

checked(PeerPodsIdentity, 'PeerPodsIdentity');

/** The trust that the cloud needs: the tokens of one service account. */
export interface PeerPodsIdentityBinding {
  /** The subject of the tokens: `system:serviceaccount:<namespace>:<name>`. */
  readonly subject: string;

  /** The audience of the tokens. */
  readonly audience: string;

  /** The setup in the cloud, in one sentence. */
  readonly setup: string;
}
