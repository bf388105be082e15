/*
 * Writes random values of a chart, and what Helm renders from them, in the form that the parity tool reads:
 *
 *   node -r tsx/cjs test/parity/random-cases.ts --helm HELM --chart FOLDER --version VERSION --out FOLDER [--count N] [--seed N]
 *   node parity.mjs --reference FOLDER -- node bin/cdk8s-coco render
 */
import { spawnSync } from 'child_process';
import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { parseArgs } from 'util';
import { stringify } from 'yaml';
import { confidentialContainers } from './random-values';
import { Random } from '../support/random';

const { values: options } = parseArgs({
  options: {
    helm: { type: 'string', default: 'helm' },
    chart: { type: 'string' },
    version: { type: 'string' },
    out: { type: 'string' },
    count: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
  },
});
const { helm, chart, version, out } = options;
if (!chart || !version || !out) throw new Error('--chart, --version and --out are needed');

const source = new Random(Number(options.seed));
const random = () => source.below(2 ** 30) / 2 ** 30;

for (let index = 0; index < Number(options.count); index++) {
  const id = `random-${String(index).padStart(4, '0')}`;
  const folder = join(out, `${version}`, id);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'values.yaml');
  writeFileSync(file, stringify(confidentialContainers(random, version)));
  const rendered = spawnSync(helm, ['template', 'coco', chart, '--namespace', 'coco-system', '--values', file], { encoding: 'utf8' });
  writeFileSync(join(folder, 'manifest.yaml'), rendered.stdout);
  const error = rendered.status === 0 ? undefined : rendered.stderr.trim();
  writeFileSync(join(folder, 'case.json'), JSON.stringify(
    { id, chart: 'confidential-containers', version, release: 'coco', namespace: 'coco-system', error }, null, 1));
}
