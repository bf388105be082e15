import { Duration } from 'cdk8s';
import type { ISecret } from 'cdk8s-plus-28';
import { checked } from './private/checked';
import { SecretStore } from './secret-store';

/** The place of one value of a Secret in a store. */
export interface RemoteSecretKey {
  /** The name of the secret in the store: a path in Vault, a name or an ARN in a cloud's secret manager. */
  readonly key: string;

  /**
   * The field of it, where it holds several.
   * @default - the whole secret
   */
  readonly property?: string;

  /**
   * The version of it.
   * @default - the newest
   */
  readonly version?: string;
}

/** Properties of a Secret that the External Secrets Operator makes. */
export interface ExternalSecretProps {
  /** The store. */
  readonly store: SecretStore;

  /** For each key of the Secret, the place of its value in the store. */
  readonly keys: { [key: string]: RemoteSecretKey };

  /**
   * How often the operator looks for a new value.
   * @default Duration.hours(1)
   */
  readonly refreshInterval?: Duration;
}

/** What a source is, for the constructs that take one. */
interface SecretSourceKind {
  /** The name of a Secret that exists. */
  readonly existing?: string;
  readonly external?: ExternalSecretProps;
  readonly inline?: { readonly [key: string]: string };
}

/**
 * Where a Secret comes from. Manifests never contain values, except with `unsafeInline`.
 *
 * A SealedSecret is a reference, too: the controller makes a Secret of the same name of it.
 *
 * @example
 * import { SecretSource, SecretStore } from 'cdk8s-coco';
 *
 * const source = SecretSource.externalSecret({
 *   store: SecretStore.clusterWide('vault'),
 *   keys: { password: { key: 'bmc/admin', property: 'password' } },
 * });
 */
export class SecretSource {
  /**
   * A Secret that exists: made by hand, by SealedSecrets, by SOPS, or by anything else.
   *
   * @param secret `Secret.fromSecretName(...)` of cdk8s-plus
   */
  public static fromSecret(secret: ISecret): SecretSource {
    return new SecretSource({ existing: secret.name ?? '' });
  }

  /**
   * An existing Secret, by name, in the namespace of the construct that reads it.
   *
   * @param name such as `aws-keys`
   */
  public static fromSecretName(name: string): SecretSource {
    return new SecretSource({ existing: name });
  }

  /**
   * An ExternalSecret is emitted, of which the External Secrets Operator makes the Secret.
   *
   * @see https://external-secrets.io/latest/api/externalsecret/
   */
  public static externalSecret(props: ExternalSecretProps): SecretSource {
    return new SecretSource({ external: props });
  }

  /**
   * The values themselves, which are then in the manifest, in git, and in the history of both. For throw-away clusters. The
   * Secret carries the annotation `cdk8s-coco/unsafe-inline`, and synth prints a warning.
   *
   * @param values by key
   */
  public static unsafeInline(values: { [key: string]: string }): SecretSource {
    return new SecretSource({ inline: values });
  }

  /** @internal */
  public readonly _kind: SecretSourceKind;

  private constructor(kind: SecretSourceKind) {
    this._kind = kind;
  }

  /** A description for messages, without the values. */
  public toString(): string {
    const { existing, external, inline } = this._kind;
    if (external) return `external secret in ${external.store}`;
    return inline ? 'inline values' : `Secret ${existing}`;
  }
}

checked(SecretSource, 'SecretSource');
