import { App, Chart, Size } from 'cdk8s';
import {
  KataRelease, KataRuntime, KataShim, PeerPodsCAA, PeerPodsCrds, PeerPodsProvider, PeerPodsRelease, PrivilegedNamespace,
  SecretSource, SynthSummary, UninstallPhase,
} from 'cdk8s-coco';

const app = new App();
new PeerPodsCrds(app, 'crds');

const chart = new Chart(app, 'peer-pods', { namespace: 'confidential-containers-system' });
new PrivilegedNamespace(chart, 'Namespace');
const runtime = new KataRuntime(chart, 'Kata', { release: KataRelease.V4_0_0, shims: [KataShim.REMOTE] });

new PeerPodsCAA(chart, 'PeerPods', {
  release: PeerPodsRelease.V0_22_0,
  runtime,
  provider: PeerPodsProvider.libvirt({
    uri: 'qemu+ssh://root@192.0.2.1/system',
    volumeName: 'podvm-base.qcow2',
    cpu: 2,
    memory: Size.gibibytes(4),
  }),
  sshKey: SecretSource.fromSecretName('kvm-host'),
  limit: 5,
});

app.synth();
const uninstall = UninstallPhase.of(app);
uninstall.synth();
console.error(`\n${SynthSummary.of([{ app, uninstall }])}\n`);
