import type { Prerequisite } from '../prerequisite';
import type { SecretSource } from '../secret-source';

/** A prerequisite, and the objects with which an app may provide it itself. */
export interface Need extends Prerequisite {
  /** `<kind> <name>`, or `<kind> <namespace>/<name>`. */
  readonly objects?: readonly string[];
  /** The definitions that it consists of, if it is a project that brings definitions. */
  readonly definitions?: readonly string[];
}

/** A namespace. */
export function namespaceNeed(name: string, reason: string): Need {
  return { name: `namespace ${name}`, reason, check: `kubectl get namespace ${name}`, objects: [`Namespace ${name}`] };
}

/** Definitions of custom resources, by their full names. */
export function definitionsNeed(name: string, reason: string, definitions: readonly string[]): Need {
  const objects = definitions.map((one) => `CustomResourceDefinition ${one}`);
  return { name, reason, check: `kubectl get crd ${definitions.join(' ')}`, objects, definitions };
}

/** An object in a namespace. */
export function objectNeed(kind: string, namespace: string, name: string, reason: string): Need {
  return {
    name: `${kind} ${namespace}/${name}`,
    reason,
    check: `kubectl get ${kind.toLowerCase()} ${name} -n ${namespace}`,
    objects: [`${kind} ${namespace}/${name}`],
  };
}

/** A cluster-wide object. */
export function clusterObjectNeed(kind: string, name: string, reason: string): Need {
  return { name: `${kind} ${name}`, reason, check: `kubectl get ${kind.toLowerCase()} ${name}`, objects: [`${kind} ${name}`] };
}

/** A Secret with certain keys, if a source refers to one. A Secret that the app makes is no prerequisite. */
export function secretNeeds(
  source: SecretSource | undefined, namespace: string, keys: readonly string[], reason: string,
): Need[] {
  const name = source?._kind.existing;
  if (name === undefined) return [];
  const need = objectNeed('Secret', namespace, name, reason);
  if (!keys.length) return [need];
  const paths = keys.map((key) => `{.data.${key.replace(/\./g, '\\.')}}`).join(' ');
  const filled = keys.length > 1 ? `grep -Eq '^${keys.map(() => '[^ ]+').join(' ')}$'` : 'grep -q .';
  return [{
    ...need,
    name: `${need.name} with the ${keys.length > 1 ? 'keys' : 'key'} ${keys.join(', ')}`,
    check: `${need.check} -o jsonpath='${paths}' | ${filled}`,
  }];
}
