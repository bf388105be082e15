import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import {
  Architecture, ContainerImage, KataRelease, KataRuntime, KataShim, PrivilegedNamespace, PullType, RuntimeClasses, Snapshotter,
  TaintEffect, TolerationOperator, UninstallPhase,
} from 'cdk8s-coco';
import { Deployment, Secret } from 'cdk8s-plus-28';

/** The app that test/languages/python and test/languages/java write too, statement by statement. */

const app = new App(); // its folder is that of CDK8S_OUTDIR
const chart = new Chart(app, 'coco', { namespace: 'coco-system' });
new PrivilegedNamespace(chart, 'Namespace', { labels: { team: 'platform', env: 'test' } });

const runtime = new KataRuntime(chart, 'Kata', {
  release: KataRelease.latest(),
  name: 'kata-as-coco-runtime',
  architectures: [Architecture.X86_64, Architecture.S390X],
  shims: [
    KataShim.QEMU_SNP,
    KataShim.of('qemu-tdx'),
    KataShim.QEMU_COCO_DEV.withOptions({
      architectures: [Architecture.X86_64],
      snapshotter: Snapshotter.NYDUS,
      pullType: PullType.GUEST_PULL,
    }),
    KataShim.QEMU_SE,
    KataShim.custom('qemu-lab', { architectures: [Architecture.X86_64], overheadCpu: '100m', overheadMemory: '64Mi' }),
  ],
  defaultShim: KataShim.QEMU_SNP,
  architectureDefaultShims: [{ architecture: Architecture.S390X, shim: KataShim.QEMU_SE }],
  image: ContainerImage.of('registry.example.com/mirror/kata-deploy', { tag: '4.1.0', digest: `sha256:${'0123456789abcdef'.repeat(4)}` }),
  imagePullSecrets: [Secret.fromSecretName(chart, 'Pull', 'registry-credentials')],
  nodeSelector: { 'node.example.com/tee': 'true', 'node.example.com/pool': 'confidential', 'node.example.com/zone': 'a' },
  tolerations: [
    { key: 'node.example.com/tee', operator: TolerationOperator.EQUAL, value: 'snp', effect: TaintEffect.NO_SCHEDULE },
    { key: 'node.example.com/drain', operator: TolerationOperator.EXISTS, effect: TaintEffect.NO_EXECUTE, tolerationSeconds: 300 },
  ],
  runtimeClasses: RuntimeClasses.BY_MANIFEST,
  debug: true,
  agentHttpsProxy: 'http://proxy.example.com:3128',
  agentNoProxy: ['10.0.0.0/8', '.svc', 'registry.example.com'],
  additionalEnv: { EXAMPLE_LEVEL: '2', EXAMPLE_NAME: 'größer', EXAMPLE_KEY: 'k', EXAMPLE_ANY: '' },
});

const deployment = new Deployment(chart, 'Workload', { replicas: 2, containers: [{ image: 'registry.example.com/app:1.0', portNumber: 8080 }] });
runtime.runtimeClass(KataShim.QEMU_SNP).applyTo(deployment);

// Any object with a pod template, whatever made it.
const raw = new ApiObject(chart, 'Raw', { apiVersion: 'apps/v1', kind: 'StatefulSet' });
raw.addJsonPatch(JsonPatch.add('/spec', { template: { spec: { containers: [{ name: 'app', image: 'registry.example.com/app:1.0' }] } } }));
runtime.runtimeClass(KataShim.QEMU_SNP).applyTo(raw);

app.synth();
UninstallPhase.of(app).synth();

// What users read when they err.
const errors = `${app.outdir}-errors`;
mkdirSync(errors, { recursive: true });
expectError('unknown-shim', () => KataShim.of('qemu-snpp'));
expectError('wrong-props', () => new KataRuntime(chart, 'Wrong', { release: KataRelease.latest(), name: 'Kata Deploy', agentHttpsProxy: 'proxy.example.com' }));

function expectError(name: string, misuse: () => unknown): void {
  try {
    misuse();
  } catch (error) {
    writeFileSync(join(errors, `${name}.txt`), (error as Error).message);
    return;
  }
  throw new Error(`${name}: there was no error`);
}
