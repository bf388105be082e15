import type { Prerequisite } from '../prerequisite';
import type { SecretSource } from '../secret-source';

/** A prerequisite, and the objects with which an app may provide it itself. */
export interface AppPrerequisite extends Prerequisite {
  /** `<kind> <name>`, or `<kind> <namespace>/<name>`. */
  readonly objects?: readonly string[];
  /** The definitions that it consists of, if it is a project that brings definitions. */
  readonly definitions?: readonly string[];
}

/** A namespace. */
export function namespacePrerequisite(name: string, reason: string): AppPrerequisite {
  return { name: `namespace ${name}`, reason, check: `kubectl get namespace ${name}`, objects: [`Namespace ${name}`] };
}

/** Definitions of custom resources, by their full names. */
export function definitionsPrerequisite(name: string, reason: string, definitions: readonly string[]): AppPrerequisite {
  const objects = definitions.map((one) => `CustomResourceDefinition ${one}`);
  return { name, reason, check: `kubectl get crd ${definitions.join(' ')}`, objects, definitions };
}

/** An object in a namespace. */
export function objectPrerequisite(kind: string, namespace: string, name: string, reason: string): AppPrerequisite {
  return {
    name: `${kind} ${namespace}/${name}`,
    reason,
    check: `kubectl get ${kind.toLowerCase()} ${name} -n ${namespace}`,
    objects: [`${kind} ${namespace}/${name}`],
  };
}

/** A cluster-wide object. */
export function clusterObjectPrerequisite(kind: string, name: string, reason: string): AppPrerequisite {
  return { name: `${kind} ${name}`, reason, check: `kubectl get ${kind.toLowerCase()} ${name}`, objects: [`${kind} ${name}`] };
}

/** A Secret with certain keys, if a source refers to one. A Secret that the app makes is no prerequisite. */
export function secretPrerequisites(
  source: SecretSource | undefined, namespace: string, keys: readonly string[], reason: string,
): AppPrerequisite[] {
  const name = source?._kind.existing;
  if (name === undefined) return [];
  const need = objectPrerequisite('Secret', namespace, name, reason);
  if (!keys.length) return [need];
  const paths = keys.map((key) => `{.data.${key.replace(/\./g, '\\.')}}`).join(' ');
  const filled = keys.length > 1 ? `grep -Eq '^${keys.map(() => '[^ ]+').join(' ')}$'` : 'grep -q .';
  return [{
    ...need,
    name: `${need.name} with the ${keys.length > 1 ? 'keys' : 'key'} ${keys.join(', ')}`,
    check: `${need.check} -o jsonpath='${paths}' | ${filled}`,
  }];
}
