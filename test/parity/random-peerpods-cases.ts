/*
 * Writes random values of the chart peerpods, and what Helm renders from them, in the form that the parity tool reads:
 *
 *   node -r tsx/cjs test/parity/random-peerpods-cases.ts --helm HELM --chart FOLDER --version VERSION --out FOLDER \
 *     [--count N] [--seed N] [--broken]
 *   node parity.mjs --reference FOLDER -- node bin/cdk8s-coco render
 *
 * With --broken there are also texts that the chart's quoting breaks; where no YAML comes out, the case is left out.
 */
import { spawnSync } from 'child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { parseArgs } from 'util';
import { parseAllDocuments, stringify } from 'yaml';
import { peerpods } from './random-peerpods';
import { Random } from '../support/random';

const { values: options } = parseArgs({
  options: {
    helm: { type: 'string', default: 'helm' },
    chart: { type: 'string' },
    version: { type: 'string' },
    out: { type: 'string' },
    count: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    broken: { type: 'boolean', default: false },
  },
});
const { helm, chart, version, out, broken } = options;
if (!chart || !version || !out) throw new Error('--chart, --version and --out are needed');

const source = new Random(Number(options.seed) * 1000 + version.length + Number(version.split('.')[1]));
const random = () => source.below(2 ** 30) / 2 ** 30;
const release = 'peerpods';
const namespace = 'confidential-containers-system';

/** The keys that each provider's file names, those in comments included. */
const keys = Object.fromEntries(readdirSync(join(chart, 'providers')).filter((name) => name.endsWith('.yaml')).map((name) => {
  const text = readFileSync(join(chart, 'providers', name), 'utf8');
  return [name.replace('.yaml', ''), [...text.matchAll(/^ {4}(?:# )?([A-Z][A-Z0-9_]*): "/gm)].map(([, key]) => key)];
}));

let refused = 0;
for (let index = 0; index < Number(options.count); index++) {
  const id = `random-${String(index).padStart(4, '0')}`;
  const folder = join(out, version, id);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'values.yaml');
  writeFileSync(file, stringify(peerpods(random, { version, broken, keys }), { version: '1.1' }));
  const rendered = spawnSync(helm, ['template', release, chart, '--include-crds', '--namespace', namespace, '--values', file], { encoding: 'utf8' });
  const unreadable = rendered.stderr.includes('YAML parse error') || parseAllDocuments(rendered.stdout, { uniqueKeys: false }).some(({ errors }) => errors.length);
  if (broken && unreadable) {
    refused++;
    rmSync(folder, { recursive: true });
    continue;
  }
  writeFileSync(join(folder, 'manifest.yaml'), rendered.stdout);
  const error = rendered.status === 0 ? undefined : rendered.stderr.trim();
  writeFileSync(join(folder, 'case.json'), JSON.stringify({ id, chart: 'peerpods', version, release, namespace, error }, null, 1));
}
process.stdout.write(`${Number(options.count) - refused} cases; ${refused} whose manifests are no YAML are left out\n`);
