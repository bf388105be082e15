import type { k8s } from 'cdk8s-plus-28';
import { TaintEffect, Toleration, TolerationOperator } from '../common';
import { checked } from '../common/private/checked';

/** Options of placements that select the nodes by themselves. */
export interface DpfHcpPlacementOptions {
  /**
   * Affinity of the pods, as in a pod.
   * @default - none
   * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#scheduling
   */
  readonly affinity?: k8s.Affinity;
}

/** A placement of one's own. */
export interface DpfHcpCustomPlacementOptions extends DpfHcpPlacementOptions {
  /**
   * Labels of the nodes.
   * @default - every Linux node
   */
  readonly nodeSelector?: { [label: string]: string };

  /**
   * Taints of the nodes that the pods accept.
   * @default - none
   */
  readonly tolerations?: Toleration[];
}

const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';
const MASTER = 'node-role.kubernetes.io/master';

/** Labels of control planes, which run on Linux alone. */
export const CONTROL_PLANE_LABELS: readonly string[] = [CONTROL_PLANE, MASTER];

const tolerate = (key: string): Toleration => ({ key, operator: TolerationOperator.EXISTS, effect: TaintEffect.NO_SCHEDULE });

/** On which nodes the pods of the operator run. */
export class DpfHcpPlacement {
  /**
   * Control plane nodes, by the label that Kubernetes has for them. The taints of both its names are tolerated: OpenShift
   * labels these nodes with the new one and taints them with the old one.
   */
  public static controlPlane(options: DpfHcpPlacementOptions = {}): DpfHcpPlacement {
    return new DpfHcpPlacement({ [CONTROL_PLANE]: '' }, [tolerate(CONTROL_PLANE), tolerate(MASTER)], options.affinity);
  }

  /**
   * Control plane nodes by their old label, `node-role.kubernetes.io/master`, as upstream's chart has it. Kubernetes
   * removed it in 1.24; OpenShift still has it.
   */
  public static master(options: DpfHcpPlacementOptions = {}): DpfHcpPlacement {
    return new DpfHcpPlacement({ [MASTER]: '' }, [tolerate(MASTER)], options.affinity);
  }

  /** Worker nodes: those with Linux and the label `node-role.kubernetes.io/worker`. */
  public static worker(options: DpfHcpPlacementOptions = {}): DpfHcpPlacement {
    return new DpfHcpPlacement({ 'node-role.kubernetes.io/worker': '' }, [], options.affinity);
  }

  /** Nodes of your choice; without options, every Linux node without taints. */
  public static custom(options: DpfHcpCustomPlacementOptions = {}): DpfHcpPlacement {
    return new DpfHcpPlacement(options.nodeSelector ?? {}, options.tolerations ?? [], options.affinity);
  }

  /**
   * What a chart's values say, right or wrong: rules judge it with everything else.
   *
   * @internal
   */
  public static _ofValues({ nodeSelector = {}, tolerations = [], affinity }: DpfHcpCustomPlacementOptions): DpfHcpPlacement {
    return new DpfHcpPlacement(nodeSelector, tolerations, affinity);
  }

  private constructor(
    /** Labels of the nodes. */
    public readonly nodeSelector: { [label: string]: string },
    /** Taints that are accepted. */
    public readonly tolerations: Toleration[],
    /** Affinity of the pods, as in a pod. */
    public readonly affinity?: k8s.Affinity,
  ) {}
}

checked(DpfHcpPlacement, 'DpfHcpPlacement');
