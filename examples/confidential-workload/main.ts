import { App, Chart } from 'cdk8s';
import { KataRuntime, KataShim, SynthSummary } from 'cdk8s-coco';
import { Deployment, Namespace } from 'cdk8s-plus-28';

const app = new App();
const chart = new Chart(app, 'payments', { namespace: 'payments' });
new Namespace(chart, 'Namespace', { metadata: { name: 'payments' } });

// The platform team installed the runtime; this app only refers to it.
const kata = KataRuntime.fromKataRuntimeAttributes(chart, 'Kata', { shims: [KataShim.QEMU_SNP] });

const deployment = new Deployment(chart, 'Api', {
  metadata: { name: 'payments-api' },
  replicas: 2,
  containers: [{ image: 'registry.example.com/payments/api:1.4.2', port: 8080 }],
});
kata.runtimeClass(KataShim.QEMU_SNP).applyTo(deployment);

app.synth();
console.error(`\n${SynthSummary.of([{ app }])}\n`);
