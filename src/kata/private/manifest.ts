import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { CronJob, Job } from 'kubernetes-types/batch/v1';
import type { ConfigMap, ServiceAccount } from 'kubernetes-types/core/v1';
import type { ObjectMeta } from 'kubernetes-types/meta/v1';
import type { RuntimeClass } from 'kubernetes-types/node/v1';
import type { ClusterRole, ClusterRoleBinding, Role, RoleBinding } from 'kubernetes-types/rbac/v1';

/** The rule by which Node Feature Discovery labels nodes. */
export interface NodeFeatureRule {
  readonly apiVersion: 'nfd.k8s-sigs.io/v1alpha1';
  readonly kind: 'NodeFeatureRule';
  readonly metadata: ObjectMeta;
  readonly spec: { readonly rules: readonly object[] };
}

/** A Kubernetes object as it is written on the wire. */
export type Manifest =
  | ClusterRole | ClusterRoleBinding | ConfigMap | CronJob | DaemonSet | Job | NodeFeatureRule | Role | RoleBinding | RuntimeClass
  | ServiceAccount;

/** An object and the id of its node in the construct tree, which is part of the API. */
export interface Emission {
  readonly id: string;
  readonly manifest: Manifest;
}

/** Objects of one kind, as kubectl names them. */
export function workloads(emissions: readonly Emission[], kind: string): string[] {
  return emissions.filter(({ manifest }) => manifest.kind === kind).map(({ manifest }) => `${kind.toLowerCase()}/${manifest.metadata!.name}`);
}
