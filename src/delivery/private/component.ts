/** An object as it is written on the wire. */
export interface DeliveredManifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

/** What an order between components needs to know. */
export interface ComponentPlace {
  /** The name of its folder, and part of the names of engine objects. */
  readonly name: string;
  /** How many components come before it, one after the other. */
  readonly level: number;
  /** The names of the components that must be ready before it. */
  readonly dependsOn: readonly string[];
}

/** Objects that an engine applies together. */
export interface Component extends ComponentPlace {
  readonly manifests: readonly DeliveredManifest[];
  /** As they stand in a file. */
  print(): string | Buffer;
}

/** A cluster, and what comes after what in it. */
export interface ClusterPlaces {
  /** The name of its folder. */
  readonly name: string;
  /** The name that charts are assigned to. */
  readonly cluster?: string;
  /** In the order in which they are applied. */
  readonly components: readonly ComponentPlace[];
}

/** What one cluster gets. */
export interface ClusterDelivery extends ClusterPlaces {
  readonly components: readonly Component[];
}

/** The component with namespaces and definitions. All others depend on it. */
export const FOUNDATION = 'foundation';
