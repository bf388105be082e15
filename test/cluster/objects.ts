import { isDeepStrictEqual } from 'node:util';

/** An object as the API server sees it: anything, but it says what it is. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly [field: string]: unknown;
}

/** The metadata that the judge looks at. */
export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/**
 * Kinds that others need to exist first. All else is applied in the order given, as users apply a file.
 * Admission looks for priority and runtime classes when a Pod is created.
 */
const FIRST = [
  'Namespace', 'CustomResourceDefinition', 'PriorityClass', 'RuntimeClass', 'StorageClass', 'ServiceAccount',
];

/** Kinds without a namespace; a chart's namespace may stand in their metadata all the same, and means nothing there. */
const CLUSTER_SCOPED = new Set([
  'APIService', 'ClusterIssuer', 'ClusterRole', 'ClusterRoleBinding', 'CSIDriver', 'CustomResourceDefinition',
  'DeviceClass', 'DPFHCPProvisionerConfig', 'FlowSchema', 'IngressClass', 'MutatingWebhookConfiguration', 'Namespace', 'Node', 'PersistentVolume',
  'PriorityClass', 'PriorityLevelConfiguration', 'RuntimeClass', 'SecurityContextConstraints', 'StorageClass',
  'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'ValidatingWebhookConfiguration',
]);

/** Equal for two objects that are the same one to the server: the version of an API is not part of an identity. */
export function identity(object: KubeObject): string {
  const group = object.apiVersion.includes('/') ? object.apiVersion.split('/')[0] : '';
  const namespace = isClusterScoped(object) ? '' : object.metadata.namespace ?? 'default';
  return [group, object.kind, namespace, object.metadata.name].join('/');
}

/** Whether it makes no difference which of two objects with one identity is applied. */
export function isEquivalent(one: KubeObject, other: KubeObject): boolean {
  const comparable = ({ metadata: { namespace, ...metadata }, ...rest }: KubeObject) => ({ ...rest, metadata });
  return isDeepStrictEqual(comparable(one), comparable(other));
}

/** How messages call an object. */
export function describe(object: KubeObject): string {
  const { name, namespace } = object.metadata;
  return `${object.apiVersion} ${object.kind} ${namespace ? `${namespace}/` : ''}${name}`;
}

/** Sorts by dependency and keeps the given order otherwise. */
export function inApplyOrder<T extends KubeObject>(objects: readonly T[]): T[] {
  const rank = (object: KubeObject) => {
    const index = FIRST.indexOf(object.kind);
    return index < 0 ? FIRST.length : index;
  };
  return [...objects].sort((a, b) => rank(a) - rank(b));
}

export const isClusterScoped = ({ kind }: KubeObject): boolean => CLUSTER_SCOPED.has(kind);

export function isCrd(object: KubeObject): boolean {
  return object.kind === 'CustomResourceDefinition' && object.apiVersion.startsWith('apiextensions.k8s.io/');
}

export function isNamespace(object: KubeObject): boolean {
  return object.kind === 'Namespace' && object.apiVersion === 'v1';
}

/** The types of the conditions of an object that are true. */
export function conditions(object: KubeObject | undefined): string[] {
  const status = object?.status as { conditions?: { type: string; status: string }[] } | undefined;
  return (status?.conditions ?? []).filter(condition => condition.status === 'True').map(({ type }) => type);
}

/** A namespace and nothing else. */
export function bareNamespace(name: string): KubeObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

/** Checks that a value is an object with an identity; `origin` says where it came from. */
export function asKubeObject(value: unknown, origin: string): KubeObject {
  const object = value as Partial<KubeObject> | null;
  if (typeof object !== 'object' || object === null || Array.isArray(object)) {
    throw new Error(`${origin}: not an object: ${JSON.stringify(value)}`);
  }
  if (typeof object.apiVersion !== 'string' || typeof object.kind !== 'string') {
    throw new Error(`${origin}: an object without "apiVersion" or "kind": ${JSON.stringify(value).slice(0, 200)}`);
  }
  if (typeof object.metadata?.name !== 'string' || object.metadata.name === '') {
    const name = JSON.stringify(object.metadata?.name);
    throw new Error(`${origin}: "metadata.name" of a ${object.apiVersion} ${object.kind} must be a text, is ${name}`);
  }
  return object as KubeObject;
}
