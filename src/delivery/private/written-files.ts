import { App, Chart, Names, YamlOutputType } from 'cdk8s';
import { AppObject } from './app-objects';

/** A file that an app writes. */
export interface WrittenFile {
  /** From the app's folder. */
  readonly path: string;
  readonly charts: readonly Chart[];
  readonly objects: readonly AppObject[];
}

/** What stands between a file and the app's folder: kubectl looks there only with this option. */
export const recursion = (app: App) => (app.yamlOutputType === YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE ? '-R ' : '');

/**
 * The files of an app that was synthesized, in the order in which kubectl reads a folder.
 *
 * @param objectsOf the objects of a chart
 */
export function filesOf(app: App, objectsOf: (chart: Chart) => AppObject[]): WrittenFile[] {
  const { charts, outputFileExtension: extension } = app;
  const all = charts.map((chart, index) => ({ chart, objects: objectsOf(chart), name: nameOf(app, chart, index) }));
  const each = (folder: (name: string) => string) => all.flatMap(({ chart, objects, name }) => (
    objects.map((object): WrittenFile => ({ path: `${folder(name)}${resourceFile(object)}${extension}`, charts: [chart], objects: [object] }))));
  switch (app.yamlOutputType) {
    case YamlOutputType.FILE_PER_APP:
      return all.length ? [{ path: `app${extension}`, charts, objects: all.flatMap(({ objects }) => objects) }] : [];
    case YamlOutputType.FILE_PER_RESOURCE: return inOrder(each(() => ''));
    case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE: return inOrder(each((name) => `${name}/`));
    default: return inOrder(all.map(({ chart, objects, name }) => ({ path: `${name}${extension}`, charts: [chart], objects })));
  }
}

/** cdk8s numbers the charts where one depends on another. */
function nameOf(app: App, chart: Chart, index: number): string {
  return `${isNumbered(app) ? `${String(index).padStart(4, '0')}-` : ''}${Names.toDnsLabel(chart)}`;
}

const numbered = new WeakMap<App, boolean>();

function isNumbered(app: App): boolean {
  const known = numbered.get(app);
  if (known !== undefined) return known;
  const nodes = app.node.findAll();
  const found = nodes.some((node) => (Chart.isChart(node) && node.node.children.some(Chart.isChart))
    || node.node.dependencies.some((other) => Chart.of(other) !== Chart.of(node)));
  numbered.set(app, found);
  return found;
}

const resourceFile = ({ kind, name }: AppObject) => `${kind}.${name}`.replace(/[^0-9a-zA-Z-_.]/g, '');

/** As kubectl walks through a folder: what each folder has comes in the order of names. */
function inOrder(files: WrittenFile[]): WrittenFile[] {
  const segments = files.map((file) => ({ file, names: file.path.split('/') }));
  return segments.sort((a, b) => compare(a.names, b.names)).map(({ file }) => file);
}

function compare([a, ...others]: string[], [b, ...rest]: string[]): number {
  if (a === b) return a === undefined ? 0 : compare(others, rest);
  return (a ?? '') < (b ?? '') ? -1 : 1;
}
