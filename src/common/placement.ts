import type { k8s } from 'cdk8s-plus-28';

/** How a toleration compares with a taint. */
export enum TolerationOperator {
  /** The taint's key is enough (or, without a key, any taint at all). */
  EXISTS = 'Exists',
  /** Key and value must be equal. */
  EQUAL = 'Equal',
}

/** What a taint does to pods that do not tolerate it. */
export enum TaintEffect {
  /** New pods stay away. */
  NO_SCHEDULE = 'NoSchedule',
  /** New pods stay away if there is room elsewhere. */
  PREFER_NO_SCHEDULE = 'PreferNoSchedule',
  /** New pods stay away and running ones are evicted. */
  NO_EXECUTE = 'NoExecute',
}

/**
 * A taint that pods accept on their node.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
 */
export interface Toleration {
  /**
   * The taint's key.
   * @default - any key; the operator must then be `Exists`
   */
  readonly key?: string;

  /**
   * How key and value are compared.
   * @default TolerationOperator.EQUAL
   */
  readonly operator?: TolerationOperator;

  /**
   * The taint's value, for the operator `Equal`.
   * @default - the empty value
   */
  readonly value?: string;

  /**
   * The effect that is tolerated.
   * @default - every effect
   */
  readonly effect?: TaintEffect;

  /**
   * Seconds for which a `NoExecute` taint is tolerated.
   * @default - forever
   */
  readonly tolerationSeconds?: number;
}

/** Where pods run: the same props in every construct. Which nodes are the default, each construct says. */
export interface PodPlacementProps {
  /**
   * Labels that a node must have.
   * @default - every node, unless the construct says otherwise
   */
  readonly nodeSelector?: { [label: string]: string };

  /**
   * Taints of nodes that the pods accept.
   * @default - none, unless the construct says otherwise
   */
  readonly tolerations?: Toleration[];

  /**
   * Rules for nodes, in addition to `nodeSelector`, and for other pods on them. The construct adds its own node requirements
   * to each of your terms.
   * @default - none
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/
   */
  readonly affinity?: k8s.Affinity;

  /**
   * The priority class of the pods. Empty: none.
   * @default - `system-node-critical` for node agents, `system-cluster-critical` for programs that pods of the whole cluster
   * depend on; otherwise none
   */
  readonly priorityClassName?: string;
}
