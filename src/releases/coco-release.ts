import { COCO_RELEASES, CocoReleaseFacts } from './catalogue/coco-releases';
import { checked } from '../common/private/checked';
import { CocoError } from '../common/private/coco-error';
import { unknownName } from '../common/private/problems';
import { KataRelease } from '../kata';
import { PeerPodsRelease } from '../peer-pods';

/**
 * A release of Confidential Containers: the Kata and the peer pods that were released together, and fit together.
 *
 * @see https://github.com/confidential-containers/charts/releases
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { CocoRelease, KataRuntime, PeerPodsCAA, PeerPodsProvider, SecretSource } from 'cdk8s-coco';
 *
 * const app = new App();
 * const chart = new Chart(app, 'peer-pods', { namespace: 'confidential-containers-system' });
 * const coco = CocoRelease.V0_21_0;
 * const runtime = KataRuntime.remote(chart, 'Kata', { release: coco.kata }); // kata-deploy 3.31.0
 * new PeerPodsCAA(chart, 'PeerPods', {
 *   release: coco.peerPods, // Cloud API Adaptor 0.21.1
 *   runtime,
 *   provider: PeerPodsProvider.aws({ imageId: 'ami-0123456789abcdef0', region: 'eu-west-1' }),
 *   credentials: SecretSource.fromSecretName('aws-keys'),
 *   limit: 20,
 * });
 */
export class CocoRelease {
  /** Confidential Containers 0.16.0: kata-deploy 3.22.0. */
  public static readonly V0_16_0 = CocoRelease.of('0.16.0');

  /** Confidential Containers 0.17.0: kata-deploy 3.23.0. */
  public static readonly V0_17_0 = CocoRelease.of('0.17.0');

  /** Confidential Containers 0.17.1: kata-deploy 3.24.0. */
  public static readonly V0_17_1 = CocoRelease.of('0.17.1');

  /** Confidential Containers 0.18.0: kata-deploy 3.25.0. */
  public static readonly V0_18_0 = CocoRelease.of('0.18.0');

  /** Confidential Containers 0.19.0: kata-deploy 3.28.0 and Cloud API Adaptor 0.19.0. */
  public static readonly V0_19_0 = CocoRelease.of('0.19.0');

  /** Confidential Containers 0.20.0: kata-deploy 3.29.0 and Cloud API Adaptor 0.20.0. */
  public static readonly V0_20_0 = CocoRelease.of('0.20.0');

  /** Confidential Containers 0.21.0: kata-deploy 3.31.0 and Cloud API Adaptor 0.21.1. */
  public static readonly V0_21_0 = CocoRelease.of('0.21.0');

  /** Confidential Containers 0.22.0: kata-deploy 4.0.0 and Cloud API Adaptor 0.22.0. */
  public static readonly V0_22_0 = CocoRelease.of('0.22.0');

  /** Every release that this library knows, the oldest first. */
  public static all(): CocoRelease[] {
    return COCO_RELEASES.map((facts) => new CocoRelease(facts));
  }

  /** The newest release that this library knows. */
  public static latest(): CocoRelease {
    return new CocoRelease(COCO_RELEASES[COCO_RELEASES.length - 1]);
  }

  /**
   * The release of this version.
   *
   * @param version without a "v": `0.22.0`
   * @throws an error that lists the known versions
   */
  public static of(version: string): CocoRelease {
    const facts = COCO_RELEASES.find((one) => one.version === version);
    if (!facts) throw new CocoError('CocoRelease.of', unknownName('Confidential Containers release', version, COCO_RELEASES.map((one) => one.version)));
    return new CocoRelease(facts);
  }

  /** The version of the umbrella chart `confidential-containers`, without a "v". */
  public readonly version: string;

  /** The release of kata-deploy that it installs. For `release` of `KataRuntime`. */
  public readonly kata: KataRelease;

  /** Whether it installs peer pods, as it does from 0.19.0 on. */
  public readonly hasPeerPods: boolean;

  private readonly ofPeerPods?: PeerPodsRelease;

  private constructor({ version, kata, peerPodsChart }: CocoReleaseFacts) {
    this.version = version;
    this.kata = KataRelease.of(kata);
    this.ofPeerPods = PeerPodsRelease.all().find(({ chartVersion }) => chartVersion === peerPodsChart);
    this.hasPeerPods = this.ofPeerPods !== undefined;
  }

  /**
   * The release of adaptor, webhook and resource controller that it installs. For `release` of `PeerPodsCAA`.
   *
   * @throws where it installs none, with those that do
   */
  public get peerPods(): PeerPodsRelease {
    if (this.ofPeerPods) return this.ofPeerPods;
    const others = CocoRelease.all().filter(({ hasPeerPods }) => hasPeerPods).map(({ version }) => version);
    throw new CocoError('CocoRelease.peerPods', `Confidential Containers ${this.version} installs no peer pods; allowed: ${others.join(', ')}. Take one of `
      + 'these, or PeerPodsRelease.of(...) with the `kataVersion` of your Kata.');
  }

  public toString(): string {
    return `Confidential Containers ${this.version}`;
  }
}

checked(CocoRelease, 'CocoRelease');
