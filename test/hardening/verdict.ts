import { Exception, EXCEPTIONS } from './exceptions';

/** A finding of our rules, or of kube-score. */
interface Found {
  readonly object: string;
  readonly container: string;
  readonly rule: string;
}

/** The reason that a finding has; nothing where there is none. */
export function exceptionFor({ object, container, rule }: Found): Exception | undefined {
  return EXCEPTIONS.find(({ objects, containers, rules }) => (
    objects.test(object) && (containers?.test(container) ?? true) && (rules as readonly string[]).includes(rule)));
}

/** A finding for people. */
export const sentence = ({ object, container, rule }: Found) => `${object}${container ? `, ${container}` : ''}: ${rule}`;
