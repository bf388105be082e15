import { Architecture } from '../common';

/**
 * A tarball of containerd: `bin/containerd`, `bin/containerd-shim-runc-v2`, `bin/ctr` and what else belongs to them.
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
   * @param url where nodes get it: http or https, without credentials
   * @param sha256 its checksum, 64 hexadecimal digits; nothing changes on a node that gets another file
   */
  public static forArchitecture(architecture: Architecture, url: string, sha256: string): ContainerdTarball {
    return new ContainerdTarball(url, sha256 ?? '', architecture);
  }

  /**
   * The tarball for every node that has none of its own: in clusters of one architecture the only one.
   *
   * @param url where nodes get it: http or https, without credentials
   * @param sha256 its checksum, 64 hexadecimal digits; nothing changes on a node that gets another file
   */
  public static forAllNodes(url: string, sha256: string): ContainerdTarball {
    return new ContainerdTarball(url, sha256 ?? ''); // a caller without a compiler may have none: it is refused
  }

  /**
   * A tarball that nodes install whatever it holds. Who controls the server, or the way to it, controls the nodes.
   *
   * @param url where nodes get it
   * @param architecture the nodes that get it; all that have none of their own if left out
   */
  public static unsafeWithoutChecksum(url: string, architecture?: Architecture): ContainerdTarball {
    return new ContainerdTarball(url, undefined, architecture);
  }

  private constructor(
    /** Where nodes get it. */
    public readonly url: string,
    /** Its SHA-256, if it is known. */
    public readonly sha256?: string,
    /** The architecture of the nodes that get it; every other node, if there is none. */
    public readonly architecture?: Architecture,
  ) {}
}
