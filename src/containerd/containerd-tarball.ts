import type { SecretValue } from 'cdk8s-plus-28';
import { Architecture } from '../common';
import { checked } from '../common/private/checked';

/** How nodes download a tarball. */
export interface ContainerdTarballOptions {
  /**
   * A key of a Secret whose value is one line, an HTTP header for the download: `Authorization: Bearer <token>`.
   *
   * Needs an `image` with curl. The Secret has to be in the namespace of the installer. Only `Authorization` is compatible
   * with a server that redirects: curl does not pass it on to other servers.
   *
   * @default - no header
   */
  readonly header?: SecretValue;

  /**
   * Writes the URL into the manifest even though it has a user, a password, a query or a fragment, all of which may be
   * secret. Prints a warning at synth.
   *
   * @default false
   */
  readonly unsafeUrlInPlainText?: boolean;
}

/**
 * A tarball of containerd: `bin/containerd`, `bin/containerd-shim-runc-v2`, `bin/ctr` and the other files of a release.
 *
 * A URL with credentials or a token is refused: it would be visible in the DaemonSet. Use
 * `fromSecretUrl`, or a `header`.
 *
 * @see https://github.com/containerd/containerd/releases
 *
 * @example
 * import { Architecture, ContainerdTarball } from 'cdk8s-coco';
 *
 * ContainerdTarball.forArchitecture(
 *   Architecture.X86_64,
 *   'https://mirror.example.com/containerd-2.1.4-linux-amd64.tar.gz',
 *   '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03',
 * );
 */
export class ContainerdTarball {
  /**
   * The tarball for the nodes of one architecture.
   *
   * @param url where nodes download it: http or https, without credentials and query
   * @param sha256 its checksum, 64 hexadecimal digits; a node that gets another file does not change
   */
  public static forArchitecture(
    architecture: Architecture, url: string, sha256: string, options: ContainerdTarballOptions = {},
  ): ContainerdTarball {
    return new ContainerdTarball(options, url, undefined, sha256 ?? '', architecture);
  }

  /**
   * The tarball for every node that has none of its own. In clusters of one architecture, the only one.
   *
   * @param url where nodes download it: http or https, without credentials and query
   * @param sha256 its checksum, 64 hexadecimal digits; a node that gets another file does not change
   */
  public static forAllNodes(url: string, sha256: string, options: ContainerdTarballOptions = {}): ContainerdTarball {
    return new ContainerdTarball(options, url, undefined, sha256 ?? ''); // a caller without a compiler may have none: it is refused
  }

  /**
   * A tarball whose URL is secret, for instance because it is signed.
   *
   * @param url a key of a Secret in the namespace of the installer, whose value is the URL
   * @param sha256 its checksum, 64 hexadecimal digits; a node that gets another file does not change
   * @param architecture the architecture of its nodes; without one, it is for every node that has none of its own
   */
  public static fromSecretUrl(url: SecretValue, sha256: string, architecture?: Architecture): ContainerdTarball {
    return new ContainerdTarball({}, undefined, url, sha256 ?? '', architecture);
  }

  /**
   * A tarball without checksum. Anyone who controls the server, or the connection to it, controls the nodes.
   *
   * @param url where nodes download it: http or https, without credentials and query
   * @param architecture the architecture of its nodes; without one, it is for every node that has none of its own
   */
  public static unsafeWithoutChecksum(
    url: string, architecture?: Architecture, options: ContainerdTarballOptions = {},
  ): ContainerdTarball {
    return new ContainerdTarball(options, url, undefined, undefined, architecture);
  }

  private constructor(
    /** @internal */
    public readonly _options: ContainerdTarballOptions,
    /** Where nodes download it, unless that is secret. */
    public readonly url?: string,
    /** The key of a Secret with the URL. */
    public readonly urlFrom?: SecretValue,
    /** Its SHA-256, if it is known. */
    public readonly sha256?: string,
    /** The architecture of its nodes. Without one, it is for every node that has none of its own. */
    public readonly architecture?: Architecture,
  ) {}
}

checked(ContainerdTarball, 'ContainerdTarball');
