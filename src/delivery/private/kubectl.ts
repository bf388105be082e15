import { AppObject } from './app-objects';
import { groupOf, isKubernetesGroup } from '../../common/private/delivery-annotations';

/** A text as one word of a shell command. */
export function quoted(text: string): string {
  return /^[\w./@:%+,=-]+$/.test(text) ? text : `'${text.replace(/'/g, '\'\\\'\'')}'`;
}

/** Where a command looks for objects of a namespace. */
export const inNamespace = (namespace: string | undefined) => (namespace ? ` -n ${quoted(namespace)}` : '');

/** An object as kubectl names it: `deployment/web`, `certificate.cert-manager.io/web`. */
export function resourceName({ apiVersion, kind, name }: AppObject): string {
  const group = groupOf(apiVersion);
  return `${kind.toLowerCase()}${isKubernetesGroup(group) ? '' : `.${group}`}/${name}`;
}

/**
 * Commands that delete these objects and no others, and succeed if some are gone already. There is one for each namespace, and
 * one for each kind of another project, since kubectl deletes nothing at all if it does not know a kind.
 */
export function deletions(objects: readonly AppObject[], flags = ''): string[] {
  const batches = new Map<string, AppObject[]>();
  for (const object of objects) {
    const key = `${object.namespace ?? ''} ${isKubernetesGroup(groupOf(object.apiVersion)) ? '' : object.apiVersion}`;
    batches.set(key, [...batches.get(key) ?? [], object]);
  }
  return [...batches.values()].map((batch) => deletion(batch.map(resourceName), batch[0].namespace, flags));
}

/** One such command. */
export function deletion(names: readonly string[], namespace: string | undefined, flags = ''): string {
  return `kubectl delete ${names.map(quoted).join(' ')}${inNamespace(namespace)} --ignore-not-found${flags}`;
}
