import { Construct, IConstruct } from 'constructs';

/**
 * A construct that changes nodes and can undo it.
 *
 * Deleting its objects from a cluster leaves the nodes as they are; the objects of the uninstall phase clean them.
 */
export interface IUninstallable extends IConstruct {
  /**
   * Emits the objects that undo this construct on every node it reached.
   *
   * @param scope where the objects go; its chart must have the namespace of this construct's own chart
   */
  emitUninstall(scope: Construct): void;
}
