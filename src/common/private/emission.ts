import type { Manifest } from './manifest';

/** What of a manifest tells one object from another. */
export interface Identity {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: { readonly name?: unknown; readonly namespace?: unknown };
}

/** An object as it is written on the wire, and the id of its node in the construct tree, which is part of the API. */
export interface Emission {
  readonly id: string;
  readonly manifest: Manifest;
  /**
   * Argo CD and Flux leave it in the cluster when it disappears from its folder, and when the Application is deleted.
   *
   * @default - only a namespace is left there, and none that a rendered chart has
   */
  readonly keep?: boolean;
  /** Its controller cleans up when it is deleted: uninstalling deletes it before all others, and waits. */
  readonly cleansUp?: boolean;
}
