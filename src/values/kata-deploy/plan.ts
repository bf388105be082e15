import type { Chart } from 'cdk8s';
import { NodeGate } from '../../common';
import { Problems, PropProblem } from '../../common/private/problems';
import { checkGate, gateTargetOfModel, StructuredSettings } from '../../kata/internal';
import { ChartPlan, ReleaseContext } from '../chart-edition';
import { checkKataDeploy } from './check';
import { CHART, KataDeployInput, Reader } from './input';
import { KataDeployInstallation } from './installation';
import { checkLegacyEnv, withLegacyEnv } from './legacy-env';
import { kataDeploySettings } from './settings';
import { Problem } from '../helm/problem';
import { Section } from '../helm/section';

/** What the values of kata-deploy mean. */
export interface KataDeployPlan extends ChartPlan {
  readonly settings: StructuredSettings;
  build(scope: Chart): KataDeployInstallation;
  /** Why its pods cannot wait for a step on their nodes, if they cannot. */
  obstacles(gate: NodeGate): readonly PropProblem[];
}

/** What the chart kata-deploy makes of its values, by itself or as a dependency of another chart. */
export function kataDeployPlan(input: KataDeployInput, context: ReleaseContext): KataDeployPlan {
  const problems: Problem[] = [];
  const { facts, sources, path } = input;
  const reader: Reader = {
    facts,
    name: input.name ?? CHART,
    context,
    values: new Section(input.values, path, { sources, problems }),
    given: new Section(input.given, path, { sources, problems: [] }),
  };
  const settings = withLegacyEnv(reader, kataDeploySettings(reader));
  checkKataDeploy(reader, settings, problems);
  checkLegacyEnv(reader, problems);
  return {
    settings,
    problems: unique(problems),
    obstacles: (gate) => {
      const found = new Problems();
      checkGate(gate, gateTargetOfModel(settings), found);
      return found.all;
    },
    build: (scope) => new KataDeployInstallation(scope, input.name ?? CHART, settings),
  };
}

/** A value that is read twice is reported once. */
function unique(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [`${problem.path} ${problem.message}`, problem])).values()];
}
