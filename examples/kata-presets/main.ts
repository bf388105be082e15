import { join } from 'path';
import { App, Chart } from 'cdk8s';
import { KataRuntime, PrivilegedNamespace, SynthSummary, Tee, UninstallPhase } from 'cdk8s-coco';

/** What goes to each cluster: a folder each, dist/<cluster>/ and dist-uninstall/<cluster>/. */
const clusters: Record<string, (chart: Chart) => void> = {
  'sev-snp': (chart) => KataRuntime.confidential(chart, 'Kata', Tee.SEV_SNP),
  'tdx': (chart) => KataRuntime.confidential(chart, 'Kata', Tee.TDX),
  'secure-execution': (chart) => KataRuntime.confidential(chart, 'Kata', Tee.SECURE_EXECUTION),
  'nvidia-gpu': (chart) => KataRuntime.nvidiaGpu(chart, 'Kata'),
  'peer-pods': (chart) => KataRuntime.remote(chart, 'Kata'),

  // Two pools of one cluster: each installation has a suffix of its own, which RuntimeClasses get too.
  'two-pools': (chart) => {
    KataRuntime.confidential(chart, 'Snp', Tee.SEV_SNP, { multiInstallSuffix: 'amd', nodeSelector: { pool: 'amd' } });
    KataRuntime.confidential(chart, 'Tdx', Tee.TDX, { multiInstallSuffix: 'intel', nodeSelector: { pool: 'intel' } });
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
