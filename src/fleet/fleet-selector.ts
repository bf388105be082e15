/** How a `FleetSelectorExpression` compares a label. */
export enum FleetSelectorOperator {
  /** The label has one of the values. */
  IN = 'In',
  /** The label has none of the values, or is missing. */
  NOT_IN = 'NotIn',
  /** The label is there, with any value. */
  EXISTS = 'Exists',
  /** The label is missing. */
  DOES_NOT_EXIST = 'DoesNotExist',
}

/** A requirement on one label of a cluster. */
export interface FleetSelectorExpression {
  /** The key of the label. */
  readonly key: string;

  /** How it is compared. */
  readonly operator: FleetSelectorOperator;

  /**
   * The values, for `In` and `NotIn` alone.
   * @default - none
   */
  readonly values?: string[];
}

/**
 * Selects clusters by their labels, as a label selector of Kubernetes does: all requirements must hold. An empty selector selects
 * every cluster.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export interface FleetSelector {
  /**
   * Labels that a cluster must have.
   * @default - any
   */
  readonly matchLabels?: { readonly [key: string]: string };

  /**
   * Requirements that a cluster must meet.
   * @default - none
   */
  readonly matchExpressions?: FleetSelectorExpression[];
}
