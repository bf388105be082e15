import type { MutatingWebhookConfiguration } from 'kubernetes-types/admissionregistration/v1';
import type { DaemonSet, Deployment } from 'kubernetes-types/apps/v1';
import type { CronJob, Job } from 'kubernetes-types/batch/v1';
import type { ConfigMap, Namespace, PodSpec, Secret, Service, ServiceAccount, ServiceSpec } from 'kubernetes-types/core/v1';
import type { ObjectMeta } from 'kubernetes-types/meta/v1';
import type { Ingress, NetworkPolicy } from 'kubernetes-types/networking/v1';
import type { RuntimeClass } from 'kubernetes-types/node/v1';
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1';
import type { ClusterRole, ClusterRoleBinding, Role, RoleBinding } from 'kubernetes-types/rbac/v1';

/** An object of an API that Kubernetes itself does not have, as it is written on the wire. */
export interface CustomObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly [field: string]: unknown;
}

/** A Kubernetes object as it is written on the wire. */
export type Manifest =
  | ClusterRole | ClusterRoleBinding | ConfigMap | CronJob | CustomObject | DaemonSet | Deployment | Ingress | Job
  | MutatingWebhookConfiguration | Namespace | NetworkPolicy | PodDisruptionBudget | Role | RoleBinding | RuntimeClass | Secret
  | Service | ServiceAccount;

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
