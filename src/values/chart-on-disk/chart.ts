import { createHash } from 'crypto';
import { unpack } from './archive';
import { Budget, ChartFiles } from './chart-files';
import { ChartRefusal, refuse } from './refusal';
import { has } from '../../common/private/free-keys';
import { show } from '../../common/private/redact';
import { decodeUtf8 } from '../../common/private/utf8';
import { ChartDependency } from '../editions/edition-document';
import { parseValues } from '../engine/parse';
import { isMap, Values } from '../engine/tree';

/** A chart as it lies on disk, with the charts inside. */
export interface ChartOnDisk {
  /** The path in the outermost chart that its files have in front: empty, or such as `charts/kata-deploy/`. */
  readonly at: string;
  readonly name: string;
  readonly version: string;
  readonly appVersion: string;
  readonly dependencies: readonly ChartDependency[];
  /** Its values.yaml. */
  readonly values: Values;
  /** The values files beside it. */
  readonly valuesFiles: ChartFiles;
  /** The SHA-256 of each template and each file below crds/. */
  readonly sums: Readonly<Record<string, string>>;
  /** The charts below charts/. */
  readonly charts: readonly ChartOnDisk[];
  /** The SHA-256 of any file. Undefined if the file does not exist. */
  sum(path: string): string | undefined;
  /** The content of a file that it has. */
  read(path: string): Buffer;
  /** The content of a YAML file that it has. */
  yaml(path: string): Values;
}

const MOST_LEVELS = 8;

/** Charts that kata-deploy depends on, and that are not rendered here: others release them, and they are off by default. */
const RENDERED_BESIDE = ['node-feature-discovery'];
const isRendered = ({ name }: { readonly name: string }) => !RENDERED_BESIDE.includes(name);

/** Below templates/, Helm renders every file but these. */
const NOTES = /(^|\/)NOTES\.txt$/;

const isDecisive = (path: string) => /^(templates|crds)\//.test(path) && !NOTES.test(path);

/** Where charts keep further values files. */
const isValuesFile = (path: string) => /^((values|providers)\/)?[^/]+\.ya?ml$/.test(path)
  && !['Chart.yaml', 'values.yaml', 'requirements.yaml'].includes(path);

/**
 * Reads a chart.
 *
 * @param at what messages call it, where it has no files
 * @throws ChartRefusal where Helm could not read it either, or where it is too large
 */
export function readChart(files: ChartFiles, at: string, budget: Budget): ChartOnDisk {
  if (!files.has('Chart.yaml')) refuse(at, 'has no Chart.yaml, so it is no chart');
  return chartOf(files, '', budget, 0);
}

function chartOf(files: ChartFiles, at: string, budget: Budget, level: number): ChartOnDisk {
  if (level > MOST_LEVELS) refuse(at, `charts in charts; allowed: ${MOST_LEVELS} levels`);
  const yaml = (path: string) => yamlOf(files.get(path)!(), `${at}${path}`, budget);
  const about = aboutOf(yaml('Chart.yaml'), `${at}Chart.yaml`);
  if (files.has('requirements.yaml')) refuse(`${at}requirements.yaml`, 'is of Helm 2; allowed: dependencies in Chart.yaml');
  const sum = (path: string) => (files.has(path) ? sumOf(files.get(path)!()) : undefined);
  const paths = [...files.keys()].sort();
  return {
    ...about,
    dependencies: about.dependencies.filter(isRendered),
    at,
    values: files.has('values.yaml') ? yaml('values.yaml') : {},
    valuesFiles: new Map([...files].filter(([path]) => isValuesFile(path))),
    sums: Object.fromEntries(paths.filter(isDecisive).map((path) => [path, sum(path)!])),
    sum,
    read: (path) => files.get(path)!(),
    yaml,
    charts: subcharts(files, at, budget, level).filter(isRendered),
  };
}

/** The folders and archives below charts/. Helm passes over names with "_" or "." in front. */
function subcharts(files: ChartFiles, at: string, budget: Budget, level: number): ChartOnDisk[] {
  const folders = new Map<string, Map<string, () => Buffer>>();
  const charts: ChartOnDisk[] = [];
  for (const [path, read] of files) {
    const [, name, inner] = /^charts\/([^/]+)(?:\/(.+))?$/s.exec(path) ?? [];
    if (name === undefined || /^[_.]/.test(name)) continue;
    const place = `${at}charts/${name}`;
    if (inner) folders.set(name, (folders.get(name) ?? new Map<string, () => Buffer>()).set(inner, read));
    else if (name.endsWith('.tgz')) charts.push(inside(unpack(read(), place, budget), place, budget, level));
  }
  for (const [name, own] of folders) charts.push(inside(own, `${at}charts/${name}`, budget, level));
  return charts;
}

function inside(files: ChartFiles, place: string, budget: Budget, level: number): ChartOnDisk {
  if (!files.has('Chart.yaml')) refuse(place, 'has no Chart.yaml, so it is no chart');
  return chartOf(files, `${place}/`, budget, level + 1);
}

/** The hash of a file. Git writes other ends of lines on Windows, and they mean the same. */
function sumOf(bytes: Buffer): string {
  const text = bytes.toString('latin1').replace(/\r\n/g, '\n');
  return createHash('sha256').update(text, 'latin1').digest('hex');
}

/** A YAML file of the chart. One that holds only comments is an empty map. */
function yamlOf(bytes: Buffer, name: string, budget: Budget): Values {
  const text = decodeUtf8(bytes);
  if (typeof text !== 'string') refuse(`${name}:${text.line}:${text.column}`, text.message);
  budget.parse(text, name);
  if (!text.replace(/^[ \t]*#.*$/gm, '').trim()) return {};
  const { values, problems } = parseValues(text, name);
  const errors = problems.filter(({ level }) => level === 'error');
  if (errors.length) throw new ChartRefusal(errors);
  return values ?? {};
}

function aboutOf(yaml: Values, path: string): Pick<ChartOnDisk, 'name' | 'version' | 'appVersion' | 'dependencies'> {
  const name = textOf(yaml, 'name', path);
  if (!/^[A-Za-z0-9._-]+$/.test(name)) refuse(path, `name: got ${show(name)}; allowed: A-Z, a-z, 0-9, ".", "_" and "-"`);
  const list = yaml.dependencies ?? [];
  if (!Array.isArray(list) || !list.every(isMap)) refuse(path, 'dependencies: allowed: a list of maps');
  return {
    name,
    version: textOf(yaml, 'version', path),
    appVersion: yaml.appVersion === undefined || yaml.appVersion === null ? '' : String(yaml.appVersion),
    dependencies: (list as Values[]).map((one, index) => dependencyOf(one, `${path}: dependencies[${index}]`)),
  };
}

function dependencyOf(yaml: Values, path: string): ChartDependency {
  if (has(yaml, 'import-values') && yaml['import-values'] !== null) refuse(path, 'import-values is not supported; allowed: a dependency without it');
  const { tags = [] } = yaml;
  if (!Array.isArray(tags) || !tags.every((tag) => typeof tag === 'string')) refuse(path, 'tags: allowed: a list of strings');
  return {
    name: textOf(yaml, 'name', path),
    version: textOf(yaml, 'version', path),
    ...(yaml.alias ? { alias: textOf(yaml, 'alias', path) } : {}),
    ...(yaml.condition ? { condition: textOf(yaml, 'condition', path) } : {}),
    ...(tags.length ? { tags: tags as string[] } : {}),
  };
}

function textOf(yaml: Values, key: string, path: string): string {
  const value = yaml[key];
  if (typeof value !== 'string' || !value) refuse(path, `${key}: ${value === undefined ? 'missing' : `got ${show(value)}`}; allowed: a string`);
  return value;
}
