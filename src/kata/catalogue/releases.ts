import { CONFIDENTIAL_SHIMS, SHIMS_3_21, SHIMS_3_22, ShimFacts, ShimsByArchitecture } from './shims';
import { STRUCTURED_3_25_0, STRUCTURED_4_0_0, STRUCTURED_4_1_0, StructuredRelease } from './structured-releases';
import { CONFIDENTIAL_SHIMS_3_25, CONFIDENTIAL_SHIMS_4, SHIMS_3_25, SHIMS_4_0, SHIMS_4_1 } from './structured-shims';

/** What a release of kata-deploy is and can. Data only: adding a release is adding an entry here. */
export interface ReleaseFacts {
  readonly version: string;
  /** The image's repository; the tag is the version. */
  readonly image: string;
  /** How the program takes its settings: the name of an installer in `private/`. */
  readonly interface: 'environment' | 'structured';
  readonly shims: Readonly<Record<string, ShimFacts>>;
  /** What Confidential Containers installs, where the user names no shims. */
  readonly confidentialShims: ShimsByArchitecture;
  /** One DaemonSet serves nodes of several architectures (`SHIMS_X86_64`, …). */
  readonly perArchitectureSettings: boolean;
  /** Sets snapshotters up on the node (`EXPERIMENTAL_SETUP_SNAPSHOTTER`) and pulls in the guest without one. */
  readonly snapshotterSetup: boolean;
  /** What the props that came with it need. */
  readonly features: readonly Feature[];
  /** What tells the releases with the interface `structured` apart. */
  readonly structured?: StructuredRelease;
}

/**
 * What a release can beyond 3.22.0, in groups that came together. Props that need one name it.
 */
export type Feature =
  /** Shims, and what is emitted for them, are set up one by one. */
  | 'shim-settings'
  /** Further fields of the pods. */
  | 'pod-settings'
  /** A program of its own with probes, drop-ins, Jobs and taints, instead of a script. */
  | 'program'
  /** A RuntimeClass per shim for debugging; the dispatcher labels nodes; keys of TEEs are counted. */
  | 'node-ownership';

const FEATURES_3_25: readonly Feature[] = ['shim-settings', 'pod-settings'];
const FEATURES_4_0: readonly Feature[] = [...FEATURES_3_25, 'program'];
const FEATURES_4_1: readonly Feature[] = [...FEATURES_4_0, 'node-ownership'];

const IMAGE = 'quay.io/kata-containers/kata-deploy';

export const RELEASE_3_21_0: ReleaseFacts = {
  version: '3.21.0',
  image: IMAGE,
  interface: 'environment',
  shims: SHIMS_3_21,
  confidentialShims: CONFIDENTIAL_SHIMS,
  perArchitectureSettings: false,
  snapshotterSetup: false,
  features: [],
};

export const RELEASE_3_22_0: ReleaseFacts = {
  version: '3.22.0',
  image: IMAGE,
  interface: 'environment',
  shims: SHIMS_3_22,
  confidentialShims: CONFIDENTIAL_SHIMS,
  perArchitectureSettings: true,
  snapshotterSetup: true,
  features: [],
};

export const RELEASE_3_25_0: ReleaseFacts = {
  version: '3.25.0',
  image: IMAGE,
  interface: 'structured',
  shims: SHIMS_3_25,
  confidentialShims: CONFIDENTIAL_SHIMS_3_25,
  perArchitectureSettings: true,
  snapshotterSetup: true,
  features: FEATURES_3_25,
  structured: STRUCTURED_3_25_0,
};

export const RELEASE_4_0_0: ReleaseFacts = {
  ...RELEASE_3_25_0,
  version: '4.0.0',
  shims: SHIMS_4_0,
  confidentialShims: CONFIDENTIAL_SHIMS_4,
  features: FEATURES_4_0,
  structured: STRUCTURED_4_0_0,
};

export const RELEASE_4_1_0: ReleaseFacts = {
  ...RELEASE_4_0_0,
  version: '4.1.0',
  shims: SHIMS_4_1,
  features: FEATURES_4_1,
  structured: STRUCTURED_4_1_0,
};

/** Oldest first; the last one is the default. */
export const RELEASES: readonly ReleaseFacts[] = [RELEASE_3_21_0, RELEASE_3_22_0, RELEASE_3_25_0, RELEASE_4_0_0, RELEASE_4_1_0];

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
