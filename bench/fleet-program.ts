/*
 * What `bench/fleet.ts` measures, as a program of its own: it writes a fleet, or one app, and prints what that took as JSON.
 *
 *   node program.js MODE CLUSTERS FOLDER [ENGINE]
 */
import { App, Chart } from 'cdk8s';
import type { ISecret } from 'cdk8s-plus-28';
import {
  Architecture, ArgoCdApplications, ArgoCdGenerator, Cluster, ContainerdTarball, CustomContainerdInstaller, Fleet,
  FleetCluster, FleetClusterProps, FleetDelivery, FleetInventory, FluxSource, IBlueprint, IKataRuntime, KataRelease,
  KataRuntime, KataShim, PeerPodController, PeerPodsCAA, PeerPodsCrds, PeerPodsProvider, PeerPodsRelease, PeerPodsWebhook,
  PrivilegedNamespace, SecretSource,
} from '../src';

const NAMESPACE = 'confidential-containers-system';
const RELEASE = KataRelease.V4_0_0;
const SHA = '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03';
const TARBALL = 'https://mirror.example.com/containerd-2.1.4-linux-amd64.tar.gz';
const { REMOTE, QEMU, QEMU_SNP, QEMU_TDX, QEMU_COCO_DEV, CLH } = KataShim;

/** Kata and a containerd of its own: the same on all clusters of a distribution. */
class Nodes implements IBlueprint {
  public compose(app: App, cluster: FleetCluster): void {
    new PeerPodsCrds(app, 'crds');
    nodes(new Chart(app, 'coco', { namespace: NAMESPACE }), cluster.fact('pool'));
  }
}

/** The webhook and the resource controller of peer pods, which are the same for all clusters of a region. */
class PeerPodsParts implements IBlueprint {
  public compose(app: App, cluster: FleetCluster): void {
    const chart = new Chart(app, 'peer-pods-parts', { namespace: NAMESPACE });
    new PeerPodsWebhook(chart, 'Webhook', { release: PeerPodsRelease.latest() });
    new PeerPodController(chart, 'ResourceController', { release: PeerPodsRelease.latest(), provider: aws(cluster.fact('region')), credentials });
  }
}

/** The adaptor of peer pods: its ConfigMap has the subnet and the name of the cluster. */
class PeerPods implements IBlueprint {
  constructor(private readonly byName: boolean) {}

  public compose(app: App, cluster: FleetCluster): void {
    const chart = new Chart(app, 'peer-pods', { namespace: NAMESPACE });
    const runtime = KataRuntime.fromKataRuntimeAttributes(chart, 'Kata', { shims: [REMOTE] });
    const subnet = cluster.fact(this.byName ? 'subnet' : 'regionalSubnet');
    peerPods(chart, runtime, { region: cluster.fact('region'), subnet, name: this.byName ? cluster.name : undefined, parts: false });
  }
}

/** All of it, and nothing is shared. */
class Everything implements IBlueprint {
  public compose(app: App, cluster: FleetCluster): void {
    new PeerPodsCrds(app, 'crds');
    const runtime = nodes(new Chart(app, 'coco', { namespace: NAMESPACE }), cluster.fact('pool'));
    const chart = new Chart(app, 'peer-pods', { namespace: NAMESPACE });
    peerPods(chart, runtime, { region: cluster.fact('region'), subnet: cluster.fact('subnet'), name: cluster.name });
  }
}

function nodes(chart: Chart, pool: string): KataRuntime {
  new PrivilegedNamespace(chart, 'Namespace');
  const nodeSelector = { 'example.com/pool': pool };
  new CustomContainerdInstaller(chart, 'Containerd', { tarballs: [ContainerdTarball.forArchitecture(Architecture.X86_64, TARBALL, SHA)], nodeSelector });
  return new KataRuntime(chart, 'Kata', { release: RELEASE, shims: [REMOTE, QEMU, QEMU_SNP, QEMU_TDX, QEMU_COCO_DEV, CLH], nodeSelector });
}

const credentials = SecretSource.fromSecret({ name: 'peer-pods-secret' } as ISecret);

const aws = (region: string, subnetId?: string) => PeerPodsProvider.aws({
  imageId: 'ami-0123456789abcdef0', region, subnetId, securityGroupIds: ['sg-0123456789abcdef0'], instanceType: 'm6a.large',
});

interface PeerPodsOptions {
  readonly region: string;
  readonly subnet: string;
  readonly name?: string;
  /** @default true */
  readonly parts?: boolean;
}

function peerPods(chart: Chart, runtime: IKataRuntime, options: PeerPodsOptions): void {
  const { region, subnet: subnetId, name: clusterName, parts } = options;
  new PeerPodsCAA(chart, 'PeerPods', {
    release: PeerPodsRelease.latest(),
    runtime,
    provider: aws(region, subnetId),
    credentials,
    nodeSelector: { 'example.com/pool': 'peer-pods' },
    limit: 20,
    clusterName,
    webhookEnabled: parts,
    resourceControllerEnabled: parts,
  });
}

const REPOSITORY = 'https://git.example.com/fleet.git';

const REGIONS = ['eu-west-1', 'eu-central-1', 'us-east-1', 'us-west-2'];
const POOLS = ['metal', 'virtual', 'mixed'];
const subnet = (index: number) => `subnet-${index.toString(16).padStart(17, '0')}`;

/** No two are equal; there are four regions and three kinds of pools. */
function clusters(count: number): FleetClusterProps[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `edge-${index}`,
    labels: { stage: index % 20 ? 'production' : 'canary' },
    facts: { region: REGIONS[index % 4], regionalSubnet: subnet(index % 4), subnet: subnet(index), pool: POOLS[index % 3] },
  }));
}

const BLUEPRINTS: Record<string, IBlueprint[]> = {
  distinct: [new Nodes(), new PeerPodsParts(), new PeerPods(true)],
  typical: [new Nodes(), new PeerPodsParts(), new PeerPods(false)],
  unshared: [new Everything()],
};

/** The same clusters as charts of one app. */
function oneApp(count: number, outdir: string): void {
  const app = new App({ outdir });
  for (const { name, facts } of clusters(count)) {
    const coco = new Chart(app, `${name}-coco`, { namespace: NAMESPACE });
    const pods = new Chart(app, `${name}-peer-pods`, { namespace: NAMESPACE });
    for (const chart of [coco, pods]) Cluster.assign(chart, name);
    peerPods(pods, nodes(coco, facts!.pool), { region: facts!.region, subnet: facts!.subnet, name });
  }
  app.synth();
}

const ENGINES: Record<string, FleetDelivery> = {
  'kubectl': FleetDelivery.kubectl(),
  'argo-cd': FleetDelivery.argoCd({
    repoUrl: REPOSITORY,
    applications: ArgoCdApplications.PER_CLUSTER,
    applicationSet: { generator: ArgoCdGenerator.GIT, rollout: [{ labels: { stage: ['canary'] } }, { labels: { stage: ['production'] } }] },
  }),
  'flux': FleetDelivery.flux({ source: FluxSource.git(REPOSITORY) }),
};

const [mode, count, folder, engine] = process.argv.slice(2);
console.error = () => undefined; // one app warns once for each cluster
const start = performance.now();
if (mode === 'app') {
  oneApp(Number(count), folder);
} else {
  const inventory = FleetInventory.of({ clusters: clusters(Number(count)) });
  Fleet.of({ inventory, blueprints: BLUEPRINTS[mode], outdir: folder, delivery: ENGINES[engine] }).synth();
}
console.log(JSON.stringify({ milliseconds: performance.now() - start, megabytes: process.resourceUsage().maxRSS / 1024 }));
