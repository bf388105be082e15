import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as cdk8s from 'cdk8s';
import type * as coco from 'cdk8s-coco';
import { parseAllDocuments } from 'yaml';
import { Manifest } from '../../support/synth';

interface Modules {
  readonly cdk8s: typeof cdk8s;
  readonly coco: typeof coco;
}

/** Both libraries as in a process of their own, in which nothing has been printed. */
function fresh(package_: string): Modules {
  let modules: Modules | undefined;
  jest.isolateModules(() => {
    if (package_ !== 'cdk8s') jest.doMock('cdk8s', () => jest.requireActual(package_) as typeof cdk8s);
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    modules = { cdk8s: require('cdk8s') as typeof cdk8s, coco: require('cdk8s-coco') as typeof coco };
    jest.dontMock('cdk8s');
  });
  return modules!;
}

const TEXTS = ['0o17', '0X1F', '=', '<<', 'a\u2028b', '\ufeff', 'a\tb', '\ta\nb', '2001-12-14 21:59:43,1', '1:30', 'plain', 'two\nlines\n'];
const DATA = Object.fromEntries(TEXTS.flatMap((text, index) => [[`text-${index}`, text], [text, `key ${index}`]]));

/** An app with a construct of this library, and an object of the user's own. */
function appWith(modules: Modules, props: cdk8s.AppProps = {}, data: object = DATA) {
  const { App, ApiObject, Chart } = modules.cdk8s;
  const app = new App(props);
  const chart = new Chart(app, 'coco', { namespace: 'coco-system' });
  new modules.coco.PrivilegedNamespace(chart, 'Namespace');
  new ApiObject(chart, 'Settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data });
  return { app, chart };
}

/** As Go reads YAML where it differs from all others: octal numbers of YAML 1.2 beside the words of 1.1. */
function dataIn(text: string): unknown {
  const [first, second] = ['1.1', '1.2'].map((version) => parseAllDocuments(text, { version: version as '1.1', logLevel: 'silent' })
    .map((document) => document.toJS() as Manifest).find(({ kind }) => kind === 'ConfigMap')?.data as unknown);
  expect(second).toEqual(first);
  return first;
}

describe.each(['cdk8s', 'cdk8s-newest'])('%s prints what every reader understands', (package_) => {
  const modules = fresh(package_);
  const { YamlOutputType, Yaml } = modules.cdk8s;
  const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-coco-'));
  afterAll(() => rmSync(outdir, { recursive: true }));

  test.each([
    YamlOutputType.FILE_PER_APP,
    YamlOutputType.FILE_PER_CHART,
    YamlOutputType.FILE_PER_RESOURCE,
    YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
  ])('app.synth(), output type %s', (yamlOutputType) => {
    const folder = join(outdir, String(yamlOutputType));
    appWith(modules, { outdir: folder, yamlOutputType }).app.synth();
    const files = (readdirSync(folder, { recursive: true }) as string[]).filter((name) => name.endsWith('.yaml'));
    const texts = files.map((name) => readFileSync(join(folder, name), 'utf8')).filter((text) => text.includes('kind: ConfigMap'));
    expect(texts.map(dataIn)).toEqual([DATA]);
    expect(texts[0]).toContain('text-0: "0o17"');
  });

  test('app.synthYaml()', () => {
    const text = appWith(modules).app.synthYaml();
    expect(dataIn(text)).toEqual(DATA);
    expect(text).toContain('text-0: "0o17"');
  });

  test('Yaml.save of chart.toJson()', () => {
    const file = join(outdir, 'saved.yaml');
    Yaml.save(file, appWith(modules).chart.toJson() as unknown[]);
    expect(dataIn(readFileSync(file, 'utf8'))).toEqual(DATA);
  });

  test('the uninstall phase', () => {
    const { App, Chart, ApiObject } = modules.cdk8s;
    const app = new App({ outdir: join(outdir, 'install') });
    new modules.coco.KataRuntime(new Chart(app, 'coco', { namespace: 'coco-system' }), 'Kata', { release: modules.coco.KataRelease.V3_22_0 });
    const phase = modules.coco.UninstallPhase.of(app).app;
    new ApiObject(phase.charts[0], 'Settings', { apiVersion: 'v1', kind: 'ConfigMap', data: DATA });
    expect(dataIn(phase.synthYaml())).toEqual(DATA);
  });

  test('half of a surrogate pair is an error that names object and field', () => {
    const { app } = appWith(modules, { outdir: join(outdir, 'refused') }, { 'a-key': 'x\ud800' });
    const message = 'ConfigMap settings in the namespace coco-system: data.a-key: holds half of a surrogate pair';
    expect(() => app.synth()).toThrow(message);
    expect(() => app.synthYaml()).toThrow(message);
  });
});

test('what is no plain data, and what stands in two places, is for cdk8s to print', () => {
  const modules = fresh('cdk8s');
  const { Yaml } = modules.cdk8s;
  const shared = { a: 1 };
  const loop: { self?: unknown } = {};
  loop.self = loop;
  const documents = [{ date: new Date(0) }, { map: new Map([['a', 1]]) }, { one: shared, two: shared }, loop, undefined, 1n, 'text'];
  const before = Yaml.stringify(...documents);
  appWith(modules);
  expect(Yaml.stringify(...documents)).toBe(before);
  const misread = { text: '0o17' };
  expect(Yaml.stringify({ one: misread, two: misread })).toBe('one:\n  text: "0o17"\ntwo:\n  text: "0o17"\n');
});

test('an app without constructs of this library is printed by cdk8s', () => {
  const { cdk8s: { App, ApiObject, Chart, Yaml } } = fresh('cdk8s');
  const { stringify } = Yaml;
  const app = new App();
  new ApiObject(new Chart(app, 'chart'), 'Object', { apiVersion: 'v1', kind: 'ConfigMap', data: { mode: '0o17' } });
  expect(app.synthYaml()).toContain('mode: 0o17\n');
  expect(Yaml.stringify).toBe(stringify);
});

describe('an app of another copy of cdk8s, which prints with its own writer', () => {
  const { coco: { PrivilegedNamespace } } = fresh('cdk8s');
  const other = jest.requireActual('cdk8s-newest') as typeof cdk8s;

  function synthYaml(data: object): string {
    const app = new other.App();
    const chart = new other.Chart(app, 'coco', { namespace: 'coco-system' });
    new PrivilegedNamespace(chart, 'Namespace');
    new other.ApiObject(chart, 'Settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data });
    return app.synthYaml();
  }

  test('fails where a reader would misread a string, and names object and field', () => {
    const place = '\\[coco/Settings\\] ConfigMap settings in the namespace coco-system';
    const why = 'cdk8s prints this string so that some readers of YAML take it for a number, a date or another string';
    expect(() => synthYaml({ 'mode': '0o17', 'fine': 'x', 'a.b': ['\u2028'], '0X1F': '1' })).toThrow(
      new RegExp(['the key data\\.0X1F', 'data\\."a\\.b"\\[0\\]', 'data\\.mode'].map((field) => `${place}: ${field}: ${why}`).join('[^]*')));
  });

  test('is printed as ever where all readers agree', () => {
    expect(synthYaml({ mode: '017', text: 'a\nb' })).toContain('  mode: "017"\n');
  });
});
