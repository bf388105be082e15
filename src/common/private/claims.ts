import { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { clusterName, followCluster } from './cluster-names';
import { Identity } from './emission';
import { lookup } from './free-keys';
import { Problems } from './problems';

/** Something that there is once in a cluster, or once on a node. */
export interface Claim {
  readonly kind: string;
  /** Tells it from others of its kind. */
  readonly name: string;
  /** How messages call it. */
  readonly what: string;
  /** Of something on nodes: the labels of those that have it. Without, it may be on every node. */
  readonly nodes?: Readonly<Record<string, string>>;
}

interface Holder {
  readonly owner: IConstruct;
  readonly claim: Claim;
}

/** By root of a construct tree, and there by cluster, kind and name: who has claimed it. */
const holders = new WeakMap<IConstruct, Map<string, Holder[]>>();

/** An object. Those whose name is known at synth only claim nothing here: `collisions.ts` looks at them then. */
export function objects(manifests: readonly Identity[]): Claim[] {
  return manifests.filter(({ metadata }) => typeof metadata?.name === 'string').map(object);
}

/** An object whose name is known. */
export function object({ apiVersion = '', kind = '', metadata = {} }: Identity): Claim {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return {
    kind: `${group}/${kind}`,
    name: `${metadata.namespace ?? ''}/${metadata.name}`,
    what: `${kind} ${metadata.name}${metadata.namespace ? ` in the namespace ${metadata.namespace}` : ''}`,
  };
}

/** A name under which a container runtime on the nodes knows a way to run pods: what RuntimeClasses lead to. */
export const handler = (name: string): Claim => ({ kind: 'handler', name, what: `the handler ${name} of the nodes` });

/** A folder of the nodes that one installation alone writes to. */
export function folder(path: string, nodes?: Claim['nodes']): Claim {
  return { kind: 'folder', name: path, what: `the folder ${path} of the nodes`, nodes };
}

/** A file of the nodes that one installation alone writes. */
export function file(path: string, nodes?: Claim['nodes']): Claim {
  return { kind: 'file', name: path, what: `the file ${path} of the nodes`, nodes };
}

/** A label of the nodes that one installation alone sets. */
export const nodeLabel = (name: string): Claim => ({ kind: 'label', name, what: `the label ${name} of the nodes` });

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

/** What is claimed, with the cluster that it is claimed in. */
export function inCluster(scope: IConstruct, one: Claim): string {
  return [clusterName(scope) ?? '', one.kind, one.name].join('\0');
}

/** Whether no node has the labels of both. */
function apart(some: Claim['nodes'] = {}, others: Claim['nodes'] = {}): boolean {
  return Object.entries(some).some(([label, value]) => ![undefined, value].includes(lookup(others, label)));
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
