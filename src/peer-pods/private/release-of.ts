import { IKataRuntime, KataRelease } from '../../kata';
import { PeerPodsCaaProps } from '../peer-pods-caa-props';
import { PeerPodsRelease } from '../peer-pods-release';

/** The release that props say, or that belongs to the Kata of their runtime, or the newest. */
export function releaseOf({ release, runtime }: Pick<PeerPodsCaaProps, 'release' | 'runtime'>): PeerPodsRelease {
  if (release) return release;
  const kata = kataReleaseOf(runtime);
  const ofRuntime = kata && PeerPodsRelease.all().reverse().find(({ kataVersion }) => kataVersion === kata.version);
  return ofRuntime ?? PeerPodsRelease.latest();
}

/** The release of a Kata runtime, if it is known: not that of one that something else installed. */
export function kataReleaseOf(runtime: IKataRuntime | undefined): KataRelease | undefined {
  const { release } = (runtime ?? {}) as { readonly release?: unknown };
  return release instanceof KataRelease ? release : undefined;
}
