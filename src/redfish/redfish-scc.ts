import { checked } from '../common/private/checked';

/** Ids from the first to the last. */
export interface RedfishIdRange {
  /** The lowest id. */
  readonly min: number;

  /** The highest id. */
  readonly max: number;
}

/** Properties of SecurityContextConstraints of the server's own. */
export interface RedfishCustomSccOptions {
  /**
   * The name of the object.
   * @default - "<name>-scc"
   */
  readonly name?: string;

  /**
   * Which constraints win where several allow the pod: the highest.
   * @default 10
   */
  readonly priority?: number;

  /**
   * User ids that the pod may have.
   * @default - 1000000000 to 1000099999
   */
  readonly runAsUser?: RedfishIdRange;

  /**
   * Groups of the pod's volumes.
   * @default - 1000000000 to 1000099999
   */
  readonly fsGroup?: RedfishIdRange;

  /**
   * Allowed supplemental groups.
   * @default - 1000000000 to 1000099999
   */
  readonly supplementalGroups?: RedfishIdRange;
}

/** Under which SecurityContextConstraints the pod runs on OpenShift. */
export class RedfishScc {
  /** OpenShift's `restricted-v2`: the pod gets a user id from the range of the namespace. */
  public static restricted(): RedfishScc {
    return new RedfishScc({ restricted: true });
  }

  /** Constraints of its own, with ranges that you choose, and which no other account may use. */
  public static custom(options: RedfishCustomSccOptions = {}): RedfishScc {
    return new RedfishScc({ custom: options });
  }

  /** Nothing is emitted: the account uses OpenShift's defaults, or constraints that you bind yourself. */
  public static none(): RedfishScc {
    return new RedfishScc({});
  }

  /** @internal */
  public readonly _kind: { readonly restricted?: boolean; readonly custom?: RedfishCustomSccOptions };

  private constructor(kind: { restricted?: boolean; custom?: RedfishCustomSccOptions }) {
    this._kind = kind;
  }
}

checked(RedfishScc, 'RedfishScc');
