import { Construct, IConstruct } from 'constructs';

/**
 * Whether a construct is installed, being uninstalled, or removed. Commit `DRAINING` to remove it, and `ABSENT` once every
 * node is clean.
 *
 * @see docs/delivery.md
 */
export enum Lifecycle {
  /** It is installed. */
  PRESENT = 'present',

  /** It is being removed: the objects that clean up take the place of those that install. */
  DRAINING = 'draining',

  /** Removed: no object is emitted, so the engine removes the objects that cleaned up. */
  ABSENT = 'absent',
}

/**
 * A construct that changes nodes and can undo it.
 *
 * Deleting its objects does not clean the nodes. The objects of the uninstall phase do.
 */
export interface IUninstallable extends IConstruct {
  /**
   * The workloads that change nodes, in kubectl's notation: `daemonset/kata-deploy`. Delete it before the uninstall phase can
   * act.
   */
  readonly installWorkloads: string[];

  /**
   * The workload that cleans nodes in the uninstall phase, in kubectl's notation: `daemonset/kata-deploy-cleanup`. Every node
   * is clean when that
   * DaemonSet is rolled out, or that Job is complete.
   */
  readonly uninstallWorkload: string;

  /** The namespace of all of them. */
  readonly namespace: string;

  /**
   * Emits the objects that undo this construct on every node it reached.
   *
   * @param scope the parent of the objects; its chart must have the namespace of this construct's own chart
   */
  emitUninstall(scope: Construct): void;
}

/** Something that others made and that must be gone before a construct is removed. */
export interface UninstallPrecondition {
  /** What to do, in one sentence: `Delete the pods of these RuntimeClasses`. */
  readonly instruction: string;

  /** A kubectl command that lists the remaining objects, or waits until there are none. */
  readonly command: string;
}

/** A construct that others in the cluster use. `SynthSummary` prints them before the commands that remove it. */
export interface IUninstallPreconditions extends IConstruct {
  /** Objects that must be deleted first. */
  readonly uninstallPreconditions: UninstallPrecondition[];
}
