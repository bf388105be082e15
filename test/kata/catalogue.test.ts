import { releaseFacts, RELEASES, whereItIs } from '../../src/kata/catalogue/releases';
import { editionDocument } from '../../src/values/editions/edition-store';

/** What values.yaml of a chart says of a shim. */
interface ShimValues {
  readonly supportedArches: readonly string[];
  readonly containerd?: { readonly snapshotter?: string; readonly forceGuestPull?: boolean };
  readonly crio?: { readonly guestPull?: boolean };
}

const NAMES: Readonly<Record<string, string>> = { amd64: 'x86_64', arm64: 'aarch64', s390x: 's390x', ppc64le: 'ppc64le' };

const PER_SHIM = RELEASES.filter((release) => release.interface === 'per-shim').map((release) => [release.version, release] as const);

test.each(PER_SHIM)('%s has the shims of its chart, on the same architectures, with the same defaults', (version, release) => {
  const { disableAll, ...values } = editionDocument('kata-deploy', version).values.shims as Record<string, ShimValues>;
  const charted = Object.fromEntries(Object.entries(values).map(([name, shim]) => [name, {
    architectures: shim.supportedArches.map((one) => NAMES[one]).sort(),
    snapshotter: shim.containerd?.snapshotter || undefined,
    forceGuestPull: shim.containerd?.forceGuestPull === true,
    pullType: shim.crio?.guestPull ? 'guest-pull' : undefined,
  }]));
  const catalogued = Object.entries(release.shims);
  const known = Object.fromEntries(catalogued.map(([name, facts]) => [name, {
    architectures: [...facts.architectures].sort(),
    snapshotter: facts.snapshotter,
    forceGuestPull: facts.forceGuestPull === true,
    pullType: facts.pullType,
  }]));
  expect(known).toEqual(charted);
  for (const [architecture, names] of Object.entries(release.confidentialShims)) {
    for (const name of names) expect(release.shims[name].architectures).toContain(architecture);
  }
});

test.each([
  ['cloud-hypervisor', '4.1.0', undefined, 'The last release that had it is kata-deploy 3.29.0. "clh-runtime-rs" took its place.'],
  ['stratovirt', '3.23.0', undefined, 'The last release that had it is kata-deploy 3.22.0. No other shim took its place.'],
  ['remote', '3.23.0', undefined, 'It needs kata-deploy >= 3.25.0.'], // it was there until 3.22.0, too
  ['qemu-nvidia-cpu', '3.32.0', undefined, 'It needs kata-deploy >= 4.0.0.'],
  ['qemu-nvidia-gpu', '4.1.0', 'aarch64', 'The last release that had it on aarch64 is kata-deploy 3.28.0. "qemu-nvidia-gpu-runtime-rs" took its place.'],
  ['qemu-nvidia-gpu', '3.29.0', 'aarch64', 'The last release that had it on aarch64 is kata-deploy 3.28.0. No other shim took its place.'],
  ['qemu-runtime-rs', '4.0.0', 'ppc64le', 'On ppc64le it needs kata-deploy >= 4.1.0.'],
  ['qemu-snp', '4.1.0', 'aarch64', undefined],
  ['warp-drive', '4.1.0', undefined, undefined],
])('where the shim %s is, for %s on %s', (name, version, architecture, sentences) => {
  expect(whereItIs(name, releaseFacts(version), architecture)).toBe(sentences);
});
