import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Chart } from 'cdk8s';
import { compare, Result } from './compare';
import { KataRelease, KataRuntime, UninstallPhase } from '../src';

const FEW = 100;
const MANY = 400;

/** A fleet in one process, an app per cluster: the time for each must not grow with their number. */
export function charts(): Result[] {
  return [compare({
    what: 'synth in one process, per cluster',
    a: { name: `${FEW} clusters`, run: () => fleet(FEW) / FEW },
    b: { name: `${MANY} clusters`, run: () => fleet(MANY) / MANY },
    rounds: 5,
  })];
}

/** Milliseconds to write both phases of so many clusters. */
function fleet(clusters: number): number {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-coco-bench-'));
  try {
    const start = process.hrtime.bigint();
    for (let index = 0; index < clusters; index++) {
      const app = new App({ outdir: join(folder, `cluster-${index}`) });
      new KataRuntime(new Chart(app, 'coco', { namespace: 'coco-system' }), 'Kata', { release: KataRelease.latest() });
      app.synth();
      UninstallPhase.of(app).synth();
    }
    return Number(process.hrtime.bigint() - start) / 1e6;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
