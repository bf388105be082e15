import { DpfHcpReleaseFacts, RELEASES } from './catalogue/releases';
import { checked } from '../common/private/checked';
import { CocoError } from '../common/private/coco-error';
import { unknownName } from '../common/private/problems';

/**
 * An edition of the DPF HCP provisioner operator. It decides the custom resources, what the operator may do, and how it
 * finds BlueField images.
 *
 * @see https://github.com/rh-ecosystem-edge/dpf-hcp-provisioner-operator
 */
export class DpfHcpRelease {
  /** The edition before 0.1.0: BlueField images come from the ConfigMap `ocp-bluefield-images`. */
  public static readonly V0_1_0_PRE = DpfHcpRelease.of('0.1.0-pre');

  /** 0.1.0: BlueField images come from a registry, and a DPFHCPProvisionerConfig has the operator's settings. */
  public static readonly V0_1_0 = DpfHcpRelease.of('0.1.0');

  /** Every edition that this library knows, the oldest first. */
  public static all(): DpfHcpRelease[] {
    return RELEASES.map((facts) => new DpfHcpRelease(facts));
  }

  /** The newest edition that this library knows. */
  public static latest(): DpfHcpRelease {
    return new DpfHcpRelease(RELEASES[RELEASES.length - 1]);
  }

  /**
   * The edition of this version.
   *
   * @param version such as `0.1.0`
   * @throws an error that lists the known versions
   */
  public static of(version: string): DpfHcpRelease {
    const facts = RELEASES.find((one) => one.version === version);
    if (!facts) throw new CocoError('DpfHcpRelease.of', unknownName('DPF HCP provisioner release', version, RELEASES.map((one) => one.version)));
    return new DpfHcpRelease(facts);
  }

  /** @internal */
  public static _ofFacts(facts: DpfHcpReleaseFacts): DpfHcpRelease {
    return new DpfHcpRelease(facts);
  }

  /** The version of the edition. */
  public readonly version: string;

  /** @internal */
  public readonly _facts: DpfHcpReleaseFacts;

  private constructor(facts: DpfHcpReleaseFacts) {
    this.version = facts.version;
    this._facts = facts;
  }

  public toString(): string {
    return `DPF HCP provisioner ${this.version}`;
  }
}

checked(DpfHcpRelease, 'DpfHcpRelease');
