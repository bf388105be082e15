import { PerShimRelease } from './per-shim-releases';
import { ShimFacts, ShimsByArchitecture } from './shims';
import { applyDifference, DocumentDifference } from '../../common/private/document-difference';
import { packageText } from '../../common/private/script';
import { sortedMap } from '../../common/private/sorted-map';

/** What a release of kata-deploy is and can. */
export interface ReleaseFacts {
  readonly version: string;
  /** The image's repository; the tag is the version. */
  readonly image: string;
  /** How the program takes its settings: the name of an installer in `private/`. */
  readonly interface: 'per-list' | 'per-shim';
  readonly shims: Readonly<Record<string, ShimFacts>>;
  /** Overheads that the chart knows of shims which the release does not have: values can name them all the same. */
  readonly otherOverheads: Readonly<Record<string, ShimFacts['overhead']>>;
  /** What Confidential Containers installs, where the user names no shims. */
  readonly confidentialShims: ShimsByArchitecture;
  /** One DaemonSet serves nodes of several architectures (`SHIMS_X86_64`, …). */
  readonly perArchitectureSettings: boolean;
  /** Sets snapshotters up on the node (`EXPERIMENTAL_SETUP_SNAPSHOTTER`) and pulls in the guest without one. */
  readonly snapshotterSetup: boolean;
  /** What the props that came with it need. */
  readonly features: readonly Feature[];
  /** What tells the releases with the interface `per-shim` apart. */
  readonly perShim?: PerShimRelease;
}

/**
 * What a release can beyond 3.22.0, in groups that came together. Props that need one name it.
 */
export type Feature =
  /** Shims, and what is emitted for them, are set up one by one. */
  | 'shim-settings'
  /** Further fields of the pods. */
  | 'pod-settings'
  /** RuntimeClasses with a configuration of the user's own. */
  | 'custom-runtimes'
  /** Another folder or file of containerd's configuration. */
  | 'containerd-files'
  /** Health endpoints, and probes that ask them. */
  | 'health'
  /** Jobs instead of a DaemonSet, kata-monitor, drop-ins, log levels. */
  | 'jobs'
  /** Startup taints are lifted; more settings of EROFS. */
  | 'startup-taints'
  /** A RuntimeClass per shim for debugging; the dispatcher labels nodes; keys of TEEs are counted; pods are not privileged. */
  | 'node-ownership';

const IMAGE = 'quay.io/kata-containers/kata-deploy';

/** By version: what differs from the release before. To add a release is to add an entry to this file. */
const DATA = 'src/kata/catalogue/releases.json';

/** Oldest first; the last one is the default. */
export const RELEASES: readonly ReleaseFacts[] = read();

function read(): ReleaseFacts[] {
  const releases: ReleaseFacts[] = [];
  const differences = JSON.parse(packageText(DATA)) as Record<string, DocumentDifference & { readonly from?: string }>;
  for (const [version, difference] of Object.entries(differences)) {
    const before = releases.find((one) => one.version === difference.from) ?? {};
    const facts = applyDifference<ReleaseFacts>(before, difference);
    const perShim = facts.perShim && { ...facts.perShim, version };
    releases.push({ ...facts, shims: sortedMap(facts.shims), version, image: IMAGE, ...(perShim && { perShim }) });
  }
  return releases;
}

/** The release of this version, which must be among them. */
export function releaseFacts(version: string): ReleaseFacts {
  const facts = RELEASES.find((one) => one.version === version);
  if (!facts) throw new Error(`src/kata/catalogue/releases.json has no release ${version}`);
  return facts;
}

/** Every shim that any release has. */
export const KNOWN_SHIMS: readonly string[] = [...new Set(RELEASES.flatMap(({ shims }) => Object.keys(shims)))].sort();

/**
 * The development build that the chart `confidential-containers@0.16.0-pre` carries beside 3.21.0 for its own tests:
 * an image of 3.21.0 with the snapshotter switches that became 3.22.0. Only values files can ask for it.
 */
export const RELEASE_0_16_0_PRE_CI: ReleaseFacts = {
  ...releaseFacts('3.21.0'),
  shims: releaseFacts('3.22.0').shims,
  snapshotterSetup: true,
};
