import type { ChartPart } from './chart-part';
import type { Finding } from './engine/findings';
import type { SchemaNode } from './engine/schema';
import type { Values } from './engine/tree';
import type { Emission } from '../common/private/emission';
import { readKey } from '../common/private/redact';
import { writtenObject } from '../common/private/written-object';

/** Which objects are wanted: those that install, or those that clean the nodes. */
export type Phase = 'install' | 'uninstall';

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
  readonly phase?: Phase;
}

/** The user's part: values files and `--set`, merged, and the texts of numbers that Helm prints in another way. */
export interface UserValues {
  readonly values: Values;
  readonly sources: ReadonlyMap<string, string>;
}

/** A kata-deploy that a chart installs. */
export interface KataInstallation {
  /** Where its values are: empty for the chart itself. */
  readonly path: string;
  /** What tells its folders, handlers and files on nodes from those of others: empty for the only one. */
  readonly suffix: string;
  /** The labels of its nodes. */
  readonly nodeSelector: Readonly<Record<string, string>>;
}

/** What a chart would do with some values. */
export interface ChartPlan {
  /** What is wrong with the values, beyond what their schema says. */
  readonly problems: readonly Finding[];
  /** @default - it does not install Kata */
  readonly installations?: readonly KataInstallation[];
  /** What the values mean for constructs. Only to be read where no problem is an error. */
  readonly parts: readonly ChartPart[];
  /** The objects of a phase, definitions first. Only to be called where no problem is an error. */
  objects(phase: Phase): readonly Emission[];
}

/** One edition of an upstream chart: what its values may be, and the objects that they mean. */
export interface ChartEdition {
  /** What the user's values may hold. */
  readonly schema: SchemaNode;
  plan(user: UserValues, context: ReleaseContext): ChartPlan;
}

/** The objects of a phase as they are written. Only to be called where no problem is an error. */
export function objectsOf(plan: ChartPlan, phase: Phase = 'install'): object[] {
  return plan.objects(phase).map(writtenObject);
}

/** The label that a problem with a prop such as `nodeSelector["pool"]` is about. */
export function labelOf(prop: string): string | undefined {
  const shown = /^(?:nodeSelector|podLabels)\["(.*)"\]$/s.exec(prop)?.[1];
  return shown === undefined ? undefined : readKey(shown);
}
