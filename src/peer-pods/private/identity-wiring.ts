import type { Volume, VolumeMount } from 'kubernetes-types/core/v1';
import { PeerPodsReleaseFacts } from '../catalogue/releases';
import { IdentityKind } from '../providers/contract';

/** Texts by their names, for adaptor and resource controller. */
export interface PerWorkload {
  readonly adaptor: Readonly<Record<string, string>>;
  readonly controller: Readonly<Record<string, string>>;
}

/** What a cloud must know of a workload before it trusts its tokens. */
export interface IdentityWiring {
  readonly kind: IdentityKind;
  /** As people call it. */
  readonly title: string;
  /** Variables that are the same for adaptor and controller. */
  readonly config: (release: PeerPodsReleaseFacts) => Readonly<Record<string, string>>;
  /** Variables that each has its own value of. */
  readonly own?: PerWorkload;
  readonly annotations: PerWorkload;
  readonly podLabels: Readonly<Record<string, string>>;
  readonly volume: Volume;
  readonly mount: VolumeMount;
  /** Starts the program instead of the image's script, where that would insist on a key. */
  readonly command?: (release: PeerPodsReleaseFacts) => readonly string[] | undefined;
  readonly audience: string;
  /** The setup in the cloud, in one sentence. */
  readonly setup: string;
  /** Whether a release can use it; a text is why not. */
  readonly refused?: (release: PeerPodsReleaseFacts) => string | undefined;
}

/** A token of the service account, made for one audience, in a file that the kubelet keeps fresh. */
export function tokenVolume(
  name: string, folder: string, file: string, audience: string, expirationSeconds = 3600,
): { volume: Volume; mount: VolumeMount } {
  return {
    volume: { name, projected: { sources: [{ serviceAccountToken: { audience, expirationSeconds, path: file } }] } },
    mount: { name, mountPath: folder, readOnly: true },
  };
}
