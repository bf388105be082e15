import type { Chart } from 'cdk8s';
import { ReleaseFacts } from '../../kata/internal';
import { ChartPlan, ReleaseContext, UserValues } from '../chart-edition';
import { kataDeployDefaults } from './defaults';
import { planRuntime } from './runtime';
import { DependencyDefaults, templateValues } from '../helm/merge';
import { error, formatPath, Problem, warning } from '../helm/problem';
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
export function planUmbrella(facts: UmbrellaFacts, user: UserValues, _context: ReleaseContext): ChartPlan {
  const dependencies = Object.fromEntries(Object.entries(facts.runtimes).map(([alias, runtime]): [string, DependencyDefaults] => [
    alias, { values: kataDeployDefaults(runtime.envKeys), condition: `${alias}.enabled` },
  ]));
  const { values, enabled, problems } = templateValues({ values: facts.defaults, dependencies }, user.values);
  if (problems.some(({ severity }) => severity === 'error')) return { problems, build: () => undefined };

  const architecture = typeof values.architecture === 'string' ? values.architecture : undefined;
  const runtimes = enabled.map((alias) => planRuntime({
    alias, architecture, sources: user.sources, values: isMap(values[alias]) ? values[alias] : {}, ...facts.runtimes[alias],
  }));
  return {
    problems: [...problems, ...customContainerd(facts, values, enabled), ...runtimes.flatMap((runtime) => runtime.problems)],
    build: (scope: Chart) => runtimes.forEach((runtime) => runtime.build(scope)),
  };
}

/** The chart installs a containerd only where the first enabled runtime says "k8s", and is silent elsewhere. */
function customContainerd(facts: UmbrellaFacts, values: Values, enabled: readonly string[]): Problem[] {
  const section = values.customContainerd;
  if (!isMap(section) || section.enabled !== true) return [];
  const aliases = Object.keys(facts.runtimes);
  const alias = aliases.length === 1 ? aliases[0] : aliases.find((one) => enabled.includes(one));
  const runtime = alias === undefined ? undefined : values[alias];
  const distribution = isMap(runtime) ? runtime.k8sDistribution || 'k8s' : '';
  const path = formatPath(['customContainerd', 'enabled']);
  return distribution === 'k8s'
    ? [error(path, 'a containerd of your own is not supported by this version yet; set it to false')]
    : [warning(path, `nothing is installed: ${distribution ? `${String(distribution)} brings its own containerd` : 'no runtime is enabled'}`)];
}
