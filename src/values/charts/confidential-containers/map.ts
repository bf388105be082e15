import { sharedNames, sharedNodes } from './collisions';
import { ComponentPlan, UmbrellaComponent } from './component';
import { ContainerdPlan, planContainerd } from './containerd';
import { has } from '../../../common/private/free-keys';
import { ChartPlan, ReleaseContext, UserValues } from '../../chart-edition';
import { Finding, warning } from '../../engine/findings';
import { DependencyDefaults, templateValues } from '../../engine/merge';
import { Reader } from '../../engine/reader';
import { isMap, Values } from '../../engine/tree';
import { RuntimePlan } from '../kata-deploy/runtime-plan';

/** What tells one edition of the umbrella chart from another. */
export interface UmbrellaFacts {
  /** Its values.yaml. */
  readonly defaults: Values;
  /** By alias: the charts that it depends on. */
  readonly components: Readonly<Record<string, UmbrellaComponent>>;
}

/** What the umbrella chart makes of a user's values: the charts that it depends on, as far as they are on, and containerd. */
export function planUmbrella(facts: UmbrellaFacts, user: UserValues, context: ReleaseContext): ChartPlan {
  const { components } = facts;
  const dependencies: Record<string, DependencyDefaults> = Object.fromEntries(Object.entries(components)
    .map(([alias, { defaults, condition, tags }]) => [alias, { values: defaults, condition, tags }]));
  // The schema reports a section that is no map; the others are read all the same.
  const given = Object.fromEntries(Object.entries(user.values).filter(([key, value]) => (
    !has(components, key) || value === null || isMap(value))));
  const { values, enabled, problems } = templateValues({ values: facts.defaults, dependencies }, given);

  const section = (all: Values, alias: string) => (isMap(all[alias]) ? all[alias] as Values : {});
  const plans = enabled.map((alias) => components[alias].plan({
    alias,
    architecture: typeof values.architecture === 'string' ? values.architecture : undefined,
    sources: user.sources,
    values: section(values, alias),
    given: section(user.values, alias),
    parentDefaults: section(facts.defaults, alias),
  }, context));
  const reader = new Reader(values, [], { sources: user.sources, problems: [] });
  const containerd = planContainerd(reader, containerdDistribution(facts, values, enabled), context);
  const obstacles = plans.map((plan) => obstaclesOf(plan, containerd));
  const waits = (plan: ComponentPlan, index: number): plan is RuntimePlan => isRuntime(plan) && !obstacles[index].length;
  return {
    problems: [
      ...problems, ...containerd.problems, ...plans.flatMap((plan) => plan.problems), ...obstacles.flat(),
      ...sharedNodes(plans), ...sharedNames(enabled, plans),
    ],
    parts: [
      ...(containerd.props ? [{ construct: 'CustomContainerdInstaller', props: containerd.props } as const] : []),
      ...plans.flatMap((plan, index) => (
        plan.parts.map((part) => (part.construct === 'KataRuntime' ? { ...part, waits: containerd.gate !== undefined && waits(plan, index) } : part)))),
    ],
    objects: (phase) => {
      const { gate } = containerd;
      const parts = [
        containerd.objects(phase, gate ? plans.filter(waits).map((plan) => plan.uninstalledGate(gate.image)) : []),
        ...plans.map((plan, index) => (gate && waits(plan, index) ? plan.objects(phase, [gate]) : plan.objects(phase))),
      ];
      return (phase === 'install' ? parts : parts.reverse()).flat(); // what was installed last goes first
    },
  };
}

const isRuntime = (plan: ComponentPlan): plan is RuntimePlan => 'uninstalledGate' in plan;

/** Why a runtime is not made to wait for the installer, if it is not: its pods would wait for ever on some nodes. */
function obstaclesOf(plan: ComponentPlan, { gate }: ContainerdPlan): Finding[] {
  const failed = plan.problems.some(({ level }) => level === 'error');
  const obstacles = gate && isRuntime(plan) && !failed ? plan.obstacles(gate) : [];
  return obstacles.map(({ message }) => warning('customContainerd', `kata-deploy is not made to wait for it: ${message}`));
}

/** The distribution that decides whether the chart replaces containerd: that of its runtime, or of the first that is on. */
function containerdDistribution({ components }: UmbrellaFacts, values: Values, enabled: readonly string[]): string | undefined {
  const aliases = Object.keys(components).filter((alias) => components[alias].isRuntime);
  const alias = aliases.length === 1 ? aliases[0] : aliases.find((one) => enabled.includes(one));
  const runtime = alias === undefined ? undefined : values[alias];
  return isMap(runtime) ? String(runtime.k8sDistribution || 'k8s') : undefined;
}
