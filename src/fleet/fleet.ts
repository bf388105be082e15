import { IBlueprint } from './blueprint';
import { FleetDelivery } from './fleet-delivery';
import { FleetInventory } from './fleet-inventory';
import { FleetResult } from './fleet-result';
import { FleetShard } from './fleet-shard';
import { ClusterData } from './private/cluster-data';
import { FleetRun } from './private/fleet-run';
import { checked } from '../common/private/checked';
import { CocoError } from '../common/private/coco-error';
import { Engine } from '../delivery/private/engines/engine';

/** Properties of a fleet. */
export interface FleetProps {
  /** The clusters. */
  readonly inventory: FleetInventory;

  /** The blueprints for each cluster. A blueprint that is not for a cluster adds no chart for it. */
  readonly blueprints: IBlueprint[];

  /**
   * How the manifests reach the clusters.
   * @default - manifests alone
   */
  readonly delivery?: FleetDelivery;

  /**
   * The folder that the fleet writes. It must be empty, new, or written by a fleet before.
   * @default - the value of CDK8S_OUTDIR, which `cdk8s synth` sets; otherwise `dist`
   */
  readonly outdir?: string;

  /**
   * The part of the fleet that this run writes.
   * @default - the whole fleet
   */
  readonly shard?: FleetShard;
}

/**
 * Many clusters in one synth: clusters are data, and blueprints are code.
 *
 * Writes `clusters/<cluster>/<component>/<component>.k8s.yaml`, a component for each chart of a blueprint. Clusters that
 * agree on
 * everything that a blueprint reads share what it builds. Only files that changed are written, each whole or not at all.
 * Files of
 * removed clusters and components are deleted. `delivery` adds the objects of Argo CD, Flux or kubectl. Time grows with the
 * number of clusters, memory does not.
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { Fleet, FleetCluster, FleetInventory, IBlueprint, KataRelease, KataRuntime } from 'cdk8s-coco';
 *
 * class Coco implements IBlueprint {
 *   public compose(app: App, cluster: FleetCluster): void {
 *     const chart = new Chart(app, 'coco', { namespace: 'coco-system' });
 *     new KataRuntime(chart, 'Kata', {
 *       release: KataRelease.V4_1_0, architectures: cluster.architectures, distribution: cluster.distribution,
 *     });
 *   }
 * }
 *
 * const inventory = FleetInventory.of({ clusters: [{ name: 'edge-1' }, { name: 'edge-2' }] });
 * Fleet.of({ inventory, blueprints: [new Coco()] }).synth();
 */
export class Fleet {
  /**
   * A fleet.
   *
   * @throws if there is no blueprint, or on wrong props of `delivery`
   */
  public static of(props: FleetProps): Fleet {
    if (!props.blueprints.length) {
      throw new CocoError('Fleet.of', 'blueprints: got an empty list; allowed: at least one blueprint. Without one, the files of all clusters would go.');
    }
    return new Fleet(props);
  }

  /** The folder that the fleet writes. */
  public readonly outdir: string;

  private readonly clusters: readonly ClusterData[];

  private readonly engine?: Engine;

  private readonly shard: FleetShard;

  private constructor(private readonly props: FleetProps) {
    this.outdir = props.outdir ?? process.env.CDK8S_OUTDIR ?? 'dist';
    this.shard = props.shard ?? FleetShard.of(1, 1);
    this.clusters = props.inventory._clusters.filter(({ name }) => this.shard.includes(name));
    this.engine = props.delivery?._engine(props.inventory._clusters, this.shard);
  }

  /**
   * Writes the files of all clusters.
   *
   * On a terminal, standard error shows how far it is. Nothing else is printed: print the result.
   *
   * @throws one error with the problems of all clusters. Clusters without problems are written by then, the others keep the
   * files
   * that they had, and no cluster is removed
   */
  public synth(): FleetResult {
    const { outdir, clusters, shard, engine, props: { blueprints, inventory } } = this;
    return new FleetRun({
      outdir, fleet: inventory._clusters, clusters, shard, blueprints, engine, groupsOfNone: inventory._groupsOfNone,
    }).run();
  }
}

checked(Fleet, 'Fleet');
