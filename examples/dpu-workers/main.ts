import { App, Chart } from 'cdk8s';
import { DpuWorkerConfig, DpuWorkerRelease, SynthSummary } from 'cdk8s-coco';
import { PercentOrAbsolute } from 'cdk8s-plus-28';

const app = new App();

// Two nodes at a time are drained and rebooted. The pool waits for the maintenance window: set `paused` to false then.
new DpuWorkerConfig(new Chart(app, 'dpu-workers'), 'DpuWorkers', { release: DpuWorkerRelease.V0_1_0, maxUnavailable: PercentOrAbsolute.absolute(2), paused: true });

app.synth();
console.error(SynthSummary.of([{ app }]).text);
