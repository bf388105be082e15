import { RELEASES } from '../../src/kata/catalogue/releases';
import { editionDocument } from '../../src/values/editions/edition-store';

/** What values.yaml of a chart says of a shim. */
interface ShimValues {
  readonly supportedArches: readonly string[];
  readonly containerd?: { readonly snapshotter?: string; readonly forceGuestPull?: boolean };
  readonly crio?: { readonly guestPull?: boolean };
}

const NAMES: Readonly<Record<string, string>> = { amd64: 'x86_64', arm64: 'aarch64', s390x: 's390x', ppc64le: 'ppc64le' };

const STRUCTURED = RELEASES.filter(({ structured }) => structured).map((release) => [release.version, release] as const);

test.each(STRUCTURED)('%s has the shims of its chart, on the same architectures, with the same defaults', (version, release) => {
  const { disableAll, ...values } = editionDocument('kata-deploy', version).values.shims as Record<string, ShimValues>;
  const charted = Object.fromEntries(Object.entries(values).map(([name, { supportedArches, containerd = {}, crio = {} }]) => [name, {
    architectures: supportedArches.map((one) => NAMES[one]).sort(),
    snapshotter: containerd.snapshotter || undefined,
    forceGuestPull: containerd.forceGuestPull === true,
    pullType: crio.guestPull ? 'guest-pull' : undefined,
  }]));
  const known = Object.fromEntries(Object.entries(release.shims).map(([name, facts]) => [name, {
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
