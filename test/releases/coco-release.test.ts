import { App, Chart } from 'cdk8s';
import { CocoRelease, KataRelease, KataRuntime, PeerPodsRelease } from 'cdk8s-coco';
import { editionDocument, editionVersions } from '../../src/values/editions/edition-store';

const peerPodsOf = (release: CocoRelease) => (release.hasPeerPods ? release.peerPods : undefined);
const versions = (release: CocoRelease) => {
  const peerPods = peerPodsOf(release);
  return [release.kata.version, peerPods?.chartVersion, peerPods?.version];
};

test('what each release installs', () => {
  expect(Object.fromEntries(CocoRelease.all().map((release) => [release.version, versions(release)]))).toEqual({
    '0.16.0': ['3.22.0', undefined, undefined],
    '0.17.0': ['3.23.0', undefined, undefined],
    '0.17.1': ['3.24.0', undefined, undefined],
    '0.18.0': ['3.25.0', undefined, undefined],
    '0.19.0': ['3.28.0', '0.1.3', '0.19.0'],
    '0.20.0': ['3.29.0', '0.2.0', '0.20.0'],
    '0.21.0': ['3.31.0', '0.3.1', '0.21.1'],
    '0.22.0': ['4.0.0', '0.4.0', '0.22.0'],
  });
});

test('its peer pods belong to its Kata', () => {
  const grouped = CocoRelease.all().filter(({ hasPeerPods }) => hasPeerPods)
    .map(({ kata, peerPods }) => [peerPods.kataVersion, kata.version]);
  expect(grouped).toHaveLength(4);
  for (const [wanted, installed] of grouped) expect(wanted).toBe(installed);
});

test.each(editionVersions('confidential-containers').filter((version) => !version.endsWith('-pre')))('the umbrella chart %s has the same', (version) => {
  const installed = Object.fromEntries(editionDocument('confidential-containers', version).dependencies.map((one) => [one.name, one.version]));
  const release = CocoRelease.of(version);
  // In 0.16.0, the dependency has the version of a chart that was never published by itself.
  expect([installed['kata-deploy'] ?? release.kata.version, installed.peerpods]).toEqual([release.kata.version, peerPodsOf(release)?.chartVersion]);
});

test('its Kata is what KataRuntime takes', () => {
  const chart = new Chart(new App(), 'chart', { namespace: 'coco-system' });
  expect(new KataRuntime(chart, 'Kata', { release: CocoRelease.V0_20_0.kata }).release).toEqual(KataRelease.V3_29_0);
  expect(CocoRelease.V0_20_0.peerPods).toEqual(PeerPodsRelease.V0_20_0);
});

test('what it does not install is an error that names the releases that do', () => {
  expect(CocoRelease.all().map(({ hasPeerPods }) => hasPeerPods)).toEqual([false, false, false, false, true, true, true, true]);
  expect(() => CocoRelease.V0_18_0.peerPods).toThrow(
    'CocoRelease.peerPods: Confidential Containers 0.18.0 installs no peer pods; allowed: 0.19.0, 0.20.0, 0.21.0, 0.22.0. Take one of these, or PeerPodsRelease.of(...)');
});
