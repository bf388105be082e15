import { listAt, part } from '../../common/private/part';
import { podsOf } from '../../common/private/pods';
import { holdsCredential, show, showKey } from '../../common/private/redact';
import { didYouMean } from '../../common/private/suggest';

/** An object, as far as assertions look at it. */
export interface AssertedObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

/** What is an object at all: documents may be empty. */
export function objectsIn(values: readonly unknown[]): AssertedObject[] {
  return values.filter((one): one is AssertedObject => typeof part(one, 'kind') === 'string' && typeof part(one, 'metadata.name') === 'string');
}

/** `DaemonSet coco-system/kata-deploy`. */
export const titleOf = ({ kind, metadata: { name, namespace } }: AssertedObject) => `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;

/** The objects of a kind; with a name, those that it names, with or without their namespace. */
export function found(objects: readonly AssertedObject[], kind: string, name?: string): AssertedObject[] {
  return objects.filter((one) => one.kind === kind && (name === undefined || [one.metadata.name, `${one.metadata.namespace ?? ''}/${one.metadata.name}`].includes(name)));
}

/** Why there is not exactly one object; nothing where there is. */
export function whyNotOne(objects: readonly AssertedObject[], kind: string, name?: string): string | undefined {
  const all = found(objects, kind, name);
  if (all.length === 1) return undefined;
  const wanted = `${showKey(kind)}${name === undefined ? '' : ` ${name.split('/').map(showKey).join('/')}`}`;
  if (all.length) return `there are ${all.length} objects ${wanted}: ${all.map(titleOf).join(', ')}; give a name, or namespace/name`;
  const ofKind = found(objects, kind);
  const near = didYouMean(kind, [...new Set(objects.map((one) => one.kind))]);
  const hint = ofKind.length ? `there are ${ofKind.map(titleOf).join(', ')}` : near ? `did you mean the kind ${near}?` : `kinds that are there: ${kindsOf(objects)}`;
  return `there is no ${wanted}; ${hint}`;
}

const kindsOf = (objects: readonly AssertedObject[]) => [...new Set(objects.map((one) => one.kind))].sort().join(', ') || 'none';

/** Where an object is not what is expected, and what is there: maps may have more keys, lists have the same length. */
export function firstDifference(object: AssertedObject, expected: unknown): string | undefined {
  return differenceAt('', object.kind === 'Secret' ? SECRET : '', object, expected);
}

/** Stands in a place for secrets. */
const SECRET = 'secret';

/** @param place the path, with the name of a variable in place of `value`: what stands in a place for secrets is not printed */
function differenceAt(path: string, place: string, actual: unknown, expected: unknown): string | undefined {
  const at = path || 'the object';
  const matcher = expected as { asymmetricMatch?: (value: unknown) => boolean } | null | undefined;
  if (typeof matcher?.asymmetricMatch === 'function') return matcher.asymmetricMatch(actual) ? undefined : `${at} does not match`; // of jest
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return `${at} is no list`;
    if (actual.length !== expected.length) return `${at} has ${actual.length} elements, not ${expected.length}`;
    // An argument may be the password whose option is before it.
    const placeOf = (one: unknown) => (typeof one === 'string' ? SECRET : place);
    return expected.map((one, index) => differenceAt(`${path}[${index}]`, placeOf(actual[index]), actual[index], one)).find((one) => one !== undefined);
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof actual !== 'object' || actual === null) return `${at} is no map`;
    const there = actual as Readonly<Record<string, unknown>>;
    const placeOf = (key: string) => `${place}.${key === 'value' ? String(there.name) : key}`;
    return Object.entries(expected)
      .map(([key, one]) => differenceAt(path ? `${path}.${showKey(key)}` : showKey(key), placeOf(key), Object.hasOwn(there, key) ? there[key] : undefined, one))
      .find((one) => one !== undefined);
  }
  return Object.is(actual, expected) ? undefined : `${at}: got ${show(actual, place)}; expected ${show(expected, place)}`;
}

/** Why not all pods run under a RuntimeClass, a line per object. */
export function notUnder(objects: readonly AssertedObject[], runtimeClass: string): string[] {
  const makers = objects.filter((one) => podsOf(one as { kind: string; spec?: unknown }).length);
  if (!makers.length) return [`no object makes pods; kinds that are there: ${kindsOf(objects)}`];
  return makers.flatMap((one) => podsOf(one as { kind: string; spec?: unknown }).flatMap((pod) => {
    const own = part(pod, 'runtimeClassName');
    return own === runtimeClass ? [] : [`${titleOf(one)}: its pods run under ${own === undefined ? 'no RuntimeClass' : String(own)}`];
  }));
}

/** Names of settings whose values are secrets, unless they are the path of a file. */
const SECRET_NAME = /(^|[_.-])(passwords?|passwd|passphrase|pwd|tokens?|secrets?|credentials?|(api|access|private|secret)[_.-]?keys?)$/i;

/** Where secrets are, without their values. */
export function secretsIn(objects: readonly AssertedObject[]): string[] {
  return objects.flatMap((one) => {
    const isSecret = one.kind === 'Secret' && !String(one.apiVersion).includes('/');
    const isConfig = one.kind === 'ConfigMap';
    const own = isSecret || isConfig ? ['data', 'stringData'].flatMap((field) => Object.entries((part(one, field) ?? {}) as object)
      .filter(([key, value]) => (isSecret ? value !== '' && value !== null : isSecretValue(key, value))).map(([key]) => `${field}.${key}`)) : [];
    const variables = podsOf(one as { kind: string; spec?: unknown }).flatMap((pod) => [...listAt(pod, 'initContainers'), ...listAt(pod, 'containers')])
      .flatMap((container) => listAt(container, 'env').filter((variable) => isSecretValue(String(part(variable, 'name')), part(variable, 'value')))
        .map((variable) => `the variable ${String(part(variable, 'name'))} of ${String(part(container, 'name'))}`));
    const credentials = isSecret ? [] : textsIn(one).filter(([, text]) => holdsCredential(text)).map(([path]) => path);
    return [...new Set([...own, ...variables, ...credentials])].map((place) => `${titleOf(one)}: ${place}`);
  });
}

const isSecretValue = (name: string, value: unknown) => SECRET_NAME.test(name) && typeof value === 'string' && value !== '' && !/^[/$]/.test(value);

/** All texts of a value, by their paths. */
function textsIn(value: unknown, path = ''): Array<readonly [path: string, text: string]> {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => textsIn(one, Array.isArray(value) ? `${path}[${key}]` : path ? `${path}.${key}` : key));
}
