import { App, Chart, YamlOutputType } from 'cdk8s';
import { Architecture, Cluster, DpfHcpCrds, DpfHcpOperator, KataRuntime, SynthSummary, UninstallPhase } from 'cdk8s-coco';

const NAMES = 'crd/dpfhcpprovisioners.provisioning.dpu.hcp.io crd/dpfhcpprovisionerconfigs.provisioning.dpu.hcp.io';
const WAIT = `  kubectl wait --for=condition=Established ${NAMES}`;

function appWith(yamlOutputType?: YamlOutputType): App {
  const app = new App({ outdir: 'dist', yamlOutputType });
  new DpfHcpOperator(new Chart(app, 'dpf', { namespace: 'dpf' }), 'Operator');
  return app;
}

const section = (app: App, title: string, uninstall?: UninstallPhase) => SynthSummary.of([{ app, uninstall }]).text
  .split('\n\n').map((one) => one.split('\n')).find(([head]) => head.startsWith(title));

test.each<[YamlOutputType | undefined, string]>([
  [undefined, '  kubectl apply -f dist/0-dpf-operator-crds.k8s.yaml'],
  [YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE, '  kubectl apply -f dist/0-dpf-operator-crds/'],
  [YamlOutputType.FILE_PER_APP, '  kubectl apply -f dist/ # complains of kinds that are not there yet'],
])('definitions are applied first, and waited for (%s)', (type, first) => {
  const recursive = type === YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE ? '-R ' : '';
  expect(section(appWith(type), 'Install')!.slice(1)).toEqual([
    first.replace('apply -f dist/ ', `apply ${recursive}-f dist/ `), WAIT, `  kubectl apply ${recursive}-f dist/`,
  ]);
});

test('the files are called as the summary says', () => {
  const app = appWith();
  const [crds] = app.charts;
  expect(crds.toJson().every(({ kind }) => kind === 'CustomResourceDefinition')).toBe(true);
  expect(section(app, 'Install')![1]).toContain('0-dpf-operator-crds.k8s.yaml'); // test/examples looks at the file itself
});

test('where cdk8s numbers files, none is named', () => {
  const app = new App({ outdir: 'dist' });
  const outer = new Chart(app, 'outer');
  new DpfHcpCrds(new Chart(outer, 'inner'), 'Crds');
  expect(section(app, 'Install')!.slice(1, 3)).toEqual(['  kubectl apply -f dist/ # complains of kinds that are not there yet', WAIT]);
});

test('what uninstalls Kata does not delete definitions, and with them all hosted clusters', () => {
  const app = appWith();
  new KataRuntime(new Chart(app, 'coco', { namespace: 'coco-system' }), 'Kata', { architectures: [Architecture.X86_64] });
  const lines = section(app, 'Uninstall', UninstallPhase.of(app))!;
  expect(lines.at(-1)).toBe('  kubectl delete -f dist-uninstall/ -f dist/dpf.k8s.yaml -f dist/coco.k8s.yaml');
});

test('each prerequisite once, also where several constructs have it', () => {
  const app = appWith();
  const other = new Chart(app, 'other', { namespace: 'dpf' });
  Cluster.assign(other, 'other');
  new DpfHcpOperator(other, 'Operator');
  const lines = section(app, 'The cluster must have before')!.slice(1);
  expect(lines.length).toBe(14);
  expect(new Set(lines).size).toBe(lines.length);
  expect(lines.slice(0, 2)).toEqual(['  # OpenShift 4.17 or newer: is the management cluster', expect.stringMatching(/^ {2}kubectl get clusterversion version /)]);
});
