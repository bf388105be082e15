import { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { checked } from './private/checked';
import { claimAgain } from './private/claims';
import { clusterName, nameCluster } from './private/cluster-names';
import { CocoError } from './private/coco-error';
import { show } from './private/redact';

const isConstruct = (value: unknown): value is IConstruct => Construct.isConstruct(value);
const pathOf = (scope: unknown) => (isConstruct(scope) && scope.node.path) || '(root)';

/**
 * One of several clusters that an app has manifests for.
 *
 * Duplicates in a cluster are errors: an object of the same kind and name, a handler, a folder or a label of its nodes. An
 * app is for one cluster, until charts are assigned to others.
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { Cluster, KataRelease, KataRuntime } from 'cdk8s-coco';
 *
 * const app = new App();
 * for (const name of ['edge-1', 'edge-2']) {
 *   const chart = new Chart(app, name, { namespace: 'coco-system' });
 *   Cluster.assign(chart, name);
 *   new KataRuntime(chart, 'Kata', { release: KataRelease.V4_1_0 });
 * }
 */
export class Cluster {
  /**
   * Assigns everything in a chart, or in all charts below a construct, to the cluster of this name.
   *
   * The nearest assignment counts. Names and files do not change. Assign charts before you add the same objects to two of
   * them: unassigned charts are for one cluster.
   *
   * @param scope a chart, or a construct that contains charts
   * @param name how you call the cluster: charts with the same name go to the same one
   * @throws if the scope is part of a chart, or if something in it is in that cluster already
   */
  public static assign(scope: IConstruct, name: string): Cluster {
    const path = pathOf(scope);
    const fail = (message: string) => { throw new CocoError(path, `Cluster.assign: ${message}`); };
    if (!name.trim()) {
      fail(`name: got ${show(name)}; allowed: a string that is not empty. Give what you call the cluster, like "edge-1".`);
    }
    const chart = scope.node.scopes.find(Chart.isChart);
    if (chart && !Chart.isChart(scope)) {
      fail(`scope: got a part of the chart ${chart.node.path}; allowed: a chart, or a construct that contains charts. `
        + 'A chart goes to one cluster as a whole: assign the chart.');
    }
    const before = nameCluster(scope, name);
    const taken = scope.node.children.length ? claimAgain(scope.node.root) : undefined;
    if (taken) {
      nameCluster(scope, before);
      fail(taken);
    }
    return new Cluster(name);
  }

  /**
   * The cluster that a construct, or one of its parents, is assigned to.
   *
   * @returns nothing if it is assigned to none
   */
  public static of(scope: IConstruct): Cluster | undefined {
    const name = clusterName(scope);
    return name === undefined ? undefined : new Cluster(name);
  }

  private constructor(
    /** The name of the cluster. */
    public readonly name: string,
  ) {}
}

checked(Cluster, 'Cluster');
