import { createHash } from 'crypto';
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { Document, parse, parseAllDocuments } from 'yaml';
import { chartOnDisk } from '../../../src/cli/chart-on-disk';
import { keyOf } from '../../../src/values/editions/edition-document';
import { editionDocument, editionVersions } from '../../../src/values/editions/edition-store';
import { command } from '../../cli/command';
import { share, some, Strides } from '../../support/stride';

/*
 * The upstream charts, beside this repository where they are at hand.
 */
const CHARTS = join(__dirname, '..', '..', '..', '..', 'shared', 'charts');
const withCharts = existsSync(CHARTS) ? test : test.skip;

/** The folders of charts whose name or version is another one than the edition's. */
const FOLDERS: Readonly<Record<string, string>> = {
  'confidential-containers@0.16.0-pre': 'coco-seed',
  'dpf-hcp-provisioner-operator@0.1.0-pre': 'dpf-seed',
  'dpu-worker-config@0.1.0': 'dpu-worker-config-head',
  'kubevirt-redfish@0.2.1-pre': 'redfish-seed',
  'peerpods@0.1.0': 'peerpods-seed',
};
const SHORT: Readonly<Record<string, string>> = {
  'confidential-containers': 'coco', 'dpf-hcp-provisioner-operator': 'dpf', 'kubevirt-redfish': 'redfish',
};

const EDITIONS = ['confidential-containers', 'dpf-hcp-provisioner-operator', 'dpu-worker-config', 'kata-deploy', 'kubevirt-redfish', 'peerpods']
  .flatMap((chart) => editionVersions(chart).map((version): [string, string, string] => [
    chart, version, FOLDERS[`${chart}@${version}`] ?? `${SHORT[chart] ?? chart}-${version}`,
  ]));

const AT_HAND = EDITIONS.filter(([, , folder]) => existsSync(join(CHARTS, folder)));

withCharts.each(AT_HAND)('%s %s is what upstream published', (chart, version, folder) => {
  const read = (path: string) => readFileSync(join(CHARTS, folder, path));
  const { appVersion, values, templates, files, dependencies, subcharts } = editionDocument(chart, version);
  expect(values).toEqual(parse(read('values.yaml').toString(), { merge: true }));
  expect(String(parse(read('Chart.yaml').toString()).appVersion)).toBe(appVersion);
  for (const [path, sum] of Object.entries(templates)) {
    expect([path, createHash('sha256').update(read(path)).digest('hex')]).toEqual([path, sum]);
  }
  for (const [path, own] of Object.entries(files)) {
    const [first] = parseAllDocuments(read(path).toString(), { merge: true });
    expect(own).toEqual((first as Document | undefined)?.toJS() ?? {});
  }
  for (const { charts } of [chartOnDisk(join(CHARTS, folder))]) {
    for (const [key, inner] of Object.entries(subcharts)) {
      const { name, version: own } = dependencies.find((one) => keyOf(one) === key)!;
      expect(inner.values).toEqual(charts.find((one) => one.name === name && one.version === own)!.values);
    }
  }
});

test('the charts that this repository names by their archives alone', () => {
  // SHA-256 of the archives, as https://github.com/v1k0d3n/charts publishes them: f92a679f…dbf33ea and 5724d286…8029193c.
  const changes = (version: string) => {
    const { values, appVersion, templates } = editionDocument('kubevirt-redfish', version);
    const { image, namespace } = values.global as Record<string, unknown>;
    return { appVersion, image, namespace, configmap: templates['templates/configmap.yaml']?.slice(0, 8), templates: Object.keys(templates).length };
  };
  const image = (tag: string) => ({ repository: 'quay.io/bjozsa-redhat/kubevirt-redfish', tag, pullPolicy: 'Always' });
  expect(changes('0.2.2')).toEqual({ appVersion: 'v0.2.2-fee285c', image: image('v0.2.2'), namespace: 'kubevirt-redfish', configmap: '247b4449', templates: 6 });
  expect(changes('0.2.3')).toEqual({ appVersion: 'v0.2.3-f87ff92', image: image('v0.2.3'), namespace: 'kubevirt-redfish', configmap: '03b5c72b', templates: 6 });
});

const RENDERED: Strides = { gate: 1, loop: 11 };

withCharts.each(some(AT_HAND, RENDERED))(`%s %s on disk is rendered as the edition${share(RENDERED)}`, (chart, version, folder) => {
  const path = join(CHARTS, folder);
  const options = chart === 'peerpods' ? ['--set', 'provider=aws', '-f', 'chart:providers/aws.yaml'] : [];
  expect(command('render', path, ...options)).toEqual(command('render', `${chart}@${version}`, ...options));
});

test('every edition has its facts', () => {
  expect(EDITIONS.filter(([chart]) => chart === 'kata-deploy')).toHaveLength(14);
  expect(EDITIONS.filter(([chart]) => chart === 'peerpods')).toHaveLength(7);
});
