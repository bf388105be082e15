import { ApiObject, ApiObjectProps } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import type { Identity } from './claims';
import { clusterWide } from './cluster-wide';
import { checkCollisions } from './collisions';
import { printForAllReaders } from './yaml/cdk8s-printer';

/** An object as it is written on the wire, and the id of its node in the construct tree, which is part of the API. */
export interface AnyEmission {
  readonly id: string;
  readonly manifest: Identity;
}

/**
 * Adds objects below a construct, each reachable there by `ApiObject.of`. At synth, none may be in its cluster twice.
 *
 * @param owner whose objects they are, where it is not the construct that they are below
 */
export function emit(scope: Construct, emissions: readonly AnyEmission[], owner: IConstruct = scope): void {
  printForAllReaders(scope.node.root);
  for (const { id, manifest } of emissions) {
    const props = manifest as ApiObjectProps;
    if (manifest.metadata?.namespace) checkCollisions(new ApiObject(scope, id, props), scope, owner);
    else clusterWide(scope, id, props, owner);
  }
}
