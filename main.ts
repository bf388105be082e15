import { join } from 'path';
import { App, Chart } from 'cdk8s';
import { Architecture, KataRuntime, KataRuntimeProps, KataShim, PrivilegedNamespace, SynthSummary, UninstallPhase } from './src';

/**
 * Confidential Containers for four kinds of clusters, a folder each: dist/<cluster>/ and dist/<cluster>-uninstall/.
 *
 * The names equal those of the umbrella chart, so that an existing Helm release is adopted in place.
 */
const clusters: Record<string, KataRuntimeProps> = {
  'x86-64': { architectures: [Architecture.X86_64] },
  's390x': { architectures: [Architecture.S390X] },
  'aarch64': { architectures: [Architecture.AARCH64] },
  'peer-pods': { shims: [KataShim.REMOTE] },
};

const written = Object.entries(clusters).map(([cluster, props]) => {
  const app = new App({ outdir: join(process.env.CDK8S_OUTDIR ?? 'dist', cluster) });
  const chart = new Chart(app, 'coco', { namespace: 'coco-system' });
  new PrivilegedNamespace(chart, 'Namespace');
  new KataRuntime(chart, 'Kata', { name: 'kata-as-coco-runtime', ...props });
  app.synth();
  const uninstall = UninstallPhase.of(app);
  uninstall.synth();
  return { app, uninstall };
});

// cdk8s-cli keeps standard output to itself.
console.error(`\n${SynthSummary.of(written)}\n`);
