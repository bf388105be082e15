import type { Chart } from 'cdk8s';
import { INodeStep, NodeGate } from '../../common';
import { PropProblem } from '../../common/private/problems';
import { ReleaseContext } from '../chart-edition';
import { Problem } from '../helm/problem';
import { ObjectNode } from '../helm/schema';
import { Values } from '../helm/tree';

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
export interface ComponentPlan {
  readonly problems: readonly Problem[];
  /** For runtimes: why their pods cannot wait for a step on their nodes, if they cannot. */
  obstacles?(gate: NodeGate): readonly PropProblem[];
  /** Adds its constructs; returns the one that can wait for containerd, for runtimes. */
  build(scope: Chart): { installAfter(step: INodeStep): void } | undefined;
}

/** A chart that the umbrella chart depends on. */
export interface UmbrellaComponent {
  /** Its own values.yaml. */
  readonly defaults: Values;
  readonly schema: ObjectNode;
  /** The path of the value that turns it off. */
  readonly condition?: string;
  /** It installs Kata on nodes. */
  readonly isRuntime: boolean;
  plan(input: ComponentInput, context: ReleaseContext): ComponentPlan;
}
