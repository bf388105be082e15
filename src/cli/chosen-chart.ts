import { chartOnDisk } from './chart-on-disk';
import { Chosen } from './edition';
import { shippedFiles, ShippedFiles } from './shipped-files';
import { UserError } from './user-error';
import type { ChartEdition } from '../values/chart-edition';
import { editionOnDisk } from '../values/chart-on-disk/edition-on-disk';
import { ChartRefusal } from '../values/chart-on-disk/refusal';
import { EditionEntry } from '../values/editions';
import { editionDocument } from '../values/editions/edition-store';
import { Problem, problemLine } from '../values/helm/problem';

/** The chart of a command: an edition that is built in, or a chart on disk. */
export interface ChosenChart {
  /** The edition, or that with the templates of the chart on disk. */
  readonly entry: EditionEntry;
  readonly edition: ChartEdition;
  /** One line for people. */
  readonly summary: string;
  readonly shipped: ShippedFiles;
  /** What is to be said of a chart on disk. */
  readonly problems: readonly Problem[];
}

/** Loads a chart. */
export function loadChart(chosen: Chosen, lenient: boolean): ChosenChart {
  return 'path' in chosen ? fromDisk(chosen.path, lenient) : builtIn(chosen.entry);
}

function builtIn(entry: EditionEntry): ChosenChart {
  const { files } = editionDocument(entry.chart, entry.version);
  const byPath = Object.entries(files).map(([path, values]) => [path, () => values] as const);
  const shipped = shippedFiles(entry.name, Object.fromEntries(byPath));
  return { entry, edition: entry.load(), summary: entry.summary(), shipped, problems: [] };
}

function fromDisk(path: string, lenient: boolean): ChosenChart {
  return orUserError(() => {
    const chart = chartOnDisk(path);
    const files = [...chart.valuesFiles].map(([file, read]) => [file, () => orUserError(read)] as const);
    const found = editionOnDisk(chart, lenient);
    const inside = chart.charts.map((one) => `${one.name} ${one.version}`).join(', ');
    const { name, version } = chart;
    const summary = `${name} ${version}, with the templates of ${found.entry.name}${inside && `, and ${inside}`}`;
    return { ...found, summary, shipped: shippedFiles(path, Object.fromEntries(files)) };
  });
}

function orUserError<T>(read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof ChartRefusal) throw new UserError(thrown.problems.map(problemLine));
    throw thrown;
  }
}
