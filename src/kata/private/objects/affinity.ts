import type { Affinity, NodeSelectorTerm } from 'kubernetes-types/core/v1';
import { onLinux } from '../../../common/private/node-affinity';
import { KataModel } from '../model';

const ARCHITECTURE = 'kubernetes.io/arch';

/** Nodes that can run virtual machines, as Node Feature Discovery labels them; it knows no label for other architectures. */
const VIRTUALIZATION: readonly NodeSelectorTerm[] = [
  ...['VMX', 'SVM'].map((feature) => ({
    matchExpressions: [
      { key: `feature.node.kubernetes.io/cpu-cpuid.${feature}`, operator: 'In', values: ['true'] },
      { key: ARCHITECTURE, operator: 'In', values: ['amd64'] },
    ],
  })),
  ...[['arm64', 'aarch64'], ['s390x'], ['ppc64le'], ['riscv64']].map((values) => ({
    matchExpressions: [{ key: ARCHITECTURE, operator: 'In', values }],
  })),
];

type Placed = Pick<KataModel, 'affinity' | 'linuxNodes' | 'nodeFeatures'>;

/** The user's affinity, on Linux nodes alone where others are left alone. */
export function linuxAffinity({ affinity: own, linuxNodes }: Pick<Placed, 'affinity' | 'linuxNodes'>): Affinity {
  return linuxNodes ? onLinux(linuxNodes.architectures, own) : own;
}

/** The same, and that nodes can run virtual machines where Node Feature Discovery tells which can. */
export function affinity(model: Placed): Affinity | undefined {
  const own = linuxAffinity(model);
  if (!model.nodeFeatures.enforced) return Object.keys(own).length ? own : undefined;
  const requiredDuringSchedulingIgnoredDuringExecution = { nodeSelectorTerms: requiredTerms(model) };
  return { ...own, nodeAffinity: { ...own.nodeAffinity, requiredDuringSchedulingIgnoredDuringExecution } };
}

/** The terms of which a node must meet one; none where every node will do. */
export function requiredTerms(model: Placed): NodeSelectorTerm[] {
  const own = linuxAffinity(model).nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  if (!model.nodeFeatures.enforced) return own;
  if (!own.length) return [...VIRTUALIZATION];
  return VIRTUALIZATION.flatMap((virtualization) => own.map((term) => both(virtualization, term)));
}

function both(one: NodeSelectorTerm, other: NodeSelectorTerm): NodeSelectorTerm {
  const matchExpressions = [...one.matchExpressions ?? [], ...other.matchExpressions ?? []];
  const matchFields = [...one.matchFields ?? [], ...other.matchFields ?? []];
  return { matchExpressions, ...(matchFields.length ? { matchFields } : {}) };
}
