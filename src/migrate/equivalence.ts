import type { Written } from '../common/private/delivery-annotations';
import { isMap } from '../values/engine/tree';

type Json = Readonly<Record<string, unknown>>;

const MANAGED_BY = 'app.kubernetes.io/managed-by';

/** An object without the label that says that Helm manages it: it no longer does. */
export function withoutHelm(object: Written): Written {
  const { labels, ...metadata } = object.metadata as Json;
  if (!isMap(labels) || labels[MANAGED_BY] !== 'Helm') return object;
  const { [MANAGED_BY]: _, ...others } = labels;
  return { ...object, metadata: Object.keys(others).length ? { ...metadata, labels: others } : metadata } as Written;
}

/** The object that is wanted, with the rules of another one where both grant the same. */
export function withRulesOf(made: Written, wanted: Written): Written {
  const [mine, its] = [made, wanted].map((one) => (one as unknown as Json).rules);
  const isSame = Array.isArray(mine) && Array.isArray(its) && granted(mine) === granted(its);
  return isSame ? { ...wanted, rules: mine } as Written : wanted;
}

/** Every right that rules grant, one by one; nothing where they are no rules of RBAC. */
function granted(rules: readonly unknown[]): string {
  const rights = rules.flatMap((rule) => {
    const { verbs, apiGroups = [''], resources = [], resourceNames = [''], nonResourceURLs = [] } = rule as Record<string, string[]>;
    if (!Array.isArray(verbs)) return [JSON.stringify(rule)];
    return verbs.flatMap((verb) => [
      ...nonResourceURLs.map((url) => `${verb} ${url}`),
      ...apiGroups.flatMap((group) => resources.flatMap((resource) => resourceNames.map((name) => `${verb} ${group}/${resource}/${name}`))),
    ]);
  });
  return [...new Set(rights)].sort().join('\n');
}
