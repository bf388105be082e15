import { SecretSource } from '../common';

/** A user that may log in, with HTTP basic authentication. */
export interface RedfishUser {
  /** The name: letters, digits, "-" and "_", at most 63, each name once. */
  readonly username: string;

  /**
   * Where the password comes from: a Secret of the type `kubernetes.io/basic-auth`, or any other with the key `password`, in
   * the
   * namespace of the server. The password has at least 6 characters. The pod does not start with a shorter one, or with a hash
   * that is not one of bcrypt. A key `username` in the Secret is ignored.
   */
  readonly credentials: SecretSource;

  /**
   * The key of the Secret that has the password.
   * @default 'password'
   */
  readonly passwordKey?: string;

  /**
   * The key of the Secret that has the bcrypt hash of the password, instead of `passwordKey`: the server then never gets the
   * password itself. `htpasswd -nbB "" 'the password' | cut -d: -f2` makes one. Needs `RedfishRelease.REDFISH_CONTROLLER`.
   * @default - none: the Secret has the password
   */
  readonly passwordHashKey?: string;

  /** The names of the chassis whose machines the user may see, switch and boot: at least one. */
  readonly chassis: string[];
}
