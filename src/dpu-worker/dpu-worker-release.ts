import { DpuWorkerReleaseFacts, RELEASES } from './catalogue/releases';
import { checked } from '../common/private/checked';
import { CocoError } from '../common/private/coco-error';
import { unknownName } from '../common/private/problems';

/**
 * A release of the configuration of DPU workers.
 *
 * @see https://github.com/rh-ecosystem-edge/dpf-hcp-provisioner-operator
 */
export class DpuWorkerRelease {
  /** 0.1.0. */
  public static readonly V0_1_0 = DpuWorkerRelease.of('0.1.0');

  /** Every release that this library knows, the oldest first. */
  public static all(): DpuWorkerRelease[] {
    return RELEASES.map((facts) => new DpuWorkerRelease(facts));
  }

  /** The newest release that this library knows. */
  public static latest(): DpuWorkerRelease {
    return new DpuWorkerRelease(RELEASES[RELEASES.length - 1]);
  }

  /**
   * The release of this version.
   *
   * @param version such as `0.1.0`
   * @throws an error that lists the known versions
   */
  public static of(version: string): DpuWorkerRelease {
    const facts = RELEASES.find((one) => one.version === version);
    if (!facts) throw new CocoError('DpuWorkerRelease.of', unknownName('DPU worker release', version, RELEASES.map((one) => one.version)));
    return new DpuWorkerRelease(facts);
  }

  /** The version of the release. */
  public readonly version: string;

  /** @internal */
  public readonly _facts: DpuWorkerReleaseFacts;

  private constructor(facts: DpuWorkerReleaseFacts) {
    this.version = facts.version;
    this._facts = facts;
  }

  public toString(): string {
    return `DPU worker configuration ${this.version}`;
  }
}

checked(DpuWorkerRelease, 'DpuWorkerRelease');
