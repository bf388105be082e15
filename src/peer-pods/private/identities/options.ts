import { show } from '../../../common/private/problems';
import { Format } from '../formats';

/** Checks the options of an identity, each by its form; several that are wrong come at once. */
export function checkOptions(factory: string, rows: readonly (readonly [name: string, value: unknown, format: Format, optional?: 'optional'])[]): void {
  const wrong = rows
    .filter(([, value, { pattern }, optional]) => !(optional && value === undefined) && !(typeof value === 'string' && pattern.test(value)))
    .map(([name, value, { rule }]) => `${name}: got ${show(value)}; allowed: ${rule}.`);
  if (wrong.length) throw new Error(`PeerPodsIdentity.${factory}: ${wrong.join(' ')} Take the value from the cloud's console or CLI.`);
}
