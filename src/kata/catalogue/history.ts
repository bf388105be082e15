import { ReleaseFacts, RELEASES } from './releases';
import { has, lookup } from '../../common/private/free-keys';

/** Shims that others took the place of: under another name, or on some architectures. */
const SUCCESSORS: Readonly<Record<string, string>> = {
  'cloud-hypervisor': 'clh-runtime-rs',
  'qemu-coco-dev': 'qemu-coco-dev-runtime-rs',
  'qemu-nvidia-gpu': 'qemu-nvidia-gpu-runtime-rs',
};

/** The shim of a release that took the place of one that it lacks, on an architecture or on any. */
export function successor(name: string, release: ReleaseFacts, architecture?: string): string | undefined {
  const next = lookup(SUCCESSORS, name);
  const facts = next === undefined ? undefined : lookup(release.shims, next);
  return facts && (!architecture || facts.architectures.includes(architecture)) ? next : undefined;
}

/**
 * In which releases there is a shim that a release lacks, on an architecture or at all: sentences. Nothing for a name that no
 * release has.
 */
export function whereItIs(name: string, release: ReleaseFacts, architecture?: string): string | undefined {
  const having = RELEASES.filter(({ shims }) => has(shims, name)
    && (!architecture || shims[name].architectures.includes(architecture)));
  if (!having.length) return undefined;
  const position = RELEASES.findIndex(({ version }) => version === release.version);
  const later = having.find((one) => RELEASES.indexOf(one) > position);
  if (later) return `${architecture ? `On ${architecture} it` : 'It'} needs kata-deploy >= ${later.version}.`;
  const on = architecture ? ` on ${architecture}` : '';
  const next = successor(name, release, architecture);
  const instead = next ? `"${next}" took its place.` : 'No other shim took its place.';
  return `The last release that had it${on} is kata-deploy ${having[having.length - 1].version}. ${instead}`;
}
