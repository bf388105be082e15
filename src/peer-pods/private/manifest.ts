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
