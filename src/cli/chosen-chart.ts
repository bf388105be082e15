import { Chosen } from './edition';
import { shippedFiles, ShippedFiles } from './shipped-files';
import type { ChartEdition } from '../values/chart-edition';
import { EditionEntry } from '../values/editions';
import { defaultsOf } from '../values/editions/edition-document';
import { editionDocument } from '../values/editions/edition-store';
import { Finding } from '../values/engine/findings';
import type { Values } from '../values/engine/tree';

/** The chart of a command: an edition that is built in, or a chart on disk. */
export interface ChosenChart {
  /** The edition, or that with the templates of the chart on disk. */
  readonly entry: EditionEntry;
  readonly edition: ChartEdition;
  /** One line for people. */
  readonly summary: string;
  readonly shipped: ShippedFiles;
  /** Its values.yaml. */
  readonly defaults: Values;
  /** Findings in a chart on disk. */
  readonly problems: readonly Finding[];
}

/** Loads a chart. */
export function loadChart(chosen: Chosen, lenient: boolean): ChosenChart {
  if (!('path' in chosen)) return builtIn(chosen.entry);
  const { chartFromDisk } = require('./chart-from-disk') as typeof import('./chart-from-disk');
  return chartFromDisk(chosen.path, lenient);
}

function builtIn(entry: EditionEntry): ChosenChart {
  const document = editionDocument(entry.chart, entry.version);
  const byPath = Object.entries(document.files).map(([path, values]) => [path, () => values] as const);
  const shipped = shippedFiles(entry.name, Object.fromEntries(byPath));
  return { entry, edition: entry.load(), summary: entry.summary(), shipped, defaults: defaultsOf(document), problems: [] };
}
