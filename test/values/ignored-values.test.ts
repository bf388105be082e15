import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { knownValues } from '../../src/values/engine/known-values';
import { anything, bool, either, list, map, object, string } from '../../src/values/engine/schema';
import { Values } from '../../src/values/engine/tree';
import { command } from '../cli/command';
import { rendering } from '../cli/rendering';

const SCHEMA = object({
  known: string(),
  section: object({ inner: bool() }),
  open: object({ a: string() }, { open: anything() }),
  labels: map(string()),
  items: list(object({ name: string() })),
  either: either([string(), object({ a: string() })]),
});

test.each<[string, Values, Values]>([
  ['at the root', { known: 'a', other: 1 }, { known: 'a' }],
  ['in a section', { section: { inner: true, other: { deep: 1 } } }, { section: { inner: true } }],
  ['in lists', { items: [{ name: 'a', other: 1 }, 'b'] }, { items: [{ name: 'a' }, 'b'] }],
  ['in one of several forms', { either: { a: 'b', other: 1 } }, { either: { a: 'b' } }],
  ['null and wrong types are for others', { known: null, section: 3, labels: [] }, { known: null, section: 3, labels: [] }],
  ['free keys stay', { labels: { a: 'b' }, open: { a: 'b', c: { d: 1 } } }, { labels: { a: 'b' }, open: { a: 'b', c: { d: 1 } } }],
])('unknown keys go: %s', (_where, values, expected) => {
  const before = JSON.stringify(values);
  expect(knownValues(SCHEMA, values)).toEqual(expected);
  expect(JSON.stringify(values)).toBe(before);
});

test('names of prototypes are keys like others', () => {
  const values = JSON.parse('{"known": "a", "__proto__": {"x": 1}, "labels": {"__proto__": "b", "constructor": "c"}}') as Values;
  expect(JSON.stringify(knownValues(SCHEMA, values))).toBe('{"known":"a","labels":{"__proto__":"b","constructor":"c"}}');
});

// What another edition of the chart reads, and this one does not: Helm emits nothing for it.
test.each([
  ['peerpods@0.1.0', 'providerConfigs: {}', 'daemonset: {serviceAccount: {annotations: {a: b}}}', 'daemonset.serviceAccount'],
  ['peerpods@0.1.0', 'providerConfigs: {}', 'resourceCtrl: {serviceAccount: {annotations: {a: b}}}', 'resourceCtrl.serviceAccount'],
  ['peerpods@0.1.0', 'providerConfigs: {}', 'resourceCtrl: {podLabels: {a: b}}', 'resourceCtrl.podLabels'],
  ['peerpods@0.1.0', 'providerConfigs: {}', 'tlsProfile: {minVersion: VersionTLS12}', 'tlsProfile'],
  ['peerpods@0.1.0', 'providerConfigs: {}', 'webhook: {tlsMinVersion: VersionTLS12}', 'webhook.tlsMinVersion'],
  ['peerpods@0.4.0', 'providerConfigs: {}', 'resourceCtrl: {namespace: other}', 'resourceCtrl.namespace'],
  ['peerpods@0.4.0', 'providerConfigs: {}', 'webhook: {authProxy: {enabled: true}}', 'webhook.authProxy'],
  ['dpf-hcp-provisioner-operator@0.1.0-pre', '', 'provisionerConfig: {disableMetalLB: true}', 'provisionerConfig'],
  ['dpf-hcp-provisioner-operator@0.1.0', '', 'blueFieldImages: {"4.19": x}', 'blueFieldImages'],
  ['kubevirt-redfish@0.2.1', '', 'rbac: {scc: {enabled: true}}', 'rbac.scc'],
  ['kubevirt-redfish@0.2.1-pre', '', 'datavolume: {helper_image: x}', 'datavolume.helper_image'],
])('%s with --lenient: %s %s', (edition, base, values, path) => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-coco-'));
  const render = (text: string) => {
    writeFileSync(join(folder, 'values.yaml'), `{${text}}`);
    return command('render', edition, '--lenient', '--values', join(folder, 'values.yaml'));
  };
  const [plain, more] = [render(base), render([base, values].filter(Boolean).join(', '))];
  rmSync(folder, { recursive: true });
  expect(more.status).toBe(0);
  expect(more.stdout).toBe(plain.stdout);
  expect(more.stderr).toContain(`warning: ${path}: unknown key; `);
  expect(more.stderr).toMatch(new RegExp(`${path.replace(/\\./g, '.')}: .*; ignored`));
});

test('a folder for containerd, of which the README of the chart speaks and no template', () => {
  const values = (more: string) => `{customContainerd: {enabled: true, tarballUrl: "https://example.com/c.tar.gz"${more}}}`;
  const [plain, more] = [rendering('confidential-containers@0.16.0', values('')), rendering('confidential-containers@0.16.0', values(', installPath: /opt'))];
  expect(more.objects).toEqual(plain.objects);
  expect(more.lines.filter((line) => !plain.lines.includes(line))).toEqual([
    expect.stringMatching(/^warning customContainerd\.installPath: no template of the chart reads it/),
  ]);
});
