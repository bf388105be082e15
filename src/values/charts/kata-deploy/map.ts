import { checkKataDeploy } from './check';
import { CHART, KataDeployInput, KataDeployReading } from './input';
import { checkLegacyEnv, withLegacyEnv } from './legacy-env';
import { RuntimePlan } from './runtime-plan';
import { kataDeploySettings } from './settings';
import { Problems } from '../../../common/private/problems';
import {
  checkGate, gateTargetOfModel, installPerShim, PerShimModel, uninstalledPerShimGate, uninstallPerShim,
} from '../../../kata/internal';
import { ReleaseContext } from '../../chart-edition';
import { formatPath, Finding } from '../../engine/findings';
import { Reader } from '../../engine/reader';

/** What the values of kata-deploy mean. */
export interface KataDeployPlan extends RuntimePlan {
  readonly settings: PerShimModel;
}

/** What the chart kata-deploy makes of its values, by itself or as a dependency of another chart. */
export function kataDeployPlan(input: KataDeployInput, context: ReleaseContext): KataDeployPlan {
  const problems: Finding[] = [];
  const { facts, sources, path } = input;
  const reader: KataDeployReading = {
    facts,
    name: input.name ?? CHART,
    context,
    values: new Reader(input.values, path, { sources, problems }),
    given: new Reader(input.given, path, { sources, problems: [] }),
  };
  const settings = withLegacyEnv(reader, kataDeploySettings(reader));
  checkKataDeploy(reader, settings, problems);
  checkLegacyEnv(reader, problems);
  return {
    settings,
    problems: unique(problems),
    parts: [{ construct: 'KataRuntime', settings }],
    installations: [{ path: formatPath(path), suffix: settings.suffix, nodeSelector: settings.nodeSelector }],
    obstacles: (gate) => {
      const found = new Problems();
      checkGate(gate, gateTargetOfModel(settings), found);
      return found.all;
    },
    objects: (phase, gates = []) => {
      const objects = phase === 'install' ? installPerShim : uninstallPerShim;
      return objects({ ...settings, gates }, context.namespace);
    },
    uninstalledGate: (image) => uninstalledPerShimGate(settings, image),
  };
}

/** A value that is read twice is reported once. */
function unique(problems: readonly Finding[]): Finding[] {
  return [...new Map(problems.map((problem) => [`${problem.path} ${problem.message}`, problem])).values()];
}
