import type { Chart } from 'cdk8s';
import { StructuredSettings } from '../../kata/internal';
import { ChartPlan, ReleaseContext } from '../chart-edition';
import { checkKataDeploy } from './check';
import { KataDeployInput, Reader } from './input';
import { KataDeployInstallation } from './installation';
import { kataDeploySettings } from './settings';
import { Problem } from '../helm/problem';
import { Section } from '../helm/section';

/** What the values of kata-deploy mean. */
export interface KataDeployPlan extends ChartPlan {
  readonly settings: StructuredSettings;
}

/** What the chart kata-deploy makes of its values, by itself or as a dependency of another chart. */
export function kataDeployPlan(input: KataDeployInput, context: ReleaseContext): KataDeployPlan {
  const problems: Problem[] = [];
  const { facts, sources, path } = input;
  const reader: Reader = {
    facts,
    context,
    values: new Section(input.values, path, { sources, problems }),
    given: new Section(input.given, path, { sources, problems: [] }),
  };
  const settings = kataDeploySettings(reader);
  checkKataDeploy(reader, settings, problems);
  return {
    settings,
    problems: unique(problems),
    build: (scope: Chart) => {
      new KataDeployInstallation(scope, 'kata-deploy', settings);
    },
  };
}

/** A value that is read twice is reported once. */
function unique(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [`${problem.path} ${problem.message}`, problem])).values()];
}
