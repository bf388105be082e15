import { Sources } from './quoting';
import { error, formatPath, Finding } from '../../engine/findings';
import { readPlain } from '../../engine/scalar';
import { templateText } from '../../engine/template-text';
import { Values } from '../../engine/tree';

/** How many pods of a DaemonSet may be away, or there twice, while it is updated. Nothing where the API server decides. */
export interface RollingUpdate {
  readonly maxUnavailable?: number | string;
  readonly maxSurge?: number | string;
}

/** The update strategy as the chart prints it: without quotes, so a text of digits is a number. */
export function rollingUpdate(strategy: Values, sources: Sources, problems: Finding[]): RollingUpdate {
  const part = (key: string) => {
    const text = templateText(strategy[key], formatPath(['daemonset', 'updateStrategy', key]), sources, problems);
    const { value } = readPlain(text);
    return text !== '' && (typeof value === 'number' || typeof value === 'string') ? value : undefined;
  };
  const update = { maxUnavailable: part('maxUnavailable'), maxSurge: part('maxSurge') };
  const some = (value: number | string) => Number.parseInt(String(value), 10) > 0;
  const away = some(update.maxUnavailable ?? 1);
  const twice = some(update.maxSurge ?? 0);
  if (away === twice) {
    problems.push(error('daemonset.updateStrategy', `maxUnavailable and maxSurge are ${away ? 'both more than 0' : 'both 0'}, `
      + 'which the API server refuses; set one of them to 0, and the other not'));
  }
  return update;
}
