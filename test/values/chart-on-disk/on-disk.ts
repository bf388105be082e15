import { lookup } from '../../../src/common/private/free-keys';
import { ChartOnDisk } from '../../../src/values/chart-on-disk/chart';
import { EditionDocument, keyOf } from '../../../src/values/editions/edition-document';
import { editionDocument } from '../../../src/values/editions/edition-store';

/** What a test changes of a chart on disk. */
export type Changes = Partial<Pick<ChartOnDisk, 'version' | 'appVersion' | 'values' | 'dependencies' | 'charts'>> & {
  /** Hashes of files; undefined takes a file away. */
  readonly files?: Readonly<Record<string, string | undefined>>;
};

/** A published chart as it would lie on disk, with the charts inside: the edition data has the hashes of its files. */
export function onDisk(chart: string, version: string, changes: Changes = {}): ChartOnDisk {
  return fromDocument(chart, version, editionDocument(chart, version), changes);
}

/** The same chart below charts/ of another one. */
export function inside(parent: string, chart: ChartOnDisk): ChartOnDisk {
  const at = `${parent}charts/${chart.name}/`;
  return { ...chart, at, charts: chart.charts.map((one) => inside(at, one)) };
}

export function changed(chart: ChartOnDisk, { files = {}, ...changes }: Changes): ChartOnDisk {
  const all = Object.entries({ ...chart.sums, ...files });
  const sums = Object.fromEntries(all.flatMap(([path, sum]) => (sum ? [[path, sum]] : [])));
  return { ...chart, sums, sum: (path) => lookup(sums, path), ...changes };
}

function fromDocument(name: string, version: string, document: EditionDocument, changes: Changes): ChartOnDisk {
  const chart: ChartOnDisk = {
    at: '',
    name,
    version,
    appVersion: document.appVersion,
    dependencies: document.dependencies,
    values: document.values,
    valuesFiles: new Map(),
    sums: document.templates,
    sum: (path) => lookup(document.templates, path),
    read: () => { throw new Error('not at hand'); },
    yaml: () => { throw new Error('not at hand'); },
    charts: document.dependencies.map((one) => {
      const own = lookup(document.subcharts, keyOf(one));
      return inside('', fromDocument(one.name, one.version, own ?? editionDocument(one.name, one.version), {}));
    }),
  };
  return changed(chart, changes);
}
