import type { Deployment } from 'kubernetes-types/apps/v1';
import type { ConfigMap, PodSpec, Secret, Service, ServiceAccount, ServiceSpec } from 'kubernetes-types/core/v1';
import type { ObjectMeta } from 'kubernetes-types/meta/v1';
import type { Ingress, NetworkPolicy } from 'kubernetes-types/networking/v1';
import type {
  ClusterRole, ClusterRoleBinding, PolicyRule, Role, RoleBinding, RoleRef, Subject,
} from 'kubernetes-types/rbac/v1';

/** An object of an API that Kubernetes itself does not have, as it is written on the wire. */
export interface CustomObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly [field: string]: unknown;
}

/** A Kubernetes object as it is written on the wire. */
export type Manifest = ConfigMap | CustomObject | ClusterRole | ClusterRoleBinding | Deployment | Ingress | NetworkPolicy
  | Role | RoleBinding | Secret | Service | ServiceAccount;

/** An object and the id of its node in the construct tree, which is part of the API. */
export interface Emission {
  readonly id: string;
  readonly manifest: Manifest;
}

type Texts = { readonly [key: string]: string };

/** What objects say of themselves. Empty maps are left out, and so is the namespace of an object that has none. */
export interface Meta {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Texts;
  readonly annotations?: Texts;
}

/** The metadata of an object. */
export function metadata({ name, namespace, labels, annotations }: Meta): ObjectMeta {
  return {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    ...(labels && Object.keys(labels).length ? { labels: { ...labels } } : {}),
    ...(annotations && Object.keys(annotations).length ? { annotations: { ...annotations } } : {}),
  };
}

/** What tells the Deployment of one installation from another. */
export interface DeploymentParts {
  readonly replicas: number;
  readonly selector: Texts;
  readonly podLabels: Texts;
  readonly podAnnotations?: Texts;
  readonly pod: PodSpec;
}

export function deployment(meta: Meta, parts: DeploymentParts): Deployment {
  const { labels, annotations } = metadata({ name: '', labels: parts.podLabels, annotations: parts.podAnnotations });
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(meta),
    spec: {
      replicas: parts.replicas,
      selector: { matchLabels: { ...parts.selector } },
      template: { metadata: { labels, ...(annotations ? { annotations } : {}) }, spec: parts.pod },
    },
  };
}

export function service(meta: Meta, spec: ServiceSpec): Service {
  return { apiVersion: 'v1', kind: 'Service', metadata: metadata(meta), spec };
}

export function serviceAccount(meta: Meta): ServiceAccount {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata(meta) };
}

export function configMap(meta: Meta, data: Texts): ConfigMap {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata(meta), data: { ...data } };
}

export function secret(meta: Meta, stringData: Texts): Secret {
  return { apiVersion: 'v1', kind: 'Secret', metadata: metadata(meta), type: 'Opaque', stringData: { ...stringData } };
}

const RBAC = 'rbac.authorization.k8s.io';

export function role(meta: Meta, rules: readonly PolicyRule[]): Role {
  return { apiVersion: `${RBAC}/v1`, kind: 'Role', metadata: metadata(meta), rules: [...rules] };
}

export function clusterRole(meta: Meta, rules: readonly PolicyRule[]): ClusterRole {
  return { apiVersion: `${RBAC}/v1`, kind: 'ClusterRole', metadata: metadata(meta), rules: [...rules] };
}

/** Gives a role to a service account: in a namespace where there is one in the metadata, else everywhere. */
export function binding(
  meta: Meta, roleRef: Omit<RoleRef, 'apiGroup'>, account: { readonly name: string; readonly namespace: string },
): RoleBinding | ClusterRoleBinding {
  const subjects: Subject[] = [{ kind: 'ServiceAccount', name: account.name, namespace: account.namespace }];
  const body = { metadata: metadata(meta), roleRef: { apiGroup: RBAC, ...roleRef }, subjects };
  return meta.namespace === undefined
    ? { apiVersion: `${RBAC}/v1`, kind: 'ClusterRoleBinding', ...body }
    : { apiVersion: `${RBAC}/v1`, kind: 'RoleBinding', ...body };
}

/** An OpenShift Route to a port of a Service of the same namespace. */
export function route(
  meta: Meta,
  target: {
    readonly host?: string; readonly path?: string; readonly service: string; readonly port: string; readonly tls?: object;
  },
): CustomObject {
  return {
    apiVersion: 'route.openshift.io/v1',
    kind: 'Route',
    metadata: metadata(meta),
    spec: {
      ...(target.host === undefined ? {} : { host: target.host }),
      ...(target.path === undefined ? {} : { path: target.path }),
      port: { targetPort: target.port },
      to: { kind: 'Service', name: target.service, weight: 100 },
      ...(target.tls ? { tls: target.tls } : {}),
    },
  };
}
