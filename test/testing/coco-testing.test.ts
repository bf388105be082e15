import { App, Chart, Testing } from 'cdk8s';
import { CocoTesting, KataRelease, KataRuntime, KataShim } from 'cdk8s-coco';
import { matchers } from 'cdk8s-coco/jest';
import { Deployment } from 'cdk8s-plus-28';
import { parseAllDocuments } from 'yaml';
import { EDITIONS } from '../../src/values/editions';
import { command } from '../cli/command';

function platform() {
  const app = new App();
  const chart = new Chart(app, 'coco', { namespace: 'coco-system' });
  const kata = new KataRuntime(chart, 'Kata', { release: KataRelease.V4_1_0, shims: [KataShim.QEMU_SNP] });
  const payments = new Chart(app, 'payments', { namespace: 'payments' });
  const api = new Deployment(payments, 'Api', { containers: [{ image: 'registry.example.com/api:1' }] });
  return { app, chart, kata, payments, api };
}

test('the objects of an app, of a chart, and of a construct', () => {
  const { app, chart, kata, payments } = platform();
  expect(CocoTesting.synth(chart)).toEqual(Testing.synth(chart));
  expect(CocoTesting.synth(app)).toEqual([...Testing.synth(chart), ...Testing.synth(payments)]);
  expect(CocoTesting.synth(kata).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['DaemonSet', 'RuntimeClass', 'ServiceAccount']));
  expect(CocoTesting.synth(kata.node.findChild('ServiceAccount')).map(({ kind }) => kind)).toEqual(['ServiceAccount']);
});

test('wrong props are found, as by app.synth()', () => {
  const { chart, kata } = platform();
  chart.node.addValidation({ validate: () => ['something is wrong'] });
  expect(() => CocoTesting.synth(kata)).toThrow('something is wrong');
});

test('finding objects, and what an error says where there is not exactly one', () => {
  const objects = CocoTesting.synth(platform().app);
  expect(CocoTesting.findObjects(objects, 'Secret')).toEqual([]);
  expect(CocoTesting.findObjects(objects, 'ServiceAccount')).toHaveLength(1);
  expect(CocoTesting.findObject(objects, 'DaemonSet').metadata.name).toBe('kata-deploy');
  expect(CocoTesting.findObject(objects, 'DaemonSet', 'coco-system/kata-deploy')).toBe(CocoTesting.findObject(objects, 'DaemonSet', 'kata-deploy'));
  expect(() => CocoTesting.findObject(objects, 'DaemonSet', 'kata-deplo')).toThrow('there is no DaemonSet kata-deplo; there are DaemonSet coco-system/kata-deploy');
  expect(() => CocoTesting.findObject(objects, 'DaemonSett')).toThrow('there is no DaemonSett; did you mean the kind DaemonSet?');
  expect(() => CocoTesting.findObject([...objects, ...objects], 'DaemonSet')).toThrow('there are 2 objects DaemonSet: DaemonSet coco-system/kata-deploy, DaemonSet coco-system/kata-deploy');
  expect(() => CocoTesting.findObject([null, {}, 'x'], 'Pod')).toThrow('there is no Pod; kinds that are there: none');
});

test('fields of an object: maps may have more keys, lists have the same length', () => {
  const objects = CocoTesting.synth(platform().payments);
  const has = (fields: object) => () => CocoTesting.assertObject(objects, 'Deployment', objects[0].metadata.name, fields);
  expect(has({ spec: { template: { spec: { containers: [{ image: 'registry.example.com/api:1' }] } } } })).not.toThrow();
  expect(has({ spec: { template: { spec: { containers: [{ image: 'x' }] } } } })).toThrow('spec.template.spec.containers[0].image: got "registry.example.com/api:1"; expected "x"');
  expect(has({ spec: { paused: true } })).toThrow('spec.paused: got nothing; expected true');
  expect(has({ spec: { template: { spec: { containers: [] } } } })).toThrow('spec.template.spec.containers has 1 elements, not 0');
  expect(has({ spec: { replicas: {} } })).toThrow('spec.replicas is no map');
  expect(has({ metadata: { annotations: { a: 'b' } } })).toThrow('metadata.annotations is no map');
});

test.each<[string, object, object]>([
  ['a Secret', { kind: 'Secret', data: { plain: 'sunshine' } }, { data: { plain: 'x' } }],
  ['a ConfigMap', { kind: 'ConfigMap', data: { 'db.password': 'sunshine' } }, { data: { 'db.password': 'x' } }],
  ['a variable', { kind: 'Pod', spec: { env: [{ name: 'DB_PASSWORD', value: 'sunshine' }] } }, { spec: { env: [{ value: 'x' }] } }],
  ['an argument', { kind: 'Pod', spec: { args: ['--password', 'sunshine'] } }, { spec: { args: ['--password', 'x'] } }],
])('what may be a secret in %s is not printed', (_, object, fields) => {
  const one = { metadata: { name: 'a' }, ...object } as unknown as { kind: string };
  const assertion = () => CocoTesting.assertObject([one], one.kind, 'a', fields);
  expect(assertion).toThrow('got a value that is not printed here');
  expect(assertion).not.toThrow('sunshine');
});

test('pods under a RuntimeClass', () => {
  const { app, kata, payments, api } = platform();
  const assert = (objects: any[]) => () => CocoTesting.assertRuntimeClass(objects, 'kata-qemu-snp');
  expect(assert(CocoTesting.synth(payments))).toThrow(/Deployment payments\/payments-api-\w+: its pods run under no RuntimeClass/);
  kata.runtimeClass(KataShim.QEMU_SNP).applyTo(api);
  expect(assert(CocoTesting.synth(payments))).not.toThrow();
  expect(assert(CocoTesting.synth(app))).toThrow('DaemonSet coco-system/kata-deploy: its pods run under no RuntimeClass');
  expect(assert([])).toThrow('no object makes pods; kinds that are there: none');
});

describe('secrets in manifests', () => {
  const config = (data: object, kind = 'ConfigMap') => ({ apiVersion: 'v1', kind, metadata: { name: 'a', namespace: 'b' }, data });
  const variable = (name: string, more: object) => ({
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [{ name: 'c', env: [{ name, ...more }] }] },
  });

  test.each([
    ['a Secret with values', config({ any: 'aHVudGVyMg==' }, 'Secret'), 'Secret b/a: data.any'],
    ['a password in a ConfigMap', config({ 'admin-password': 'hunter2' }), 'ConfigMap b/a: data.admin-password'],
    ['a private key in a file', config({ 'config.yaml': 'x: |\n  -----BEGIN RSA PRIVATE KEY-----\n' }), 'ConfigMap b/a: data.config.yaml'],
    ['a token of a service', config({ x: 'glpat-hunter2hunter2' }), 'ConfigMap b/a: data.x'],
    ['a password in a URL', config({ x: 'postgres://me:hunter2@db.example.com' }), 'ConfigMap b/a: data.x'],
    ['a variable', variable('AWS_SECRET_ACCESS_KEY', { value: 'hunter2' }), 'Pod a: the variable AWS_SECRET_ACCESS_KEY of c'],
  ])('%s', (_, object, place) => {
    expect(() => CocoTesting.assertNoSecrets([object])).toThrow(place);
    expect(() => CocoTesting.assertNoSecrets([object])).not.toThrow('hunter2');
  });

  test.each([
    ['a Secret without values', config({}, 'Secret')],
    ['a variable from a Secret', variable('PASSWORD', { valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } })],
    ['the path of a file', variable('TOKEN', { value: '/var/run/token' })],
    ['the name of a Secret', variable('SECRET_NAME', { value: 'peer-pods-secret' })],
    ['a URL with a variable', config({ x: 'https://$USER:$TOKEN@example.com' })],
  ])('%s is none', (_, object) => expect(() => CocoTesting.assertNoSecrets([object])).not.toThrow());

  test.each(EDITIONS.map(({ name }) => name))('%s has none but those that its values make', (name) => {
    const objects = parseAllDocuments(command('render', name).stdout).map((one) => one.toJS());
    const own = objects.filter((one) => !(one?.kind === 'Secret' && Object.keys({ ...one.data, ...one.stringData }).length) && !/admin123/.test(JSON.stringify(one)));
    expect(() => CocoTesting.assertNoSecrets(own)).not.toThrow();
  });
});

describe('matchers of jest', () => {
  test('on apps, charts, and lists', () => {
    const { app, chart, kata, payments, api } = platform();
    kata.runtimeClass(KataShim.QEMU_SNP).applyTo(api);
    expect(app).toHaveObject('DaemonSet', 'kata-deploy');
    expect(chart).toHaveObject('RuntimeClass');
    expect(CocoTesting.synth(app)).toHaveObject('DaemonSet', 'coco-system/kata-deploy', { spec: { selector: expect.any(Object) } });
    expect(app).not.toHaveObject('Secret');
    expect(app).not.toHaveObject('DaemonSet', 'kata-deploy', { spec: { replicas: 1 } });
    expect(payments).toRunUnderRuntimeClass('kata-qemu-snp');
    expect(app).not.toRunUnderRuntimeClass('kata-qemu-snp');
    expect(app).toHaveNoSecrets();
  });

  test('what they say', () => {
    const { app } = platform();
    const said = (assert: () => void): string => {
      try {
        assert();
      } catch (error) {
        return (error as Error).message;
      }
      return 'nothing';
    };
    expect(said(() => expect(app).toHaveObject('DaemonSet', 'x'))).toBe('there is no DaemonSet x; there are DaemonSet coco-system/kata-deploy');
    expect(said(() => expect(app).not.toHaveObject('DaemonSet'))).toBe('there is DaemonSet');
    expect(said(() => expect(app).not.toHaveNoSecrets())).toBe('no manifest holds a secret');
    expect(said(() => expect('x').toHaveNoSecrets())).toContain('got neither a construct nor a list of objects');
    expect(Object.keys(matchers)).toEqual(['toHaveObject', 'toRunUnderRuntimeClass', 'toHaveNoSecrets']);
  });
});
