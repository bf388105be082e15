import { chartOnDisk } from './chart-on-disk';
import type { ChosenChart } from './chosen-chart';
import { shippedFiles } from './shipped-files';
import { UserError } from './user-error';
import { editionOnDisk } from '../values/chart-on-disk/edition-on-disk';
import { ChartRefusal } from '../values/chart-on-disk/refusal';
import { problemLine } from '../values/engine/findings';

/** The chart in a folder or an archive, as one that can be rendered. */
export function chartFromDisk(path: string, lenient: boolean): ChosenChart {
  return orUserError(() => {
    const chart = chartOnDisk(path);
    const files = [...chart.valuesFiles].map(([file, read]) => [file, () => orUserError(read)] as const);
    const found = editionOnDisk(chart, lenient);
    const inside = chart.charts.map((one) => `${one.name} ${one.version}`).join(', ');
    const { name, version } = chart;
    const summary = `${name} ${version}, with the templates of ${found.entry.name}${inside && `, and ${inside}`}`;
    return { ...found, summary, defaults: chart.values, shipped: shippedFiles(path, Object.fromEntries(files)) };
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
