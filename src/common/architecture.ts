import { checked } from './private/checked';
import { CocoError } from './private/coco-error';
import { unknownName } from './private/problems';

/**
 * A processor architecture of cluster nodes.
 *
 * @see https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-arch
 */
export class Architecture {
  /** Intel and AMD, 64 bits: `amd64` in Kubernetes. */
  public static readonly X86_64 = new Architecture('x86_64', 'amd64');

  /** Arm, 64 bits: `arm64` in Kubernetes. */
  public static readonly AARCH64 = new Architecture('aarch64', 'arm64');

  /** IBM Z and LinuxONE: `s390x` in Kubernetes. */
  public static readonly S390X = new Architecture('s390x', 's390x');

  /** IBM Power, little endian: `ppc64le` in Kubernetes. */
  public static readonly PPC64LE = new Architecture('ppc64le', 'ppc64le');

  /** Every architecture, in the order in which they are emitted. */
  public static all(): Architecture[] {
    return [Architecture.X86_64, Architecture.AARCH64, Architecture.S390X, Architecture.PPC64LE];
  }

  /**
   * The architecture of this name, as the kernel (`x86_64`) or Kubernetes (`amd64`) says it.
   *
   * @throws an error that lists the known names
   */
  public static of(name: string): Architecture {
    const found = Architecture.all().find((one) => one.name === name || one.kubernetesName === name);
    if (!found) throw new CocoError('Architecture.of', unknownName('architecture', name, Architecture.all().map((one) => one.name)));
    return found;
  }

  /** @param name as `uname -m` prints it @param kubernetesName as the node label `kubernetes.io/arch` has it */
  private constructor(
    /** The kernel's name: what `uname -m` prints on such a node. */
    public readonly name: string,
    /** Kubernetes' name: the value of the node label `kubernetes.io/arch`. */
    public readonly kubernetesName: string,
  ) {}

  public toString(): string {
    return this.name;
  }
}

checked(Architecture, 'Architecture');
