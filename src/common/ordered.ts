import { IConstruct } from 'constructs';

/** A construct that can be installed after others. */
export interface IOrdered extends IConstruct {
  /**
   * Installs this after something else: another construct, or everything in a chart. Removal goes in the opposite direction.
   *
   * `Delivery` makes sync waves of Argo CD, `dependsOn` of Flux or the order of files of it.
   *
   * @param other a construct or chart of the same app
   * @throws if the other one contains this one, lies in it, or is part of another app
   */
  installAfter(other: IConstruct): void;
}
