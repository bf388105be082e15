import type { k8s } from 'cdk8s-plus-28';
import type { NodeAffinity } from 'kubernetes-types/core/v1';
import { KataModel } from './model';
import { Architecture, NodeGate } from '../../common';
import { lookup } from '../../common/private/free-keys';
import { Problems } from '../../common/private/problems';
import { show } from '../../common/private/redact';

/** What waits for a step: the nodes that a runtime is installed on. */
export interface GateTarget {
  /** What is waited for already. */
  readonly gates: readonly NodeGate[];
  /** `uname -m` of its nodes. */
  readonly architectures: readonly string[];
  /** The taints of its nodes. */
  readonly tolerations: readonly Accepted[];
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly nodeAffinity?: NodeAffinity;
  /** Its nodes are named, and not selected. */
  readonly namesNodes: boolean;
}

/** The nodes that an installation is for. */
export function gateTarget(model: KataModel): GateTarget {
  const { gates, nodeSelector, affinity, architectures, tolerations, mode, job, release } = model;
  const namesNodes = mode === 'job' && job.nodes.length > 0;
  const everywhere = mode === 'job' && (namesNodes || !release.dispatcherOwnsNodes);
  return {
    gates,
    nodeSelector,
    nodeAffinity: affinity.nodeAffinity,
    namesNodes,
    architectures: architectures.map((one) => Architecture.of(one).name),
    tolerations: everywhere ? [{ operator: 'Exists' }] : tolerations,
  };
}

/** What is compared of tolerations: those of props and those of manifests have it. */
interface Accepted {
  readonly key?: string;
  readonly operator?: string;
  readonly value?: string;
  readonly effect?: string;
}

const anyValue = ({ operator }: Accepted) => operator === 'Exists';

/** Whether one toleration accepts every taint that another one accepts. */
const covers = (one: Accepted, other: Accepted) => (
  (!one.effect || one.effect === other.effect)
  && ((!one.key && anyValue(one)) || (one.key === other.key
    && (anyValue(one) || (!anyValue(other) && (one.value ?? '') === (other.value ?? ''))))));

/** Rules on what kata-deploy waits for: on a node where it is never done, Kata would never be installed. */
export function checkGate(gate: NodeGate, target: GateTarget, problems: Problems): void {
  if (target.gates.some(({ name }) => name === gate.name)) {
    problems.addSentence('gate.name', `got ${show(gate.name)} twice; allowed: each kind of step once. Remove one of the two calls.`);
  }
  checkLabels(gate, target, problems);
  checkNodes(gate, target, problems);
  for (const taint of gate.tolerations ? target.tolerations : []) {
    if (gate.tolerations!.some((one) => covers(one, taint))) continue;
    problems.addSentence('tolerations', taint.key
      ? `the step is not done on nodes with the taint ${taint.key}, which the runtime tolerates; `
        + 'allowed: what the step tolerates too. Add the toleration to the step, or take it from the runtime.'
      : 'the step is not done on nodes with taints that it does not tolerate, and the runtime is installed on nodes with any; '
        + 'allowed: a step that tolerates every taint. Take `tolerations` out of the step.');
  }
  for (const name of target.architectures) {
    if (gate.architectures && !gate.architectures.some((one) => one.name === name)) {
      problems.addSentence('architectures', `the step is not done on ${name}; allowed: a runtime for ${gate.architectures.join(', ')}. `
        + 'Add what the step needs for it, or take the architecture out of the runtime.');
    }
  }
}

/** Two sets of terms are compared by what they say: whether one set of nodes holds the other cannot be known here. */
function checkNodes(gate: NodeGate, { nodeAffinity, namesNodes }: GateTarget, problems: Problems): void {
  const termsOf = (affinity?: NodeAffinity | k8s.NodeAffinity) => (
    affinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms);
  const terms = termsOf(gate.nodeAffinity);
  if (!terms || (!namesNodes && JSON.stringify(terms) === JSON.stringify(termsOf(nodeAffinity)))) return;
  problems.addSentence('affinity', 'the step is done only on nodes that its `affinity` asks for; allowed: a runtime that asks for the same. '
    + 'Give the runtime the same `affinity.nodeAffinity`, or select the nodes of both by `nodeSelector`.');
}

function checkLabels(gate: NodeGate, target: GateTarget, problems: Problems): void {
  const labels = Object.entries(gate.nodeSelector ?? {}).sort();
  if (labels.length && target.namesNodes) {
    problems.addSentence('nodeSelector', 'the step is done only on nodes with some labels, and the Jobs of the runtime go to nodes by their names; '
      + 'allowed: a step on every node. Take the nodeSelector out of the step, or select the nodes of both by it, without `nodes` in the deployment.');
    return;
  }
  for (const [label, value] of labels) {
    if (lookup(target.nodeSelector, label) !== value) {
      problems.addSentence('nodeSelector', `the step is done only on nodes with "${label}=${value}"; allowed: a runtime on those nodes only. `
        + `Add { '${label}': '${value}' } to the runtime's nodeSelector, or take it from that of the step.`);
    }
  }
}
