/*
 * Writes random values of a chart, and what Helm renders from them, in the form that the parity tool reads:
 *
 *   node -r tsx/cjs test/parity/random-cases.ts --helm HELM --name NAME --chart FOLDER --version VERSION --out FOLDER \
 *     [--count N] [--seed N]
 *   node parity.mjs --reference FOLDER -- node bin/cdk8s-coco render
 *
 * The chart confidential-containers, or the one that `--name` names. Editions of kata-deploy that `render` does not list are
 * dependencies of other charts; they and many cases are rendered here, with `--render`, so that one process does for all:
 *
 *   node -r tsx/cjs test/parity/random-cases.ts --name kata-deploy --render --chart FOLDER --version 4.0.0 --out FOLDER
 *   node parity.mjs --reference FOLDER -- sh test/parity/rendered.sh
 *
 * With `--schema`, the values of any edition are made of its schema, in all kinds of scalars; with `--hostile` also of wrong
 * types and with nulls where charts need a value, for Helm to refuse:
 *
 *   npm run parity:random -- --helm HELM --name kata-deploy --version 3.27.0 --chart FOLDER --out FOLDER --count 200 --seed 1
 *
 * Jobs whose names tell their content then have their upstream names on both sides, so that their content is compared too.
 */
import { spawnSync } from 'child_process';
import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { parseArgs } from 'util';
import { stringify } from 'yaml';
import { dpfHcpProvisionerOperator } from './dpf-hcp-values';
import { kataDeploy } from './random-kata-deploy';
import { kubevirtRedfish } from './random-redfish';
import { comparable, parse, renderEach } from './random-render';
import { RandomValues } from './random-schema';
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
    schema: { type: 'boolean', default: false },
    hostile: { type: 'boolean', default: false },
  },
});
const { helm, name, chart, version, out } = options;
if (!chart || !version || !out) throw new Error('--chart, --version and --out are needed');
const source = new Random(Number(options.seed));
const random = () => source.below(2 ** 30) / 2 ** 30;
const generators: Record<string, (random: () => number, version: string) => object> = {
  'confidential-containers': confidentialContainers,
  'dpf-hcp-provisioner-operator': dpfHcpProvisionerOperator,
  'kata-deploy': kataDeploy,
  'kubevirt-redfish': kubevirtRedfish,
};
const bySchema = options.schema || options.hostile ? new RandomValues(name, version, random, options.hostile) : undefined;
const valuesOf = bySchema ? () => bySchema.next() : generators[name];
if (!valuesOf) throw new Error(`--name: there are no random values for ${name}`);

for (let index = 0; index < Number(options.count); index++) {
  const id = `random-${String(index).padStart(4, '0')}`;
  const folder = join(out, `${version}`, id);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'values.yaml');
  const text = stringify(valuesOf(random, version), bySchema && { version: '1.1', defaultStringType: 'QUOTE_DOUBLE', lineWidth: 0 });
  writeFileSync(file, text);
  const apiVersions = options.render && random() < 0.3 ? ['nfd.k8s-sigs.io/v1alpha1'] : [];
  const rendered = spawnSync(helm, [
    'template', 'coco', chart, '--namespace', 'coco-system', '--include-crds', '--values', file, ...apiVersions.flatMap((one) => ['--api-versions', one]),
  ], { encoding: 'utf8' });
  writeFileSync(join(folder, 'manifest.yaml'), options.render ? comparable(parse(rendered.stdout)) : rendered.stdout);
  const error = rendered.status === 0 ? undefined : rendered.stderr.trim();
  writeFileSync(join(folder, 'case.json'), JSON.stringify(
    { id, chart: name, version, release: 'coco', namespace: 'coco-system', error }, null, 1));
  if (options.render) renderEach(`${name}@${version}`, text, { releaseName: 'coco', namespace: 'coco-system', apiVersions }, folder);
}
