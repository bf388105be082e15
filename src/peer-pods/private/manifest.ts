import { ApiObject, ApiObjectProps } from 'cdk8s';
import { Construct } from 'constructs';
import { clusterWide } from '../../common/private/cluster-wide';

/** A Kubernetes object as it is written on the wire. */
export interface Manifest {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
}

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
