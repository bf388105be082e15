import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import {
  Cluster, DpfHcpAvailabilityPolicy, DpfHcpCrds, DpfHcpOperator, DpfHcpProvisioner, DpfHcpRelease, PeerPodConfig, PeerPodsCrds,
  PeerPodsResource, SecretSource,
} from 'cdk8s-coco';
import { Secret } from 'cdk8s-plus-28';
import { parseAllDocuments } from 'yaml';
import { Manifest } from '../support/synth';

let root: string;
beforeEach(() => { root = mkdtempSync(join(tmpdir(), 'order-')); });
afterEach(() => rmSync(root, { recursive: true, force: true }));

function provisioner(chart: Chart): void {
  const secret = SecretSource.fromSecret(Secret.fromSecretName(chart, 'Secret', 'mine'));
  new DpfHcpProvisioner(chart, 'Rack', {
    release: DpfHcpRelease.latest(),
    name: 'rack',
    baseDomain: 'clusters.example.com',
    dpuClusterRef: { name: 'a', namespace: 'b' },
    dpuDeploymentRef: { name: 'a', namespace: 'b' },
    ocpReleaseImage: 'quay.io/openshift-release-dev/ocp-release:4.19.0-ec.5-x86_64',
    pullSecret: secret,
    sshKey: secret,
    controlPlaneAvailabilityPolicy: DpfHcpAvailabilityPolicy.SINGLE_REPLICA,
  });
}

/** Each has the objects before their definitions in the order of construction. */
const APPS: Record<string, (app: App) => void> = {
  'an operator behind its provisioners': (app) => {
    provisioner(new Chart(app, 'a', { namespace: 'a' }));
    new DpfHcpOperator(new Chart(app, 'dpf', { namespace: 'dpf' }), 'Operator', { release: DpfHcpRelease.latest() });
  },
  'an operator deep below': (app) => {
    provisioner(new Chart(app, 'a', { namespace: 'a' }));
    new DpfHcpOperator(new Chart(new Chart(app, 'b'), '1', { namespace: 'dpf' }), 'Operator', { release: DpfHcpRelease.latest() });
  },
  'definitions behind their objects in one chart': (app) => {
    const chart = new Chart(app, 'dpf', { namespace: 'dpf' });
    new DpfHcpOperator(chart, 'Operator', { release: DpfHcpRelease.latest(), installCrds: false });
    provisioner(chart);
    new DpfHcpCrds(chart, 'Crds', { release: DpfHcpRelease.latest() });
  },
};

const ONE_FILE: Record<string, (app: App) => void> = {
  ...APPS,
  'a chart of definitions behind that of their objects': (app) => {
    new DpfHcpOperator(new Chart(app, 'a', { namespace: 'dpf' }), 'Operator', { release: DpfHcpRelease.latest(), installCrds: false });
    new DpfHcpCrds(new Chart(app, 'z'), 'Crds', { release: DpfHcpRelease.latest() });
    new PeerPodConfig(new Chart(app, 'b', { namespace: 'b' }), 'Config');
    new PeerPodsCrds(app, 'crds', { resources: [PeerPodsResource.PEER_POD_CONFIG] });
  },
};

/** What stands before its definition. */
function tooEarly(documents: Manifest[]): string[] {
  const kinds = (some: Manifest[]) => some.filter(({ kind }) => kind === 'CustomResourceDefinition').map(({ spec }) => `${spec.group} ${spec.names.kind}`);
  const all = kinds(documents);
  expect(all.length).toBeGreaterThan(0);
  return documents.filter(({ apiVersion, kind }, index) => {
    const name = `${apiVersion.split('/')[0]} ${kind}`;
    return all.includes(name) && !kinds(documents.slice(0, index)).includes(name);
  }).map(({ kind }) => kind);
}

const parsed = (text: string) => parseAllDocuments(text).map((document) => document.toJS() as Manifest);

/** The objects of a folder as kubectl walks through it: what a folder has comes in the order of names. */
function walk(folder: string): Manifest[] {
  return readdirSync(folder).sort().flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? walk(path) : parsed(readFileSync(path, 'utf8'));
  });
}

const TYPES = Object.values(YamlOutputType).filter((type): type is YamlOutputType => typeof type === 'number')
  .map((type) => [YamlOutputType[type], type] as const);

describe.each(TYPES)('%s', (_, yamlOutputType) => {
  test.each(Object.entries(APPS))('%s', (__, compose) => {
    const app = new App({ yamlOutputType, outdir: root });
    compose(app);
    app.synth();
    expect(tooEarly(walk(root))).toEqual([]);
  });
});

describe('as one text', () => {
  test.each(Object.entries(ONE_FILE))('%s', (__, compose) => {
    const app = new App({ yamlOutputType: YamlOutputType.FILE_PER_APP, outdir: root });
    compose(app);
    expect(tooEarly(parsed(app.synthYaml()))).toEqual([]);
    app.synth();
    expect(tooEarly(walk(root))).toEqual([]);
  });
});

test('no chart depends on another one: files keep their names', () => {
  const app = new App({ outdir: root });
  APPS['an operator behind its provisioners'](app);
  app.synth();
  expect(readdirSync(root).sort()).toEqual(['0-dpf-operator-crds.k8s.yaml', 'a.k8s.yaml', 'dpf.k8s.yaml']);
  expect(app.node.findAll().filter(({ node }) => node.dependencies.length > 0).map(({ node }) => node.path)).toEqual([]);
});

test('charts without definitions, and definitions that depend on something, stay where they are', () => {
  const app = new App();
  const first = new Chart(app, 'first');
  new ApiObject(first, 'Object', { apiVersion: 'v1', kind: 'ConfigMap' });
  new PeerPodsCrds(app, 'crds').addDependency(first);
  new PeerPodsCrds(app, 'others', { resources: [PeerPodsResource.PEER_POD_CONFIG] });
  new Chart(app, 'empty');
  expect(app.charts.map(({ node }) => node.id)).toEqual(['others', 'first', 'crds', 'empty']);
});

test('definitions of operators in several clusters have a chart each', () => {
  const app = new App();
  const paths = ['a/b', 'a-b'].map((id) => {
    const chart = new Chart(id === 'a/b' ? new Chart(app, 'a') : app, id.split('/').pop()!, { namespace: 'dpf' });
    Cluster.assign(chart, id);
    return Chart.of(new DpfHcpOperator(chart, 'Operator', { release: DpfHcpRelease.latest() }).crds!).node.path;
  });
  expect(paths).toEqual(['0-a-b-operator-crds', '0-a-b-operator-crds-2']);
});
