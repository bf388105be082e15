import { NodeAgents } from './agents';
import { findAssets, findSimulation } from '../assets';
import { Client } from '../client';
import { ControlPlane } from '../control-plane';
import { KubeObject } from '../objects';

/** A control plane with controllers, a scheduler, simulated nodes, and what the programs in pods do. */
export interface SimulatedCluster {
  readonly client: Client;
  readonly agents: NodeAgents;
  readonly kubeconfig: string;
  /** With programs beside it, and what it wrote down. */
  readonly plane: ControlPlane;
  /** The ends of the logs of all its programs. */
  logs(): string;
}

/** What is there from the start: nodes, what else there is to be, and what kubelets do. */
export interface SimulatedStart {
  readonly objects: readonly KubeObject[];
  readonly stages: string;
  /** Whether the server writes down what changes something. */
  readonly audits?: boolean;
}

/** Runs something on a simulated cluster of its own, which ends with it. */
export async function onSimulatedCluster(
  { objects, stages, audits }: SimulatedStart,
  say: (line: string) => void,
  work: (cluster: SimulatedCluster) => Promise<void>,
): Promise<void> {
  const [assets, simulation] = [await findAssets(say), await findSimulation(say)];
  const plane = await ControlPlane.start(assets, audits);
  const client = new Client(plane.endpoint);
  const agents = new NodeAgents(client);
  try {
    const kubeconfig = plane.simulate(simulation, stages);
    for (const object of objects) await client.apply(object);
    agents.start();
    await work({ client, agents, kubeconfig, plane, logs: () => plane.logs() });
  } finally {
    await agents.stop();
    client.close();
    await plane.stop();
  }
}
