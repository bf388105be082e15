import { RedfishReleaseFacts, RELEASES } from './catalogue/releases';
import { checked } from '../common/private/checked';
import { CocoError } from '../common/private/coco-error';
import { unknownName } from '../common/private/problems';

/**
 * A release of the Redfish server. It decides the default image, the rights of the server, and the supported props.
 *
 * @see https://github.com/kubevirt/redfish-controller
 */
export class RedfishRelease {
  /** v0.2.1: the default. */
  public static readonly V0_2_1 = RedfishRelease.of('0.2.1');

  /** v0.2.2: `dataVolume.helperImage` counts. */
  public static readonly V0_2_2 = RedfishRelease.of('0.2.2');

  /** v0.2.3: knows `systemIdConvention`. */
  public static readonly V0_2_3 = RedfishRelease.of('0.2.3');

  /**
   * The server of kubevirt/redfish-controller since May 2026, and Red Hat's kubevirt-redfish-rhel9 in versions that take
   * hashes: knows `systemIdConvention` and hashes of passwords. No tag of it is known here, so `image` is required: pin it by
   * its digest.
   */
  public static readonly REDFISH_CONTROLLER = RedfishRelease.of('redfish-controller');

  /** Every release that this library knows, the oldest first. */
  public static all(): RedfishRelease[] {
    return RELEASES.map((facts) => new RedfishRelease(facts));
  }

  /**
   * The release of this version.
   *
   * @param version such as `0.2.3`
   * @throws an error that lists the known versions
   */
  public static of(version: string): RedfishRelease {
    const facts = RELEASES.find((one) => one.version === version);
    if (!facts) throw new CocoError('RedfishRelease.of', unknownName('Redfish release', version, RELEASES.map((one) => one.version)));
    return new RedfishRelease(facts);
  }

  /** The version of the release. */
  public readonly version: string;

  /** @internal */
  public readonly _facts: RedfishReleaseFacts;

  private constructor(facts: RedfishReleaseFacts) {
    this.version = facts.version;
    this._facts = facts;
  }

  public toString(): string {
    return `Redfish server ${this.version}`;
  }
}

checked(RedfishRelease, 'RedfishRelease');
