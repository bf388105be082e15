import { Construct, IConstruct } from 'constructs';

/**
 * What a cluster should have of a construct. Commit `DRAINING` to remove it, and `ABSENT` once every node is clean.
 *
 * @see docs/delivery.md
 */
export enum Lifecycle {
  /** It is installed. */
  PRESENT = 'present',

  /** It is being removed: the objects that clean up take the place of those that install. */
  DRAINING = 'draining',

  /** It is gone: no object is emitted, so the engine removes what cleaned up. */
  ABSENT = 'absent',
}

/**
 * A construct that changes nodes and can undo it.
 *
 * Deleting its objects leaves the nodes as they are. The objects of the uninstall phase clean them.
 */
export interface IUninstallable extends IConstruct {
  /** What keeps nodes changed, as kubectl names it: `daemonset/kata-deploy`. Delete it before the uninstall phase can act. */
  readonly installWorkloads: string[];

  /**
   * What undoes it in the uninstall phase, as kubectl names it: `daemonset/kata-deploy-cleanup`. Every node is clean when that
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

  /** A kubectl command that lists what is left, or waits until nothing is. */
  readonly command: string;
}

/** A construct that others in the cluster use. `SynthSummary` prints what must be gone before it is removed. */
export interface IUninstallPreconditions extends IConstruct {
  /** What must be gone first. */
  readonly uninstallPreconditions: UninstallPrecondition[];
}
