import type { IConstruct } from 'constructs';
import type { ConstructProblem } from './report-by-construct';
import { Lifecycle } from '../lifecycle';

/** One construct is installed after another. */
export interface OrderEdge {
  readonly after: IConstruct;
  readonly before: IConstruct;
  /** Pods wait on each node, so that no engine has to wait for all nodes. */
  readonly perNode: boolean;
}

/** How far a construct is on its way out of the cluster. */
const STATES = [Lifecycle.PRESENT, Lifecycle.DRAINING, Lifecycle.ABSENT];

/** A construct of which an order is known. Everything in it lies between its start and its end. */
interface Entry {
  readonly construct: IConstruct;
  /** The nearest construct around it of which an order is known, too. */
  parent?: Entry;
  /** Vertices of the graph. */
  readonly start: number;
  readonly end: number;
  /** The lifecycles of what lies in it, as places in STATES; nothing if nothing there has one. */
  states?: { least: number; most: number };
}

interface Arc {
  readonly to: number;
  /** How many levels lie between: none, where pods wait on each node. */
  readonly weight: number;
}

/** The order of constructs, in time that is linear in their number. */
export class OrderGraph {
  /** What is wrong. */
  public readonly problems: readonly ConstructProblem[];

  private readonly entries = new Map<IConstruct, Entry>();
  private readonly levels: readonly number[] = [];

  constructor(private readonly edges: readonly OrderEdge[], lifecycles: ReadonlyMap<IConstruct, Lifecycle>) {
    for (const { after, before } of edges) [after, before].forEach((one) => this.addEntry(one));
    for (const entry of this.entries.values()) entry.parent = nearestOf(entry.construct.node.scope, this.entries);
    const { cycle } = this.sorted(edges);
    this.problems = cycle ? [cycleProblem(cycle)] : this.lifecycleProblems(lifecycles);
    if (!this.problems.length) this.levels = this.sorted(this.effective).levels;
  }

  /** How many steps come before a construct. What is removed is counted in the opposite direction. */
  public levelOf(construct: IConstruct): number {
    const entry = this.nearest(construct);
    return entry ? this.levels[entry.start] ?? 0 : 0;
  }

  /** The order in which engines work: constructs that are removed go in the opposite direction. */
  public get effective(): OrderEdge[] {
    return this.edges.flatMap(({ after, before, perNode }): OrderEdge[] => {
      const [one, other] = [this.mostOf(after), this.mostOf(before)];
      if (other > 0) return [{ after: before, before: after, perNode }];
      return one > 0 ? [] : [{ after, before, perNode }]; // what is installed already is not waited for
    });
  }

  private mostOf(construct: IConstruct): number {
    return this.entries.get(construct)!.states?.most ?? 0;
  }

  private addEntry(construct: IConstruct): void {
    const index = this.entries.size;
    if (!this.entries.has(construct)) this.entries.set(construct, { construct, start: 2 * index, end: 2 * index + 1 });
  }

  private nearest(construct: IConstruct): Entry | undefined {
    return this.entries.size ? nearestOf(construct, this.entries) : undefined;
  }

  /** The longest way to each vertex, or a cycle. */
  private sorted(edges: readonly OrderEdge[]): { readonly levels: number[]; readonly cycle?: IConstruct[] } {
    const all = [...this.entries.values()];
    const arcs: Arc[][] = all.flatMap(() => [[], []]);
    for (const { start, end, parent } of all) {
      arcs[start].push({ to: end, weight: 0 });
      if (!parent) continue;
      arcs[parent.start].push({ to: start, weight: 0 });
      arcs[end].push({ to: parent.end, weight: 0 });
    }
    for (const { after, before, perNode } of edges) {
      arcs[this.entries.get(before)!.end].push({ to: this.entries.get(after)!.start, weight: perNode ? 0 : 1 });
    }
    const levels = arcs.map(() => 0);
    const open = openArcs(arcs);
    const ready = arcs.map((_, vertex) => vertex).filter((vertex) => !open[vertex]);
    for (let next = 0; next < ready.length; next++) {
      for (const { to, weight } of arcs[ready[next]]) {
        levels[to] = Math.max(levels[to], levels[ready[next]] + weight);
        if (--open[to] === 0) ready.push(to);
      }
    }
    return ready.length === arcs.length ? { levels } : { levels, cycle: this.cycleIn(arcs, open) };
  }

  /** One of the cycles among vertices that something open leads to. */
  private cycleIn(arcs: readonly (readonly Arc[])[], open: readonly number[]): IConstruct[] {
    const before = new Map<number, number>();
    arcs.forEach((list, from) => {
      if (open[from]) list.filter(({ to }) => open[to]).forEach(({ to }) => before.set(to, from));
    });
    const met = new Set<number>();
    let vertex = [...before.keys()][0];
    while (!met.has(vertex)) { // every open vertex has an open one before it
      met.add(vertex);
      vertex = before.get(vertex)!;
    }
    const way = [...met];
    const vertices = way.slice(way.indexOf(vertex));
    const all = [...this.entries.values()];
    const constructs = vertices.map((one) => all[Math.floor(one / 2)].construct);
    return constructs.filter((one, index) => one !== constructs[(index + 1) % constructs.length]);
  }

  /** What stays until everything that is installed after it is gone, although it was to be removed before. */
  private lifecycleProblems(lifecycles: ReadonlyMap<IConstruct, Lifecycle>): ConstructProblem[] {
    for (const [construct, lifecycle] of lifecycles) {
      const state = STATES.indexOf(lifecycle);
      for (let entry = this.nearest(construct); entry; entry = entry.parent) {
        const { least, most } = entry.states ?? { least: state, most: state };
        entry.states = { least: Math.min(least, state), most: Math.max(most, state) };
      }
    }
    const later = this.edges.flatMap(({ after, before }): ConstructProblem[] => {
      const stays = this.entries.get(after)!.states?.least ?? (this.entries.get(before)!.states ? 0 : undefined);
      const goes = this.entries.get(before)!.states?.most ?? 0;
      if (stays === undefined || stays >= goes) return [];
      return [[after, `${before.node.path} is ${STATES[goes].toUpperCase()}, and ${after.node.path}, which is installed after it, is ${STATES[stays].toUpperCase()}; `
        + `allowed: what is installed last goes first. Set the lifecycle of ${after.node.path} to ${STATES[goes].toUpperCase()}, too, or leave it out.`]];
    });
    return [...new Map(later.map((one) => [one[1], one])).values()];
  }
}

/** For each vertex, how many arcs lead to it. */
function openArcs(arcs: readonly (readonly Arc[])[]): number[] {
  const open = arcs.map(() => 0);
  arcs.forEach((list) => list.forEach(({ to }) => { open[to]++; }));
  return open;
}

/** The entry of a construct, or of the nearest one around it that has an entry. */
function nearestOf(construct: IConstruct | undefined, entries: ReadonlyMap<IConstruct, Entry>): Entry | undefined {
  for (let one = construct; one; one = one.node.scope) {
    const entry = entries.get(one);
    if (entry) return entry;
  }
  return undefined;
}

/** At most this many constructs of a cycle are named. */
const SHOWN = 20;

/** @param cycle each is installed after the next one, and the last one after the first */
function cycleProblem(cycle: readonly IConstruct[]): ConstructProblem {
  const paths = [...cycle, cycle[0]].map(({ node }) => node.path);
  const shown = paths.length > SHOWN ? [...paths.slice(0, SHOWN), `(${paths.length - SHOWN} more)`] : paths;
  return [cycle[0], `installAfter: got a cycle: ${shown.join(' -> ')}; allowed: an order, in which each is installed after the next. Leave one of these calls out.`];
}
