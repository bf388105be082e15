import { App, Chart } from 'cdk8s';
import {
  ContainerdTarball, CustomContainerdInstaller, DpfHcpOperator, DpfHcpProvisioner, DpfHcpRelease, DpuWorkerConfig,
  DpuWorkerConfigProps, DpuWorkerRelease, DpuWorkerTopology, InstallOrder, KataRelease, KataRuntime, Lifecycle, PeerPodsCAA,
  PeerPodsProvider, PeerPodsRelease, PrivilegedNamespace, SynthSummary, UninstallPhase,
} from 'cdk8s-coco';
import { provisionerProps } from '../support/dpf-hcp';
import { Manifest } from '../support/synth';

const { PRESENT, DRAINING, ABSENT } = Lifecycle;
const NAMESPACE = 'coco-system';

interface States { kata?: Lifecycle; containerd?: Lifecycle }

function nodes({ kata, containerd }: States, release = KataRelease.V4_1_0) {
  const app = new App();
  const chart = new Chart(app, 'coco', { namespace: NAMESPACE });
  new PrivilegedNamespace(chart, 'Namespace');
  const installer = new CustomContainerdInstaller(chart, 'Containerd', {
    tarballs: [ContainerdTarball.forAllNodes('https://mirror.example.com/containerd.tar.gz', '5'.repeat(64))], lifecycle: containerd,
  });
  const runtime = new KataRuntime(chart, 'Kata', { release, lifecycle: kata });
  runtime.installAfter(installer);
  return { app, chart, installer, runtime };
}

const names = (objects: Manifest[]) => objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);

describe.each([KataRelease.V3_22_0, KataRelease.V4_1_0])('Kata %s and containerd', (release) => {
  test('draining emits what the uninstall phase has, in place of what installs', () => {
    const present = nodes({}, release);
    const phase: Manifest[] = UninstallPhase.of(present.app).app.charts.flatMap((chart) => chart.toJson());
    const draining = nodes({ kata: DRAINING, containerd: DRAINING }, release).chart.toJson();
    const namespace = `Namespace ${NAMESPACE}`;
    expect(names(draining)).toContain(namespace);
    const rest = draining.filter(({ kind }) => kind !== 'Namespace');
    const byName = (a: Manifest, b: Manifest) => (names([a]) < names([b]) ? -1 : 1);
    expect([...rest].sort(byName)).toEqual([...phase].sort(byName));
    expect(names(present.chart.toJson()).filter((one) => one !== namespace && names(rest).includes(one))).toEqual([]);
  });

  test('Kata may drain while containerd stays', () => {
    const { chart } = nodes({ kata: DRAINING }, release);
    expect(names(chart.toJson())).toContain('DaemonSet custom-containerd-installer');
  });

  test('absent emits nothing but the namespace, and another one may take its place', () => {
    const { chart } = nodes({ kata: ABSENT, containerd: ABSENT }, release);
    expect(names(chart.toJson())).toEqual([`Namespace ${NAMESPACE}`]);
    new KataRuntime(chart, 'Other', { release });
    expect(chart.toJson().length).toBeGreaterThan(1);
  });

  test('the uninstall phase leaves out what is on its way out already', () => {
    expect(UninstallPhase.of(nodes({ kata: DRAINING, containerd: DRAINING }, release).app).app.charts).toEqual([]);
    const phase = UninstallPhase.of(nodes({ kata: ABSENT }, release).app).app.charts.flatMap((chart) => chart.toJson());
    expect(names(phase)).toEqual(['DaemonSet custom-containerd-cleanup']);
  });

  test('pods that clean containerd wait on each node until Kata is gone', () => {
    const { chart } = nodes({ kata: DRAINING, containerd: DRAINING }, release);
    const cleanup = chart.toJson().find(({ metadata }) => metadata.name === 'custom-containerd-cleanup');
    expect(cleanup.spec.template.spec.initContainers.map(({ name }: { name: string }) => name)).toEqual(['wait-for-kata-uninstall']);
  });
});

test.each<[States, string]>([
  [{ containerd: DRAINING }, 'coco/Containerd is DRAINING, and coco/Kata, which is installed after it, is PRESENT; allowed: what is installed last goes first. '
    + 'Set the lifecycle of coco/Kata to DRAINING, too, or leave it out.'],
  [{ containerd: ABSENT }, 'coco/Containerd is ABSENT, and coco/Kata, which is installed after it, is PRESENT'],
  [{ containerd: ABSENT, kata: DRAINING }, 'coco/Containerd is ABSENT, and coco/Kata, which is installed after it, is DRAINING'],
])('what others stand on may not go first: %j', (states, message) => {
  expect(() => nodes(states).chart.toJson()).toThrow(message);
});

test('what has no lifecycle, and is installed after something, has to go before it', () => {
  const { app, runtime } = nodes({ kata: DRAINING });
  const shop = new Chart(app, 'shop');
  InstallOrder.of(shop).installAfter(runtime);
  expect(() => shop.toJson()).toThrow('coco/Kata is DRAINING, and shop, which is installed after it, is PRESENT');
});

test('between charts, what drains goes in the opposite direction', () => {
  const app = new App();
  const kata = (id: string) => new KataRuntime(new Chart(app, id, { namespace: NAMESPACE }), 'Kata', { release: KataRelease.latest(), multiInstallSuffix: id, lifecycle: DRAINING });
  const [first, last] = [kata('a'), kata('b')];
  last.installAfter(first);
  const waves = [first, last].map((one) => Chart.of(one).toJson()[0].metadata.annotations?.['argocd.argoproj.io/sync-wave']);
  expect(waves).toEqual(['1', undefined]);
});

describe('peer pods', () => {
  const peerPods = (lifecycle: Lifecycle) => new PeerPodsCAA(new Chart(new App(), 'peer-pods', { namespace: NAMESPACE }), 'PeerPods', {
    provider: PeerPodsProvider.docker(), release: PeerPodsRelease.V0_17_0, lifecycle,
  });

  test('draining: adaptor and controller stay for the VMs, the webhook goes, and new peer pods are refused', () => {
    const present = names(Chart.of(peerPods(PRESENT)).toJson());
    const draining = peerPods(DRAINING);
    const objects: Manifest[] = Chart.of(draining).toJson();
    expect(draining.webhook).toBeUndefined();
    expect(names(objects).filter((one) => !present.includes(one))).toEqual([
      'ValidatingAdmissionPolicy draining-kata-remote', 'ValidatingAdmissionPolicyBinding draining-kata-remote',
    ]);
    expect(names(objects)).toEqual(expect.arrayContaining([`DaemonSet ${draining.daemonSetName}`]));
    expect(draining.resourceController).toBeDefined();
    const [kubernetes] = draining.prerequisites;
    expect([kubernetes.name, peerPods(PRESENT).prerequisites.map(({ name }) => name).includes(kubernetes.name)]).toEqual(['Kubernetes 1.30 or newer', false]);
    const succeeds = (minor: string) => new RegExp(/grep -Eq '(.*)'/.exec(kubernetes.check!)![1]).test(`{"minor": "${minor}"}`);
    expect(['9', '28', '29', '30', '30+', '39', '40', '100'].filter(succeeds)).toEqual(['30', '30+', '39', '40', '100']);
    draining.node.tryRemoveChild('Draining');
    draining.node.tryRemoveChild('DrainingBinding');
    expect(names(Chart.of(draining).toJson()).filter((one) => one.startsWith('Validating'))).toEqual([]);
    const [{ spec }] = objects.filter(({ kind }) => kind === 'ValidatingAdmissionPolicy');
    expect(spec.matchConditions[0].expression).toBe("has(object.spec.runtimeClassName) && object.spec.runtimeClassName == 'kata-remote'");
  });

  test('absent: nothing', () => {
    const absent = peerPods(ABSENT);
    expect(Chart.of(absent).toJson()).toEqual([]);
    expect([absent.prerequisites, absent.uninstallPreconditions, absent.identityBindings]).toEqual([[], [], []]);
  });
});

describe('hosted clusters for DPUs', () => {
  function dpf(operator: Lifecycle, provisioner: Lifecycle) {
    const app = new App();
    const chart = new Chart(app, 'dpf', { namespace: 'dpf-hcp-provisioner-system' });
    new DpfHcpOperator(chart, 'Operator', { release: DpfHcpRelease.latest(), lifecycle: operator });
    const clusters = new Chart(app, 'clusters', { namespace: 'my-dpu-clusters' });
    new DpfHcpProvisioner(clusters, 'Rack1', { ...provisionerProps(clusters), lifecycle: provisioner } as never);
    return names(app.charts.flatMap((one) => one.toJson()));
  }

  test('a draining provisioner is deleted while its operator stays, and its definitions', () => {
    const present = dpf(PRESENT, PRESENT);
    expect(dpf(DRAINING, DRAINING)).toEqual(present.filter((one) => !one.startsWith('DPFHCPProvisioner rack1')));
    expect(present).toContain('DPFHCPProvisioner rack1');
    expect(dpf(ABSENT, ABSENT)).toEqual([]);
  });

  test.each([[DRAINING, PRESENT], [ABSENT, DRAINING], [ABSENT, PRESENT]])('the operator cannot be %s while a provisioner is %s', (operator, provisioner) => {
    expect(() => dpf(operator, provisioner)).toThrow(`lifecycle: got ${operator.toUpperCase()}, and that of clusters/Rack1 is ${provisioner.toUpperCase()}; allowed: `
      + 'provisioners go before their operator.');
  });
});

describe('DPU workers', () => {
  const pool = (lifecycle: Lifecycle, props: Partial<DpuWorkerConfigProps> = {}) => {
    const config = new DpuWorkerConfig(new Chart(new App(), 'dpu'), 'Workers', { release: DpuWorkerRelease.latest(), ...props, lifecycle });
    return { config, objects: Chart.of(config).toJson() as Manifest[] };
  };
  const single = { controlPlaneTopology: DpuWorkerTopology.SINGLE_REPLICA };

  test('draining: the pool stays with all that its nodes have, and rolls out, so that nodes can leave it', () => {
    const present = pool(PRESENT, { paused: true });
    const draining = pool(DRAINING, { paused: true });
    const paused = (objects: Manifest[]) => objects.find(({ kind }) => kind === 'MachineConfigPool')!.spec.paused;
    expect(names(draining.objects)).toEqual(names(present.objects));
    expect([paused(present.objects), paused(draining.objects)]).toEqual([true, false]);
    expect(draining.config.uninstallPreconditions.map(({ command }) => command)).toEqual(['kubectl get nodes -l node-role.kubernetes.io/worker-dpu -o name']);
    expect(draining.config.prerequisites.map(({ name }) => name)).not.toContain('nodes with the label node-role.kubernetes.io/worker-dpu');
  });

  test('on a single node, OpenShift takes the configuration back when it is gone', () => {
    expect(names(pool(PRESENT, single).objects)).toContain('MachineConfig dpu-worker-configuration');
    expect(pool(DRAINING, single).objects).toEqual([]);
  });

  test('absent: nothing, and another one may take its place', () => {
    const { config, objects } = pool(ABSENT);
    expect([objects, config.prerequisites, config.uninstallPreconditions]).toEqual([[], [], []]);
    new DpuWorkerConfig(Chart.of(config), 'Other', { release: DpuWorkerRelease.latest() });
  });
});

test('the summary of what is gone asks for nothing, and deletes what still cleans', () => {
  const { app } = nodes({ kata: DRAINING, containerd: DRAINING });
  const { text } = SynthSummary.of([{ app }]);
  expect(text).toContain('daemonset/custom-containerd-cleanup');
  expect(text).not.toContain('Write the uninstall phase first');
  const absent = SynthSummary.of([{ app: nodes({ kata: ABSENT, containerd: ABSENT }).app }]).text;
  expect(absent).not.toContain('kubectl get pods -A');
});
