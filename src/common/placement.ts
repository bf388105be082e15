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
