/*
 * Makes the data of a chart edition from the upstream chart, and says what a new edition asks of the code:
 *
 *   node -r tsx/cjs scripts/import-edition.ts CHART-FOLDER [--as VERSION] [--from VERSION]
 *
 * Writes src/values/editions/<chart>/<version>.json, as a difference to the edition before.
 * --as    the version under which it is known, where it is not the one in Chart.yaml
 * --from  the edition that it is a difference to (default: the newest one that is older); "none" for the first
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { parse } from 'yaml';
import { differenceOf } from '../src/common/private/document-difference';
import { ChartDependency, EditionDocument } from '../src/values/editions/edition-document';
import { editionDocument, EDITIONS_FOLDER } from '../src/values/editions/edition-store';
import { parseValues } from '../src/values/helm/parse';
import { isMap, Values } from '../src/values/helm/tree';

const { values: options, positionals: [folder] } = parseArgs({
  allowPositionals: true, options: { as: { type: 'string' }, from: { type: 'string' } },
});
if (!folder || !existsSync(join(folder, 'Chart.yaml'))) throw new Error('give the folder of a chart, which has a Chart.yaml');

/** Files of a chart that decide nothing of what it emits. */
const IGNORED = /(^|\/)(NOTES\.txt|README\.md|\.helmignore|tests\/.*)$/;

interface ChartFile {
  readonly name: string;
  readonly version: string | number;
  readonly appVersion?: string;
  readonly dependencies?: readonly (ChartDependency & { readonly repository?: string })[];
}

const chart = chartFile(folder);
const version = options.as ?? String(chart.version);
const target = join(EDITIONS_FOLDER, chart.name);
const known = existsSync(target) ? readdirSync(target).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5)) : [];
const before = options.from === 'none' ? undefined : options.from ?? known.filter((one) => older(one, version)).sort(byVersion).pop();
const previous = before === undefined ? {} as EditionDocument : editionDocument(chart.name, before);
const document = read(folder, chart, existing() ?? previous);
mkdirSync(target, { recursive: true });
const difference = { ...(before && { from: before }), ...differenceOf(previous, document) };
writeFileSync(join(target, `${version}.json`), `${JSON.stringify(difference, undefined, 1)}\n`);
report();

function chartFile(path: string): ChartFile {
  return parse(readFileSync(join(path, 'Chart.yaml'), 'utf8')) as ChartFile;
}

/** The edition as it was imported before. */
function existing(): EditionDocument | undefined {
  return known.includes(version) ? editionDocument(chart.name, version) : undefined;
}

/**
 * What the folder of a chart says.
 *
 * @param by the edition that has what is written by hand: behaviours, and what templates read below any key of a map
 */
function read(path: string, about: ChartFile, by: Partial<EditionDocument> = {}): EditionDocument {
  const templates = filesBelow(join(path, 'templates')).filter((file) => !IGNORED.test(file));
  const values = yamlFile(join(path, 'values.yaml'));
  return {
    appVersion: String(about.appVersion ?? ''),
    values,
    files: Object.fromEntries(shippedFiles(path).map((file) => [file, yamlFile(join(path, file))])),
    behaviours: by.behaviours ?? [],
    reads: [
      ...pathsRead(templates.map((file) => readFileSync(join(path, 'templates', file), 'utf8')))
        .filter((one) => !hasPath(values, one.split('.'))),
      ...(by.reads ?? []).filter((one) => one.includes('*')),
    ],
    dependencies: (about.dependencies ?? []).map(({ name, version: wanted, alias, condition }) => ({
      name, version: String(wanted), ...(alias && { alias }), ...(condition && { condition }),
    })),
    templates: Object.fromEntries(templates.map((file) => [
      file, createHash('sha256').update(readFileSync(join(path, 'templates', file))).digest('hex'),
    ])),
    subcharts: subcharts(join(path, 'charts')),
  };
}

/** The charts in the folder that are no published editions of their own: those are known by name and version. */
function subcharts(path: string): Record<string, EditionDocument> {
  if (!existsSync(path)) return {};
  return Object.fromEntries(readdirSync(path).sort().flatMap((name) => {
    const about = chartFile(join(path, name));
    const inner = read(join(path, name), about);
    const published = `${about.name}/${about.version}.json`;
    const same = existsSync(join(EDITIONS_FOLDER, published))
      && isDeepStrictEqual(editionDocument(about.name, String(about.version)).templates, inner.templates);
    return same ? [] : [[name, inner]];
  }));
}

/** The values files beside values.yaml. */
function shippedFiles(path: string): string[] {
  return filesBelow(path).filter((file) => /^((values|providers)\/)?[^/]+\.ya?ml$/.test(file) && !['Chart.yaml', 'values.yaml'].includes(file));
}

function yamlFile(path: string): Values {
  const { values, problems } = parseValues(readFileSync(path, 'utf8'), relative('.', path));
  const errors = problems.filter(({ severity }) => severity === 'error');
  const holdsComments = readFileSync(path, 'utf8').replace(/^\s*#.*$/gm, '').trim() === '';
  if (errors.length && !holdsComments) throw new Error(errors.map((one) => `${one.path}: ${one.message}`).join('\n'));
  return values ?? {};
}

function filesBelow(path: string, at = ''): string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => (
    entry.isDirectory() ? (entry.name === 'charts' ? [] : filesBelow(join(path, entry.name), `${at}${entry.name}/`)) : [`${at}${entry.name}`]));
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
