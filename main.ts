import { join } from 'path';
import { App, Chart } from 'cdk8s';
import {
  Architecture, ContainerdTarball, CustomContainerdInstaller, KataRelease, KataRuntime, KataRuntimeProps, KataShim,
  PrivilegedNamespace, SynthSummary, UninstallPhase,
} from './src';

// Another Kata for all clusters is another release here.
const release = KataRelease.V4_1_0;

/**
 * Confidential Containers for five kinds of clusters, a folder each: dist/<cluster>/ and dist-uninstall/<cluster>/.
 *
 * The names equal those of the umbrella chart, so that an existing Helm release is adopted in place.
 */
const clusters: Record<string, Partial<KataRuntimeProps> & { readonly tarballs?: ContainerdTarball[] }> = {
  'x86-64': { architectures: [Architecture.X86_64] },
  's390x': { architectures: [Architecture.S390X] },
  'aarch64': { architectures: [Architecture.AARCH64] },
  'peer-pods': { shims: [KataShim.REMOTE] },

  // A containerd of your own first: put in the URL and the checksum of a tarball on a mirror of yours.
  'own-containerd': {
    architectures: [Architecture.X86_64],
    tarballs: [ContainerdTarball.forArchitecture(
      Architecture.X86_64,
      'https://mirror.example.com/containerd-2.1.4-linux-amd64.tar.gz',
      '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03',
    )],
  },
};

const outdir = process.env.CDK8S_OUTDIR ?? 'dist';

const written = Object.entries(clusters).map(([cluster, { tarballs, ...props }]) => {
  const app = new App({ outdir: join(outdir, cluster) });
  const chart = new Chart(app, 'coco', { namespace: 'coco-system' });
  new PrivilegedNamespace(chart, 'Namespace');
  const containerd = tarballs && new CustomContainerdInstaller(chart, 'Containerd', { name: 'coco', tarballs });
  const kata = new KataRuntime(chart, 'Kata', { name: 'kata-as-coco-runtime', release, ...props });
  if (containerd) kata.installAfter(containerd);
  app.synth();
  const uninstall = UninstallPhase.of(app, { outdir: join(`${outdir}-uninstall`, cluster) });
  uninstall.synth();
  return { app, uninstall };
});

// cdk8s-cli keeps standard output to itself.
console.error(`\n${SynthSummary.of(written)}\n`);
