import { readFileSync } from 'node:fs';
import { ApiObject, App, Chart, JsonPatch, Lazy } from 'cdk8s';
import {
  Cluster, ContainerdTarball, CustomContainerdInstaller, CustomContainerdInstallerProps, KataRelease, KataRuntime,
  KataRuntimeProps, KataShim, KubernetesDistribution, PrivilegedNamespace, RuntimeClasses, UninstallPhase,
} from 'cdk8s-coco';
import { Construct } from 'constructs';
import { Emission } from '../../src/common/private/emission';
import { emit } from '../../src/common/private/emit';
import { newChart } from '../support/synth';

const IN_CLUSTERS = '; where their charts are for two clusters, say so right after each chart is made: Cluster.assign(chart, \'edge-1\')';
const ANOTHER_SUFFIX = 'Give one of the two another `multiInstallSuffix`';
const ANOTHER_NAME = 'Give one of the two another `name`';
const ONE_OUT = 'Leave one of the two out, or give it another name';
const sentence = (other: string, what: string, repair: string, clusters = IN_CLUSTERS) => (
  `would put into its cluster what ${other} puts there already: ${what}; allowed: each once in a cluster. ${repair}${clusters}.`);
const refused = (path: string, construct: string, ...lines: string[]) => new Error(
  [`${path}: ${lines.length === 1 ? '1 problem' : `${lines.length} problems`} with ${construct}`, ...lines.map((line) => `  - ${line}`)].join('\n'));
const atSynth = (...lines: string[]) => new Error(['Validation failed with the following errors:', ...lines.map((line) => `  ${line}`)].join('\n'));

const TARBALLS = [ContainerdTarball.unsafeWithoutChecksum('https://mirror.example.com/c.tar.gz')];
const installer = (chart: Chart, id: string, props: Partial<CustomContainerdInstallerProps> = {}) => (
  new CustomContainerdInstaller(chart, id, { tarballs: TARBALLS, ...props }));

/** The exact messages are those of a release with few objects. */
const runtime = (scope: Construct, id: string, props: Partial<KataRuntimeProps> = {}) => (
  new KataRuntime(scope, id, { release: KataRelease.V3_22_0, ...props }));

/** Two charts of one app. */
function twoCharts(): [Chart, Chart] {
  const app = new App();
  return [new Chart(app, 'a', { namespace: 'coco-system' }), new Chart(app, 'b', { namespace: 'coco-system' })];
}

/** A construct of a room: it emits objects, and claims nothing before. */
class Room extends Construct {
  constructor(scope: Construct, id: string, ...manifests: Emission['manifest'][]) {
    super(scope, id);
    emit(this, manifests.map((manifest, index) => ({ id: `Object${index}`, manifest })));
  }
}
const configMap = (name: unknown = 'settings', namespace = 'coco-system') => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: name as string, namespace } });
const crd = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'things.example.com' } };

describe('two runtimes of one cluster', () => {
  const EVERYTHING = 'the handler kata-qemu-coco-dev of the nodes, the folder /opt/kata of the nodes, RuntimeClass kata-qemu-coco-dev, '
    + 'ServiceAccount kata-deploy-sa in the namespace coco-system, ClusterRole kata-deploy-role';

  test('in one chart', () => {
    const chart = newChart();
    runtime(chart, 'One');
    // Beside these: five handlers, five RuntimeClasses, and the binding and DaemonSet, and the four objects that uninstall.
    expect(() => runtime(chart, 'Two')).toThrow(refused('coco/Two', 'KataRuntime',
      `multiInstallSuffix: ${sentence('coco/One', `${EVERYTHING} and 14 more`, ANOTHER_SUFFIX, '')}`));
  });

  test('in two charts', () => {
    const [a, b] = twoCharts();
    runtime(a, 'Kata');
    expect(() => runtime(b, 'Kata')).toThrow(refused('b/Kata', 'KataRuntime',
      `multiInstallSuffix: ${sentence('a/Kata', `${EVERYTHING} and 14 more`, ANOTHER_SUFFIX)}`));
  });

  const SHIM = { shims: [KataShim.QEMU_SNP] };
  test.each<[string, Partial<KataRuntimeProps>, Partial<KataRuntimeProps>, string]>([
    ['the same handlers and folder', { runtimeClasses: RuntimeClasses.NONE }, { name: 'b', runtimeClasses: RuntimeClasses.NONE },
      'the handler kata-qemu-snp of the nodes, the folder /opt/kata of the nodes'],
    ['the same handlers', { runtimeClasses: RuntimeClasses.NONE }, { name: 'b', runtimeClasses: RuntimeClasses.NONE, installationPrefix: '/var' },
      'the handler kata-qemu-snp of the nodes'],
    ['the same folder', { installationPrefix: '/var' }, { name: 'b', installationPrefix: '/var', shims: [KataShim.QEMU_TDX] },
      'the folder /var/opt/kata of the nodes'],
    ['RuntimeClasses as objects and those of kata-deploy', { runtimeClasses: RuntimeClasses.BY_MANIFEST },
      { name: 'b', runtimeClasses: RuntimeClasses.BY_KATA_DEPLOY },
      'the handler kata-qemu-snp of the nodes, the folder /opt/kata of the nodes, RuntimeClass kata-qemu-snp'],
    ['an installation that is named as the removal of the other', {}, { multiInstallSuffix: 'cleanup' },
      'ServiceAccount kata-deploy-sa-cleanup in the namespace coco-system, ClusterRole kata-deploy-role-cleanup, '
      + 'ClusterRoleBinding kata-deploy-rb-cleanup, DaemonSet kata-deploy-cleanup in the namespace coco-system'],
  ])('%s', (_, one, two, what) => {
    const [a, b] = twoCharts();
    runtime(a, 'Kata', { ...SHIM, ...one });
    expect(() => runtime(b, 'Kata', { ...SHIM, ...two })).toThrow(refused('b/Kata', 'KataRuntime',
      `multiInstallSuffix: ${sentence('a/Kata', what, ANOTHER_SUFFIX)}`));
  });

  test.each(KataRelease.all().map((release) => [release.version, release] as const))('of kata-deploy %s', (_, release) => {
    const [a, b] = twoCharts();
    runtime(a, 'Kata', { ...SHIM, release });
    runtime(b, 'Other', { ...SHIM, release, multiInstallSuffix: 'other' });
    expect(() => runtime(b, 'Kata', { ...SHIM, release, name: 'b' })).toThrow(/^b\/Kata: 1 problem [^]* what a\/Kata puts there already: the handler kata-qemu-snp /);
    expect(a.toJson().length).toBe(b.toJson().length);
  });

  test('a custom runtime of the same name', () => {
    const [a, b] = twoCharts();
    const custom = { ...SHIM, release: KataRelease.V4_1_0, customRuntimes: [{ name: 'kata-mine', baseShim: KataShim.QEMU_SNP }] };
    runtime(a, 'Kata', custom);
    expect(() => runtime(b, 'Kata', { ...custom, multiInstallSuffix: 'b' })).toThrow(refused('b/Kata', 'KataRuntime',
      `customRuntimes: ${sentence('a/Kata', 'the handler kata-mine of the nodes, RuntimeClass kata-mine', 'Give one of the two custom runtimes another `name`')}`));
  });

  test.each([
    [RuntimeClasses.BY_MANIFEST, KataRelease.V3_22_0],
    [RuntimeClasses.BY_KATA_DEPLOY, KataRelease.V3_22_0],
    [RuntimeClasses.BY_MANIFEST, KataRelease.V4_1_0],
  ])('the default RuntimeClass, %s, with %s', (runtimeClasses, release) => {
    const [a, b] = twoCharts();
    const props = { release, runtimeClasses, createDefaultRuntimeClass: true };
    const other = { ...props, name: 'b', installationPrefix: '/var' };
    runtime(a, 'Kata', { ...props, shims: [KataShim.QEMU_SNP], defaultShim: KataShim.QEMU_SNP });
    expect(() => runtime(b, 'Kata', { ...other, shims: [KataShim.QEMU_TDX], defaultShim: KataShim.QEMU_TDX })).toThrow(
      `  - createDefaultRuntimeClass: ${sentence('a/Kata', 'RuntimeClass kata', 'Leave it to one of the two')}`);
  });

  test('a label of the nodes says which installation they have', () => {
    const [a, b] = twoCharts();
    const props = { release: KataRelease.V4_1_0, runtimeClasses: RuntimeClasses.NONE };
    runtime(a, 'Kata', { ...props, shims: [KataShim.QEMU_SNP] });
    expect(() => runtime(b, 'Kata', { ...props, shims: [KataShim.QEMU_TDX], name: 'b', installationPrefix: '/var' })).toThrow(refused('b/Kata', 'KataRuntime',
      `multiInstallSuffix: ${sentence('a/Kata', 'the label kata-deploy.katacontainers.io/default of the nodes', ANOTHER_SUFFIX)}`));
  });

  describe('with another suffix', () => {
    const LATER = { ...SHIM, release: KataRelease.V4_1_0 };
    const other = { multiInstallSuffix: 'other' };
    const POD = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'check' }, spec: { restartPolicy: 'Never' } };
    const pod = (runtimeClassName: string) => ({ ...POD, spec: { ...POD.spec, runtimeClassName } });
    const FILES = 'A node of k3s has one installation: give the two installers different values of the same label';
    const ONCE = 'With k0s, kata-deploy 4.0.0 can be installed once: take a later release, and other nodes for each';
    const { K3S, RKE2, K0S, K8S, MICROK8S } = KubernetesDistribution;
    const userDropIn = (text: string) => ({ containerd: { userDropIn: text } });

    test.each<[string, Partial<KataRuntimeProps>, Partial<KataRuntimeProps>, string, string, string]>([
      ['the monitor', { monitor: {} }, { monitor: {} }, 'monitor', 'DaemonSet kata-monitor in the namespace coco-system',
        'Its name is the same everywhere: leave it to one of the two, or take another namespace'],
      ['objects named after the instance', { instanceName: 'mine', verification: { pod: pod('kata-qemu-snp') } },
        { instanceName: 'mine', verification: { pod: pod('kata-qemu-snp-other') } }, 'instanceName',
        'ConfigMap mine-kata-deploy-state in the namespace coco-system, ServiceAccount mine-verification in the namespace coco-system, '
        + 'Role mine-verification in the namespace coco-system, RoleBinding mine-verification in the namespace coco-system and 3 more',
        'Give one of the two another `instanceName`'],
      ['the file of k3s', { distribution: K3S }, { distribution: K3S }, 'nodeSelector',
        'the file /var/lib/rancher/k3s/agent/etc/containerd/config*.toml.d/kata-deploy.toml of the nodes', FILES],
      ['the file of k3s on nodes that may be the same', { distribution: K3S, nodeSelector: { a: '1' } }, { distribution: K3S, nodeSelector: { b: '2' } }, 'nodeSelector',
        'the file /var/lib/rancher/k3s/agent/etc/containerd/config*.toml.d/kata-deploy.toml of the nodes', FILES],
      ['the file of RKE2', { distribution: RKE2 }, { distribution: RKE2 }, 'nodeSelector',
        'the file /var/lib/rancher/rke2/agent/etc/containerd/config*.toml.d/kata-deploy.toml of the nodes', FILES.replace('k3s', 'rke2')],
      ['the file of k0s, in a folder of its own', { distribution: K0S, containerd: { configDir: '/etc/mine' } }, { distribution: K0S, containerd: { configDir: '/etc/mine/' } },
        'nodeSelector', 'the file /etc/mine/containerd.d/kata-deploy.toml of the nodes', FILES.replace('k3s', 'k0s')],
      ['what uninstalling takes from all nodes', { release: KataRelease.V4_0_0, distribution: K0S, nodeSelector: { a: '1' } },
        { release: KataRelease.V4_0_0, distribution: K0S, nodeSelector: { a: '2' } }, 'nodeSelector', 'the file /etc/k0s/containerd.d/kata-deploy.toml of the nodes', ONCE],
      ['the user\'s file for containerd', userDropIn('a = 1'), userDropIn('b = 2'), 'containerd.userDropIn',
        'the file /etc/containerd/conf.d/zz-kata-deploy-user.toml of the nodes',
        'Put all of it into that of one of the two, or give the two installers different values of the same label in `nodeSelector`'],
    ])('%s', (_, one, two, prop, what, repair) => {
      const [a, b] = twoCharts();
      runtime(a, 'Kata', { ...LATER, ...one });
      expect(() => runtime(b, 'Kata', { ...LATER, ...other, ...two })).toThrow(refused('b/Kata', 'KataRuntime', `${prop}: ${sentence('a/Kata', what, repair)}`));
    });

    test.each<[string, Partial<KataRuntimeProps>, Partial<KataRuntimeProps>]>([
      ['files on other nodes', { distribution: K3S, nodeSelector: { a: '1' } }, { distribution: K3S, nodeSelector: { a: '2' } }],
      ['files of other distributions', { distribution: K3S }, { distribution: K0S }],
      ['files with a suffix', { distribution: K8S }, { distribution: K8S }],
      ['files with a suffix in MicroK8s', { distribution: MICROK8S, ...userDropIn('a = 1') }, { distribution: MICROK8S, ...userDropIn('b = 2') }],
      ['a file of the user that only one has', userDropIn('a = 1'), {}],
      ['files of the user on other nodes', { ...userDropIn('a = 1'), nodeSelector: { a: '1' } }, { ...userDropIn('b = 2'), nodeSelector: { a: '2' } }],
      ['a release whose files have a suffix', { release: KataRelease.V3_25_0, distribution: K0S }, { release: KataRelease.V3_25_0, distribution: K0S }],
      ['a monitor that only one has', { monitor: {} }, {}],
      ['other instances', { instanceName: 'mine' }, { instanceName: 'yours' }],
    ])('not %s', (_, one, two) => {
      const [a, b] = twoCharts();
      runtime(a, 'Kata', { ...LATER, ...one });
      expect(() => runtime(b, 'Kata', { ...LATER, ...other, ...two })).not.toThrow();
    });

    test.each([['debug', {}], ['devkit', { devkit: true }]])('a handler for debugging, without RuntimeClasses: %s', (variant, devkit) => {
      const [a, b] = twoCharts();
      runtime(a, 'Kata', { ...LATER, runtimeClasses: RuntimeClasses.NONE, debug: true, ...devkit });
      const customRuntimes = [{ name: `kata-qemu-snp-${variant}`, baseShim: KataShim.QEMU_SNP }];
      expect(() => runtime(b, 'Kata', { ...LATER, ...other, customRuntimes })).toThrow(refused('b/Kata', 'KataRuntime',
        `customRuntimes: ${sentence('a/Kata', `the handler kata-qemu-snp-${variant} of the nodes`, 'Give one of the two custom runtimes another `name`')}`));
    });
  });

  test('what was refused claims nothing', () => {
    const [a, b] = twoCharts();
    expect(() => runtime(a, 'Wrong', { agentHttpsProxy: 'x y' })).toThrow('agentHttpsProxy');
    runtime(a, 'One', { multiInstallSuffix: 'one' });
    expect(() => runtime(b, 'Refused', { name: 'two', shims: [KataShim.QEMU, KataShim.QEMU_SNP], multiInstallSuffix: 'one' })).toThrow('a/One');
    runtime(b, 'Two', { name: 'two', shims: [KataShim.QEMU] });
    expect(a.toJson()).toHaveLength(4);
  });

  test('a suffix keeps them apart, in both phases', () => {
    const [a, b] = twoCharts();
    runtime(a, 'One', { multiInstallSuffix: 'one' });
    runtime(b, 'Two');
    runtime(new Chart(b, 'inner', { namespace: 'coco-system' }), 'Three', { multiInstallSuffix: 'three' });
    const objects = (app: App) => app.charts.flatMap((chart) => chart.toJson()).length;
    expect(objects(App.of(a) as App)).toBe(3 * 4);
    expect(objects(UninstallPhase.of(App.of(a) as App).app)).toBe(3 * 4);
  });
});

describe('two installers of containerd', () => {
  const FOLDER = 'the folder /var/lib/cdk8s-coco/containerd of the nodes';
  const OTHER_NODES = 'A node has one containerd: give the two installers different values of the same label';

  test('the folder is that of the scripts', () => {
    expect(readFileSync('src/containerd/common.sh', 'utf8')).toContain('asked=${COCO_STATE_DIR:-/var/lib/cdk8s-coco/containerd}\n');
  });

  test('of one name, on the same nodes', () => {
    const chart = newChart();
    installer(chart, 'One');
    expect(() => installer(chart, 'Two')).toThrow(refused('coco/Two', 'CustomContainerdInstaller',
      `name: ${sentence('coco/One', 'DaemonSet custom-containerd-installer in the namespace coco-system and 1 more', ANOTHER_NAME, '')}`,
      `nodeSelector: ${sentence('coco/One', FOLDER, OTHER_NODES, '')}`));
  });

  test.each<[string, Record<string, string> | undefined, Record<string, string> | undefined]>([
    ['all nodes', undefined, undefined],
    ['some of all nodes', undefined, { pool: 'b' }],
    ['nodes with two labels', { pool: 'a' }, { zone: 'b' }],
    ['the same nodes', { pool: 'a' }, { pool: 'a', zone: 'b' }],
  ])('of other names, on %s', (_, one, two) => {
    const [a, b] = twoCharts();
    installer(a, 'Containerd', { nodeSelector: one });
    expect(() => installer(b, 'Containerd', { name: 'b', nodeSelector: two })).toThrow(refused('b/Containerd', 'CustomContainerdInstaller',
      `nodeSelector: ${sentence('a/Containerd', FOLDER, OTHER_NODES)}`));
  });

  test('of other names, on other nodes; a third meets the one whose nodes it has', () => {
    const chart = newChart();
    installer(chart, 'One', { nodeSelector: { pool: 'a', zone: 'x' } });
    installer(chart, 'Two', { name: 'two', nodeSelector: { pool: 'b', zone: 'x' } });
    expect(() => installer(chart, 'Three', { name: 'three', nodeSelector: { pool: 'b' } })).toThrow(`coco/Two puts there already: ${FOLDER}`);
    expect(chart.toJson()).toHaveLength(2);
  });
});

test('a namespace that is emitted twice', () => {
  const [a, b] = twoCharts();
  new PrivilegedNamespace(a, 'Namespace');
  expect(() => new PrivilegedNamespace(b, 'Namespace')).toThrow(refused('b/Namespace', 'PrivilegedNamespace',
    `name: ${sentence('a/Namespace', 'Namespace coco-system', 'Leave one of the two out: emit a namespace once, in the first chart that is applied')}`));
  new PrivilegedNamespace(b, 'Other', { name: 'other' });
  expect(b.toJson()).toHaveLength(1);
});

describe('what is only seen at synth', () => {
  test('objects of any construct that emits: both paths are named, with all that they share', () => {
    const [a, b] = twoCharts();
    new Room(a, 'One', configMap(), crd);
    new Room(b, 'Two', configMap(), configMap('other'), crd);
    const message = atSynth(`[b/Two] ${sentence('a/One',
      'ConfigMap settings in the namespace coco-system, CustomResourceDefinition things.example.com', ONE_OUT)}`);
    expect(() => b.toJson()).toThrow(message);
    expect(() => (App.of(a) as App).synth()).toThrow(message);
  });

  test('the same name in another namespace, or of another kind or group, is another object', () => {
    const [a, b] = twoCharts();
    new Room(a, 'One', configMap('x'), { ...crd, kind: 'Thing' });
    new Room(b, 'Two', configMap('x', 'other'), { ...configMap('x'), kind: 'Secret' }, { ...crd, kind: 'Thing', apiVersion: 'b.example.com/v1' });
    expect(b.toJson()).toHaveLength(3);
  });

  test('another version of an API has the same objects', () => {
    const [a, b] = twoCharts();
    new Room(a, 'One', crd);
    new Room(b, 'Two', { ...crd, apiVersion: 'apiextensions.k8s.io/v1beta1' });
    expect(() => a.toJson()).toThrow('[b/Two] would put into its cluster what a/One puts there already: CustomResourceDefinition things.example.com');
  });

  test('an object that one construct emits twice', () => {
    const chart = newChart();
    new Room(chart, 'One', configMap(), configMap());
    expect(() => chart.toJson()).toThrow(atSynth(`[coco/One] ${sentence('coco/One/Object0', 'ConfigMap settings in the namespace coco-system', ONE_OUT, '')}`));
  });

  test('a name that is computed', () => {
    const [a, b] = twoCharts();
    const computed = (name: string) => configMap(Lazy.any({ produce: () => name }));
    new Room(a, 'One', configMap('job-1'));
    new Room(b, 'Two', computed('job-2'));
    expect(b.toJson()[0].metadata.name).toBe('job-2');
    new Room(b, 'Three', computed('job-1'));
    expect(() => a.toJson()).toThrow('[b/Three] would put into its cluster what a/One puts there already: ConfigMap job-1');
  });

  test('a patch that gives one of them another name', () => {
    const [a, b] = twoCharts();
    new Room(a, 'One', configMap());
    const two = new Room(b, 'Two', configMap());
    expect(() => b.toJson()).toThrow('a/One');
    (two.node.findChild('Object0') as ApiObject).addJsonPatch(JsonPatch.replace('/metadata/name', 'patched'));
    expect(b.toJson()).toMatchObject([{ metadata: { name: 'patched' } }]);
  });

  test('an object of the user', () => {
    const [a, b] = twoCharts();
    new PrivilegedNamespace(a, 'Namespace');
    new ApiObject(b, 'Own', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'coco-system' } });
    expect(() => b.toJson()).toThrow(atSynth(`[a/Namespace] ${sentence('b/Own', 'Namespace coco-system', ONE_OUT)}`));
  });

  test('a RuntimeClass of the user that kata-deploy makes as well', () => {
    const [a, b] = twoCharts();
    new ApiObject(b, 'Own', { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'kata-qemu-snp' }, handler: 'kata-qemu-snp' });
    runtime(a, 'Kata', { runtimeClasses: RuntimeClasses.BY_KATA_DEPLOY });
    expect(() => a.toJson()).toThrow(atSynth(`[a/Kata] ${sentence('b/Own', 'RuntimeClass kata-qemu-snp', ONE_OUT)}`));
  });

  test('RuntimeClasses that come from elsewhere may be the user\'s', () => {
    const [a, b] = twoCharts();
    new ApiObject(b, 'Own', { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'kata-qemu-snp' }, handler: 'kata-qemu-snp' });
    runtime(a, 'Kata', { runtimeClasses: RuntimeClasses.NONE });
    expect(a.toJson()).toHaveLength(4);
  });

  test('another RuntimeClass may lead to the same handler', () => {
    const [a, b] = twoCharts();
    runtime(a, 'Kata');
    new ApiObject(b, 'Own', { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'tolerant' }, handler: 'kata-qemu-snp' });
    expect(b.toJson()).toHaveLength(1);
  });

  test('what users do with objects of their own is their business', () => {
    const [a, b] = twoCharts();
    runtime(a, 'Kata');
    for (const chart of [a, b]) new ApiObject(chart, 'Own', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'x' } });
    expect(b.toJson()).toHaveLength(1);
  });
});

test('what removes a runtime may stand in the same app: it is of the same runtime', () => {
  const [a, b] = twoCharts();
  runtime(a, 'Kata').emitUninstall(b);
  expect(b.toJson()).toHaveLength(4);
});

describe('clusters', () => {
  const inClusters = (...names: string[]) => {
    const app = new App();
    return names.map((name, index) => {
      const chart = new Chart(app, `chart-${index}`, { namespace: 'coco-system' });
      Cluster.assign(chart, name);
      return chart;
    });
  };

  test('each has everything once', () => {
    const charts = inClusters('edge-1', 'edge-2');
    for (const chart of charts) {
      new PrivilegedNamespace(chart, 'Namespace');
      installer(chart, 'Containerd');
      runtime(chart, 'Kata');
      new Room(chart, 'Room', crd, configMap());
    }
    expect(charts.map((chart) => chart.toJson().length)).toEqual([8, 8]);
  });

  test('collisions are those within a cluster', () => {
    const [, second, third] = inClusters('edge-1', 'edge-2', 'edge-2').map((chart) => {
      new Room(chart, 'Room', crd);
      return chart;
    });
    new PrivilegedNamespace(second, 'Namespace');
    expect(() => new PrivilegedNamespace(third, 'Namespace')).toThrow('chart-1/Namespace');
    expect(() => second.toJson()).toThrow(atSynth(`[chart-2/Room] ${sentence('chart-1/Room', 'CustomResourceDefinition things.example.com', ONE_OUT)}`));
  });

  test('an object of the user counts in its own cluster only', () => {
    const [one, two] = inClusters('edge-1', 'edge-2');
    new PrivilegedNamespace(one, 'Namespace');
    new ApiObject(two, 'Own', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'coco-system' } });
    expect(two.toJson()).toHaveLength(1);
  });
});
