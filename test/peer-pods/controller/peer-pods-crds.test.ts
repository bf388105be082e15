import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { PeerPodController, PeerPodsCrds, PeerPodsCrdsProps, PeerPodsRelease, PeerPodsResource } from 'cdk8s-coco';
import { parseAllDocuments } from 'yaml';
import { KEEP } from '../../support/annotations';
import { emitted } from '../../support/emitted';
import { Manifest } from '../../support/synth';

const FILE = join(__dirname, '..', '..', '..', 'crds', 'confidentialcontainers.org.yaml');
const DEFINITIONS: Manifest[] = parseAllDocuments(readFileSync(FILE, 'utf8')).map((document) => document.toJS());
const crds = (props?: PeerPodsCrdsProps): Manifest[] => new PeerPodsCrds(new App(), 'crds', props).toJson();

test('PeerPod as it stands in crds/, and engines leave it in the cluster', () => {
  const [{ metadata, ...definition }, ...others] = crds();
  expect(others).toEqual([]);
  expect({ ...definition, metadata: { name: metadata.name } }).toEqual(DEFINITIONS[0]);
  expect(metadata).toEqual({ name: 'peerpods.confidentialcontainers.org', annotations: KEEP });
});

test('both, each once, without annotations', () => {
  const { PEER_POD, PEER_POD_CONFIG } = PeerPodsResource;
  const resources = [PEER_POD_CONFIG, PEER_POD, PEER_POD_CONFIG];
  expect(crds({ resources, keep: false })).toEqual([DEFINITIONS[1], DEFINITIONS[0]]);
});

test('they are no part of the chart with what they define, also below it', () => {
  const objects = emitted((chart) => {
    new PeerPodsCrds(chart, 'crds');
    new PeerPodController(chart, 'Controller', { release: PeerPodsRelease.latest() });
  }, 'peer-pods-ns');
  expect(objects.map(({ kind }) => kind)).not.toContain('CustomResourceDefinition');
});

test('below a chart, their file comes before that of the chart', () => {
  const app = new App();
  const chart = new Chart(app, 'a', { namespace: 'peer-pods-ns' });
  new PeerPodController(chart, 'Controller', { release: PeerPodsRelease.latest() });
  new PeerPodsCrds(chart, 'crds');
  const kinds = app.synthYaml().match(/^kind: .*/gm);
  expect(kinds?.[0]).toBe('kind: CustomResourceDefinition');
  expect(kinds?.length).toBe(14);
});

test('unknown resources and props are refused', () => {
  expect(() => crds({ resources: ['Peerpod' as PeerPodsResource], kep: true } as PeerPodsCrdsProps)).toThrow([
    'crds: 2 problems with PeerPodsCrds',
    '  - kep: there is no such prop. Did you mean "keep"?',
    '  - resources[0]: got "Peerpod"; allowed: PeerPod, PeerPodConfig. Did you mean "PeerPod"? Take a member of PeerPodsResource.',
  ].join('\n'));
});
