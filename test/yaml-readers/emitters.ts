import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, AppProps, Chart, Yaml, YamlOutputType } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { parse } from 'yaml';
import {
  KataDeployment, KataRelease, KataRuntime, RedfishPlatform, RedfishRelease, RedfishServer, SecretSource, UninstallPhase,
} from '../../src';
import { rendering } from '../cli/rendering';

/** A document as it was printed, and what was meant. */
export interface Printed {
  readonly yaml: string;
  readonly value: unknown;
}

/** Documents that came out of one emitter. */
export interface Emission {
  readonly emitter: string;
  readonly documents: readonly Printed[];
}

const BIN = join(__dirname, '..', '..', 'bin', 'cdk8s-coco');
const NAMESPACE = 'coco-system';
const PER_OBJECT = 100;
/** Keys that never reach a printer: `ApiObject.toJson` of cdk8s drops the first and fails on the second. */
const CDK8S_LOSES = ['__proto__', 'constructor'];

/** Sends strings through everything that prints manifests, as values and, in objects of the user's own, as keys. */
export function emissions(strings: readonly string[]): Emission[] {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-coco-yaml-'));
  try {
    return [...synthesized(strings, folder), uninstalled(strings, folder), rendered(strings, folder)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** By the four output types, as one string, and by hand. */
function synthesized(strings: readonly string[], folder: string): Emission[] {
  const values = appWith(strings).charts.flatMap((chart) => chart.toJson() as unknown[]);
  requireAll(strings, values);
  const files = [
    YamlOutputType.FILE_PER_APP, YamlOutputType.FILE_PER_CHART, YamlOutputType.FILE_PER_RESOURCE,
    YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
  ].map((yamlOutputType): [string, string] => {
    const outdir = join(folder, `synth-${yamlOutputType}`);
    appWith(strings, { outdir, yamlOutputType }).synth();
    return [`app.synth(), ${YamlOutputType[yamlOutputType]}`, streamIn(outdir)];
  });
  const saved = join(folder, 'saved.yaml');
  Yaml.save(saved, appWith(strings).charts.flatMap((chart) => chart.toJson() as unknown[]));
  return [{ emitter: 'files in ConfigMaps', documents: nested(strings, values) }, ...[
    ...files, ['app.synthYaml()', appWith(strings).synthYaml()] as const, ['chart.toJson() and Yaml.save()', readFileSync(saved, 'utf8')] as const,
  ].map(([emitter, stream]) => ({ emitter, documents: matched(emitter, stream, values) }))];
}

/** YAML inside of YAML: the server's configuration, and the templates of jobs. */
function nested(strings: readonly string[], values: readonly unknown[]): Printed[] {
  const texts = (values as { kind: string; data?: Record<string, string> }[])
    .filter(({ kind }) => kind === 'ConfigMap')
    .flatMap(({ data = {} }) => Object.entries(data).filter(([name]) => name.endsWith('.yaml')).map(([, text]) => text));
  return texts.map((yaml) => {
    const value: unknown = parse(yaml);
    requireAll(strings, [value]);
    return { yaml, value };
  });
}

function uninstalled(strings: readonly string[], folder: string): Emission {
  const outdir = join(folder, 'uninstall');
  const phase = UninstallPhase.of(appWith(strings), { outdir });
  settings(phase.app.charts[0], strings);
  const values = phase.app.charts.flatMap((chart) => chart.toJson() as unknown[]);
  phase.synth();
  return { emitter: 'UninstallPhase', documents: matched('UninstallPhase', streamIn(outdir), values) };
}

function rendered(strings: readonly string[], folder: string): Emission {
  const chart = 'kata-deploy@4.1.0';
  const podAnnotations = Object.fromEntries(strings.map((text, index) => [`example.com/text-${index}`, text]));
  const text = JSON.stringify({ podAnnotations }).replace(/[^ -~]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const file = join(folder, 'values.yaml');
  writeFileSync(file, text);
  const { stdout, stderr, status } = spawnSync(process.execPath, [BIN, 'render', chart, '-f', file], { encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(`render failed:\n${stderr}`);
  const { objects } = rendering(chart, text);
  requireAll(strings, objects);
  return { emitter: 'render', documents: matched('render', stdout, objects) };
}

function appWith(strings: readonly string[], props: AppProps = {}): App {
  const app = new App(props);
  const chart = new Chart(app, 'coco', { namespace: NAMESPACE });
  const named = Object.fromEntries(strings.map((text, index) => [`example.com/text-${index}`, text]));
  new KataRuntime(chart, 'Kata', { release: KataRelease.V4_1_0, deployment: KataDeployment.job(), podAnnotations: named });
  const credentials = SecretSource.fromSecret(Secret.fromSecretName(chart, 'Ironic', 'redfish-ironic'));
  new RedfishServer(chart, 'Redfish', {
    release: RedfishRelease.V0_2_1,
    platform: RedfishPlatform.KUBERNETES,
    chassis: strings.map((description, index) => ({ name: `lab-${index}`, namespace: 'lab', description })),
    users: [{ username: 'ironic', credentials, chassis: ['lab-0'] }],
  });
  settings(chart, strings);
  return app;
}

/** Objects of the user's own: a ConfigMap for each hundred strings. */
function settings(chart: Chart, strings: readonly string[]): void {
  for (let start = 0; start < strings.length; start += PER_OBJECT) {
    const some = strings.slice(start, start + PER_OBJECT);
    const values = Object.fromEntries(some.map((text, index) => [`text-${index}`, text]));
    const keys = Object.fromEntries(some.filter((text) => !CDK8S_LOSES.includes(text)).map((text, index) => [text, `${index}`]));
    new ApiObject(chart, `Settings-${start}`, {
      apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `settings-${start}` }, data: values, keys, list: [some, { nested: some }],
    });
  }
}

/** Nothing may be lost on the way to the printer. */
function requireAll(strings: readonly string[], values: readonly unknown[]): void {
  const all = new Set<unknown>();
  const walk = (value: unknown): void => {
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
    else all.add(value);
  };
  values.forEach(walk);
  const lost = strings.filter((text) => !all.has(text));
  if (lost.length) throw new Error(`lost before it was printed: ${JSON.stringify(lost[0])}`);
}

function streamIn(folder: string): string {
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter((name) => name.endsWith('.yaml'));
  return files.map((name) => readFileSync(join(folder, name), 'utf8')).join('---\n');
}

/** The documents of a stream with the objects that they came from. */
function matched(emitter: string, stream: string, values: readonly unknown[]): Printed[] {
  const key = (kind: unknown, name: unknown) => `${kind as string} ${name as string}`;
  const byName = new Map(values.map((value) => {
    const { kind, metadata } = value as { kind: string; metadata: { name: string } };
    return [key(kind, metadata.name), value];
  }));
  const documents = stream.split(/^---\n/m);
  if (documents.length !== byName.size) throw new Error(`${emitter}: ${documents.length} documents of ${byName.size} objects`);
  return documents.map((yaml) => {
    const value = byName.get(key(/^kind: (.*)$/m.exec(yaml)?.[1], /^ {2}name: "?(.*?)"?$/m.exec(yaml)?.[1]));
    if (!value) throw new Error(`${emitter}: prints what was not emitted:\n${yaml.slice(0, 200)}`);
    return { yaml, value };
  });
}
