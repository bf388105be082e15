import { checked } from './private/checked';
import { CocoError } from './private/coco-error';
import { show } from './private/redact';
import { isDnsName } from './private/rules/names';

/**
 * A store of secrets that the External Secrets Operator reads: Vault, a cloud's secret manager, and others.
 *
 * @see https://external-secrets.io/latest/api/secretstore/
 */
export class SecretStore {
  /**
   * A `SecretStore` in the namespace of the construct that uses it.
   *
   * @param name its name
   * @throws where it is no name of an object
   */
  public static named(name: string): SecretStore {
    return new SecretStore('SecretStore', name);
  }

  /**
   * A `ClusterSecretStore`.
   *
   * @param name its name
   * @throws where it is no name of an object
   */
  public static clusterWide(name: string): SecretStore {
    return new SecretStore('ClusterSecretStore', name);
  }

  private constructor(
    /** The kind of the object: `SecretStore` or `ClusterSecretStore`. */
    public readonly kind: string,
    /** Its name. */
    public readonly name: string,
  ) {
    if (!isDnsName(name)) {
      throw new CocoError(`SecretStore.${kind === 'SecretStore' ? 'named' : 'clusterWide'}`, `name: got ${show(name)}; allowed: the name of an object: a-z, 0-9, "-" and ".". `
        + 'Take the name that `kubectl get` shows.');
    }
  }

  public toString(): string {
    return `${this.kind} ${this.name}`;
  }
}

checked(SecretStore, 'SecretStore');
