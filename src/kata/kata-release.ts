import { ReleaseFacts, RELEASES } from './catalogue/releases';
import { unknownName } from '../common/private/problems';

/**
 * A release of kata-deploy. It decides how settings reach the program and which shims there are; the props of
 * `KataRuntime` stay the same.
 *
 * @see https://github.com/kata-containers/kata-containers/releases
 */
export class KataRelease {
  /** kata-deploy 3.21.0, of the umbrella chart 0.16.0-pre: one DaemonSet per architecture. */
  public static readonly V3_21_0 = KataRelease.of('3.21.0');

  /** kata-deploy 3.22.0, of the umbrella chart 0.16.0: settings per architecture, and it sets the nydus snapshotter up. */
  public static readonly V3_22_0 = KataRelease.of('3.22.0');

  /** kata-deploy 3.25.0, of the peer pods chart 0.1.0: each shim is set up on its own. */
  public static readonly V3_25_0 = KataRelease.of('3.25.0');

  /** kata-deploy 4.0.0, of the peer pods chart 0.4.0: the Rust runtime, Jobs instead of a DaemonSet, custom runtimes. */
  public static readonly V4_0_0 = KataRelease.of('4.0.0');

  /** kata-deploy 4.1.0: without privileges on the nodes; each installation marks its nodes; keys of TEEs are counted. */
  public static readonly V4_1_0 = KataRelease.of('4.1.0');

  /** Every release that this library knows, the oldest first. */
  public static all(): KataRelease[] {
    return RELEASES.map((facts) => new KataRelease(facts));
  }

  /** The newest release that this library knows: the default. */
  public static latest(): KataRelease {
    return new KataRelease(RELEASES[RELEASES.length - 1]);
  }

  /**
   * The release of this version.
   *
   * @param version without a "v": `3.22.0`
   * @throws an error that lists the known versions
   */
  public static of(version: string): KataRelease {
    const facts = RELEASES.find((one) => one.version === version);
    if (!facts) throw new Error(unknownName('kata-deploy release', version, RELEASES.map((one) => one.version)));
    return new KataRelease(facts);
  }

  /** @internal */
  public static _ofFacts(facts: ReleaseFacts): KataRelease {
    return new KataRelease(facts);
  }

  /** The version, without a "v": also the tag of the image. */
  public readonly version: string;

  /** @internal */
  public readonly _facts: ReleaseFacts;

  private constructor(facts: ReleaseFacts) {
    this.version = facts.version;
    this._facts = facts;
  }

  /** The names of the shims that this release has, for one architecture (`x86_64`) or for any. */
  public shimNames(architecture?: string): string[] {
    return Object.entries(this._facts.shims)
      .filter(([, { architectures }]) => !architecture || architectures.includes(architecture))
      .map(([name]) => name);
  }

  public toString(): string {
    return `kata-deploy ${this.version}`;
  }
}
