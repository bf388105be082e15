import { changed, inside, onDisk } from './on-disk';
import { ChartOnDisk } from '../../../src/values/chart-on-disk/chart';
import { editionOnDisk } from '../../../src/values/chart-on-disk/edition-on-disk';
import { ChartRefusal } from '../../../src/values/chart-on-disk/refusal';
import { EDITIONS } from '../../../src/values/editions';
import { problemLine } from '../../../src/values/engine/findings';
import { isMap, Values } from '../../../src/values/engine/tree';
import { Rendering, rendering } from '../../cli/rendering';
import { Random } from '../../support/random';
import { rounds, share, some, Strides } from '../../support/stride';

const R = 'kata-as-coco-runtime';
const UMBRELLA = 'confidential-containers';
const OTHER = 'f'.repeat(64);

/** What is said of a chart that is refused. */
function refusal(chart: ChartOnDisk): string[] {
  try {
    editionOnDisk(chart, false);
  } catch (thrown) {
    if (thrown instanceof ChartRefusal) return thrown.problems.map(problemLine);
    throw thrown;
  }
  throw new Error('not refused');
}

function findings(chart: ChartOnDisk, lenient = false): string[] {
  return editionOnDisk(chart, lenient).problems.map((one) => `${one.level} ${problemLine(one)}`);
}

const render = (chart: ChartOnDisk, values?: string): Rendering => rendering(editionOnDisk(chart, true).edition, values);
const daemonSet = ({ objects }: Rendering) => objects.find(({ kind }) => kind === 'DaemonSet')!;
const image = (found: Rendering) => daemonSet(found).spec.template.spec.containers[0].image;
const withInside = (chart: ChartOnDisk, name: string, other: ChartOnDisk) => (
  { ...chart, charts: chart.charts.map((one) => (one.name === name ? inside('', other) : one)) });
const withVersion = (chart: ChartOnDisk, name: string, version: string) => (
  { ...chart, dependencies: chart.dependencies.map((one) => (one.name === name ? { ...one, version } : one)) });

const MEANT: Strides = { gate: 1, loop: 4 };

test.each(some(EDITIONS, MEANT).map(({ name, chart, version }) => [name, chart, version]))(`%s on disk means what the edition does${share(MEANT)}`, (name, chart, version) => {
  const found = editionOnDisk(onDisk(chart, version), false);
  expect([found.entry.name, found.problems]).toEqual([name, []]);
  const values = chart === 'peerpods' ? '{provider: libvirt, providerConfigs: {libvirt: {LIBVIRT_URI: "qemu+ssh://a@b/system"}}}' : '{}';
  expect(rendering(found.edition, values)).toEqual(rendering(name, values));
  expect(rendering(found.edition, values, 'uninstall')).toEqual(rendering(name, values, 'uninstall'));
});

test.each(some(EDITIONS, MEANT).map(({ name, chart, version }) => [name, chart, version]))(`%s with an empty values.yaml is read, too${share(MEANT)}`, (_, chart, version) => {
  const plain = onDisk(chart, version, { values: {} });
  const inner = (charts: readonly ChartOnDisk[]): ChartOnDisk[] => (
    charts.map((one) => ({ ...one, values: {}, charts: inner(one.charts) })));
  const empty = { ...plain, charts: inner(plain.charts) };
  expect(() => render(empty)).not.toThrow();
});

const RANDOM: Strides = { gate: 1, loop: 15 };

test(`values of any type are told, not broken${share(RANDOM)}`, () => {
  const random = new Random(11);
  const places = (value: unknown, at: string[] = []): string[][] => (isMap(value)
    ? Object.entries(value).flatMap(([key, inner]) => [[...at, key], ...places(inner, [...at, key])]) : []);
  const replaced = (values: Values, [key, ...rest]: string[], value: unknown): Values => (
    { ...values, [key]: rest.length ? replaced(values[key] as Values, rest, value) : value });
  for (let run = 0; run < rounds(150, RANDOM); run++) {
    const { chart, version } = random.pick(EDITIONS);
    const { values } = onDisk(chart, version);
    const odd = replaced(values, random.pick(places(values)), random.pick<unknown>([null, undefined, '', 'x', 0, 1.5, true, [], ['a'], {}, { a: 1 }]));
    expect(() => render(onDisk(chart, version, { values: odd }))).not.toThrow();
  }
});

describe('values', () => {
  const values = { [R]: { ...onDisk(UMBRELLA, '0.20.0').values[R] as object, k8sDistribution: 'k3s', debug: true } };
  const chart = onDisk(UMBRELLA, '0.20.0', { values: { ...onDisk(UMBRELLA, '0.20.0').values, ...values } });

  test('those of values.yaml take the place of the edition\'s', () => {
    expect(render(chart).objects).toEqual(rendering(`${UMBRELLA}@0.20.0`, `{${R}: {k8sDistribution: k3s, debug: true}}`).objects);
  });

  test('the user\'s come over them, and null takes them away', () => {
    expect(render(chart, `{${R}: {k8sDistribution: k8s, debug: false}}`).objects).toEqual(rendering(`${UMBRELLA}@0.20.0`).objects);
    expect(render(chart, `{${R}: {debug: null, k8sDistribution: null}}`).objects)
      .toEqual(rendering(`${UMBRELLA}@0.20.0`, `{${R}: {debug: null, k8sDistribution: null}}`).objects);
  });

  test('those of a chart inside stand below those of the outer chart', () => {
    const kata = onDisk('kata-deploy', '3.29.0');
    const inner = changed(kata, { values: { ...kata.values, image: { reference: 'example.com/kata', tag: '1' }, k8sDistribution: 'rke2' } });
    const found = render(withInside(chart, 'kata-deploy', inner));
    expect(image(found)).toBe('example.com/kata:1');
    expect(found.objects).toEqual(rendering(`${UMBRELLA}@0.20.0`, `{${R}: {k8sDistribution: k3s, debug: true, image: {reference: example.com/kata, tag: "1"}}}`).objects);
  });

  test('unknown keys of values.yaml are findings of that file, and mean nothing', () => {
    const odd = changed(onDisk('kata-deploy', '3.29.0'), { values: { ...onDisk('kata-deploy', '3.29.0').values, devkit: true, shim: {} } });
    const lines = [
      'chart:values.yaml: devkit: unknown key; this edition does not have it, kata-deploy@4.1.0 does',
      'chart:values.yaml: shim: unknown key; did you mean shims?',
    ];
    expect(findings(odd)).toEqual(lines.map((line) => `error ${line}`));
    expect(findings(odd, true)).toEqual(lines.map((line) => `warning ${line}; ignored`));
    expect(render(odd)).toEqual(rendering('kata-deploy@3.29.0'));
    expect(findings(withInside(onDisk(UMBRELLA, '0.20.0'), 'kata-deploy', odd))).toEqual([
      'error chart:charts/kata-deploy/values.yaml: devkit: unknown key; allowed: enabled, nameOverride, fullnameOverride, global, imagePullPolicy, imagePullSecrets, image, k8sDistribution, nodeSelector, tolerations and 12 more',
      'error chart:charts/kata-deploy/values.yaml: shim: unknown key; did you mean shims?',
    ]);
  });

  test('wrong types too', () => {
    const wrong = changed(onDisk('kata-deploy', '4.1.0'), { values: { ...onDisk('kata-deploy', '4.1.0').values, nodeSelector: { pool: 1 } } });
    expect(findings(wrong)).toEqual(['error chart:values.yaml: nodeSelector.pool: got the number 1; allowed: a string; write "1"']);
  });
});

describe('versions', () => {
  test('an umbrella chart with newer charts inside', () => {
    let chart = onDisk(UMBRELLA, '0.20.0', { version: '0.22.0', appVersion: '0.22.0' });
    chart = withVersion(withInside(chart, 'kata-deploy', onDisk('kata-deploy', '4.0.0')), 'kata-deploy', '4.0.0');
    chart = withVersion(withInside(chart, 'peerpods', onDisk('peerpods', '0.4.0')), 'peerpods', '0.4.0');
    expect(findings(chart)).toEqual([]);
    expect(image(render(chart))).toBe('quay.io/kata-containers/kata-deploy:4.0.0');
    const on = render(chart, '{peerpods: {enabled: true, provider: libvirt, providerConfigs: {libvirt: {LIBVIRT_URI: "qemu+ssh://a@b/system"}}, kata-deploy: {enabled: false}}}');
    expect(on.objects).toEqual(expect.arrayContaining([
      expect.objectContaining({ kind: 'ConfigMap', metadata: expect.objectContaining({ name: 'peer-pods-cm' }) }),
    ]));
  });

  test('of editions with the same templates it is that of the same version, else the newest', () => {
    expect(editionOnDisk(onDisk('peerpods', '0.3.0'), false).entry.name).toBe('peerpods@0.3.0');
    expect(editionOnDisk(onDisk('peerpods', '0.3.1'), false).entry.name).toBe('peerpods@0.3.1');
    expect(editionOnDisk(onDisk('peerpods', '0.3.1', { version: '0.3.9' }), false).entry.name).toBe('peerpods@0.3.1');
    // Their own templates are the same, those of the webhook inside are not.
    expect(editionOnDisk(onDisk('peerpods', '0.1.3', { version: '0.2.0' }), false).entry.name).toBe('peerpods@0.1.3');
  });

  test('programs of a version that is not known run with the templates that are', () => {
    const chart = onDisk('kata-deploy', '4.1.0', { version: '4.1.1', appVersion: '4.1.1' });
    expect(findings(chart)).toEqual(['warning Chart.yaml: kata-deploy 4.1.1 has the templates of kata-deploy@4.1.0, and its programs are of 4.1.1: '
      + 'values are checked against what those of 4.1.0 take']);
    expect(image(render(chart))).toBe('quay.io/kata-containers/kata-deploy:4.1.1');
  });

  test('a development build that one chart has inside, by itself', () => {
    const chart = onDisk(UMBRELLA, '0.16.0-pre').charts.find(({ version }) => version === '0.0.0-dev')!;
    const { objects } = render({ ...chart, at: '' });
    expect(JSON.stringify(objects)).toContain('EXPERIMENTAL_SETUP_SNAPSHOTTER');
    expect(JSON.stringify(rendering('kata-deploy@3.21.0').objects)).not.toContain('EXPERIMENTAL_SETUP_SNAPSHOTTER');
  });
});

describe('templates that are not known', () => {
  test('are named, with the nearest edition', () => {
    const files = { 'templates/_helpers.tpl': OTHER, 'templates/kata-rbac.yaml': undefined, 'templates/extra.yaml': OTHER, 'crds/one.yaml': OTHER };
    expect(refusal(onDisk('kata-deploy', '3.29.0', { files }))).toEqual([
      'templates/_helpers.tpl: not the file of kata-deploy@3.29.0',
      'templates/kata-rbac.yaml: missing, and kata-deploy@3.29.0 has it',
      'templates/extra.yaml: kata-deploy@3.29.0 has no such file',
      'crds/one.yaml: kata-deploy@3.29.0 has no such file',
      expect.stringMatching(/^Chart\.yaml: kata-deploy 3\.29\.0 has templates that are not known, so what it would install is not known either; the nearest edition is kata-deploy@3\.29\.0; allowed: the templates of kata-deploy 0\.0\.0-dev of confidential-containers@0\.16\.0-pre, kata-deploy@3\.21\.0, .*kata-deploy@4\.1\.0\. Render this chart with helm template$/),
    ]);
  });

  test('in charts inside, by their paths', () => {
    const peerpods = onDisk('peerpods', '0.4.0');
    const webhook = { ...peerpods, charts: peerpods.charts.map((one) => (one.name === 'peerpods-webhook' ? changed(one, { files: { 'templates/rbac.yaml': OTHER } }) : one)) };
    expect(refusal(webhook)[0]).toBe('charts/peerpods-webhook/templates/rbac.yaml: not the file of peerpods@0.4.0');
    expect(refusal(withInside(peerpods, 'kata-deploy', onDisk('kata-deploy', '4.0.0', { files: { 'templates/kata-rbac.yaml': OTHER } })))[0])
      .toBe('charts/kata-deploy/templates/kata-rbac.yaml: not the file of kata-deploy@4.0.0');
  });

  test('files that templates read count, notes do not', () => {
    expect(refusal(onDisk('dpu-worker-config', '0.1.0', { files: { 'files/machineconfig-scripts/configure-p0-routing.sh': OTHER } }))[0])
      .toBe('files/machineconfig-scripts/configure-p0-routing.sh: not the file of dpu-worker-config@0.1.0');
  });

  test('another chart', () => {
    expect(refusal({ ...onDisk('kata-deploy', '4.1.0'), name: 'kata' })).toEqual([
      'Chart.yaml: the chart kata is not known; allowed: confidential-containers, dpf-hcp-provisioner-operator, dpu-worker-config, kata-deploy, kubevirt-redfish, peerpods',
    ]);
  });

  test('in a chart that is off, matter only when it is on', () => {
    const chart = withInside(onDisk(UMBRELLA, '0.20.0'), 'peerpods', onDisk('peerpods', '0.2.0', { files: { 'templates/rbac.yaml': OTHER } }));
    expect(render(chart)).toEqual(rendering(`${UMBRELLA}@0.20.0`));
    expect(render(chart, 'peerpods: {enabled: true}').lines).toContain('error charts/peerpods/templates/rbac.yaml: not the file of peerpods@0.2.0');
  });
});

describe('dependencies', () => {
  const chart = onDisk(UMBRELLA, '0.20.0');
  const [kata, peerpods] = chart.dependencies;

  test('that are not below charts/', () => {
    expect(refusal({ ...chart, charts: [] })).toEqual([
      'charts/: has no chart kata-deploy, and Chart.yaml depends on kata-deploy "3.29.0"; run helm dependency build, or helm pull the whole chart',
      'charts/: has no chart peerpods, and Chart.yaml depends on peerpods "0.2.0"; run helm dependency build, or helm pull the whole chart',
    ]);
    expect(refusal(withVersion(chart, 'kata-deploy', '4.0.0'))).toEqual([
      'charts/: has kata-deploy 3.29.0, and Chart.yaml depends on kata-deploy "4.0.0"; allowed: what it depends on. Run helm dependency update',
    ]);
  });

  test.each(['~3.29.0', '^3.25', '>=3.21.0 <4.0.0', '3.x', '*', '4.0.0 || 3.29.0', '3.20.0 - 3.30.0', 'v3.29.0'])('in the range %s', (range) => {
    expect(render(withVersion(chart, 'kata-deploy', range))).toEqual(render(chart));
  });

  test.each(['^4.0.0', '<3.29.0', '3.28.x', 'latest'])('not in the range %s', (range) => {
    expect(refusal(withVersion(chart, 'kata-deploy', range))).toEqual([
      `charts/: has kata-deploy 3.29.0, and Chart.yaml depends on kata-deploy "${range}"; allowed: what it depends on. Run helm dependency update`,
    ]);
  });

  test('more than one in the range', () => {
    const twice = { ...chart, charts: [...chart.charts, { ...chart.charts[0], at: 'charts/kata-deploy-3.29.0.tgz/' }] };
    expect(refusal(twice)).toEqual([
      'charts/: has more than one chart for the dependency kata-deploy "3.29.0": charts/kata-deploy/ (3.29.0) and '
        + 'charts/kata-deploy-3.29.0.tgz/ (3.29.0); allowed: one. Remove the others',
    ]);
    const two = { ...chart, charts: [...chart.charts, inside('', onDisk('kata-deploy', '3.30.0'))] };
    expect(refusal(withVersion(two, 'kata-deploy', '^3'))).toHaveLength(1);
    expect(findings(withVersion(two, 'kata-deploy', '3.29.x'))).toEqual([]);
  });

  test('by another alias, and switched by other values', () => {
    const named = { ...chart, values: {}, dependencies: [{ ...kata, alias: 'runtime', condition: 'runtime.active,all.active' }, { ...peerpods, condition: undefined, tags: ['remote'] }] };
    expect(findings(named)).toEqual([]);
    expect(render(named, '{tags: {remote: false}}').objects.map(({ metadata }) => metadata.name)).toContain('runtime');
    const off = '{tags: {remote: false}, all: {active: false}}';
    expect(render(named, off)).toEqual({ objects: [], lines: [] });
    expect(render(named, '{tags: {remote: false}, all: {active: false}, runtime: {active: true}}').objects).not.toEqual([]);
    expect(render(named, '{all: {active: false}}').lines).toEqual([expect.stringMatching(/^error peerpods\.provider/)]);
  });

  test('of which Chart.yaml says nothing are on', () => {
    const plain = { ...chart, dependencies: [peerpods] };
    expect(render({ ...plain, values: {} }, 'peerpods: {enabled: false}').objects.map(({ metadata }) => metadata.name)).toContain('kata-deploy');
    const two = { ...chart, charts: [...chart.charts, inside('', onDisk('kata-deploy', '4.1.0'))] };
    expect(render(two, 'kata-deploy: {runtimeClasses: {enabled: false}}').objects.filter(({ kind }) => kind === 'DaemonSet').map(({ metadata }) => metadata.name)).toEqual([R, 'kata-deploy']);
  });

  test('two of one name', () => {
    expect(refusal({ ...chart, dependencies: [kata, kata, peerpods] })).toEqual([
      `Chart.yaml: two charts have the name ${R}; allowed: another alias for each`,
    ]);
  });

  test('of other charts are those that they know', () => {
    const pods = onDisk('peerpods', '0.4.0');
    expect(refusal({ ...pods, dependencies: pods.dependencies.map((one) => (one.alias === 'webhook' ? { ...one, alias: 'hook' } : one)) })).toEqual([
      'Chart.yaml: got the dependencies (kata-deploy, condition kata-deploy.enabled) (peerpodctrl, alias resourceCtrl, condition resourceCtrl.enabled) '
        + '(peerpods-webhook, alias hook, condition webhook.enabled); allowed: those of peerpods@0.4.0, in any version: (kata-deploy, condition kata-deploy.enabled) '
        + '(peerpodctrl, alias resourceCtrl, condition resourceCtrl.enabled) (peerpods-webhook, alias webhook, condition webhook.enabled)',
    ]);
    const old = withVersion(withInside(pods, 'kata-deploy', onDisk('kata-deploy', '3.22.0')), 'kata-deploy', '3.22.0');
    expect(refusal(old)).toEqual(['charts/kata-deploy: has the templates of 3.22.0, which do not support shims by name; allowed: 3.23.0 or newer']);
  });
});
