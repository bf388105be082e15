import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { transformSync } from 'esbuild';
import { parseAllDocuments } from 'yaml';
import {
  COMPARE_OPTIONS, FLUX_FORCE, FLUX_PRUNE, FLUX_SUBSTITUTE, SYNC_OPTIONS, SYNC_WAVE, Written,
} from '../../src/common/private/delivery-annotations';
import { withoutHelm } from '../../src/migrate/equivalence';
import { migrate, Migration } from '../../src/migrate/migrate';
import { identity } from '../../src/migrate/program';
import { objectsOf, Phase } from '../../src/values/chart-edition';
import { EDITIONS } from '../../src/values/editions';
import { knownValues } from '../../src/values/engine/known-values';
import { loadValues } from '../../src/values/engine/load';

/** A release of a chart, as a folder of cases describes it. */
export interface Release {
  readonly id: string;
  readonly chart: string;
  readonly version: string;
  readonly release: string;
  readonly namespace: string;
  readonly values: string;
}

/** The cases of a folder: those that Helm refuses are left out. */
export function releasesIn(folder: string): Release[] {
  return readdirSync(folder).sort().flatMap((chart) => readdirSync(join(folder, chart)).sort().flatMap((id): Release[] => {
    const file = join(folder, chart, id, 'case.json');
    if (!existsSync(file)) return [];
    const found = JSON.parse(readFileSync(file, 'utf8')) as Release & { error?: string };
    return found.error ? [] : [{ ...found, id: `${chart}/${id}`, values: readFileSync(join(folder, chart, id, 'values.yaml'), 'utf8') }];
  }));
}

export type Objects = Readonly<Record<Phase, readonly object[]>>;

export interface Migrated {
  readonly migration: Migration;
  readonly rendered: Objects;
}

/** What `migrate` writes, and what `render` prints. Nothing for values that both refuse. */
export function migrated({ chart, version, release, namespace, values }: Release): Migrated | undefined {
  const edition = EDITIONS.find(({ name }) => name === `${chart}@${version}`)!.load();
  const loaded = loadValues({ files: [{ name: 'values.yaml', text: values }] });
  const user = { ...loaded, values: knownValues(edition.schema, loaded.values) };
  const context = { releaseName: release, namespace };
  const plan = edition.plan(user, context);
  if (plan.problems.some(({ level }) => level === 'error')) return undefined;
  return {
    migration: migrate({ edition, user, context, plan, files: [values] }),
    rendered: { install: objectsOf(plan), uninstall: objectsOf(plan, 'uninstall') },
  };
}

/** Runs a program, as tsx does, and reads what it writes into `dist` and `dist-uninstall`. */
export function evaluate(text: string, modules: (name: string) => unknown): Objects {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-coco-'));
  const { CDK8S_OUTDIR } = process.env;
  const { error } = console;
  console.error = () => undefined; // as constructs warn
  try {
    process.env.CDK8S_OUTDIR = join(folder, 'dist');
    const { code } = transformSync(text, { loader: 'ts', format: 'cjs', target: 'node20' });
    const program = new Function('require', 'module', 'exports', code) as (...args: unknown[]) => void;
    const module = { exports: {} };
    program(modules, module, module.exports);
    return { install: objectsBelow(join(folder, 'dist')), uninstall: objectsBelow(join(folder, 'dist-uninstall')) };
  } finally {
    console.error = error;
    if (CDK8S_OUTDIR === undefined) delete process.env.CDK8S_OUTDIR;
    else process.env.CDK8S_OUTDIR = CDK8S_OUTDIR;
    rmSync(folder, { recursive: true });
  }
}

function objectsBelow(folder: string): object[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return objectsBelow(path);
    return parseAllDocuments(readFileSync(path, 'utf8'), { version: '1.1', logLevel: 'silent' }).flatMap((one) => one.toJS() as object ?? []);
  });
}

/** What constructs tell Argo CD and Flux. */
const DELIVERY = [SYNC_OPTIONS, COMPARE_OPTIONS, SYNC_WAVE, FLUX_PRUNE, FLUX_SUBSTITUTE, FLUX_FORCE];

/** Where two sets of objects are not the same, annotations for Argo CD and Flux aside. Secrets are made by a command. */
export function differences({ migration, rendered: wanted }: Migrated, made: Objects): string[] {
  const secrets = migration.secrets.map(({ metadata }) => metadata.name);
  return (['install', 'uninstall'] as const).flatMap((phase) => {
    const isLeftOut = (one: object) => {
      const { kind, metadata } = one as { kind: string; metadata: { name: string } };
      return kind === 'Secret' && secrets.includes(metadata.name);
    };
    const byName = (all: readonly object[]) => new Map(all.map((one) => [identity(one), canonical(one)]));
    const [want, have] = [byName(wanted[phase].filter((one) => !isLeftOut(one))), byName(made[phase])];
    return [
      ...[...want].flatMap(([name, text]) => (have.get(name) === text ? [] : [`${phase}: ${name}: ${have.has(name) ? difference(text, have.get(name)!) : 'missing'}`])),
      ...[...have.keys()].filter((name) => !want.has(name)).map((name) => `${phase}: ${name}: one too many`),
    ];
  });
}

function difference(want: string, have: string): string {
  const index = [...want].findIndex((character, position) => have[position] !== character);
  return `${want.slice(Math.max(0, index - 60), index + 60)} / ${have.slice(Math.max(0, index - 60), index + 60)}`;
}

function canonical(given: object): string {
  const object = withRights(withoutHelm(given as Written));
  const { metadata: { annotations, ...metadata }, ...rest } = object as { metadata: { annotations?: Record<string, string> } };
  const others = Object.entries(annotations ?? {}).filter(([key]) => !DELIVERY.includes(key));
  const own = others.length ? { annotations: Object.fromEntries(others) } : {};
  return JSON.stringify(sorted({ ...rest, metadata: { ...metadata, ...own } }));
}

/** Rules of RBAC as the rights that they grant. */
function withRights(object: object): object {
  const { rules } = object as { rules?: readonly Record<string, string[]>[] };
  if (!rules?.every(({ verbs }) => Array.isArray(verbs))) return object;
  const rights = rules.flatMap(({ verbs, apiGroups = [''], resources = [], resourceNames = [''], nonResourceURLs = [] }) => verbs.flatMap((verb) => [
    ...nonResourceURLs.map((url) => [verb, url]),
    ...apiGroups.flatMap((group) => resources.flatMap((resource) => resourceNames.map((name) => [verb, group, resource, name]))),
  ]));
  return { ...object, rules: [...new Set(rights.map((right) => right.join(' ')))].sort() };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]));
}
