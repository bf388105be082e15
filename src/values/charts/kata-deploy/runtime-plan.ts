import type { ContainerImage, NodeGate } from '../../../common';
import type { Emission } from '../../../common/private/emission';
import type { Finding } from '../../../common/private/finding';
import type { ChartPlan, Phase } from '../../chart-edition';

/** What the values of one kata-deploy mean. Its pods can wait for something else on their nodes. */
export interface RuntimePlan extends ChartPlan {
  /** Why its pods cannot wait for a step on their nodes, if they cannot. */
  obstacles(gate: NodeGate): readonly Finding[];
  /** @param gates what its pods wait for */
  objects(phase: Phase, gates?: readonly NodeGate[]): readonly Emission[];
  /** How others wait until it is gone from their node. */
  uninstalledGate(image: ContainerImage): NodeGate;
}
