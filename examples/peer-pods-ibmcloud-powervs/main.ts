import { App, Chart, Size } from 'cdk8s';
import {
  Architecture, KataRelease, KataRuntime, KataShim, PeerPodsCAA, PeerPodsCrds, PeerPodsProvider, PeerPodsRelease,
  PowerVsProcessorType, PrivilegedNamespace, SecretSource, SecretStore, SynthSummary, UninstallPhase,
} from 'cdk8s-coco';

const app = new App();
new PeerPodsCrds(app, 'crds');

const chart = new Chart(app, 'peer-pods', { namespace: 'confidential-containers-system' });
new PrivilegedNamespace(chart, 'Namespace');
const runtime = new KataRuntime(chart, 'Kata', { release: KataRelease.V4_0_0, architectures: [Architecture.PPC64LE], shims: [KataShim.REMOTE] });

new PeerPodsCAA(chart, 'PeerPods', {
  release: PeerPodsRelease.V0_22_0,
  runtime,
  provider: PeerPodsProvider.ibmCloudPowerVs({
    zone: 'dal10',
    serviceInstanceId: '11111111-2222-3333-4444-555555555555',
    networkId: '22222222-3333-4444-5555-666666666666',
    imageId: '33333333-4444-5555-6666-777777777777',
    memory: Size.gibibytes(4),
    processors: 0.5,
    processorType: PowerVsProcessorType.SHARED,
  }),
  credentials: SecretSource.externalSecret({
    store: SecretStore.clusterWide('vault'),
    keys: { IBMCLOUD_API_KEY: { key: 'clouds/ibm', property: 'api-key' } },
  }),
  limit: 10,
});

app.synth();
const uninstall = UninstallPhase.of(app);
uninstall.synth();
console.error(`\n${SynthSummary.of([{ app, uninstall }])}\n`);
