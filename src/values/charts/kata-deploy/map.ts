import { checkKataDeploy } from './check';
import { checkLists } from './check-lists';
import { CHART, KataDeployInput, KataDeployReading } from './input';
import { checkLegacyEnv, withLegacyEnv } from './legacy-env';
import { withLists } from './lists';
import { RuntimePlan, runtimePlan } from './runtime-plan';
import { kataDeployModel } from './settings';
import { ReleaseContext } from '../../chart-edition';
import { Finding } from '../../engine/findings';
import { Reader } from '../../engine/reader';

/** What the chart kata-deploy makes of its values, by itself or as a dependency of another chart. */
export function kataDeployPlan(input: KataDeployInput, context: ReleaseContext): RuntimePlan {
  const problems: Finding[] = [];
  const { facts, sources, path } = input;
  const reader: KataDeployReading = {
    facts,
    name: input.name ?? CHART,
    architecture: input.architecture,
    context,
    values: new Reader(input.values, path, { sources, problems }),
    given: new Reader(input.given, path, { sources, problems: [] }),
  };
  const model = withLists(reader, withLegacyEnv(reader, kataDeployModel(reader)));
  checkLists(reader, model, problems);
  checkKataDeploy(reader, model, problems);
  checkLegacyEnv(reader, problems);
  return runtimePlan(model, { problems: unique(problems), path, namespace: context.namespace });
}

/** A value that is read twice is reported once. */
function unique(problems: readonly Finding[]): Finding[] {
  return [...new Map(problems.map((problem) => [`${problem.path} ${problem.message}`, problem])).values()];
}
