import { checked } from '../common/private/checked';
import { CocoError } from '../common/private/coco-error';
import { show } from '../common/private/redact';
/**
 * A snapshotter of containerd, which prepares the root file systems of a shim's pods.
 *
 * @see https://github.com/containerd/containerd/blob/main/docs/snapshotters/README.md
 */
export class Snapshotter {
  /** nydus: leaves pulling and unpacking to the guest, as Confidential Containers need it. */
  public static readonly NYDUS = new Snapshotter('nydus');

  /** EROFS, built into containerd 2.2.0 and later. */
  public static readonly EROFS = new Snapshotter('erofs');

  /** Device mapper, which Firecracker needs. */
  public static readonly DEVMAPPER = new Snapshotter('devmapper');

  /** No snapshotter of its own: the one that containerd uses for other pods. */
  public static readonly CONTAINERD_DEFAULT = new Snapshotter('');

  /**
   * Another snapshotter that the nodes' containerd has.
   *
   * @param name as containerd's configuration has it
   * @throws on a name with other characters than letters, digits, ".", "_" and "-"
   */
  public static of(name: string): Snapshotter {
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) {
      throw new CocoError('Snapshotter.of', `name: got ${show(name)}; allowed: letters, digits, ".", "_" and "-". `
        + 'Take the name of the plugin in containerd\'s configuration.');
    }
    return new Snapshotter(name);
  }

  private constructor(
    /** The plugin's name in containerd's configuration; empty for containerd's default. */
    public readonly name: string,
  ) {}

  public toString(): string {
    return this.name;
  }
}

checked(Snapshotter, 'Snapshotter');
