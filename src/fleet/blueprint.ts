import { App } from 'cdk8s';
import { FleetCluster } from './fleet-cluster';

/**
 * Code that adds charts to an app, for one cluster of a fleet at a time.
 *
 * A fleet runs a blueprint once for all clusters that agree on everything the blueprint reads. So its charts must follow from
 * the
 * cluster alone: no clock, no counters, no files that change in between.
 *
 * Constructs that refer to each other belong in one blueprint. Independent ones run less often in blueprints of their own.
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { FleetCluster, IBlueprint, KataRelease, KataRuntime, PrivilegedNamespace } from 'cdk8s-coco';
 *
 * class Coco implements IBlueprint {
 *   public compose(app: App, cluster: FleetCluster): void {
 *     const chart = new Chart(app, 'coco', { namespace: 'coco-system' });
 *     new PrivilegedNamespace(chart, 'Namespace');
 *     new KataRuntime(chart, 'Kata', {
 *       release: KataRelease.V4_1_0, architectures: cluster.architectures, distribution: cluster.distribution,
 *     });
 *   }
 * }
 */
export interface IBlueprint {
  /**
   * Adds the charts for a cluster. Each chart becomes a folder of the cluster, named after it.
   *
   * @param app an empty app; the fleet writes its files, so do not call `synth()`
   * @param cluster the cluster. Clusters with the same answers share what is built
   */
  compose(app: App, cluster: FleetCluster): void;
}
