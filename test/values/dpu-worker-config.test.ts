import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { at, rendering } from '../cli/rendering';
import { nodeFiles, ofKind, workers } from '../dpu-worker/workers';
import { Manifest } from '../support/synth';

const EDITION = 'dpu-worker-config@0.1.0';
const CHART = join(__dirname, '..', '..', '..', 'shared', 'charts', 'dpu-worker-config-head');
const withChart = existsSync(CHART) ? test : test.skip;
const OBJECTS = ['ConfigMap hardware-offload-config', 'ConfigMap network-node-identity', 'MachineConfigPool worker-dpu', 'MachineConfig dpu-worker-configuration'];

test('without values: what DpuWorkerConfig emits, without annotations for engines', () => {
  const { objects, lines } = rendering(EDITION);
  expect(lines).toEqual([]);
  const typed = workers({ instance: 'release-name' }).map(({ metadata: { annotations: _, ...metadata }, ...one }) => ({ ...one, metadata }));
  expect(objects).toEqual(typed);
});

test.each<[string, Record<string, string>, string[]]>([
  ['nameOverride: other', { 'app.kubernetes.io/name': 'other' }, []],
  ['nameOverride: ""', {}, []],
  [`nameOverride: ${'a'.repeat(62)}-bc`, { 'app.kubernetes.io/name': 'a'.repeat(62) }, []],
  ['commonLabels: {team: edge, app.kubernetes.io/part-of: mine}', { 'team': 'edge', 'app.kubernetes.io/part-of': 'mine' }, []],
  ['commonLabels: null', {}, []],
  ['commonLabels: {empty: null}', { empty: '' }, []],
  ['fullnameOverride: other', {}, ['warning fullnameOverride: no template reads it: the names are those that OpenShift knows; leave it out']],
  ['commonAnnotations: {a: b, c: 1}', {}, [
    'warning commonAnnotations: no template reads them: the objects get no annotations, as in the chart; leave them out',
  ]],
  ['commonLabels: {machineconfiguration.openshift.io/role: infra}', { 'machineconfiguration.openshift.io/role': 'infra' }, [
    'warning commonLabels."machineconfiguration.openshift.io/role": replaces the label that assigns the MachineConfig to the pool worker-dpu; leave it out',
  ]],
  ['global: {a: 1}', {}, []],
])('%s changes labels alone', (values, labels, warnings) => {
  const { objects, lines } = rendering(EDITION, values);
  expect(lines).toEqual(warnings);
  expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual(OBJECTS);
  for (const [index, before] of rendering(EDITION).objects.entries()) {
    const { metadata, ...rest } = before;
    expect(objects[index]).toEqual({ ...rest, metadata: { ...metadata, labels: { ...metadata.labels, ...labels } } });
  }
});

test.each([
  ['nameOverride: 1', 'nameOverride: got the number 1; allowed: a string; write "1"'],
  ['nameOverride: "1"', 'nameOverride: the chart prints "1" without quotes, and YAML reads it as the number 1; take another one'],
  ['nameOverride: a b', 'nameOverride: got "a b"; allowed: a label value: 1 to 63 letters, digits, "-", "_" and ".". Leave it out for the default.'],
  ['commonLabels: {team: 1}', 'commonLabels.team: got the number 1; allowed: a string; write "1"'],
  ['commonLabels: {team: a b}', 'commonLabels.team: got "a b"; allowed: a label value: letters, digits, "-", "_" and ".", at most 63 characters. Numbers and booleans need quotes.'],
  ['commonLabel: {}', 'commonLabel: unknown key; did you mean commonLabels?'],
])('%s is refused', (values, line) => {
  expect(rendering(EDITION, values)).toEqual({ objects: [], lines: [`error ${line}`] });
});

test('nothing is left for the uninstall phase', () => {
  expect(rendering(EDITION, '{}', 'uninstall').objects).toEqual([]);
  expect(rendering(EDITION, at(['nameOverride'], 'other'), 'uninstall').objects).toEqual([]);
});

/** A unit without the words for people. */
const unitWithout = ({ contents, ...unit }: Manifest) => (
  { ...unit, contents: (contents as string | undefined)?.trim().replace(/^Description=.*$/m, '') });

withChart('the MachineConfig is the chart\'s, but for the bytes of the scripts and the descriptions of units', () => {
  const template = readFileSync(join(CHART, 'templates/dpu-worker-machineconfig.yaml'), 'utf8');
  const { spec: { config: theirs } } = parse(template.replace(/\{\{[^}]*\}\}/g, '').replace(/^ +$/gm, ''), { version: '1.1' }) as Manifest;
  const ours = ofKind(rendering(EDITION).objects, 'MachineConfig');
  const files = nodeFiles(ours);
  expect(files.map(({ text: _, ...file }) => file))
    .toEqual(theirs.storage.files.map(({ contents: _, ...file }: Manifest) => file));
  const conf = readFileSync(join(CHART, 'files/machineconfig-scripts/unmanage-ovnk-interface.conf'), 'utf8');
  expect(files.find(({ path }) => path.endsWith('.conf'))!.text).toBe(conf);
  expect(ours.spec.config.systemd.units.map(unitWithout)).toEqual(theirs.systemd.units.map(unitWithout));
  expect(ours.spec.config.ignition).toEqual(theirs.ignition);
});
