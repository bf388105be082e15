import { PEER_PODS_RELEASES, PeerPodsReleaseFacts } from './catalogue/releases';
import { checked } from '../common/private/checked';
import { CocoError } from '../common/private/coco-error';
import { unknownName } from '../common/private/problems';

/**
 * A release of the Cloud API Adaptor, with the versions of Kata, webhook and resource controller that belong to it.
 *
 * @see https://github.com/confidential-containers/cloud-api-adaptor/releases
 */
export class PeerPodsRelease {
  /** Cloud API Adaptor 0.17.0 with Kata 3.25.0, of the chart peerpods 0.1.0. */
  public static readonly V0_17_0 = PeerPodsRelease.of('0.17.0');

  /** Cloud API Adaptor 0.18.0 with Kata 3.25.0, of the chart peerpods 0.1.1. */
  public static readonly V0_18_0 = PeerPodsRelease.of('0.18.0');

  /** Cloud API Adaptor 0.19.0 with Kata 3.28.0, of the chart peerpods 0.1.3. */
  public static readonly V0_19_0 = PeerPodsRelease.of('0.19.0');

  /** Cloud API Adaptor 0.20.0 with Kata 3.29.0, of the chart peerpods 0.2.0. */
  public static readonly V0_20_0 = PeerPodsRelease.of('0.20.0');

  /** Cloud API Adaptor 0.21.0 with Kata 3.31.0, of the chart peerpods 0.3.0. */
  public static readonly V0_21_0 = PeerPodsRelease.of('0.21.0');

  /** Cloud API Adaptor 0.21.1 with Kata 3.31.0, of the chart peerpods 0.3.1. */
  public static readonly V0_21_1 = PeerPodsRelease.of('0.21.1');

  /** Cloud API Adaptor 0.22.0 with Kata 4.0.0, of the chart peerpods 0.4.0. */
  public static readonly V0_22_0 = PeerPodsRelease.of('0.22.0');

  /** Every release that this library knows, the oldest first. */
  public static all(): PeerPodsRelease[] {
    return PEER_PODS_RELEASES.map((facts) => new PeerPodsRelease(facts));
  }

  /** The newest release that this library knows. */
  public static latest(): PeerPodsRelease {
    return new PeerPodsRelease(PEER_PODS_RELEASES[PEER_PODS_RELEASES.length - 1]);
  }

  /**
   * The release of this version.
   *
   * @param version without a "v": `0.22.0`
   * @throws an error that lists the known versions
   */
  public static of(version: string): PeerPodsRelease {
    const facts = PEER_PODS_RELEASES.find((one) => one.version === version);
    if (!facts) throw new CocoError('PeerPodsRelease.of', unknownName('Cloud API Adaptor release', version, PEER_PODS_RELEASES.map((one) => one.version)));
    return new PeerPodsRelease(facts);
  }

  /** The version of adaptor, webhook and resource controller, without a "v". */
  public readonly version: string;

  /** The version of the chart peerpods that installs it. */
  public readonly chartVersion: string;

  /** The release of kata-deploy that belongs to it. */
  public readonly kataVersion: string;

  /** The providers that it has, by the names that the adaptor gives them. */
  public readonly providerNames: string[];

  /** @internal */
  public readonly _facts: PeerPodsReleaseFacts;

  private constructor(facts: PeerPodsReleaseFacts) {
    this.version = facts.version;
    this.chartVersion = facts.chart;
    this.kataVersion = facts.kata;
    this.providerNames = [...facts.providers];
    this._facts = facts;
  }

  public toString(): string {
    return `Cloud API Adaptor ${this.version}`;
  }
}

checked(PeerPodsRelease, 'PeerPodsRelease');
