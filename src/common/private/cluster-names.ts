import { IConstruct } from 'constructs';

/** Which cluster a construct was assigned to. */
const names = new WeakMap<IConstruct, string>();

/** Charts that go where another chart goes, wherever in the tree they are, or in another tree. */
const leaders = new WeakMap<IConstruct, IConstruct>();

/** The name of the cluster that a construct is assigned to, by itself or by what it is in; the nearest assignment counts. */
export function clusterName(construct: IConstruct): string | undefined {
  for (let one: IConstruct | undefined = construct; one; one = one.node.scope) {
    const leader = leaders.get(one);
    const name = leader ? clusterName(leader) : names.get(one);
    if (name !== undefined) return name;
  }
  return undefined;
}

/**
 * Assigns a construct to a cluster, or to none.
 *
 * @returns what it was assigned to before
 */
export function nameCluster(construct: IConstruct, name: string | undefined): string | undefined {
  const before = names.get(construct);
  if (name === undefined) names.delete(construct);
  else names.set(construct, name);
  return before;
}

/** Has a chart go where another one goes, also if that is assigned later. */
export function followCluster(chart: IConstruct, leader: IConstruct): void {
  leaders.set(chart, leader);
}
