import { CocoError } from '../../../common/private/coco-error';
import { checkKeys, Problems } from '../../../common/private/problems';
import { Format } from '../formats';

/** The form of an option; without `optional` it must be there. */
export interface OptionRule extends Format {
  readonly optional?: boolean;
}

/** An option that may be left out. */
export const optional = (format: Format): OptionRule => ({ ...format, optional: true });

/** Checks the options of an identity, each by its form; all that are wrong come at once. */
export function checkOptions<O extends object>(factory: string, options: O, rules: Record<keyof O & string, OptionRule>): void {
  const given = (typeof options === 'object' && options !== null ? options : {}) as Record<string, unknown>;
  const problems = new Problems();
  checkKeys(problems, given, rules);
  for (const [name, { pattern, rule, optional: mayMiss }] of Object.entries<OptionRule>(rules)) {
    const value = given[name];
    if (mayMiss && value === undefined) continue;
    if (typeof value !== 'string' || !pattern.test(value)) problems.add(name, value, rule, 'Take the value from the console or the CLI of the cloud.');
  }
  const wrong = problems.all.map(({ path, message }) => `${path}: ${message}`);
  if (wrong.length) throw new CocoError(`PeerPodsIdentity.${factory}`, wrong.join(' '));
}
