import { SHIMS_3_21, SHIMS_3_22, ShimFacts } from './shims';

/** What a release of kata-deploy is and can. Data only: adding a release is adding an entry here. */
export interface ReleaseFacts {
  readonly version: string;
  /** The image's repository; the tag is the version. */
  readonly image: string;
  /** How the program takes its settings: the name of an installer in `private/`. */
  readonly interface: 'environment';
  readonly shims: Readonly<Record<string, ShimFacts>>;
  /** One DaemonSet serves nodes of several architectures (`SHIMS_X86_64`, …). */
  readonly perArchitectureSettings: boolean;
  /** Sets snapshotters up on the node (`EXPERIMENTAL_SETUP_SNAPSHOTTER`) and pulls in the guest without one. */
  readonly snapshotterSetup: boolean;
}

const IMAGE = 'quay.io/kata-containers/kata-deploy';

export const RELEASE_3_21_0: ReleaseFacts = {
  version: '3.21.0',
  image: IMAGE,
  interface: 'environment',
  shims: SHIMS_3_21,
  perArchitectureSettings: false,
  snapshotterSetup: false,
};

export const RELEASE_3_22_0: ReleaseFacts = {
  version: '3.22.0',
  image: IMAGE,
  interface: 'environment',
  shims: SHIMS_3_22,
  perArchitectureSettings: true,
  snapshotterSetup: true,
};

/** Oldest first; the last one is the default. */
export const RELEASES: readonly ReleaseFacts[] = [RELEASE_3_21_0, RELEASE_3_22_0];

/** Every shim that any release has. */
export const KNOWN_SHIMS: readonly string[] = [...new Set(RELEASES.flatMap(({ shims }) => Object.keys(shims)))].sort();

/**
 * The development build that the chart `confidential-containers@0.16.0-pre` carries beside 3.21.0 for its own tests:
 * an image of 3.21.0 with the snapshotter switches that became 3.22.0. Only values files can ask for it.
 */
export const RELEASE_0_16_0_PRE_CI: ReleaseFacts = {
  ...RELEASE_3_21_0,
  shims: SHIMS_3_22,
  snapshotterSetup: true,
};
