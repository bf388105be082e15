import { UserError } from './user-error';
import { show } from '../common/private/redact';
import { didYouMean } from '../common/private/suggest';

interface Named {
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

/**
 * The objects that `--show-only` asks for, in the order in which they are printed.
 *
 * @param wanted kinds, or kinds and names: `DaemonSet`, `ConfigMap/peer-pods-cm`; none for every object
 */
export function onlyShown(objects: readonly object[], wanted: readonly string[]): readonly object[] {
  if (!wanted.length) return objects;
  const namesOf = ({ kind, metadata: { name } }: Named) => [kind, `${kind}/${name}`];
  const all = (objects as Named[]).map((one) => ({ one, names: namesOf(one) }));
  const known = [...new Set(all.flatMap(({ names }) => names))];
  const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
  const missing = wanted.filter((text) => !known.some((name) => same(name, text)));
  if (missing.length) throw new UserError(missing.map((text) => problem(text, known)));
  return all.filter(({ names }) => names.some((name) => wanted.some((text) => same(name, text)))).map(({ one }) => one);
}

function problem(text: string, known: readonly string[]): string {
  const kinds = known.filter((name) => !name.includes('/'));
  if (/(^|\/)templates\/|\.(ya?ml|tpl)$/.test(text)) {
    return `--show-only: got ${show(text)}, the path of a template; allowed: objects, by kind, or by kind and name. There are ${kinds.join(', ')}`;
  }
  const near = didYouMean(text, known);
  return `--show-only: got ${show(text)}, and there is no such object; ${near ? `did you mean ${near}?` : `allowed: ${kinds.join(', ') || 'nothing, as there are no objects'}`}`;
}
