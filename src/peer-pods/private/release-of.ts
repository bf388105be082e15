import { KataRuntime } from '../../kata';
import { PeerPodsCaaProps } from '../peer-pods-caa-props';
import { PeerPodsRelease } from '../peer-pods-release';

/** The release that props say, or that belongs to the Kata of their runtime, or the newest. */
export function releaseOf({ release, runtime }: Pick<PeerPodsCaaProps, 'release' | 'runtime'>): PeerPodsRelease {
  if (release) return release;
  const ofRuntime = runtime instanceof KataRuntime
    ? PeerPodsRelease.all().reverse().find(({ kataVersion }) => kataVersion === runtime.release.version) : undefined;
  return ofRuntime ?? PeerPodsRelease.latest();
}
