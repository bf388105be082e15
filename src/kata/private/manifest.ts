import { ApiObject, ApiObjectProps } from 'cdk8s';
import { Construct } from 'constructs';
import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { ServiceAccount } from 'kubernetes-types/core/v1';
import type { RuntimeClass } from 'kubernetes-types/node/v1';
import type { ClusterRole, ClusterRoleBinding } from 'kubernetes-types/rbac/v1';
import { clusterWide } from '../../common/private/cluster-wide';

/** A Kubernetes object as it is written on the wire. */
export type Manifest = DaemonSet | ServiceAccount | ClusterRole | ClusterRoleBinding | RuntimeClass;

/** An object and the id of its node in the construct tree, which is part of the API. */
export interface Emission {
  readonly id: string;
  readonly manifest: Manifest;
}

/** Adds objects below a construct, each reachable there by `ApiObject.of`. */
export function emit(scope: Construct, emissions: readonly Emission[]): void {
  for (const { id, manifest } of emissions) {
    if (manifest.metadata?.namespace) new ApiObject(scope, id, manifest as ApiObjectProps);
    else clusterWide(scope, id, manifest as ApiObjectProps);
  }
}
