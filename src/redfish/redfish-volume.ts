import { Size } from 'cdk8s';
import { checked } from '../common/private/checked';

/** What a kind of volume is, for the construct. */
interface VolumeKind {
  readonly mountPath: string;
  readonly configMap?: string;
  readonly secret?: string;
  readonly claim?: string;
  readonly size?: Size;
}

/**
 * An additional volume of the server's pod, with its mount path.
 *
 * One at `/tmp` takes the place of the folder for temporary files.
 */
export class RedfishVolume {
  /**
   * The keys of a ConfigMap as files, such as certificates of authorities: the server cannot write there.
   *
   * @param name of a ConfigMap in the namespace of the server
   * @param mountPath the folder
   */
  public static configMap(name: string, mountPath: string): RedfishVolume {
    return new RedfishVolume({ mountPath, configMap: name });
  }

  /**
   * The keys of a Secret as files: the server cannot write there.
   *
   * @param name of a Secret in the namespace of the server
   * @param mountPath the folder
   */
  public static secret(name: string, mountPath: string): RedfishVolume {
    return new RedfishVolume({ mountPath, secret: name });
  }

  /**
   * A volume that lasts longer than the pod.
   *
   * @param name of a PersistentVolumeClaim in the namespace of the server
   * @param mountPath the folder
   */
  public static persistentVolumeClaim(name: string, mountPath: string): RedfishVolume {
    return new RedfishVolume({ mountPath, claim: name });
  }

  /**
   * A folder of the node that goes with the pod.
   *
   * @param mountPath the folder
   * @param size the most that it may take. Whole mebibytes
   */
  public static emptyDir(mountPath: string, size: Size): RedfishVolume {
    return new RedfishVolume({ mountPath, size });
  }

  /** @internal */
  public readonly _kind: VolumeKind;

  private constructor(kind: VolumeKind) {
    this._kind = kind;
  }
}

checked(RedfishVolume, 'RedfishVolume');
