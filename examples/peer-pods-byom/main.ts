import { App, Chart, Duration } from 'cdk8s';
import {
  KataRelease, KataRuntime, KataShim, PeerPodLimit, PeerPodsCAA, PeerPodsCrds, PeerPodsProvider, PeerPodsRelease,
  PrivilegedNamespace, SecretSource, SecretStore, SynthSummary, UninstallPhase,
} from 'cdk8s-coco';

const app = new App();
new PeerPodsCrds(app, 'crds');

const chart = new Chart(app, 'peer-pods', { namespace: 'confidential-containers-system' });
new PrivilegedNamespace(chart, 'Namespace');
const runtime = new KataRuntime(chart, 'Kata', { release: KataRelease.V4_0_0, shims: [KataShim.REMOTE] });

const machines = ['192.0.2.10-192.0.2.19', '192.0.2.42'];
new PeerPodsCAA(chart, 'PeerPods', {
  release: PeerPodsRelease.V0_22_0,
  runtime,
  provider: PeerPodsProvider.byom({ vmPoolIps: machines, sshTimeout: Duration.seconds(60) }),
  sshKey: SecretSource.externalSecret({
    store: SecretStore.clusterWide('vault'),
    keys: {
      'id_rsa': { key: 'machines/ssh', property: 'private' },
      'id_rsa.pub': { key: 'machines/ssh', property: 'public' },
    },
  }),
  limit: PeerPodLimit.total(11, 4).perNode, // eleven machines for four nodes
  resourceControllerEnabled: false, // its image was built without this provider
});

app.synth();
const uninstall = UninstallPhase.of(app);
uninstall.synth();
console.error(`\n${SynthSummary.of([{ app, uninstall }])}\n`);
