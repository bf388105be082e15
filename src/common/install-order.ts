import { IConstruct } from 'constructs';
import { checked } from './private/checked';
import { recordOrder } from './private/order';

/**
 * The order of charts, and of constructs that are not part of this library. Constructs of this library have `installAfter`
 * themselves.
 *
 * Never use `addDependency` between charts for this: cdk8s takes exponential time for it.
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { InstallOrder, KataRelease, KataRuntime } from 'cdk8s-coco';
 *
 * const app = new App();
 * const kata = new KataRuntime(new Chart(app, 'coco', { namespace: 'coco-system' }), 'Kata', { release: KataRelease.V4_1_0 });
 * const workloads = new Chart(app, 'workloads', { namespace: 'shop' });
 * InstallOrder.of(workloads).installAfter(kata);
 */
export class InstallOrder {
  /** The order of one chart or construct. */
  public static of(scope: IConstruct): InstallOrder {
    return new InstallOrder(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Installs the chart or construct after something else. Removal goes in the opposite direction.
   *
   * @param other a construct or chart of the same app
   * @throws if the other one contains this one, lies in it, or is part of another app
   */
  public installAfter(other: IConstruct): void {
    recordOrder(this.scope, other, 'InstallOrder.installAfter');
  }
}

checked(InstallOrder, 'InstallOrder');
