import { join } from 'path';
import { App, Chart } from 'cdk8s';
import { KataRelease, KataRuntime, PrivilegedNamespace, SynthSummary, Tee, UninstallPhase } from 'cdk8s-coco';

/** What goes to each cluster: a folder each, dist/<cluster>/ and dist-uninstall/<cluster>/. */
const clusters: Record<string, (chart: Chart) => void> = {
  'sev-snp': (chart) => KataRuntime.confidential(chart, 'Kata', Tee.SEV_SNP, { release: KataRelease.V4_1_0 }),
  'tdx': (chart) => KataRuntime.confidential(chart, 'Kata', Tee.TDX, { release: KataRelease.V4_1_0 }),
  'secure-execution': (chart) => KataRuntime.confidential(chart, 'Kata', Tee.SECURE_EXECUTION, { release: KataRelease.V4_1_0 }),
  'nvidia-gpu': (chart) => KataRuntime.nvidiaGpu(chart, 'Kata', { release: KataRelease.V4_1_0 }),
  'peer-pods': (chart) => KataRuntime.remote(chart, 'Kata', { release: KataRelease.V4_0_0 }),

  // Two pools of one cluster: each installation has a suffix of its own, which RuntimeClasses get too.
  'two-pools': (chart) => {
    KataRuntime.confidential(chart, 'Snp', Tee.SEV_SNP, { release: KataRelease.V4_1_0, multiInstallSuffix: 'amd', nodeSelector: { pool: 'amd' } });
    KataRuntime.confidential(chart, 'Tdx', Tee.TDX, { release: KataRelease.V4_1_0, multiInstallSuffix: 'intel', nodeSelector: { pool: 'intel' } });
  },
};

const outdir = process.env.CDK8S_OUTDIR ?? 'dist';

const written = Object.entries(clusters).map(([cluster, compose]) => {
  const app = new App({ outdir: join(outdir, cluster) });
  const chart = new Chart(app, 'coco', { namespace: 'coco-system' });
  new PrivilegedNamespace(chart, 'Namespace');
  compose(chart);
  app.synth();
  const uninstall = UninstallPhase.of(app, { outdir: join(`${outdir}-uninstall`, cluster) });
  uninstall.synth();
  return { app, uninstall };
});

console.error(`\n${SynthSummary.of(written)}\n`);
