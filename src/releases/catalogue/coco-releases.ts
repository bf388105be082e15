import { packageText } from '../../common/private/script';

/** What a release of Confidential Containers installs. */
export interface CocoReleaseFacts {
  readonly version: string;
  /** The version of kata-deploy. */
  readonly kata: string;
  /** The version of the chart peerpods. Absent where the umbrella chart has none. */
  readonly peerPodsChart?: string;
}

/** By version of the umbrella chart. To add a release is to add an entry to this file. */
const DATA = 'src/releases/catalogue/coco-releases.json';

/** Oldest first. */
export const COCO_RELEASES: readonly CocoReleaseFacts[] = Object.entries(
  JSON.parse(packageText(DATA)) as Record<string, Omit<CocoReleaseFacts, 'version'>>,
).map(([version, facts]) => ({ ...facts, version }));
