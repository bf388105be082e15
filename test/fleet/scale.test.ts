import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import {
  Architecture, FleetCluster, FleetClusterProps, KataRelease, KataRuntime, KataShim, PeerPodsCAA, PeerPodsIdentity,
  PeerPodsProvider, PeerPodsRelease, PrivilegedNamespace,
} from 'cdk8s-coco';
import { Counted, filesOf, folders, synth, tree } from './support';
import { rounds, share, Strides } from '../support/stride';

const folder = folders();

/** Of the clusters of a cloud and an architecture. */
const STRIDES: Strides = { gate: 1, loop: 5 };
const EACH = rounds(100, STRIDES);

const CLOUDS = ['aws', 'azure', 'gcp'];
const CLUSTERS = CLOUDS.flatMap((cloud) => Architecture.all().flatMap((architecture) => (
  Array.from({ length: EACH }, (_, index): FleetClusterProps => ({
    name: `${cloud}-${architecture.kubernetesName}-${index}`,
    labels: { stage: index < 5 ? 'canary' : 'production' },
    architectures: [architecture],
    cloud,
    facts: { zone: index % 3 },
  })))));

const kata = new Counted((app: App, cluster: FleetCluster) => {
  const chart = new Chart(app, 'kata', { namespace: 'coco-system' });
  new PrivilegedNamespace(chart, 'Namespace');
  const release = cluster.label('stage') === 'canary' ? KataRelease.V4_1_0 : KataRelease.V4_0_0;
  new KataRuntime(chart, 'Kata', { release, architectures: cluster.architectures, shims: [KataShim.QEMU] });
});

const peerPods = new Counted((app: App, cluster: FleetCluster) => {
  if (cluster.architectures[0] !== Architecture.X86_64 || cluster.cloud !== 'aws') return;
  const chart = new Chart(app, 'peer-pods', { namespace: 'peer-pods' });
  new PrivilegedNamespace(chart, 'Namespace');
  new PeerPodsCAA(chart, 'PeerPods', {
    release: PeerPodsRelease.latest(),
    runtime: KataRuntime.fromKataRuntimeAttributes(chart, 'Kata', { shims: [KataShim.REMOTE] }),
    provider: PeerPodsProvider.aws({ imageId: 'ami-0123456789abcdef0', region: 'eu-west-1' }),
    identity: PeerPodsIdentity.awsRole({ roleArn: 'arn:aws:iam::123456789012:role/peer-pods' }),
    clusterName: cluster.name,
  });
});

test(`3 clouds, 4 architectures, 100 clusters each${share(STRIDES)}: what is alike is built once, and the second run writes nothing`, () => {
  const out = join(folder.root, 'dist');
  const first = synth(out, CLUSTERS, [kata, peerPods]);
  expect(first.newClusters).toHaveLength(12 * EACH);
  expect(kata.runs).toBe(8); // architectures and stages
  expect(peerPods.runs).toBe(3 + 2 + EACH); // other architectures, other clouds, and one for each cluster that it is for
  expect(filesOf(out)).toHaveLength(1 + 13 * EACH);
  const before = tree(out);
  const second = synth(out, CLUSTERS, [kata, peerPods]);
  expect([second.files, second.unchangedClusters]).toEqual([{ written: 0, unchanged: 13 * EACH, removed: 0 }, 12 * EACH]);
  expect(tree(out)).toEqual(before);
});
