import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, AppProps, Chart, YamlOutputType } from 'cdk8s';
import {
  Cluster, IUninstallable, KataRelease, KataRuntime, KataRuntimeProps, PrivilegedNamespace, UninstallPhase,
} from 'cdk8s-coco';
import { Construct } from 'constructs';
import { parseAllDocuments } from 'yaml';
import { manifests, uninstall } from '../support/synth';

let root: string;
beforeEach(() => { root = mkdtempSync(join(tmpdir(), 'phase-')); });
afterEach(() => rmSync(root, { recursive: true, force: true }));

const newApp = (props: AppProps = {}) => new App({ outdir: join(root, 'dist'), ...props });
/** What is uninstalled by a DaemonSet, unless props name another release. */
const newCluster = (app: App, id: string, props: Partial<KataRuntimeProps> = {}, namespace = 'coco-system') => {
  const chart = new Chart(app, id, { namespace });
  return new KataRuntime(chart, 'Kata', { release: KataRelease.V3_22_0, ...props });
};
const files = (folder: string) => (readdirSync(join(root, folder), { recursive: true }) as string[]).sort();
const documents = (path: string) => parseAllDocuments(readFileSync(join(root, path), 'utf8')).map((one) => one.toJS());

test('writes what uninstalls each chart, beside the app\'s own folder', () => {
  // GIVEN
  const app = newApp();
  newCluster(app, 'coco');
  // WHEN
  app.synth();
  UninstallPhase.of(app).synth();
  // THEN
  expect(files('.')).toEqual(['dist', 'dist-uninstall', 'dist-uninstall/coco.k8s.yaml', 'dist/coco.k8s.yaml']);
  expect(documents('dist-uninstall/coco.k8s.yaml')).toEqual(uninstall());
});

test('of kata-deploy 4.1.0 it is a Job that dispatches others, with all that it needs', () => {
  // GIVEN
  const app = newApp();
  newCluster(app, 'coco', { release: KataRelease.V4_1_0 });
  // WHEN
  app.synth();
  UninstallPhase.of(app).synth();
  // THEN
  const written = documents('dist-uninstall/coco.k8s.yaml');
  expect(written).toEqual(uninstall({ release: KataRelease.V4_1_0 }));
  expect(written.map(({ kind }) => kind)).toEqual([
    'ServiceAccount', 'ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding', 'ConfigMap', 'Job',
  ]);
  const installed = documents('dist/coco.k8s.yaml').map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(written.map(({ kind, metadata }) => `${kind} ${metadata.name}`).filter((one) => installed.includes(one))).toEqual([]);
});

test.each(['dist', 'dist/', 'dist//'])('the folder of an app in %s', (outdir) => {
  expect(UninstallPhase.of(new App({ outdir })).app.outdir).toBe('dist-uninstall');
});

test('takes another folder', () => {
  const app = newApp();
  newCluster(app, 'coco');
  UninstallPhase.of(app, { outdir: join(root, 'undo') }).synth();
  expect(files('.')).toEqual(['undo', 'undo/coco.k8s.yaml']);
});

describe('folders', () => {
  const message = (got: string) => new Error(`UninstallPhase.of: outdir: got "${got}"; allowed: a folder that neither lies in "${join(root, 'dist')}" nor contains it. `
    + 'The manifests of the app go there, and engines that read subfolders would install and uninstall together.');
  test.each(['dist', 'dist/', 'dist/uninstall', 'dist/a/b', 'dist/../dist/x', 'dist/..undo'])('refuses %s', (folder) => {
    const outdir = `${root}/${folder}`;
    expect(() => UninstallPhase.of(newApp(), { outdir })).toThrow(message(outdir));
  });

  test.each(['dist-uninstall', 'dist2', 'dis', 'dist.d/x', 'other/dist', '..dist'])('takes %s', (folder) => {
    expect(UninstallPhase.of(newApp(), { outdir: join(root, folder) }).app.outdir).toBe(join(root, folder));
  });

  test('refuses a folder above: engines that read subfolders would install and uninstall together', () => {
    expect(() => UninstallPhase.of(newApp(), { outdir: root })).toThrow(message(root));
  });

  test.each<[string, unknown, unknown, string]>([
    ['an object', {}, undefined, 'UninstallPhase.of: app: got an object; allowed: an App of cdk8s.'],
    ['null', null, undefined, 'UninstallPhase.of: app: got null; allowed: an App of cdk8s.'],
    ['a chart', new Chart(new App(), 'a'), undefined, 'UninstallPhase.of: app: got an object; allowed: an App of cdk8s.'],
    ['a number as folder', new App(), { outdir: 7 }, 'options.outdir: got 7; allowed: '],
    ['another option', new App(), { outDir: 'x' }, 'options.outDir: there is no such prop. Did you mean "outdir"?'],
    ['a string as options', new App(), 'dist-uninstall', 'options: got "dist-uninstall"; allowed: an object'],
    ['null as options', new App(), null, 'options: got null; allowed: an object'],
  ])('refuses %s', (_, app, options, text) => {
    expect(() => UninstallPhase.of(app as App, options as object)).toThrow(text);
  });
});

describe('charts', () => {
  test('those with something to undo have one of the same name and namespace, in the order of the tree', () => {
    const app = newApp();
    newCluster(app, 'b', {}, 'first');
    new PrivilegedNamespace(new Chart(app, 'namespaces', { namespace: 'first' }), 'Namespace');
    newCluster(app, 'a', { multiInstallSuffix: 'two' }, 'second');
    const phase = UninstallPhase.of(app);
    expect(phase.app.node.children.map((chart) => [chart.node.id, (chart as Chart).namespace])).toEqual([['b', 'first'], ['a', 'second']]);
    for (const chart of phase.app.node.children as Chart[]) {
      const [set] = manifests(chart).filter(({ kind }) => kind === 'DaemonSet');
      expect(set.metadata.namespace).toBe(chart.namespace);
    }
  });

  test.each<[KataRelease, number]>([
    [KataRelease.V3_22_0, 4], [KataRelease.V3_25_0, 4], [KataRelease.V4_0_0, 7], [KataRelease.V4_1_0, 7],
  ])('labels of a chart are on what uninstalls it, %s', (release, objects) => {
    const labelsOf = (own: Record<string, string>) => {
      const app = newApp();
      new KataRuntime(new Chart(app, 'coco', { namespace: 'a', labels: own }), 'Kata', { release });
      const [chart] = UninstallPhase.of(app).app.node.children as Chart[];
      return manifests(chart).map(({ metadata }) => metadata.labels ?? {});
    };
    const team = { team: 'platform' };
    expect(labelsOf(team)).toHaveLength(objects);
    expect(labelsOf(team)).toEqual(labelsOf({}).map((without) => ({ ...without, ...team })));
  });

  test('of several clusters are for these, however often they are made', () => {
    const app = newApp();
    for (const name of ['edge-1', 'edge-2']) {
      const chart = new Chart(app, name, { namespace: 'a' });
      Cluster.assign(chart, name);
      new KataRuntime(chart, 'Kata', { release: KataRelease.V3_22_0 });
    }
    UninstallPhase.of(app).synth();
    const phase = UninstallPhase.of(app);
    phase.synth();
    expect(files('dist-uninstall')).toEqual(['edge-1.k8s.yaml', 'edge-2.k8s.yaml']);
    expect(phase.app.node.children.map((chart) => Cluster.of(chart)?.name)).toEqual(['edge-1', 'edge-2']);
    expect(documents('dist-uninstall/edge-1.k8s.yaml')).toEqual(uninstall({}, 'a'));
  });

  test('charts in charts, and several constructs in one', () => {
    const app = newApp();
    const outer = new Chart(app, 'outer', { namespace: 'a' });
    const inner = new Chart(outer, 'inner', { namespace: 'b' });
    new KataRuntime(outer, 'One', { release: KataRelease.V3_22_0, multiInstallSuffix: 'one' });
    new KataRuntime(outer, 'Two', { release: KataRelease.V4_1_0, multiInstallSuffix: 'two' });
    new KataRuntime(new Construct(inner, 'Deep'), 'Three', { release: KataRelease.V3_25_0, multiInstallSuffix: 'three' });
    const phase = UninstallPhase.of(app);
    const names = (phase.app.node.children as Chart[]).map((chart) => [chart.node.id, chart.namespace, manifests(chart)
      .filter(({ kind }) => kind === 'DaemonSet' || kind === 'Job').map(({ metadata }) => metadata.name.replace(/-[0-9a-f]{8}$/, '-<hash>'))]);
    expect(names).toEqual([
      ['outer', 'a', ['kata-deploy-two-cleanup-dispatcher-<hash>', 'kata-deploy-one-cleanup']],
      ['outer-inner', 'b', ['kata-deploy-three-cleanup']],
    ]);
  });

  test('whose paths differ in a slash only', () => {
    const app = newApp();
    const outer = new Chart(app, 'a', { namespace: 'a' });
    new KataRuntime(new Chart(outer, 'b', { namespace: 'a' }), 'Kata', { release: KataRelease.latest(), multiInstallSuffix: 'one' });
    newCluster(app, 'a-b', { multiInstallSuffix: 'two' });
    expect(UninstallPhase.of(app).app.node.children).toHaveLength(2);
  });

  test('any construct that can undo itself takes part', () => {
    class Mine extends Construct implements IUninstallable {
      public readonly installWorkloads = [];
      public readonly uninstallWorkload = 'daemonset/mine';
      public readonly namespace = 'a';
      public emitUninstall(scope: Construct): void {
        new ApiObject(scope, 'Undo', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'undo' } });
      }
    }
    const app = newApp();
    new Mine(new Chart(app, 'mine', { namespace: 'a' }), 'Mine');
    const [chart] = UninstallPhase.of(app).app.node.children as Chart[];
    expect(manifests(chart)).toEqual([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'undo', namespace: 'a' } }]);
  });

  test('without anything to undo there are no files', () => {
    const app = newApp();
    new PrivilegedNamespace(new Chart(app, 'namespaces', { namespace: 'a' }), 'Namespace');
    UninstallPhase.of(app).synth();
    expect(existsSync(join(root, 'dist-uninstall'))).toBe(false);
  });
});

describe('files of an earlier synth', () => {
  test('are replaced; other files stay', () => {
    // GIVEN
    mkdirSync(join(root, 'dist-uninstall'));
    for (const file of ['old.k8s.yaml', 'coco.k8s.yaml', 'README.md', 'kustomization.yaml']) writeFileSync(join(root, 'dist-uninstall', file), 'old');
    const app = newApp();
    newCluster(app, 'coco');
    // WHEN
    UninstallPhase.of(app).synth();
    // THEN
    expect(files('dist-uninstall')).toEqual(['README.md', 'coco.k8s.yaml', 'kustomization.yaml']);
    expect(documents('dist-uninstall/coco.k8s.yaml')).toEqual(uninstall());
  });

  test('are removed when there is nothing to undo any more', () => {
    mkdirSync(join(root, 'dist-uninstall'));
    writeFileSync(join(root, 'dist-uninstall', 'old.k8s.yaml'), 'old');
    UninstallPhase.of(newApp()).synth();
    expect(files('dist-uninstall')).toEqual([]);
  });

  test('are removed from the folders of charts too', () => {
    const props = { yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE };
    const before = newApp(props);
    newCluster(before, 'old');
    UninstallPhase.of(before).synth();
    const app = newApp(props);
    newCluster(app, 'coco');
    UninstallPhase.of(app).synth();
    expect(files('dist-uninstall').filter((file) => file.endsWith('.k8s.yaml') && !file.startsWith('coco/'))).toEqual([]);
    expect(files('dist-uninstall').filter((file) => file.startsWith('coco/'))).toHaveLength(4);
  });
});

test.each([YamlOutputType.FILE_PER_APP, YamlOutputType.FILE_PER_CHART, YamlOutputType.FILE_PER_RESOURCE])('writes as the app does (%i)', (yamlOutputType) => {
  const app = newApp({ yamlOutputType });
  newCluster(app, 'a', { multiInstallSuffix: 'a' });
  newCluster(app, 'b', { multiInstallSuffix: 'b' });
  app.synth();
  UninstallPhase.of(app).synth();
  expect(files('dist-uninstall')).toHaveLength(files('dist').length);
});

test('two synths write the same bytes', () => {
  const write = () => {
    const app = newApp();
    newCluster(app, 'coco');
    UninstallPhase.of(app).synth();
    return readFileSync(join(root, 'dist-uninstall/coco.k8s.yaml'), 'utf8');
  };
  expect(write()).toBe(write());
});
