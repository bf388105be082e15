import { App, Chart, Duration } from 'cdk8s';
import {
  Architecture, KataDeployment, KataRelease, KataRuntime, KataShim, PrivilegedNamespace, SynthSummary, TaintEffect,
  TolerationOperator, UninstallPhase,
} from 'cdk8s-coco';

const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';

const app = new App();
const chart = new Chart(app, 'coco', { namespace: 'coco-system' });
new PrivilegedNamespace(chart, 'Namespace');

new KataRuntime(chart, 'Kata', {
  release: KataRelease.V4_1_0,
  architectures: [Architecture.X86_64],
  shims: [KataShim.QEMU_SNP, KataShim.QEMU_COCO_DEV],
  nodeSelector: { pool: 'confidential' },

  deployment: KataDeployment.job({
    // Ten nodes at a time, each of which restarts its container runtime.
    parallelism: 10,
    waitNodeReady: Duration.minutes(10),

    // What may make Jobs, and label nodes, runs where only administrators do.
    dispatcherNodeSelector: { [CONTROL_PLANE]: '' },
    dispatcherTolerations: [{ key: CONTROL_PLANE, operator: TolerationOperator.EXISTS, effect: TaintEffect.NO_SCHEDULE }],

    // Nodes that join later are found by a CronJob.
    lateNodesSchedule: '*/5 * * * *',
  }),

  // Nodes join with this taint, and lose it when Kata is ready there: no pod lands on them before.
  startupTaints: [{ key: 'katacontainers.io/kata-runtime', effect: TaintEffect.NO_SCHEDULE }],

  // The taint that the nodes of the pool keep: pods with a RuntimeClass of Kata accept it by themselves.
  tolerations: [{ key: 'confidential', operator: TolerationOperator.EXISTS, effect: TaintEffect.NO_SCHEDULE }],
  runtimeClassTolerations: [{ key: 'confidential', operator: TolerationOperator.EXISTS, effect: TaintEffect.NO_SCHEDULE }],
});

app.synth();
const uninstall = UninstallPhase.of(app);
uninstall.synth();
console.error(`\n${SynthSummary.of([{ app, uninstall }])}\n`);
