import { FleetClusterProps, FleetGroup } from './fleet-cluster-props';
import { checkInventory, InventoryData } from './private/check-inventory';
import { ClusterData, clusterData } from './private/cluster-data';
import { placeOf, readInventory } from './private/read-inventory';
import { selects } from './private/selector';
import { checked } from '../common/private/checked';
import { Problems } from '../common/private/problems';

/** The clusters of a fleet, and common data of groups. */
export interface FleetInventoryProps {
  /** The clusters. */
  readonly clusters: FleetClusterProps[];

  /**
   * Common data of groups of clusters. Where several groups select a cluster, later ones win; the cluster's own data wins
   * over all of them. `facts` are merged name by name.
   * @default - none
   */
  readonly groups?: FleetGroup[];
}

/**
 * The clusters of a fleet, as data.
 *
 * @example
 * import { FleetInventory, KubernetesDistribution } from 'cdk8s-coco';
 *
 * const inventory = FleetInventory.of({
 *   clusters: [
 *     { name: 'edge-1', labels: { stage: 'canary' }, cloud: 'aws', facts: { region: 'eu-west-1' } },
 *     { name: 'edge-2', labels: { stage: 'production' }, cloud: 'aws', facts: { region: 'eu-central-1' } },
 *   ],
 *   groups: [{ selector: { matchLabels: { stage: 'canary' } }, distribution: KubernetesDistribution.K3S }],
 * });
 */
export class FleetInventory {
  /**
   * The clusters from code.
   *
   * @throws one error with all problems
   */
  public static of(props: FleetInventoryProps): FleetInventory {
    return FleetInventory.made('FleetInventory.of', props, new Problems(undefined, 'the inventory'));
  }

  /**
   * The clusters from a YAML or JSON file, which is checked. Its JSON Schema, for editors, is the file
   * `src/fleet/inventory.schema.json` of this package.
   *
   * @param path of the file. What ends in `.json` is read as JSON, anything else as YAML
   * @throws one error with all problems, each with its place in the file
   */
  public static fromFile(path: string): FleetInventory {
    const problems = new Problems(undefined, 'the inventory');
    return FleetInventory.made(placeOf(path), readInventory(path, problems), problems);
  }

  private static made(place: string, data: InventoryData, problems: Problems): FleetInventory {
    checkInventory(data, problems);
    problems.throwAt(place);
    const { clusters, groups = [] } = data as FleetInventoryProps;
    return new FleetInventory(clusterData(clusters, groups), groups);
  }

  /** @internal */
  public readonly _clusters: readonly ClusterData[];

  /** @internal */
  public readonly _groupsOfNone: readonly number[];

  private constructor(clusters: readonly ClusterData[], groups: readonly FleetGroup[]) {
    this._clusters = clusters;
    const isEmpty = ({ selector }: FleetGroup) => !clusters.some(({ labels }) => selects(selector, labels));
    this._groupsOfNone = groups.flatMap((group, index) => (isEmpty(group) ? [index] : []));
  }

  /** The names of the clusters, in the order in which they were given. */
  public get names(): string[] {
    return this._clusters.map(({ name }) => name);
  }
}

checked(FleetInventory, 'FleetInventory');
