import { ChartOnDisk } from './chart';
import { has } from '../../common/private/free-keys';
import { EditionDocument } from '../editions/edition-document';
import { error, Finding } from '../engine/findings';

/** A file that is not as an edition has it. */
export interface Difference {
  /** Its path in the outermost chart. */
  readonly path: string;
  readonly kind: 'changed' | 'added' | 'missing';
}

/** The files of a chart on disk that decide what it emits, and are not those of an edition. */
export function differences(chart: ChartOnDisk, { templates }: EditionDocument): Difference[] {
  const missingOrChanged = Object.entries(templates).flatMap(([path, sum]): Difference[] => {
    const own = chart.sum(path);
    return own === sum ? [] : [{ path: `${chart.at}${path}`, kind: own === undefined ? 'missing' : 'changed' }];
  });
  const added = Object.keys(chart.sums).filter((path) => !has(templates, path))
    .map((path): Difference => ({ path: `${chart.at}${path}`, kind: 'added' }));
  return [...missingOrChanged, ...added];
}

/** The line for people. */
export function differenceLine({ path, kind }: Difference, edition: string): Finding {
  return error(path, {
    changed: `not the file of ${edition}`,
    added: `${edition} has no such file`,
    missing: `missing, and ${edition} has it`,
  }[kind]);
}
