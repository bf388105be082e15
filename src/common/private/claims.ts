import { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { apart, Claim } from './claim';
import { clusterName, followCluster } from './cluster-names';
import { Problems } from './problems';

export * from './claim';

/** A construct that has claimed something. */
export interface Holder {
  readonly owner: IConstruct;
  readonly claim: Claim;
}

/** By root of a construct tree, and there by cluster, kind and name: who has claimed it. */
const holders = new WeakMap<IConstruct, Map<string, Holder[]>>();

/** What a construct claims because of one of its props. */
export interface Claims {
  /** The prop that keeps it apart from others. */
  readonly prop: string;
  readonly claims: readonly Claim[];
  /** @default - to give the prop another value */
  readonly repair?: string;
}

/**
 * Claims for a construct what it puts into its cluster, and reports what another construct has claimed there: the later of
 * two that are applied would replace the other, or both would change the same nodes, without a word.
 */
export function claim(construct: Construct, all: readonly Claims[], problems: Problems): void {
  let free = true;
  for (const { prop, claims, repair = `Give one of the two another \`${prop}\`` } of all) {
    const taken = new Map<IConstruct, Claim[]>();
    for (const one of claims) {
      const other = holder(construct, one, construct)?.owner;
      if (other) taken.set(other, [...taken.get(other) ?? [], one]);
    }
    for (const [other, what] of taken) problems.addSentence(prop, collision(what, other, construct, repair));
    free &&= !taken.size;
  }
  if (free) all.forEach(({ claims }) => claims.forEach((one) => hold(construct, one)));
}

/** Who has what is claimed, in the cluster of a construct; not the owner, nor somebody on other nodes. */
export function holder(scope: IConstruct, one: Claim, owner: IConstruct): Holder | undefined {
  const held = holders.get(scope.node.root)?.get(inCluster(scope, one));
  return held?.find((other) => other.owner !== owner && !apart(one.nodes, other.claim.nodes));
}

function hold(owner: IConstruct, one: Claim): void {
  const { root } = owner.node;
  const held = holders.get(root) ?? new Map<string, Holder[]>();
  holders.set(root, held);
  const key = inCluster(owner, one);
  const others = held.get(key);
  if (!others) held.set(key, [{ owner, claim: one }]);
  else if (!others.some((other) => other.owner === owner)) others.push({ owner, claim: one });
}

/**
 * Claims everything in a tree again, after parts of it were assigned to another cluster.
 *
 * @returns a sentence where two would be in one cluster; the claims are then as they were
 */
export function claimAgain(root: IConstruct): string | undefined {
  const again = new Map<string, Holder[]>();
  for (const one of [...holders.get(root)?.values() ?? []].flat()) {
    const key = inCluster(one.owner, one.claim);
    const others = again.get(key) ?? [];
    const other = others.find(({ owner, claim: { nodes } }) => owner !== one.owner && !apart(one.claim.nodes, nodes));
    if (other) return collision([one.claim], other.owner, one.owner, 'Assign one of the two to another cluster');
    again.set(key, [...others, one]);
  }
  holders.set(root, again);
  return undefined;
}

/** Everything that is claimed in a tree, with who has it. */
export function claimsIn(root: IConstruct): readonly Holder[] {
  return [...holders.get(root)?.values() ?? []].flat();
}

/** What is claimed, with the cluster that it is claimed in. */
export function inCluster(scope: IConstruct, one: Claim): string {
  return [clusterName(scope) ?? '', one.kind, one.name].join('\0');
}

const SHOWN = 5;

/** The sentence for what two constructs would put into one cluster. */
export function collision(what: readonly Claim[], other: IConstruct, mine: IConstruct, repair: string): string {
  const firsts = new Map([...what].reverse().map((one) => [one.kind, one])); // one of each kind says more than many of the same
  const shown = what.filter((one) => firsts.get(one.kind) === one).slice(0, SHOWN);
  const more = what.length > shown.length ? ` and ${what.length - shown.length} more` : '';
  const clusters = chartOf(other) === chartOf(mine) ? ''
    : '; where their charts are for two clusters, say so right after each chart is made: Cluster.assign(chart, \'edge-1\')';
  return `would put into its cluster what ${other.node.path} puts there already: ${shown.map((one) => one.what).join(', ')}${more}; `
    + `allowed: each once in a cluster. ${repair}${clusters}.`;
}

const chartOf = (construct: IConstruct) => construct.node.scopes.reverse().find(Chart.isChart);

/** Has another chart go where a chart goes, also if that is assigned to a cluster later. */
export function sameCluster(chart: Chart, other: Chart): void {
  followCluster(other, chart);
}
