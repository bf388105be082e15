import { App, Chart } from 'cdk8s';
import { Delivery, KataRelease, KataRuntime, Lifecycle, PrivilegedNamespace } from 'cdk8s-coco';

const app = new App();
const chart = new Chart(app, 'coco', { namespace: 'coco-system' });
new PrivilegedNamespace(chart, 'Namespace');

// To uninstall: DRAINING, and ABSENT when every node is clean.
new KataRuntime(chart, 'Kata', { release: KataRelease.V4_1_0, lifecycle: Lifecycle.PRESENT });

Delivery.argoCd(app, { repoUrl: 'https://git.example.com/platform.git', path: 'dist', targetRevision: 'main' });
app.synth();
