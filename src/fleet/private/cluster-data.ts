import { selects } from './selector';
import { Architecture, KubernetesDistribution } from '../../common';
import { sortedDeep } from '../../common/private/sorted-map';
import { FleetClusterProps, FleetGroup } from '../fleet-cluster-props';

type Facts = Readonly<Record<string, unknown>>;

/** A cluster with what its groups give it, and with defaults. */
export interface ClusterData {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly architectures: readonly Architecture[];
  readonly distribution: KubernetesDistribution;
  readonly cloud?: string;
  readonly facts: Facts;
}

/** What the clusters are in the end: later groups win over earlier ones, and what a cluster says itself wins over all groups. */
export function clusterData(clusters: readonly FleetClusterProps[], groups: readonly FleetGroup[]): ClusterData[] {
  const shared = new Map<string, Facts>(); // thousands of clusters have the facts of their groups, not copies of them
  return clusters.map(({ name, labels = {}, ...own }) => {
    const layers = [...groups.filter(({ selector }) => selects(selector, labels)), own];
    const last = <K extends keyof FleetGroup>(key: K) => layers.reduce<FleetGroup[K] | undefined>(
      (value, layer) => (layer as Partial<FleetGroup>)[key] ?? value, undefined);
    const facts = Object.assign(Object.create(null) as Record<string, unknown>, ...layers.map((layer) => layer.facts)) as Facts;
    const text = JSON.stringify(facts);
    if (!shared.has(text)) shared.set(text, frozen(sortedDeep({ ...facts })));
    return {
      name,
      labels: { ...labels },
      architectures: last('architectures') ?? [Architecture.X86_64],
      distribution: last('distribution') ?? KubernetesDistribution.K8S,
      cloud: last('cloud'),
      facts: shared.get(text)!,
    };
  });
}

/** Blueprints share facts: one that changed them would change other clusters. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}
