import { App, Chart } from 'cdk8s';
import { Job, Secret } from 'cdk8s-plus-28';
import { GitOpsEngine } from './engine';
import { exampleOf, fleetOf } from './examples';
import {
  ContainerdTarball, CustomContainerdInstaller, DpfHcpOperator, DpfHcpProvisioner, DpfHcpRelease, InstallOrder, KataRelease,
  KataRuntime, KataShim, Lifecycle, PeerPodAlerts, PeerPodsCAA, PeerPodsCrds, PeerPodsProvider, PeerPodsRelease,
  PrivilegedNamespace, RestrictedNamespace, SecretSource,
} from '../../../src';
import { PRESETS } from '../presets';

/** A commit of an app. */
export interface Stage {
  readonly name: string;
  /** What is on nodes once the engine says that all is done: nothing said, nothing looked at. */
  readonly nodes?: 'changed' | 'clean';
  /** Writes `dist/` in a repository. */
  write(engine: GitOpsEngine, repository: string): Promise<void>;
}

/** An app from its first commit to its last. */
export interface GitOpsApp {
  readonly name: string;
  readonly cluster: string;
  readonly stages: readonly Stage[];
}

const reference = (chart: Chart, name: string) => SecretSource.fromSecret(Secret.fromSecretName(chart, name, name));

const { PRESENT, DRAINING, ABSENT } = Lifecycle;

/** The commits of an app that is composed here. */
function stages(...all: readonly (readonly [string, (app: App) => void, Stage['nodes']?])[]): Stage[] {
  return all.map(([name, compose, state]) => ({
    name,
    nodes: state,
    write: async (engine, repository) => {
      const app = new App({ outdir: `${repository}/dist` });
      compose(app);
      engine.deliver(app);
      app.synth();
    },
  }));
}

/** Containerd, and Kata after it, in one chart: two components. */
function nodes(release: KataRelease, lifecycle: Lifecycle): (app: App) => void {
  return (app) => {
    const chart = new Chart(app, 'nodes', { namespace: 'coco-system' });
    new PrivilegedNamespace(chart, 'Namespace');
    const tarballs = [ContainerdTarball.forAllNodes('https://mirror.example.com/containerd.tar.gz', '5'.repeat(64))];
    const containerd = new CustomContainerdInstaller(chart, 'Containerd', { tarballs, lifecycle });
    // 3.22.0 does not leave out nodes of other kinds by itself.
    const nodeSelector = { 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64' };
    new KataRuntime(chart, 'Kata', { release, lifecycle, nodeSelector }).installAfter(containerd);
  };
}

/** Definitions, the adaptor with its webhook, and alerts; no chart has its namespace. */
function peerPods(lifecycle: Lifecycle): (app: App) => void {
  return (app) => {
    new PeerPodsCrds(app, 'crds');
    const chart = new Chart(app, 'peer-pods', { namespace: 'confidential-containers-system' });
    const release = PeerPodsRelease.latest();
    const runtime = new KataRuntime(chart, 'Kata', { release: KataRelease.of(release.kataVersion), shims: [KataShim.REMOTE], lifecycle });
    new PeerPodsCAA(chart, 'PeerPods', {
      release,
      runtime,
      provider: PeerPodsProvider.aws({ imageId: 'ami-0123456789abcdef0', region: 'eu-west-1' }),
      credentials: reference(chart, 'cloud-keys'),
      lifecycle,
    });
    if (lifecycle === PRESENT) new PeerPodAlerts(chart, 'Alerts');
  };
}

/** A Redfish server in a namespace of its own, and a workload of somebody else, which stays when the server goes. */
function redfish(preset: string, isThere: boolean): (app: App) => void {
  return (app) => {
    if (isThere) {
      const chart = new Chart(app, 'redfish', { namespace: 'redfish' });
      new RestrictedNamespace(chart, 'Namespace');
      PRESETS[preset](chart);
    }
    const shop = new Chart(app, 'shop', { namespace: 'shop' });
    new Job(shop, 'Import', { metadata: { name: 'import' }, containers: [{ image: 'registry.example.com/import:1' }] });
  };
}

/** A chart with two steps, after a server, after Kata. */
function inOrder(isThere: boolean): (app: App) => void {
  return (app) => {
    const nodesChart = new Chart(app, 'nodes', { namespace: 'coco-system' });
    new PrivilegedNamespace(nodesChart, 'Namespace');
    const kata = new KataRuntime(nodesChart, 'Kata', { release: KataRelease.V4_1_0 });
    const server = new Chart(app, 'redfish', { namespace: 'redfish' });
    PRESETS['redfish, Ingress'](server);
    InstallOrder.of(server).installAfter(kata);
    const shop = new Chart(app, 'shop', { namespace: 'shop' });
    const job = (id: string) => new Job(shop, id, { metadata: { name: id.toLowerCase() }, containers: [{ image: 'registry.example.com/import:1' }] });
    const [first, second] = [job('Import'), ...isThere ? [job('Check')] : []];
    InstallOrder.of(first).installAfter(server);
    if (second) InstallOrder.of(second).installAfter(first);
  };
}

function hostedClusters(operator: Lifecycle, provisioner: Lifecycle): (app: App) => void {
  return (app) => {
    new DpfHcpOperator(new Chart(app, 'dpf', { namespace: 'dpf' }), 'Operator', { release: DpfHcpRelease.latest(), lifecycle: operator });
    const chart = new Chart(app, 'clusters', { namespace: 'my-dpu-clusters' });
    new DpfHcpProvisioner(chart, 'Rack1', {
      release: DpfHcpRelease.latest(),
      name: 'rack1',
      baseDomain: 'clusters.example.com',
      dpuClusterRef: { name: 'my-dpucluster', namespace: 'dpu-clusters' },
      dpuDeploymentRef: { name: 'ovn-hbn', namespace: 'dpu-clusters' },
      ocpReleaseImage: 'quay.io/openshift-release-dev/ocp-release:4.19.0-ec.5-x86_64',
      pullSecret: reference(chart, 'my-pull-secret'),
      sshKey: reference(chart, 'my-ssh-key'),
      virtualIp: '192.168.1.100',
      lifecycle: provisioner,
    });
  };
}

/** What engines are judged with. */
export function appsOf(engine: GitOpsEngine): GitOpsApp[] {
  const of = (name: string, all: readonly Stage[]): GitOpsApp => ({ name, cluster: 'default', stages: all });
  return [
    ...exampleOf(engine),
    of('containerd, then Kata', stages(
      ['3.22.0', nodes(KataRelease.V3_22_0, PRESENT), 'changed'], ['4.1.0', nodes(KataRelease.V4_1_0, PRESENT), 'changed'],
      ['draining', nodes(KataRelease.V4_1_0, DRAINING), 'clean'], ['absent', nodes(KataRelease.V4_1_0, ABSENT), 'clean'],
      ['present again', nodes(KataRelease.V4_1_0, PRESENT), 'changed'], ['draining again', nodes(KataRelease.V4_1_0, DRAINING), 'clean'],
    )),
    of('one after the other', stages(['present', inOrder(true)], ['without the last', inOrder(false)])),
    of('peer pods', stages(['present', peerPods(PRESENT)], ['draining', peerPods(DRAINING)], ['absent', peerPods(ABSENT)])),
    of('Redfish, Ingress', stages(['present', redfish('redfish, Ingress', true)], ['without the server', redfish('redfish, Ingress', false)])),
    of('Redfish, hosts of Metal3', stages(
      ['present', redfish('redfish, hosts of Metal3', true)], ['without the server', redfish('redfish, hosts of Metal3', false)])),
    of('hosted clusters', stages(
      ['present', hostedClusters(PRESENT, PRESENT)], ['provisioner draining', hostedClusters(PRESENT, DRAINING)],
      ['provisioner absent', hostedClusters(PRESENT, ABSENT)], ['absent', hostedClusters(ABSENT, ABSENT)])),
    ...fleetOf(engine),
  ];
}
