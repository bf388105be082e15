import { Construct, IConstruct } from 'constructs';
import { CocoError } from './coco-error';
import { lifecyclesOf } from './lifecycles';
import { OrderEdge, OrderGraph } from './order-graph';
import { show } from './redact';
import { reportByConstruct } from './report-by-construct';

/** What was said about the order of one construct tree. */
class Order {
  public static of(root: IConstruct): Order {
    const order = Order.all.get(root) ?? new Order(root);
    Order.all.set(root, order);
    return order;
  }

  /** Whether anything was said. */
  public static has(root: IConstruct): boolean {
    return Order.all.has(root);
  }

  private static readonly all = new WeakMap<IConstruct, Order>();

  private readonly edges: OrderEdge[] = [];

  private known?: { readonly state: string; readonly graph: OrderGraph };

  private constructor(private readonly root: IConstruct) {
    reportByConstruct(root, () => this.graph.problems);
  }

  public add(edge: OrderEdge): void {
    this.edges.push(edge);
  }

  /** Solved once for what is known by now: synth asks for every object. */
  public get graph(): OrderGraph {
    const lifecycles = lifecyclesOf(this.root);
    const state = `${this.edges.length} ${lifecycles.size}`;
    if (this.known?.state !== state) this.known = { state, graph: new OrderGraph(this.edges, lifecycles) };
    return this.known.graph;
  }
}

/**
 * Remembers that one construct is installed after another.
 *
 * @param name of the call, for messages
 * @param perNode pods wait on each node: no engine has to wait for all nodes
 */
export function recordOrder(after: IConstruct, before: IConstruct, name = 'installAfter', perNode = false): void {
  const refusal = refusalOf(after, before);
  if (refusal) throw new CocoError(after.node.path || '(root)', `${name}: other: ${refusal}`);
  Order.of(after.node.root).add({ after, before, perNode });
}

function refusalOf(after: IConstruct, before: IConstruct): string | undefined {
  if (!Construct.isConstruct(before)) return `got ${show(before)}; allowed: a construct or a chart. Give what is installed before.`;
  const { path } = before.node;
  if (before === after) return 'got the construct itself; allowed: another construct. Leave the call out.';
  if (before.node.root !== after.node.root) return `got ${path}, which is part of another app; allowed: a construct of the same app. Put both into one app.`;
  if (after.node.scopes.includes(before)) return `got ${path || '(root)'}, which contains it; allowed: a construct beside it. Give the part that comes before.`;
  if (before.node.scopes.includes(after)) return `got ${path}, which lies in it; allowed: a construct beside it. Call it on the part that comes after.`;
  return undefined;
}

/** The order of a construct tree, with what is wrong with it. */
export const orderOf = (root: IConstruct): OrderGraph => Order.of(root).graph;

/** How many steps come before a construct, where an engine has to wait for each. */
export function levelOf(construct: IConstruct): number {
  const { root } = construct.node;
  return Order.has(root) ? orderOf(root).levelOf(construct) : 0;
}
