import { containerdInstaller } from './containerd-installer';
import { dpfHcpOperator } from './dpf-hcp-operator';
import { dpuWorkerConfig } from './dpu-worker-config';
import { kataRuntime, treeOfModel, uninstalledGate } from './kata-runtime';
import { OwnRuntime, peerPods, peerPodsCrds } from './peer-pods';
import { fit, Fitted, Piece } from './piece';
import { redfishServer } from './redfish-server';
import { build, without } from './tree';
import { gate, resolve } from '../containerd/internal';
import { KataRuntimeProps, KataShim } from '../kata';
import type { ChartPart, ContainerdPart } from '../values/chart-part';

/** The constructs of a program, and which of them is installed after another one. */
export interface Pieces {
  readonly pieces: readonly Fitted[];
  /** Pairs of variables: the first is installed after the second. */
  readonly order: ReadonlyArray<readonly [string, string]>;
}

/** The constructs that parts of a chart are, with all of their props. */
interface Draft {
  readonly pieces: readonly Piece[];
  /** The variables of those that wait for another containerd. */
  readonly waiting: readonly string[];
  readonly containerd?: ContainerdPart;
}

/** The constructs that the parts of a chart are, with all of their props, in the order in which they are installed. */
export function draftOf(parts: readonly ChartPart[], namespace: string): Draft {
  const containerd = parts.find((part): part is ContainerdPart => part.construct === 'CustomContainerdInstaller');
  const gates = containerd ? [gate(resolve(containerd.props))] : [];
  const waiting: string[] = [];
  const names: string[] = [];
  const named = (short: string) => {
    names.push(short);
    const count = names.filter((one) => one === short).length;
    return count > 1 ? `${short}${count}` : short;
  };
  let remote: OwnRuntime | undefined;
  const pieces = parts.flatMap((part): Piece[] => {
    switch (part.construct) {
      case 'KataRuntime': {
        const variable = named('kata');
        if (part.waits) waiting.push(variable);
        const tree = treeOfModel(part.model);
        const props = build(tree) as KataRuntimeProps;
        if (props.shims?.some(({ name }) => name === KataShim.REMOTE.name)) remote ??= { variable, props };
        return [kataRuntime(tree, { variable, id: `K${variable.slice(1)}`, namespace, gates: part.waits ? gates : [] })];
      }
      case 'PeerPodsCAA': return [...(part.controller ? [peerPodsCrds()] : []), peerPods(part, remote) ?? []].flat();
      case 'DpfHcpOperator': return [dpfHcpOperator(part)];
      case 'DpuWorkerConfig': return [dpuWorkerConfig(part, namespace)];
      case 'CustomContainerdInstaller': return []; // below, as it waits for those that wait for it
      case 'RedfishServer': return [redfishServer(part) ?? []].flat();
    }
  });
  return { pieces, waiting, containerd };
}

/** The same with the fewest props. A part that its construct cannot say at all is left out. */
export function piecesOf({ pieces: drafts, waiting, containerd }: Draft, namespace: string): Pieces {
  const pieces: Fitted[] = [];
  for (const draft of drafts) {
    const { refers } = draft;
    const isThere = !refers || pieces.some(({ piece }) => piece.variable === refers.variable);
    const fitted = fit(isThere ? draft : { ...draft, tree: without(draft.tree, [refers.prop]), refers: undefined });
    if (fitted) pieces.push(fitted);
  }
  if (!containerd) return { pieces, order: [] };
  const { image } = gate(resolve(containerd.props));
  const after = pieces.filter(({ piece }) => waiting.includes(piece.variable));
  // What was installed last goes first.
  const gates = after.map(({ piece }) => uninstalledGate(build(piece.tree) as KataRuntimeProps, image));
  const first = fit(containerdInstaller(containerd.props, namespace, gates));
  if (!first) return { pieces, order: [] };
  return { pieces: [first, ...pieces], order: after.map(({ piece }) => [piece.variable, first.piece.variable] as const) };
}
