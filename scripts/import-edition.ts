/*
 * Makes the data of a chart edition from the upstream chart, and says what a new edition asks of the code:
 *
 *   node -r tsx/cjs scripts/import-edition.ts CHART [--as VERSION] [--from VERSION]
 *
 * CHART is the folder or the archive of a chart. Writes src/values/charts/<chart>/editions/<version>.json, as a difference to the
 * edition before.
 * --as    the version under which it is known, where it is not the one in Chart.yaml
 * --from  the edition that it is a difference to (default: the newest one that is older); "none" for the first
 */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { chartOnDisk } from '../src/cli/chart-on-disk';
import { differenceOf } from '../src/common/private/document-difference';
import { ChartOnDisk } from '../src/values/chart-on-disk/chart';
import { EditionDocument, keyOf } from '../src/values/editions/edition-document';
import { editionDocument, editionsFolder } from '../src/values/editions/edition-store';
import { isMap, Values } from '../src/values/engine/tree';

const { values: options, positionals: [folder] } = parseArgs({
  allowPositionals: true, options: { as: { type: 'string' }, from: { type: 'string' } },
});
if (!folder) throw new Error('give the folder or the archive of a chart');

const chart = chartOnDisk(folder);
const version = options.as ?? chart.version;
const target = editionsFolder(chart.name);
const known = existsSync(target) ? readdirSync(target).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5)) : [];
const before = options.from === 'none' ? undefined : options.from ?? known.filter((one) => older(one, version)).sort(byVersion).pop();
const previous = before === undefined ? {} as EditionDocument : editionDocument(chart.name, before);
const document = read(chart, existing() ?? previous);
mkdirSync(target, { recursive: true });
const difference = { ...(before && { from: before }), ...differenceOf(previous, document) };
writeFileSync(join(target, `${version}.json`), `${JSON.stringify(difference, undefined, 1)}\n`);
report();

/** The edition as it was imported before. */
function existing(): EditionDocument | undefined {
  return known.includes(version) ? editionDocument(chart.name, version) : undefined;
}

/**
 * What a chart says.
 *
 * @param by the edition that has what is written by hand: behaviours, and what templates read below any key of a map
 */
function read(from: ChartOnDisk, by: Partial<EditionDocument> = {}): EditionDocument {
  const { appVersion, values, dependencies } = from;
  const templates = Object.keys(from.sums).map((path) => from.read(path).toString());
  return {
    appVersion,
    values,
    files: Object.fromEntries([...from.valuesFiles.keys()].map((path) => [path, from.yaml(path)])),
    behaviours: by.behaviours ?? [],
    reads: [
      ...pathsRead(templates).filter((one) => !hasPath(values, one.split('.'))),
      ...(by.reads ?? []).filter((one) => one.includes('*')),
    ],
    dependencies,
    templates: { ...from.sums, ...Object.fromEntries(filesRead(templates).map((path) => [path, from.sum(path)!])) },
    subcharts: subcharts(from, by.subcharts ?? {}),
  };
}

/** The charts inside that are no published editions of their own: those are known by name and version. */
function subcharts({ dependencies, charts }: ChartOnDisk, by: EditionDocument['subcharts']): EditionDocument['subcharts'] {
  return Object.fromEntries(dependencies.flatMap((dependency) => {
    const inner = charts.find(({ name, version: its }) => name === dependency.name && its === dependency.version);
    if (!inner) throw new Error(`charts/ has no ${dependency.name} ${dependency.version}`);
    const own = read(inner, by[keyOf(dependency)]);
    const published = join(editionsFolder(inner.name), `${inner.version}.json`);
    const same = existsSync(published)
      && isDeepStrictEqual(editionDocument(inner.name, inner.version).templates, own.templates);
    return same ? [] : [[keyOf(dependency), own]];
  }));
}

/** The files that templates read, besides values. */
function filesRead(templates: readonly string[]): string[] {
  const text = templates.join('\n');
  const found = [...text.matchAll(/\.Files\.Get "([^"]+)"/g)].map(([, path]) => path);
  if (text.split('.Files.').length - 1 !== found.length) throw new Error('a template reads files in a way that this script does not know');
  return [...new Set(found)];
}

/** The paths of values that templates name, as far as they name them whole. */
function pathsRead(texts: readonly string[]): string[] {
  const found = new Set<string>();
  for (const text of texts.map((one) => one.replace(/^\s*#.*$/gm, ''))) {
    const paths = /(?:[$.]|\broot\.)Values\.([A-Za-z_][A-Za-z0-9_.]*[A-Za-z0-9_](?![A-Za-z0-9_-]))/g;
    for (const [, path] of text.matchAll(paths)) found.add(path);
    for (const [, keys] of text.matchAll(/index (?:\$|\.root)?\.?Values((?: "[^"]+")+)/g)) {
      found.add([...keys.matchAll(/"([^"]+)"/g)].map(([, key]) => key).join('.'));
    }
  }
  return [...found].sort();
}

function hasPath(values: Values, [key, ...rest]: string[]): boolean {
  return key === undefined || (key in values && (!rest.length || (isMap(values[key]) && hasPath(values[key] as Values, rest))));
}

/** 0.16.0-pre stands before 0.16.0. */
function byVersion(a: string, b: string): number {
  const parts = (one: string) => [...one.split('-')[0].split('.').map(Number), one.includes('-') ? 0 : 1];
  const [left, right] = [parts(a), parts(b)];
  const at = left.findIndex((part, index) => part !== right[index]);
  return at < 0 ? 0 : left[at] - right[at];
}

function older(a: string, b: string): boolean {
  return byVersion(a, b) < 0;
}

/** What a person looks at before the edition counts as done. */
function report(): void {
  const lines = [`${chart.name}@${version}: ${before ? `a difference to ${before}` : 'the first edition'}`];
  const list = (title: string, paths: readonly string[]) => {
    if (paths.length) lines.push(`  ${title}: ${paths.join(', ')}`);
  };
  if (before) {
    const { set, remove = [] } = differenceOf(previous, document);
    const names = Object.keys(document.templates);
    list('templates that changed', names.filter((one) => one in previous.templates && previous.templates[one] !== document.templates[one]));
    list('templates that are new', names.filter((one) => !(one in previous.templates)));
    list('templates that are gone', Object.keys(previous.templates).filter((one) => !(one in document.templates)));
    const values = Object.keys(set).filter((path) => path.startsWith('/values/')).map((path) => path.slice(8));
    list('values that are new or have another default', values);
    list('values that are gone', remove.filter((path) => path.startsWith('/values/')).map((path) => path.slice(8)));
    list('further values that templates read', document.reads.filter((one) => !previous.reads.includes(one)));
  }
  process.stdout.write(`${lines.join('\n')}\n`);
}
