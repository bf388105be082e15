import { App, Chart } from 'cdk8s';
import {
  ArgoCdApplications, ArgoCdGenerator, Fleet, FleetCluster, FleetDelivery, FleetInventory, FleetShard, IBlueprint, KataRelease,
  KataRuntime, PeerPodsCAA, PeerPodsCrds, PeerPodsIdentity, PeerPodsProvider, PeerPodsRelease, PrivilegedNamespace,
} from 'cdk8s-coco';

/** Kata on the nodes of clusters that have machines of their own. Canaries get a release first: they have a fact of their own. */
class Kata implements IBlueprint {
  public compose(app: App, cluster: FleetCluster): void {
    if (cluster.cloud !== undefined) return;
    const chart = new Chart(app, 'kata', { namespace: 'coco-system' });
    new PrivilegedNamespace(chart, 'Namespace');
    new KataRuntime(chart, 'Kata', {
      release: KataRelease.of(cluster.tryFact('kata') ?? '4.0.0'),
      architectures: cluster.architectures,
      distribution: cluster.distribution,
    });
  }
}

/** Confidential pods as VMs of AWS. The runtime and its adaptor refer to each other: they belong in one blueprint. */
class PeerPods implements IBlueprint {
  public compose(app: App, cluster: FleetCluster): void {
    if (cluster.cloud !== 'aws') return;
    new PeerPodsCrds(app, 'crds');
    const chart = new Chart(app, 'peer-pods', { namespace: 'confidential-containers-system' });
    new PrivilegedNamespace(chart, 'Namespace');
    new PeerPodsCAA(chart, 'PeerPods', {
      release: PeerPodsRelease.V0_22_0,
      runtime: KataRuntime.remote(chart, 'Kata', { release: KataRelease.V4_0_0 }),
      provider: PeerPodsProvider.aws({
        imageId: 'ami-0123456789abcdef0',
        instanceType: 'm6a.large',
        region: cluster.fact('region'),
        securityGroupIds: ['sg-0123456789abcdef0'],
        subnetId: cluster.fact('subnet'),
      }),
      identity: PeerPodsIdentity.awsRole({ roleArn: cluster.fact('role') }),
      clusterName: cluster.name,
      nodeSelector: { 'example.com/pool': 'peer-pods' },
      limit: 20,
    });
  }
}

/** One Argo CD for all clusters. Canaries are updated first, then a quarter of the others at a time. */
const delivery = FleetDelivery.argoCd({
  repoUrl: 'https://git.example.com/fleet.git',
  path: 'dist',
  targetRevision: 'main',
  applications: ArgoCdApplications.PER_CLUSTER,
  applicationSet: {
    generator: ArgoCdGenerator.GIT,
    rollout: [{ labels: { stage: ['canary'] } }, { labels: { stage: ['production'] }, maxUpdate: '25%' }],
  },
});

const fleet = Fleet.of({
  inventory: FleetInventory.fromFile('clusters.yaml'),
  blueprints: [new Kata(), new PeerPods()],
  delivery,
  shard: FleetShard.fromProgram(),
});
console.error(`\n${fleet.synth().text}\n`);
