import { App, Chart } from 'cdk8s';
import { compare, Contender, Result } from './compare';
import { IOrdered, PrivilegedNamespace } from '../src';
import { orderOf } from '../src/common/private/order';

const FEW = 500;
const MANY = 2000;

/** How components depend on each other. */
const SHAPES: Record<string, (all: readonly IOrdered[]) => void> = {
  chains: (all) => all.slice(1).forEach((one, index) => one.installAfter(all[index])),
  diamonds: (all) => all.forEach((one, index) => {
    const level = Math.floor(index / 2);
    for (const before of all.slice(Math.max(0, 2 * level - 2), 2 * level)) one.installAfter(before);
  }),
  fans: (all) => all.slice(1, -1).forEach((one) => {
    one.installAfter(all[0]);
    all[all.length - 1].installAfter(one);
  }),
};

/** The order of 2,000 components against four times that of 500. Required: at most twice the time, not four times. */
export function order(): Result[] {
  return Object.entries(SHAPES).map(([shape, connect]) => compare({
    what: `order of components in ${shape}`,
    a: ordering(MANY / FEW, FEW, connect),
    b: ordering(1, MANY, connect),
    rounds: 15,
    most: 2,
  }));
}

/** From what was said to the level of each component. */
function ordering(apps: number, count: number, connect: (all: readonly IOrdered[]) => void): Contender {
  return {
    name: `${apps} x ${count} components`,
    run: () => {
      const each = Array.from({ length: apps }, () => components(count));
      const start = process.hrtime.bigint();
      each.forEach((all) => solve(all, connect));
      return Number(process.hrtime.bigint() - start) / 1e6;
    },
  };
}

function components(count: number): IOrdered[] {
  const app = new App();
  return Array.from({ length: count }, (_, index) => new PrivilegedNamespace(new Chart(app, `c${index}`), 'Namespace', { name: `n${index}` }));
}

function solve(all: readonly IOrdered[], connect: (all: readonly IOrdered[]) => void): void {
  connect(all);
  const graph = orderOf(all[0].node.root);
  const last = Math.max(...all.map((one) => graph.levelOf(one)));
  if (graph.problems.length || !last) throw new Error(`no order: ${graph.problems.join('\n')}`);
}
