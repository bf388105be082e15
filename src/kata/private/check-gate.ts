import { KataSettings } from './settings';
import { acceptedTaints } from './structured/from-settings';
import { NodeGate } from '../../common';
import { Problems } from '../../common/private/problems';

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
export function checkGate(gate: NodeGate, settings: KataSettings, problems: Problems): void {
  if (settings.gates.some(({ name }) => name === gate.name)) {
    problems.addSentence('gate.name', `got "${gate.name}" twice; allowed: each kind of step once. Remove one of the two calls.`);
  }
  checkLabels(gate, settings, problems);
  for (const taint of gate.tolerations ? acceptedTaints(settings) : []) {
    if (gate.tolerations!.some((one) => covers(one, taint))) continue;
    problems.addSentence('tolerations', taint.key
      ? `the step is not done on nodes with the taint ${taint.key}, which the runtime tolerates; `
        + 'allowed: what the step tolerates too. Add the toleration to the step, or take it from the runtime.'
      : 'the step is not done on nodes with taints that it does not tolerate, and the runtime is installed on nodes with any; '
        + 'allowed: a step that tolerates every taint. Take `tolerations` out of the step.');
  }
  for (const { name } of settings.architectures) {
    if (gate.architectures && !gate.architectures.some((one) => one.name === name)) {
      problems.addSentence('architectures', `the step is not done on ${name}; allowed: a runtime for ${gate.architectures.join(', ')}. `
        + 'Add what the step needs for it, or take the architecture out of the runtime.');
    }
  }
}

function checkLabels(gate: NodeGate, settings: KataSettings, problems: Problems): void {
  const labels = Object.entries(gate.nodeSelector ?? {}).sort();
  const { job } = settings.props.deployment?._kind ?? {};
  if (labels.length && job?.nodes?.length) {
    problems.addSentence('nodeSelector', 'the step is done only on nodes with some labels, and the Jobs of the runtime go to nodes by their names; '
      + 'allowed: a step on every node. Take the nodeSelector out of the step, or select the nodes of both by it, without `nodes` in the deployment.');
    return;
  }
  for (const [label, value] of labels) {
    if (settings.nodeSelector[label] !== value) {
      problems.addSentence('nodeSelector', `the step is done only on nodes with "${label}=${value}"; allowed: a runtime on those nodes only. `
        + `Add { '${label}': '${value}' } to the runtime's nodeSelector, or take it from that of the step.`);
    }
  }
}
