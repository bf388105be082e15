import { App, Chart } from 'cdk8s';
import {
  KataRelease, KataRuntime, KataShim, PeerPodsCAA, PeerPodsCrds, PeerPodsProvider, PeerPodsRelease, PrivilegedNamespace,
  SecretSource, SynthSummary, UninstallPhase,
} from 'cdk8s-coco';

const app = new App();
new PeerPodsCrds(app, 'crds');

const chart = new Chart(app, 'peer-pods', { namespace: 'confidential-containers-system' });
new PrivilegedNamespace(chart, 'Namespace');
const runtime = new KataRuntime(chart, 'Kata', { release: KataRelease.V3_25_0, shims: [KataShim.REMOTE] });

new PeerPodsCAA(chart, 'PeerPods', {
  release: PeerPodsRelease.V0_17_0,
  runtime,
  provider: PeerPodsProvider.vsphere({
    url: 'https://vcenter.example.com',
    datacenter: 'dc1',
    cluster: 'cluster1',
    drs: true,
    template: 'podvm-template',
    folder: 'peer-pods',
  }),
  credentials: SecretSource.fromSecretName('vcenter'),
  limit: 10,
});

app.synth();
const uninstall = UninstallPhase.of(app);
uninstall.synth();
console.error(`\n${SynthSummary.of([{ app, uninstall }])}\n`);
