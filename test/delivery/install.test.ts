import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import {
  DpfHcpCrds, DpfHcpOperator, DpfHcpRelease, KataDeployment, KataRelease, KataRuntime, KataRuntimeProps, KataUpdateStrategy,
  PeerPodsCrds, PrivilegedNamespace, SynthSummary,
} from 'cdk8s-coco';
import { commands, newChart, section } from './summary';

const { FILE_PER_APP, FILE_PER_CHART, FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE } = YamlOutputType;
const CRDS = ['dpfhcpprovisioners', 'dpfhcpprovisionerconfigs'].map((one) => `${one}.provisioning.dpu.hcp.io`);
const WAIT = `kubectl wait --for=condition=Established ${CRDS.map((one) => `crd/${one}`).join(' ')} --timeout=1m`;
const ROLLOUT = 'kubectl rollout status deployment/dpf-hcp-provisioner-operator -n dpf --timeout=1h';
const OR_TRUE = ' || true # the next commands apply what is refused here';

const install = (compose: (app: App) => void, yamlOutputType = FILE_PER_CHART) => {
  const app = new App({ outdir: 'dist', yamlOutputType });
  compose(app);
  return section(app, 'Install');
};
const object = (chart: Chart, kind: string, name: string, namespace?: string) => (
  new ApiObject(chart, `${kind}-${name}`, {
    apiVersion: kind === 'ClusterRole' ? 'rbac.authorization.k8s.io/v1' : 'v1', kind, metadata: { name, namespace },
  }));

describe('definitions are applied first, and waited for', () => {
  test.each<[string, YamlOutputType, string, string]>([
    ['FILE_PER_CHART', FILE_PER_CHART, '-f dist/0-dpf-operator-crds.k8s.yaml', '-f dist/'],
    ['FILE_PER_RESOURCE', FILE_PER_RESOURCE, CRDS.map((one) => `-f dist/CustomResourceDefinition.${one}.k8s.yaml`).sort().join(' '), '-f dist/'],
    ['FOLDER_PER_CHART_FILE_PER_RESOURCE', FOLDER_PER_CHART_FILE_PER_RESOURCE, '-f dist/0-dpf-operator-crds/', '-R -f dist/'],
    ['FILE_PER_APP', FILE_PER_APP, `-f dist/${OR_TRUE}`, '-f dist/'],
  ])('%s', (_, type, first, all) => {
    const lines = install((app) => new DpfHcpOperator(newChart(app, 'dpf'), 'Operator', { release: DpfHcpRelease.latest() }), type);
    expect(lines[0]).toBe(`kubectl apply ${first}`);
    expect(new Set(lines[1].split(' '))).toEqual(new Set(WAIT.split(' ')));
    expect(lines.slice(2)).toEqual([`kubectl apply ${all}`, ROLLOUT]);
  });

  test('in the same file as their objects', () => {
    expect(install((app) => {
      const chart = newChart(app, 'dpf');
      new DpfHcpCrds(chart, 'Crds', { release: DpfHcpRelease.latest() });
      new DpfHcpOperator(chart, 'Operator', { release: DpfHcpRelease.latest(), installCrds: false });
      object(newChart(app, 'other'), 'ConfigMap', 'a');
    })).toEqual([`kubectl apply -f dist/dpf.k8s.yaml${OR_TRUE}`, WAIT, 'kubectl apply -f dist/', ROLLOUT]);
  });

  test('where cdk8s numbers files, by their numbers', () => {
    const app = new App({ outdir: 'dist' });
    const outer = newChart(app, 'outer');
    object(outer, 'ConfigMap', 'a');
    new PeerPodsCrds(outer, 'inner');
    app.synthYaml();
    expect(section(app, 'Install')[0]).toMatch(/^kubectl apply -f dist\/0000-outer-inner-\w+\.k8s\.yaml$/);
  });
});

describe('namespaces are applied first where objects stand before them', () => {
  const kata = (app: App) => new KataRuntime(newChart(app, 'coco'), 'Kata', { release: KataRelease.V3_22_0 });
  const namespace = (app: App, id: string) => new PrivilegedNamespace(newChart(app, id, 'coco'), 'Namespace');
  const last = ['kubectl apply -f dist/', 'kubectl rollout status daemonset/kata-deploy -n coco --timeout=1h'];

  test.each<[string, (app: App) => void, YamlOutputType, string[]]>([
    ['in a file that comes later', (app) => { namespace(app, 'namespaces'); kata(app); }, FILE_PER_CHART, ['kubectl apply -f dist/namespaces.k8s.yaml']],
    ['not in one that comes earlier', (app) => { kata(app); namespace(app, 'a'); }, FILE_PER_CHART, []],
    ['in a file of its own', (app) => { namespace(app, 'a'); kata(app); }, FILE_PER_RESOURCE, ['kubectl apply -f dist/Namespace.coco.k8s.yaml']],
    ['not at the beginning of one file', (app) => { namespace(app, 'a'); kata(app); }, FILE_PER_APP, []],
    ['later in one file', (app) => { kata(app); namespace(app, 'z'); }, FILE_PER_APP, [`kubectl apply -f dist/${OR_TRUE}`]],
  ])('%s', (_, compose, type, first) => {
    expect(install(compose, type)).toEqual([...first, ...last]);
  });

  test('a cluster-wide object of the user is in none, whatever namespace cdk8s gives it', () => {
    expect(install((app) => {
      object(newChart(app, 'a', 'coco'), 'ClusterRole', 'mine');
      namespace(app, 'b');
      kata(app);
    })).toEqual(last);
  });
});

describe('what is installed is waited for', () => {
  const waits = (props: Partial<KataRuntimeProps>) => install((app) => (
    new KataRuntime(newChart(app, 'coco'), 'Kata', { release: KataRelease.latest(), ...props }))).slice(1);

  test('a Job that dispatches others', () => {
    expect(waits({ deployment: KataDeployment.job() })).toEqual([
      'kubectl wait --for=condition=complete job/kata-deploy-install-dispatcher-<hash> -n coco --timeout=1h',
    ]);
  });

  test('no DaemonSet whose pods somebody has to delete: kubectl refuses to wait for it', () => {
    expect(waits({ deployment: KataDeployment.daemonSet({ updateStrategy: KataUpdateStrategy.onDelete() }) })).toEqual([]);
  });

  test('nothing of the user', () => {
    expect(install((app) => object(newChart(app, 'web'), 'Deployment', 'web'))).toEqual(['kubectl apply -f dist/']);
  });
});

test.each([
  ['/elsewhere/dist', '/elsewhere/dist/'],
  ['./dist/', 'dist/'],
  ['../dist', '../dist/'],
  ['my files/dist', '\'my files/dist/\''],
  ['it\'s/$HOME', '\'it\'\\\'\'s/$HOME/\''],
])('a folder in %s is written %s', (outdir, shown) => {
  const app = new App({ outdir });
  object(newChart(app, 'web'), 'ConfigMap', 'a');
  expect(commands(app, 'Install')).toEqual([`kubectl apply -f ${shown}`]);
});

test('an upgrade runs the same commands', () => {
  const app = new App({ outdir: 'dist' });
  object(newChart(app, 'web'), 'ConfigMap', 'a');
  expect(SynthSummary.of([{ app }]).text).toContain('\n\nUpgrade: synthesize, look at the difference, and run the commands of Install again.');
});
