import { writeFileSync } from 'fs';
import { App, Chart } from 'cdk8s';
import { compare, Contender, Result } from './compare';
import { linePlot } from './plot';
import { Programs } from './programs';
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

/** Of the plot. */
const COUNTS = [250, 500, 1000, 1500, 2000, 3000, 4000];
const PLOT_ROUNDS = 25;

/** The order of 2,000 components against four times that of 500. Required: at most twice the time, not four times. */
export function order({ plot }: Programs): Result[] {
  if (plot) writeFileSync(plot, plotted());
  return Object.entries(SHAPES).map(([shape, connect]) => compare({
    what: `order of components in ${shape}`,
    a: ordering(MANY / FEW, FEW, connect),
    b: ordering(1, MANY, connect),
    rounds: 15,
    most: 2,
  }));
}

/** How long it takes for more and more components, measured turn by turn. The fastest run counts: other work only adds. */
function plotted(): string {
  const all = Object.entries(SHAPES).map(([name, connect]) => (
    { name, runs: COUNTS.map((count) => ({ count, times: [] as number[], run: ordering(1, count, connect).run })) }));
  const runs = all.flatMap((one) => one.runs);
  runs.forEach((one) => one.run());
  for (let round = 0; round < PLOT_ROUNDS; round++) runs.forEach((one) => one.times.push(one.run()));
  return linePlot(`Order of components, fastest of ${PLOT_ROUNDS} runs`, { x: 'components', y: 'ms' }, all.map((one) => (
    { name: one.name, points: one.runs.map(({ count, times }) => [count, Math.min(...times)] as const) })));
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
