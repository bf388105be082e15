import { checked } from '../../common/private/checked';
import { CocoError } from '../../common/private/coco-error';
import { show } from '../../common/private/redact';

/**
 * How many VMs for peer pods each node takes.
 *
 * @example
 * import { PeerPodLimit } from 'cdk8s-coco';
 *
 * PeerPodLimit.total(40, 4).perNode; // 10
 * PeerPodLimit.total(20, 3).perNode; // 6: the two that are left over run nowhere
 */
export class PeerPodLimit {
  /**
   * The same number on each node.
   *
   * @param vms VMs of each node, 1 or more
   * @throws on a number that is not whole or below 1
   */
  public static forEachNode(vms: number): PeerPodLimit {
    check('forEachNode', 'vms', vms);
    return new PeerPodLimit(vms, 0);
  }

  /**
   * A number for the cluster, spread evenly over its nodes: each takes the same, and together never more than the total.
   *
   * The number of nodes is that of today: when nodes join, each brings its share with it, and the total grows.
   *
   * @param vms VMs of all nodes together, 1 per node or more
   * @param nodes nodes that run the adaptor, 1 or more
   * @throws on numbers that are not whole, below 1, or that leave nodes without a VM
   */
  public static total(vms: number, nodes: number): PeerPodLimit {
    check('total', 'vms', vms);
    check('total', 'nodes', nodes);
    if (vms < nodes) {
      throw new CocoError('PeerPodLimit.total', `got ${vms} VMs for ${nodes} nodes; allowed: at least one for each node, as all take the same. `
        + 'Raise the total, or run the adaptor on fewer nodes.');
    }
    return new PeerPodLimit(Math.floor(vms / nodes), vms % nodes);
  }

  private constructor(
    /** VMs of each node. */
    public readonly perNode: number,
    /** VMs of the total that no node takes, as the same number on each node would be more than the total. */
    public readonly leftOver: number,
  ) {}

  public toString(): string {
    return `${this.perNode} per node`;
  }
}

checked(PeerPodLimit, 'PeerPodLimit');

function check(factory: string, parameter: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new CocoError(`PeerPodLimit.${factory}`, `${parameter}: got ${show(value)}; allowed: a whole number from 1. `
      + 'A node without VMs runs no peer pods: leave it out of the node selector.');
  }
}
