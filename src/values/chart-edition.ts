import { App, Chart } from 'cdk8s';
import type { Problem } from './helm/problem';
import type { SchemaNode } from './helm/schema';
import type { Values } from './helm/tree';
import { leaveUnchecked } from '../common/private/claims';

/** What Helm knows of a release beside its values. */
export interface ReleaseContext {
  readonly releaseName: string;
  readonly namespace: string;
  /**
   * What the cluster serves, as `.Capabilities.APIVersions` has it: `nfd.k8s-sigs.io/v1alpha1`.
   *
   * @default - nothing that a chart asks for
   */
  readonly apiVersions?: readonly string[];
  /**
   * Which objects are wanted.
   *
   * @default - those that install
   */
  readonly phase?: string;
}

/** The user's part: values files and `--set`, merged, and the texts of numbers that Helm prints in another way. */
export interface UserValues {
  readonly values: Values;
  readonly sources: ReadonlyMap<string, string>;
}

/** What a chart would do with some values. */
export interface ChartPlan {
  /** What is wrong with the values, beyond what their schema says. */
  readonly problems: readonly Problem[];
  /** Adds the constructs that stand for the chart's objects. Only to be called where no problem is an error. */
  build(scope: Chart): unknown;
}

/** One edition of an upstream chart: what its values may be, and the constructs that they mean. */
export interface ChartEdition {
  /** What the user's values may hold. */
  readonly schema: SchemaNode;
  plan(user: UserValues, context: ReleaseContext): ChartPlan;
}

/** The constructs of a plan, in an app of their own. */
export function build(plan: ChartPlan, namespace: string): App {
  const app = new App();
  const chart = new Chart(app, 'install', { namespace });
  leaveUnchecked(chart); // Helm renders two installations that meet on the nodes as well
  plan.build(chart);
  return app;
}

/** The label that a problem with a prop such as `nodeSelector["pool"]` is about. */
export function labelOf(prop: string): string | undefined {
  return /^nodeSelector\["(.*)"\]$/s.exec(prop)?.[1];
}
