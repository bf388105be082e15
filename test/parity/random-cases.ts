/*
 * Writes random values of a chart, and what Helm renders from them, in the form that the parity tool reads:
 *
 *   node -r tsx/cjs test/parity/random-cases.ts --helm HELM --chart FOLDER --version VERSION --out FOLDER [--count N] [--seed N]
 *   node parity.mjs --reference FOLDER -- node bin/cdk8s-coco render
 *
 * The chart confidential-containers, or with `--name kata-deploy` that one. Editions of it that `render` does not list are
 * dependencies of other charts; they and many cases are rendered here, with `--render`, so that one process does for all:
 *
 *   node -r tsx/cjs test/parity/random-cases.ts --name kata-deploy --render --chart FOLDER --version 4.0.0 --out FOLDER
 *   node parity.mjs --reference FOLDER -- sh test/parity/rendered.sh
 *
 * Jobs whose names tell their content then have their upstream names on both sides, so that their content is compared too.
 */
import { spawnSync } from 'child_process';
import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { parseArgs } from 'util';
import { stringify } from 'yaml';
import { kataDeploy } from './random-kata-deploy';
import { comparable, parse, renderEach } from './random-render';
import { confidentialContainers } from './random-values';
import { Random } from '../support/random';

const { values: options } = parseArgs({
  options: {
    helm: { type: 'string', default: 'helm' },
    name: { type: 'string', default: 'confidential-containers' },
    chart: { type: 'string' },
    version: { type: 'string' },
    out: { type: 'string' },
    count: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    render: { type: 'boolean', default: false },
  },
});
const { helm, chart, version, out, name } = options;
if (!chart || !version || !out) throw new Error('--chart, --version and --out are needed');

const source = new Random(Number(options.seed));
const random = () => source.below(2 ** 30) / 2 ** 30;
const valuesOf = name === 'kata-deploy' ? kataDeploy : confidentialContainers;

for (let index = 0; index < Number(options.count); index++) {
  const id = `random-${String(index).padStart(4, '0')}`;
  const folder = join(out, `${version}`, id);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'values.yaml');
  const text = stringify(valuesOf(random, version));
  writeFileSync(file, text);
  const apiVersions = options.render && random() < 0.3 ? ['nfd.k8s-sigs.io/v1alpha1'] : [];
  const rendered = spawnSync(helm, [
    'template', 'coco', chart, '--namespace', 'coco-system', '--values', file, ...apiVersions.flatMap((one) => ['--api-versions', one]),
  ], { encoding: 'utf8' });
  writeFileSync(join(folder, 'manifest.yaml'), options.render ? comparable(parse(rendered.stdout)) : rendered.stdout);
  const error = rendered.status === 0 ? undefined : rendered.stderr.trim();
  writeFileSync(join(folder, 'case.json'), JSON.stringify(
    { id, chart: name, version, release: 'coco', namespace: 'coco-system', error }, null, 1));
  if (options.render) renderEach(version, text, { releaseName: 'coco', namespace: 'coco-system', apiVersions }, folder);
}
