import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Problems } from './problems';

/** By chart: who emits an object of which name. */
const claimed = new WeakMap<Chart, Map<string, Construct>>();

/**
 * Claims the names that a construct gives to objects of its chart, and reports those that another construct has claimed.
 *
 * Two objects of one name in one file are one object in the cluster: the later one wins, without a word.
 */
export function claim(construct: Construct, prop: string, names: readonly string[], problems: Problems): void {
  const chart = Chart.of(construct);
  const owners = claimed.get(chart) ?? new Map<string, Construct>();
  claimed.set(chart, owners);
  for (const name of names) {
    const owner = owners.get(name);
    if (owner) {
      problems.addSentence(prop, `would emit ${name}, which ${owner.node.path} emits already; allowed: each name once in a chart. `
        + 'Give one of the two another name.');
      return;
    }
  }
  for (const name of names) owners.set(name, construct);
}
