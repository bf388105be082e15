import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import {
  Architecture, Cluster, Delivery, DpfHcpOperator, DpfHcpRelease, KataRelease, KataRuntime, KataRuntimeProps, KataShim,
  PrivilegedNamespace, SynthSummary, UninstallPhase,
} from 'cdk8s-coco';
import { newChart, removal } from './summary';
import { isClusterWide } from '../../src/common/private/cluster-wide';

function cluster(outdir: string, props: Partial<KataRuntimeProps> = {}): App {
  const app = new App({ outdir });
  const chart = new Chart(app, 'coco', { namespace: 'coco-system' });
  new PrivilegedNamespace(chart, 'Namespace');
  new KataRuntime(chart, 'Kata', { release: KataRelease.V3_22_0, ...props });
  return app;
}

const text = (...lines: string[]) => lines.join('\n');
const withPhase = (app: App) => ({ app, uninstall: UninstallPhase.of(app) });
const sections = (...apps: App[]) => SynthSummary.of(apps.map(withPhase)).text.split('\n\n');
const titles = (...apps: App[]) => sections(...apps).map((one) => one.split('\n')[0].split(' ').filter((word) => word !== '').slice(0, 5).join(' '));
const UPGRADE = 'Upgrade: synthesize, look at the difference, and run the commands of Install again. Objects that are no longer in the files stay.';

test('one app', () => {
  const app = cluster('dist', { shims: [KataShim.QEMU_SE], architectures: [Architecture.S390X] });
  const summary = SynthSummary.of([withPhase(app)]);
  expect(`${summary}`).toBe(summary.text);
  const lines = summary.text.split('\n');
  expect(lines.filter((line) => !line.startsWith('  left=')).join('\n')).toBe(text(
    'CHART  FOLDER  OBJECTS  NAMESPACE    RUNTIMECLASSES',
    'coco   dist    5        coco-system  kata-qemu-se',
    '',
    'Install:',
    '  kubectl apply -f dist/',
    '  kubectl rollout status daemonset/kata-deploy -n coco-system --timeout=1h',
    '',
    UPGRADE,
    '',
    'Check that the nodes are ready and the RuntimeClasses are there:',
    '  kubectl get daemonset,job -n coco-system',
    '  kubectl get nodes -L katacontainers.io/kata-runtime',
    '  kubectl get runtimeclass',
    '',
    'Run a pod with one of the RuntimeClasses above, the one that fits its nodes:',
    '  apiVersion: v1',
    '  kind: Pod',
    '  metadata:',
    '    name: my-pod',
    '  spec:',
    '    runtimeClassName: kata-qemu-se',
    '    containers:',
    '      - name: app',
    '        image: registry.example.com/app:1.0',
    '',
    'Uninstall:',
    '  # Delete the pods that use these RuntimeClasses, together with what creates them. This must list none:',
    '  kubectl get pods -A --no-headers -o custom-columns=NAMESPACE:.metadata.namespace,POD:.metadata.name,RUNTIMECLASS:.spec.runtimeClassName '
    + '| awk \'$3 ~ /^(kata-qemu-se)$/\'',
    '  kubectl delete daemonset/kata-deploy -n coco-system --ignore-not-found',
    '  kubectl apply -f dist-uninstall/',
    '  kubectl rollout status daemonset/kata-deploy-cleanup -n coco-system --timeout=1h',
    '  kubectl delete daemonset/kata-deploy-cleanup serviceaccount/kata-deploy-sa-cleanup -n coco-system --ignore-not-found',
    '  kubectl delete clusterrolebinding/kata-deploy-rb-cleanup clusterrole/kata-deploy-role-cleanup --ignore-not-found',
    '  kubectl delete clusterrolebinding/kata-deploy-rb clusterrole/kata-deploy-role --ignore-not-found',
    '  kubectl delete serviceaccount/kata-deploy-sa -n coco-system --ignore-not-found',
  ));
  expect(lines.at(-1)!.trim()).toMatch(removal('coco-system'));
});

test('several apps: each folder has its commands', () => {
  const [big, small] = [cluster('dist/big', { shims: [KataShim.QEMU_SNP] }), cluster('dist/small', { shims: [KataShim.REMOTE] })];
  const all = sections(big, small);
  expect(all[0]).toBe(text(
    'CHART  FOLDER      OBJECTS  NAMESPACE    RUNTIMECLASSES',
    'coco   dist/big    5        coco-system  kata-qemu-snp',
    'coco   dist/small  5        coco-system  kata-remote',
  ));
  for (const [verb, folder] of [['Install', 'big'], ['Install', 'small'], ['Uninstall', 'big'], ['Uninstall', 'small']]) {
    const [found] = all.filter((one) => one.startsWith(`${verb} dist/${folder}/ on its cluster:\n`));
    expect(found).toContain(`\n  kubectl apply -f dist/${folder}${verb === 'Install' ? '' : '-uninstall'}/\n`);
    expect(found).not.toContain(folder === 'big' ? 'small' : 'big');
  }
});

describe('clusters of one app', () => {
  function fleet(yamlOutputType?: YamlOutputType): App {
    const app = new App({ outdir: 'dist', yamlOutputType });
    for (const name of ['edge-1', 'edge-2']) {
      const chart = newChart(app, name, 'coco');
      Cluster.assign(chart, name);
      new PrivilegedNamespace(chart, 'Namespace');
      new KataRuntime(chart, 'Kata', { release: KataRelease.V3_22_0 });
    }
    return app;
  }

  test('each has its files and commands', () => {
    const all = sections(fleet());
    expect(all[0].split('\n').map((line) => line.split(/ {2,}/).slice(0, 3))).toEqual([
      ['CLUSTER', 'CHART', 'FOLDER'], ['edge-1', 'edge-1', 'dist'], ['edge-2', 'edge-2', 'dist'],
    ]);
    for (const name of ['edge-1', 'edge-2']) {
      const other = name === 'edge-1' ? 'edge-2' : 'edge-1';
      const [install, uninstall] = ['Install', 'Uninstall'].map((verb) => all.find((one) => one.startsWith(`${verb} on ${name}:\n`)));
      expect(install!.split('\n')[1]).toBe(`  kubectl apply -f dist/${name}.k8s.yaml`);
      expect(uninstall).toContain(`\n  kubectl apply -f dist-uninstall/${name}.k8s.yaml\n`);
      expect(`${install}${uninstall}`).not.toContain(other);
    }
    expect(all.join('\n')).not.toMatch(/-f dist(-uninstall)?\/(\s|$)/);
  });

  test('in folders of their own', () => {
    const [install] = sections(fleet(YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE)).filter((one) => one.startsWith('Install on edge-1'));
    expect(install.split('\n').slice(1, 3)).toEqual(['  kubectl apply -f dist/edge-1/Namespace.coco.k8s.yaml', '  kubectl apply -f dist/edge-1/']);
  });

  test('in one file there is no command: it would mix them', () => {
    const all = sections(fleet(YamlOutputType.FILE_PER_APP));
    expect(all.filter((one) => /^(Uni|I)nstall on edge-1/.test(one))).toEqual([
      'Install on edge-1:\n  # app.k8s.yaml has objects of other clusters than edge-1: take YamlOutputType.FILE_PER_CHART',
      'Uninstall on edge-1:\n  # app.k8s.yaml has objects of other clusters than edge-1: take YamlOutputType.FILE_PER_CHART',
    ]);
  });

  test('charts of no cluster have commands of their own', () => {
    const app = fleet();
    new PrivilegedNamespace(newChart(app, 'hub'), 'Namespace');
    expect(sections(app).find((one) => one.startsWith('Install dist/ on its cluster:\n'))).toContain('\n  kubectl apply -f dist/hub.k8s.yaml');
  });

  test('the definitions of an operator go with it', () => {
    const app = new App({ outdir: 'dist' });
    for (const name of ['a', 'b']) {
      const chart = newChart(app, name);
      Cluster.assign(chart, name);
      new DpfHcpOperator(chart, 'Operator', { release: DpfHcpRelease.latest() });
    }
    const [install] = sections(app).filter((one) => one.startsWith('Install on b:'));
    expect(install.split('\n').filter((line) => line.includes('apply'))).toEqual([
      '  kubectl apply -f dist/0-b-operator-crds.k8s.yaml', '  kubectl apply -f dist/0-b-operator-crds.k8s.yaml -f dist/b.k8s.yaml',
    ]);
  });
});

describe('prerequisites', () => {
  const operators = (...names: string[]) => {
    const app = new App({ outdir: 'dist' });
    for (const name of names) {
      const chart = newChart(app, name, 'dpf');
      if (names.length > 1) Cluster.assign(chart, name);
      new DpfHcpOperator(chart, 'Operator', { release: DpfHcpRelease.latest() });
    }
    return app;
  };

  test('stand once where all clusters need the same', () => {
    const found = sections(operators('a', 'b')).filter((one) => one.startsWith('Prerequisites'));
    expect(found).toHaveLength(1);
    const [title, ...lines] = found[0].split('\n');
    expect(title).toBe('Prerequisites; each command succeeds if the cluster has it:');
    expect(lines).toHaveLength(14);
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines.slice(0, 2)).toEqual(['  # OpenShift 4.18 or newer: is the management cluster', expect.stringMatching(/^ {2}kubectl get clusterversion version /)]);
  });

  test('are those of each cluster where they differ', () => {
    const app = operators('a', 'b');
    new PrivilegedNamespace(app.node.findChild('b') as Chart, 'Namespace');
    expect(sections(app).map((one) => one.split('\n')[0]).filter((one) => one.startsWith('Prereq'))).toEqual(['Prerequisites of on a:', 'Prerequisites of on b:']);
  });
});

test('several charts, of which one has no runtime and one no namespace', () => {
  const app = cluster('dist', { shims: [KataShim.QEMU], multiInstallSuffix: 'a', release: KataRelease.V4_1_0 });
  const other = newChart(app, 'other', 'elsewhere');
  new KataRuntime(other, 'Kata', { release: KataRelease.latest(), shims: [KataShim.QEMU, KataShim.CLH], defaultShim: KataShim.CLH, createDefaultRuntimeClass: true });
  new PrivilegedNamespace(new Chart(app, 'namespaces'), 'Namespace', { name: 'third' });
  const lines = SynthSummary.of([{ app }]).text.split('\n');
  expect(lines.slice(0, 4)).toEqual([
    'CHART       FOLDER  OBJECTS  NAMESPACE    RUNTIMECLASSES',
    'coco        dist    7        coco-system  kata-qemu-a',
    'other       dist    8        elsewhere    kata-qemu kata-clh kata',
    'namespaces  dist    1        -',
  ]);
  expect(lines.filter((line) => line.includes('get daemonset,job'))).toEqual([
    '  kubectl get daemonset,job -n coco-system', '  kubectl get daemonset,job -n elsewhere',
  ]);
});

test('an app without a runtime has nothing to check', () => {
  const app = new App({ outdir: 'dist' });
  new ApiObject(newChart(app, 'a'), 'Object', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } });
  expect(titles(app)).toEqual(['CHART FOLDER OBJECTS NAMESPACE RUNTIMECLASSES', 'Install:', 'Upgrade: synthesize, look at the']);
});

test('an empty app has an empty table', () => {
  expect(SynthSummary.of([{ app: new App({ outdir: 'dist' }) }]).text).toBe(`CHART  FOLDER  OBJECTS  NAMESPACE  RUNTIMECLASSES\n\n${UPGRADE}`);
});

describe('refuses', () => {
  const LIST = 'allowed: a list of objects like { app, … }.';
  const app = new App();
  test.each<[string, unknown, string]>([
    ['nothing', undefined, `SynthSummary.of: apps: got nothing; ${LIST}`],
    ['a string', 'dist', `SynthSummary.of: apps: got "dist"; ${LIST}`],
    ['one app', { app }, `SynthSummary.of: apps: got an object; ${LIST}`],
    ['apps by themselves', [app], 'apps[0].app: got nothing; allowed: an App of cdk8s. It is required.'],
    ['a folder', [{ app: 'dist' }], 'apps[0].app: got "dist"; allowed: an App of cdk8s'],
    ['an app as phase', [{ app, uninstall: app }], 'apps[0].uninstall: got an object; allowed: an UninstallPhase. It is of the type object. Take UninstallPhase.of(...).'],
    ['another field', [{ app, uninstal: UninstallPhase.of(app) }], 'apps[0].uninstal: there is no such prop. Did you mean "uninstall"?'],
    ['no objects', [null, 7], '2 problems with the arguments\n  - apps[0]: got null; allowed: an object like { app, … }. It is of the type null.\n  - apps[1]: got 7; '],
  ])('%s', (_, apps, message) => {
    expect(() => SynthSummary.of(apps as [])).toThrow(message);
  });
});

test('kubectl: what is pruned in namespaces is deleted in those that the app leaves', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-coco-'));
  try {
    const app = new App({ outdir });
    new PrivilegedNamespace(new Chart(app, 'left', { namespace: 'left' }), 'Namespace');
    new KataRuntime(new Chart(app, 'coco', { namespace: 'coco-system' }), 'Kata', { release: KataRelease.V4_1_0 });
    Delivery.kubectl(app);
    app.synth();
    const [, resources] = / kubectl delete (\S+) -n left -l /.exec(SynthSummary.of([{ app }]).text)!;
    const kinds = readFileSync(join(outdir, 'clusters/default/prune-allowlist.txt'), 'utf8').trim().split('\n')
      .map((line) => ({ apiVersion: line.replace(/^core\/|\/\w+$/g, ''), kind: line.split('/').pop()! })).filter((one) => !isClusterWide(one));
    const plural = (kind: string) => kind.toLowerCase().replace(/s$/, 'se').replace(/y$/, 'ie');
    const pruned = kinds.map(({ apiVersion, kind }) => `${plural(kind)}s${apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : ''}`);
    expect(pruned).toContain('poddisruptionbudgets.policy');
    expect(resources.split(',').sort()).toEqual(pruned.sort());
  } finally {
    rmSync(outdir, { recursive: true });
  }
});
