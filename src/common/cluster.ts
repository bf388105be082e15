import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { BOUND } from './private/bound';
import { CocoError } from './private/coco-error';
import { show } from './private/redact';

const METADATA = 'cdk8s-coco/cluster';

/**
 * One of several clusters that an app has manifests for.
 *
 * What would stand in a cluster twice is an error: an object of the same kind and name, a handler, a folder or a label of
 * its nodes. An app is taken to be for one cluster, until charts are assigned to others.
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { Cluster, KataRuntime } from 'cdk8s-coco';
 *
 * const app = new App();
 * for (const name of ['edge-1', 'edge-2']) {
 *   const chart = new Chart(app, name, { namespace: 'coco-system' });
 *   Cluster.assign(chart, name);
 *   new KataRuntime(chart, 'Kata');
 * }
 */
export class Cluster {
  /**
   * Says that everything in a chart, or in all charts below a construct, goes to the cluster of this name.
   *
   * It holds for all that is below, also for what is added later; the nearest assignment counts. Names and files stay as
   * they are.
   *
   * @param scope a chart, or a construct that charts are in
   * @param name what you call the cluster: charts with the same name go to the same one
   * @throws where the scope is part of a chart, or has something in it that was compared with the objects of a cluster when it
   * was made, as most constructs of this library are. `PeerPodsCrds` is not: assign it like an empty chart
   */
  public static assign(scope: IConstruct, name: string): Cluster {
    const fail = (message: string) => { throw new CocoError(scope.node.path || '(root)', `Cluster.assign: ${message}`); };
    if (typeof name !== 'string' || !name.trim()) {
      fail(`got the name ${show(name)}; allowed: a text that is not empty. Give what you call the cluster, like "edge-1".`);
    }
    const chart = scope.node.scopes.find(Chart.isChart);
    if (chart && !Chart.isChart(scope)) {
      fail(`got a part of the chart ${chart.node.path}; allowed: a chart, or a construct that charts are in. `
        + 'A chart goes to one cluster as a whole: assign the chart.');
    }
    const late = scope.node.findAll().find((one) => BOUND.has(one));
    if (late) {
      fail(`got a scope that has ${late.node.path} in it already; allowed: a scope without such constructs. `
        + 'Assign it right after it was made, before anything is put into it.');
    }
    scope.node.addMetadata(METADATA, name);
    return new Cluster(name);
  }

  /**
   * The cluster that a construct is assigned to, by itself or by what it is in.
   *
   * @returns nothing where no part of the app that it is in is assigned to one
   */
  public static of(scope: IConstruct): Cluster | undefined {
    for (const one of scope.node.scopes.reverse()) {
      const [assigned] = one.node.metadata.filter(({ type }) => type === METADATA).slice(-1);
      if (assigned) return new Cluster(assigned.data as string);
    }
    return undefined;
  }

  private constructor(
    /** What the cluster is called. */
    public readonly name: string,
  ) {}
}
