import { App, Chart, YamlOutputType } from 'cdk8s';
import {
  Architecture, KataDeployment, KataRelease, KataRuntime, KataRuntimeProps, KataShim, PrivilegedNamespace, SynthSummary,
  UninstallPhase,
} from 'cdk8s-coco';

function cluster(outdir: string, props: KataRuntimeProps = {}): App {
  const app = new App({ outdir });
  const chart = new Chart(app, 'coco', { namespace: 'coco-system' });
  new PrivilegedNamespace(chart, 'Namespace');
  new KataRuntime(chart, 'Kata', props);
  return app;
}

const text = (...lines: string[]) => lines.join('\n');

test('one app', () => {
  const app = cluster('dist', { architectures: [Architecture.S390X] });
  expect(`${SynthSummary.of([{ app }])}`).toBe(text(
    'CHART  FOLDER  OBJECTS  NAMESPACE    RUNTIMECLASSES',
    'coco   dist    8        coco-system  kata-qemu-coco-dev kata-qemu-se',
    '',
    'Install:',
    '  kubectl apply -f dist/',
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
    '    runtimeClassName: kata-qemu-coco-dev',
    '    containers:',
    '      - name: app',
    '        image: registry.example.com/app:1.0',
  ));
});

test('several apps with their uninstall phases', () => {
  // GIVEN
  const big = cluster('dist/big', { release: KataRelease.V3_22_0, shims: [KataShim.QEMU_SNP], name: 'kata-as-coco-runtime' });
  const small = cluster('dist/small', { shims: [KataShim.REMOTE] });
  // WHEN
  const summary = SynthSummary.of([big, small].map((app) => ({ app, uninstall: UninstallPhase.of(app) })));
  // THEN
  expect(summary.text).toBe(text(
    'CHART  FOLDER      OBJECTS  NAMESPACE    RUNTIMECLASSES',
    'coco   dist/big    5        coco-system  kata-qemu-snp',
    'coco   dist/small  7        coco-system  kata-remote',
    '',
    'Install, each folder on its own cluster:',
    '  kubectl apply -f dist/big/',
    '  kubectl apply -f dist/small/',
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
    '    runtimeClassName: kata-qemu-snp',
    '    containers:',
    '      - name: app',
    '        image: registry.example.com/app:1.0',
    '',
    'Uninstall, which cleans every node (shown for dist/big/):',
    '  kubectl delete daemonset/kata-as-coco-runtime -n coco-system',
    '  kubectl apply -f dist/big-uninstall/',
    '  kubectl rollout status daemonset/kata-as-coco-runtime-cleanup -n coco-system',
    '  kubectl delete -f dist/big-uninstall/ -f dist/big/',
  ));
});

describe('how an installation of kata-deploy 4.1.0 is removed', () => {
  const removal = (props: KataRuntimeProps) => {
    const app = cluster('dist', { release: KataRelease.V4_1_0, ...props });
    const [, lines] = SynthSummary.of([{ app, uninstall: UninstallPhase.of(app) }]).text.split('\n\nUninstall, which cleans every node:\n');
    return lines.replace(/-[0-9a-f]{8}(?= )/, '-<hash>').split('\n').map((line) => line.trim());
  };

  test('a DaemonSet is deleted, and a Job waited for', () => {
    expect(removal({})).toEqual([
      'kubectl delete daemonset/kata-deploy -n coco-system',
      'kubectl apply -f dist-uninstall/',
      'kubectl wait --for=condition=complete job/kata-deploy-cleanup-dispatcher-<hash> -n coco-system --timeout=1h',
      'kubectl delete -f dist-uninstall/ -f dist/',
    ]);
  });

  test('with Jobs, what covers late nodes is deleted', () => {
    expect(removal({ deployment: KataDeployment.job() })[0]).toBe('kubectl delete cronjob/kata-deploy-late-nodes -n coco-system');
  });

  test('where nothing looks for late nodes, there is nothing to delete before', () => {
    expect(removal({ deployment: KataDeployment.job({ lateNodes: false }) })[0]).toBe('kubectl apply -f dist-uninstall/');
  });

  test('the name of the Job is the one in the files', () => {
    const app = cluster('dist', {});
    const phase = UninstallPhase.of(app);
    const [job] = (phase.app.node.children[0] as Chart).toJson().filter(({ kind }) => kind === 'Job');
    expect(SynthSummary.of([{ app, uninstall: phase }]).text).toContain(` job/${job.metadata.name} `);
  });
});

test('several charts, of which one has no runtime and one no namespace', () => {
  const app = cluster('dist', { shims: [KataShim.QEMU], multiInstallSuffix: 'a' });
  const other = new Chart(app, 'other', { namespace: 'elsewhere' });
  new KataRuntime(other, 'Kata', { shims: [KataShim.QEMU, KataShim.CLH], defaultShim: KataShim.CLH, createDefaultRuntimeClass: true });
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

test('an app without a runtime has nothing to check and nothing to uninstall', () => {
  const app = new App({ outdir: 'dist' });
  new PrivilegedNamespace(new Chart(app, 'namespaces', { namespace: 'a' }), 'Namespace');
  expect(SynthSummary.of([{ app, uninstall: UninstallPhase.of(app) }]).text).toBe(text(
    'CHART       FOLDER  OBJECTS  NAMESPACE  RUNTIMECLASSES',
    'namespaces  dist    1        a',
    '',
    'Install:',
    '  kubectl apply -f dist/',
  ));
});

test.each([
  ['/elsewhere/dist', '/elsewhere/dist'],
  ['./dist/', 'dist'],
  ['../dist', '../dist'],
])('a folder in %s is shown as %s', (outdir, shown) => {
  expect(SynthSummary.of([{ app: cluster(outdir) }]).text).toContain(`  kubectl apply -f ${shown}/\n`);
});

test('files that lie in a folder per chart are applied with what is below', () => {
  const app = new App({ outdir: 'dist', yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
  new KataRuntime(new Chart(app, 'coco', { namespace: 'coco-system' }), 'Kata');
  expect(SynthSummary.of([{ app }]).text).toMatch(/kubectl apply (-R|--recursive) -f dist\/|kubectl apply -f dist\/ (-R|--recursive)/);
});
