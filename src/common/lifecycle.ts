import { Construct, IConstruct } from 'constructs';

/**
 * A construct that changes nodes and can undo it.
 *
 * Deleting its objects from a cluster leaves the nodes as they are; the objects of the uninstall phase clean them.
 */
export interface IUninstallable extends IConstruct {
  /**
   * What keeps nodes changed, as kubectl names it: `daemonset/kata-deploy`. It has to be deleted before the uninstall phase
   * can act.
   */
  readonly installWorkloads: string[];

  /**
   * What undoes it in the uninstall phase, as kubectl names it: `daemonset/kata-deploy-cleanup`. When that DaemonSet is rolled
   * out, or that Job complete, every node is clean.
   */
  readonly uninstallWorkload: string;

  /** The namespace of all of them. */
  readonly namespace: string;

  /**
   * Emits the objects that undo this construct on every node it reached.
   *
   * @param scope where the objects go; its chart must have the namespace of this construct's own chart
   */
  emitUninstall(scope: Construct): void;
}
