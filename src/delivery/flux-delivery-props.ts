import { Duration } from 'cdk8s';
import { FluxSource } from './flux-source';

/** What happens to objects when their Kustomization is deleted. */
export enum FluxDeletionPolicy {
  /** They are deleted if `prune` is set. */
  MIRROR_PRUNE = 'MirrorPrune',
  /** They are deleted. */
  DELETE = 'Delete',
  /** They are deleted, and the Kustomization waits until they are gone. */
  WAIT_FOR_TERMINATION = 'WaitForTermination',
  /** They stay. */
  ORPHAN = 'Orphan',
}

/** Properties of `Delivery.flux`. */
export interface FluxDeliveryProps {
  /** Where Flux finds the output. */
  readonly source: FluxSource;

  /**
   * The folder of the output in the repository or artifact.
   * @default - the output folder of the app, relative to the working directory; `dist` if it is outside of that
   */
  readonly path?: string;

  /**
   * The name of the source and of the Kustomization that manages all others, and the prefix of the names of the others.
   * @default 'cdk8s-coco'
   */
  readonly name?: string;

  /**
   * The namespace of the objects of Flux.
   * @default 'flux-system'
   */
  readonly namespace?: string;

  /**
   * How often Flux compares the cluster with the source.
   * @default Duration.minutes(10)
   */
  readonly interval?: Duration;

  /**
   * How soon a failed Kustomization is tried again.
   * @default Duration.minutes(2)
   */
  readonly retryInterval?: Duration;

  /**
   * How long objects may take to become ready. Nodes take minutes: kata-deploy restarts their container runtime.
   * @default Duration.minutes(15)
   */
  readonly timeout?: Duration;

  /**
   * Delete objects from the cluster that are no longer in the source. Objects that are kept are not deleted.
   * @default true
   */
  readonly prune?: boolean;

  /**
   * Wait until all objects of a component are ready. Without it, Flux waits for DaemonSets, Deployments and Jobs only.
   * @default true
   */
  readonly wait?: boolean;

  /**
   * What happens to objects when their Kustomization is deleted.
   * @default FluxDeletionPolicy.MIRROR_PRUNE
   */
  readonly deletionPolicy?: FluxDeletionPolicy;

  /**
   * The service account that Flux acts as. It needs the rights to create the objects of the app.
   * @default - the one of Flux
   */
  readonly serviceAccountName?: string;

  /**
   * The name of a Secret with a kubeconfig, for each cluster that another cluster's Flux delivers to, by the names that charts
   * are assigned to.
   * @default - each cluster has a Flux of its own
   */
  readonly kubeConfigSecrets?: { [name: string]: string };

  /**
   * Emit the namespaces of charts that the app does not have. Without its namespace, nothing is applied.
   * @default true
   */
  readonly createNamespaces?: boolean;
}
