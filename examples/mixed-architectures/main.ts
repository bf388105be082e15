import { App, Chart } from 'cdk8s';
import {
  Architecture, KataRelease, KataRuntime, KataShim, PrivilegedNamespace, SynthSummary, UninstallPhase,
} from 'cdk8s-coco';

const { X86_64, S390X, AARCH64 } = Architecture;

const app = new App();
const chart = new Chart(app, 'coco', { namespace: 'coco-system' });
new PrivilegedNamespace(chart, 'Namespace');

// One DaemonSet; each node gets the shims that its architecture has, and nodes of other architectures are left alone.
new KataRuntime(chart, 'Kata', {
  release: KataRelease.V4_1_0,
  architectures: [X86_64, S390X, AARCH64],
  shims: [KataShim.QEMU_SNP, KataShim.QEMU_TDX, KataShim.QEMU_SE, KataShim.QEMU_COCO_DEV_RUNTIME_RS, KataShim.REMOTE],
  defaultShim: KataShim.QEMU_COCO_DEV_RUNTIME_RS,
  architectureDefaultShims: [{ architecture: S390X, shim: KataShim.QEMU_SE }],
  nodeSelector: { 'node-role.kubernetes.io/worker': '' },
});

app.synth();
const uninstall = UninstallPhase.of(app);
uninstall.synth();
console.error(`\n${SynthSummary.of([{ app, uninstall }])}\n`);
