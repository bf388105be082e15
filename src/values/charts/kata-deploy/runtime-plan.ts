import type { ContainerImage, NodeGate } from '../../../common';
import type { Emission } from '../../../common/private/emission';
import type { Finding } from '../../../common/private/finding';
import { Problems } from '../../../common/private/problems';
import { checkGate, gateTarget, install, KataModel, uninstall, uninstalledGate } from '../../../kata/internal';
import type { ChartPlan, Phase } from '../../chart-edition';
import { formatPath } from '../../engine/findings';

/** What the values of one kata-deploy mean. Its pods can wait for something else on their nodes. */
export interface RuntimePlan extends ChartPlan {
  /** Why its pods cannot wait for a step on their nodes, if they cannot. */
  obstacles(gate: NodeGate): readonly Finding[];
  /** @param gates what its pods wait for */
  objects(phase: Phase, gates?: readonly NodeGate[]): readonly Emission[];
  /** How others wait until it is gone from their node. */
  uninstalledGate(image: ContainerImage): NodeGate;
}

/** Where a plan comes from. */
interface Origin {
  readonly problems: readonly Finding[];
  /** The keys that lead to the values. */
  readonly path: readonly string[];
  readonly namespace: string;
}

/** The plan of an installation. */
export function runtimePlan(model: KataModel, { problems, path, namespace }: Origin): RuntimePlan {
  return {
    problems,
    parts: [{ construct: 'KataRuntime', model }],
    installations: [{ path: formatPath(path), suffix: model.suffix, nodeSelector: model.nodeSelector }],
    obstacles: (gate) => {
      const found = new Problems();
      checkGate(gate, gateTarget(model), found);
      return found.all;
    },
    objects: (phase, gates = []) => (phase === 'install' ? install : uninstall)({ ...model, gates }, namespace),
    uninstalledGate: (image) => uninstalledGate(model, image),
  };
}
