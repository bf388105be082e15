import { ReleaseFacts, RELEASES } from './catalogue/releases';
import { checked } from '../common/private/checked';
import { CocoError } from '../common/private/coco-error';
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

  /**
   * kata-deploy 3.22.0, of the umbrella chart 0.16.0: settings per architecture, and it sets the nydus snapshotter
   * up.
   */
  public static readonly V3_22_0 = KataRelease.of('3.22.0');

  /**
   * kata-deploy 3.23.0, of the umbrella chart 0.17.0: each shim is set up on its own, and RuntimeClasses are
   * objects of the manifests.
   */
  public static readonly V3_23_0 = KataRelease.of('3.23.0');

  /** kata-deploy 3.24.0, of the umbrella chart 0.17.1: tolerations. */
  public static readonly V3_24_0 = KataRelease.of('3.24.0');

  /**
   * kata-deploy 3.25.0, of the umbrella chart 0.18.0 and the peer pods charts 0.1.0 and 0.1.1: a verification
   * after each change.
   */
  public static readonly V3_25_0 = KataRelease.of('3.25.0');

  /** kata-deploy 3.26.0: a program in Rust, and custom runtimes. */
  public static readonly V3_26_0 = KataRelease.of('3.26.0');

  /**
   * kata-deploy 3.27.0: pods clean their node when the DaemonSet is deleted; confidential RuntimeClasses select
   * nodes with their TEE.
   */
  public static readonly V3_27_0 = KataRelease.of('3.27.0');

  /** kata-deploy 3.28.0, of the umbrella chart 0.19.0 and the peer pods chart 0.1.3: images by digest. */
  public static readonly V3_28_0 = KataRelease.of('3.28.0');

  /**
   * kata-deploy 3.29.0, of the umbrella chart 0.20.0 and the peer pods chart 0.2.0: another folder or file of
   * containerd's configuration.
   */
  public static readonly V3_29_0 = KataRelease.of('3.29.0');

  /** kata-deploy 3.30.0: Cloud Hypervisor with the Rust runtime. */
  public static readonly V3_30_0 = KataRelease.of('3.30.0');

  /**
   * kata-deploy 3.31.0, of the umbrella chart 0.21.0 and the peer pods charts 0.3.0 and 0.3.1: health endpoints,
   * and NVIDIA GPUs with the Rust runtime.
   */
  public static readonly V3_31_0 = KataRelease.of('3.31.0');

  /** kata-deploy 3.32.0: Jobs instead of a DaemonSet, kata-monitor, drop-ins. */
  public static readonly V3_32_0 = KataRelease.of('3.32.0');

  /**
   * kata-deploy 4.0.0, of the umbrella chart 0.22.0 and the peer pods chart 0.4.0: the Rust runtime by default,
   * startup taints.
   */
  public static readonly V4_0_0 = KataRelease.of('4.0.0');

  /**
   * kata-deploy 4.1.0: without privileges on the nodes; each installation marks its nodes; keys of TEEs are
   * counted.
   */
  public static readonly V4_1_0 = KataRelease.of('4.1.0');

  /** Every release that this library knows, the oldest first. */
  public static all(): KataRelease[] {
    return RELEASES.map((facts) => new KataRelease(facts));
  }

  /** The newest release that this library knows. */
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
    if (!facts) throw new CocoError('KataRelease.of', unknownName('kata-deploy release', version, RELEASES.map((one) => one.version)));
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

checked(KataRelease, 'KataRelease');
