import { ChartPlan, ReleaseContext } from '../../chart-edition';
import { ObjectNode } from '../../engine/schema';
import { Values } from '../../engine/tree';
import { RuntimePlan } from '../kata-deploy/runtime-plan';

/** The values of a chart that the umbrella chart depends on. */
export interface ComponentInput {
  readonly alias: string;
  /** The umbrella chart's label for people. */
  readonly architecture?: string;
  /** What its templates see. */
  readonly values: Values;
  /** The user's own part of them. */
  readonly given: Values;
  /** What the umbrella chart's values.yaml says of it. */
  readonly parentDefaults: Values;
  readonly sources: ReadonlyMap<string, string>;
}

/** What a component's values mean. */
export type ComponentPlan = ChartPlan | RuntimePlan;

/** A chart that the umbrella chart depends on. */
export interface UmbrellaComponent {
  /** Its own values.yaml. */
  readonly defaults: Values;
  readonly schema: ObjectNode;
  /** What turns it on or off, as its dependency says. */
  readonly condition?: string;
  readonly tags?: readonly string[];
  /** It installs Kata on nodes. */
  readonly isRuntime: boolean;
  plan(input: ComponentInput, context: ReleaseContext): ComponentPlan;
}
