import { Construct, IConstruct } from 'constructs';

/**
 * A construct that changes nodes and can undo it.
 *
 * Deleting its objects from a cluster leaves the nodes as they are; the objects of the uninstall phase clean them.
 */
export interface IUninstallable extends IConstruct {
  /** The names of the DaemonSets that keep nodes changed. They have to be deleted before the uninstall phase can act. */
  readonly daemonSetNames: string[];

  /** The name of the DaemonSet of the uninstall phase. When it is rolled out, every node is clean. */
  readonly uninstallDaemonSetName: string;

  /** The namespace of all of them. */
  readonly namespace: string;

  /**
   * Emits the objects that undo this construct on every node it reached.
   *
   * @param scope where the objects go; its chart must have the namespace of this construct's own chart
   */
  emitUninstall(scope: Construct): void;
}
