import { IKataRuntime, KataRelease } from '../../kata';

/** The release of a Kata runtime, if it is known: not that of one that something else installed. */
export function kataReleaseOf(runtime: IKataRuntime | undefined): KataRelease | undefined {
  const { release } = (runtime ?? {}) as { readonly release?: unknown };
  return release instanceof KataRelease ? release : undefined;
}
