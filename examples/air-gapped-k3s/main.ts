import { App, Chart } from 'cdk8s';
import {
  ContainerImage, ImagePullPolicy, KataRelease, KataRuntime, KataShim, KubernetesDistribution, PrivilegedNamespace,
  RuntimeClasses, SynthSummary, TaintEffect, TolerationOperator, UninstallPhase,
} from 'cdk8s-coco';
import { Secret } from 'cdk8s-plus-28';

const app = new App();
const chart = new Chart(app, 'coco', { namespace: 'coco-system' });
new PrivilegedNamespace(chart, 'Namespace');

new KataRuntime(chart, 'Kata', {
  release: KataRelease.V3_22_0,
  distribution: KubernetesDistribution.K3S,
  shims: [KataShim.QEMU_SNP],

  // A mirror inside: the digest decides what runs, the tag is for people. The credentials stay in a Secret of the cluster.
  image: ContainerImage.of('registry.example.com/mirror/kata-deploy', {
    tag: '3.22.0',
    digest: 'sha256:5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03',
  }),
  imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
  imagePullSecrets: [Secret.fromSecretName(chart, 'RegistryCredentials', 'mirror-credentials')],

  // Guests pull their images themselves, so they need the proxy too.
  agentHttpsProxy: 'http://proxy.example.com:3128',
  agentNoProxy: ['registry.example.com', '10.0.0.0/8'],

  // Nodes for confidential pods only.
  nodeSelector: { pool: 'confidential' },
  tolerations: [{ key: 'confidential', operator: TolerationOperator.EXISTS, effect: TaintEffect.NO_SCHEDULE }],

  // GitOps engines own and prune the RuntimeClasses.
  runtimeClasses: RuntimeClasses.BY_MANIFEST,
});

app.synth();
const uninstall = UninstallPhase.of(app);
uninstall.synth();
console.error(`\n${SynthSummary.of([{ app, uninstall }])}\n`);
