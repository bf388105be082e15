import { App, Chart } from 'cdk8s';
import {
  ContainerImage, ImagePullPolicy, KataDeployment, KataRelease, KataRuntime, KataShim, KubernetesDistribution, PrivilegedNamespace,
  SynthSummary, TaintEffect, TolerationOperator, UninstallPhase,
} from 'cdk8s-coco';
import { Secret } from 'cdk8s-plus-28';

/** A mirror inside: the digest decides what runs, the tag is for people. Put the digests of your mirror in. */
const mirrored = (image: string, tag: string, digest: string) => (
  ContainerImage.of(`registry.example.com/mirror/${image}`, { tag, digest: `sha256:${digest}` }));

const release = KataRelease.V4_1_0;
const { version } = release;

const app = new App();
const chart = new Chart(app, 'coco', { namespace: 'coco-system' });
new PrivilegedNamespace(chart, 'Namespace');

new KataRuntime(chart, 'Kata', {
  release,
  distribution: KubernetesDistribution.K3S,
  shims: [KataShim.QEMU_SNP],

  image: mirrored('kata-deploy', version, '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03'),

  // The uninstall phase runs these two. The credentials of the mirror stay in a Secret of the cluster.
  deployment: KataDeployment.daemonSet({
    dispatcherImage: mirrored('kata-deploy-job-dispatcher', version, 'cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce'),
  }),
  kubectlImage: mirrored('kubectl', 'v1.34.1', '47e4ee7f211f73265dd17658f6e21c1318bd6c81f37598e20a2756299542efcf'),
  imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
  imagePullSecrets: [Secret.fromSecretName(chart, 'RegistryCredentials', 'mirror-credentials')],

  // Guests pull their images themselves, so they need the proxy too.
  agentHttpsProxy: 'http://proxy.example.com:3128',
  agentNoProxy: ['registry.example.com', '10.0.0.0/8'],

  // Nodes for confidential pods only: kata-deploy gets onto them, and so does each pod with the RuntimeClass.
  nodeSelector: { pool: 'confidential' },
  tolerations: [{ key: 'confidential', operator: TolerationOperator.EXISTS, effect: TaintEffect.NO_SCHEDULE }],
  runtimeClassTolerations: [{ key: 'confidential', operator: TolerationOperator.EXISTS, effect: TaintEffect.NO_SCHEDULE }],
});

app.synth();
const uninstall = UninstallPhase.of(app);
uninstall.synth();
console.error(`\n${SynthSummary.of([{ app, uninstall }])}\n`);
