import { readFileSync } from 'node:fs';
import * as coco from '../../scripts/coco-upgrade-table';
import * as kata from '../../scripts/kata-upgrade-table';
import * as peerPods from '../../scripts/peer-pods-upgrade-table';
import { CocoRelease, KataRelease, PeerPodsRelease } from '../../src';

test.each([
  ['docs/kata-upgrade.md', kata],
  ['docs/peer-pods-upgrade.md', peerPods],
  ['docs/releases.md', coco],
])('the steps in %s are those of catalogues and editions (npm run tables writes them)', (_, { PAGE, pageWithSteps }) => {
  const page = readFileSync(PAGE, 'utf8');
  expect(page).toBe(pageWithSteps(page));
});

/** The row of a section, such as that of gone shims. */
function row(sections: string, heading: string, what: string): string | undefined {
  const section = sections.split('### ').find((one) => one.startsWith(`${heading}\n`));
  return section?.split('\n').find((line) => line.startsWith(`| ${what} |`))?.split(' | ')[1].replace(/ \|$/, '');
}

test('each step has a section', () => {
  const headings = (text: string) => text.split('\n').filter((line) => line.startsWith('### ')).length;
  expect(headings(kata.kataSteps())).toBe(KataRelease.all().length - 1);
  expect(headings(peerPods.peerPodsSteps())).toBe(PeerPodsRelease.all().length - 1);
  expect(coco.cocoSteps().split('\n').slice(2)).toHaveLength(CocoRelease.all().length - 1);
});

test.each([
  ['From 3.29.0 to 3.30.0', 'shims, gone', '`cloud-hypervisor`: `clh-runtime-rs` takes its place'],
  ['From 3.28.0 to 3.29.0', 'shims, gone', '`qemu-cca`: nothing takes its place'],
  ['From 3.26.0 to 3.27.0', 'shims, on other architectures', '`remote`: ppc64le'],
  ['From 3.23.0 to 3.24.0', 'overheads (CPU / memory)',
    '`qemu-nvidia-gpu-snp`: 1 / 20480Mi, was 1 / 16384Mi; `qemu-nvidia-gpu-tdx`: 1 / 20480Mi, was 1 / 16384Mi'],
  ['From 3.28.0 to 3.29.0', 'other defaults of chart values', '`snapshotter.setup`: `[]`, now `["nydus"]`'],
  ['From 3.28.0 to 3.29.0', 'capabilities', 'another folder or file of containerd\'s configuration'],
  ['From 4.0.0 to 4.1.0', 'chart values that are gone', '`job.nodeSelector`; `job.nodeSelectorExpressions`; `job.cleanup.nodeSelectorExpressions`'],
])('Kata, %s: %s', (heading, what, text) => {
  expect(row(kata.kataSteps(), heading, what)).toBe(text);
});

test.each([
  ['From 0.21.1 to 0.22.0', 'providers', 'no longer `docker`'],
  ['From 0.20.0 to 0.21.0', 'new chart values', '`daemonset.serviceAccount`; `resourceCtrl.podLabels`; `resourceCtrl.serviceAccount`'],
])('peer pods, %s: %s', (heading, what, text) => {
  expect(row(peerPods.peerPodsSteps(), heading, what)).toBe(text);
});

test('what a table promises in place of a shim, the newest release has', () => {
  const newest = KataRelease.latest();
  const promised = [...kata.goneTable().matchAll(/\| (\w+) \| [\d.]+ \| `([\w-]+)` \|/g)];
  expect(promised.length).toBeGreaterThan(0);
  for (const [, architecture, name] of promised) expect(newest.shimNames(architecture)).toContain(name);
});
