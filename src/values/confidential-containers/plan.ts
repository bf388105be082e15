import type { Chart } from 'cdk8s';
import { ReleaseFacts } from '../../kata/internal';
import { ChartPlan, ReleaseContext, UserValues } from '../chart-edition';
import { ContainerdPlan, planContainerd } from './containerd';
import { kataDeployDefaults } from './defaults';
import { planRuntime, RuntimePlan } from './runtime';
import { DependencyDefaults, templateValues } from '../helm/merge';
import { Problem, warning } from '../helm/problem';
import { isMap, Values } from '../helm/tree';

/** What tells one edition of the umbrella chart from another. */
export interface UmbrellaFacts {
  /** Its values.yaml. */
  readonly defaults: Values;
  /** By alias: the builds of kata-deploy that it depends on. */
  readonly runtimes: Readonly<Record<string, RuntimeFacts>>;
}

export interface RuntimeFacts {
  readonly release: ReleaseFacts;
  readonly envKeys: readonly string[];
}

/** What the umbrella chart makes of a user's values: a runtime for each build of kata-deploy that is on. */
export function planUmbrella(facts: UmbrellaFacts, user: UserValues, context: ReleaseContext): ChartPlan {
  const dependencies = Object.fromEntries(Object.entries(facts.runtimes).map(([alias, runtime]): [string, DependencyDefaults] => [
    alias, { values: kataDeployDefaults(runtime.envKeys), condition: `${alias}.enabled` },
  ]));
  // A section that is no map is what its schema speaks of; the others are looked at all the same.
  const given = Object.fromEntries(Object.entries(user.values).filter(([key, value]) => (
    !(key in facts.runtimes) || value === null || isMap(value))));
  const { values, enabled, problems } = templateValues({ values: facts.defaults, dependencies }, given);

  const architecture = typeof values.architecture === 'string' ? values.architecture : undefined;
  const runtimes = enabled.map((alias) => planRuntime({
    alias,
    architecture,
    sources: user.sources,
    ...facts.runtimes[alias],
    values: isMap(values[alias]) ? values[alias] : {},
    given: isMap(user.values[alias]) ? user.values[alias] : {},
  }));
  const containerd = planContainerd({
    values, sources: user.sources, releaseName: context.releaseName, distribution: containerdDistribution(facts, values, enabled),
  });
  const waiting = enabled.map((_, index) => waits(containerd, runtimes[index]));
  return {
    problems: [...problems, ...containerd.problems, ...runtimes.flatMap((runtime) => runtime.problems), ...waiting.flat()],
    build: (scope: Chart) => {
      const installer = containerd.build(scope);
      runtimes.forEach((plan, index) => {
        const runtime = plan.build(scope);
        if (installer && !waiting[index].length) runtime.installAfter(installer);
      });
    },
  };
}

/** Why a runtime is not made to wait for the installer, if it is not: its pods would wait for ever on some nodes. */
function waits(containerd: ContainerdPlan, runtime: RuntimePlan): Problem[] {
  const obstacles = containerd.gate && !runtime.problems.some(({ severity }) => severity === 'error') ? runtime.obstacles(containerd.gate) : [];
  return obstacles.map(({ message }) => warning('customContainerd', `kata-deploy is not made to wait for it: ${message}`));
}

/** The distribution that decides whether the chart replaces containerd: that of its runtime, or of the first that is on. */
function containerdDistribution(facts: UmbrellaFacts, values: Values, enabled: readonly string[]): string | undefined {
  const aliases = Object.keys(facts.runtimes);
  const alias = aliases.length === 1 ? aliases[0] : aliases.find((one) => enabled.includes(one));
  const runtime = alias === undefined ? undefined : values[alias];
  return isMap(runtime) ? String(runtime.k8sDistribution || 'k8s') : undefined;
}
