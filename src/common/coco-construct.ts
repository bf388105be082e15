import { Construct, IConstruct } from 'constructs';
import type { IOrdered } from './ordered';
import type { IPrerequisites, Prerequisite } from './prerequisite';
import { checked } from './private/checked';
import { recordOrder } from './private/order';
import { prerequisitesOf } from './private/prerequisites';

/** The common base of the constructs of this library. */
export abstract class CocoConstruct extends Construct implements IOrdered, IPrerequisites {
  /** Prerequisites in the cluster, each with a reason and a command that checks it. */
  public get prerequisites(): Prerequisite[] {
    return prerequisitesOf(this);
  }

  /**
   * Installs this after something else: another construct, or everything in a chart. Removal goes in the opposite direction.
   *
   * @param other a construct or chart of the same app
   * @throws if the other one contains this one, lies in it, or is part of another app
   */
  public installAfter(other: IConstruct): void {
    recordOrder(this, other);
  }
}

checked(CocoConstruct, 'CocoConstruct');
