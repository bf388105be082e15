import { KataSettings } from './settings';
import { NodeGate, Toleration } from '../../common';
import { Problems } from '../../common/private/problems';

const same = (a: Toleration, b: Toleration) => (
  a.key === b.key && a.operator === b.operator && a.value === b.value && a.effect === b.effect);

/** Rules on what kata-deploy waits for: on a node where it is never done, Kata would never be installed. */
export function checkGate(gate: NodeGate, settings: KataSettings, problems: Problems): void {
  if (settings.gates.some(({ name }) => name === gate.name)) {
    problems.addSentence('gate.name', `got "${gate.name}" twice; allowed: each kind of step once. Remove one of the two calls.`);
  }
  for (const [label, value] of Object.entries(gate.nodeSelector ?? {}).sort()) {
    if (settings.nodeSelector[label] !== value) {
      problems.addSentence('nodeSelector', `the step is done only on nodes with "${label}=${value}"; allowed: a runtime on those nodes only. `
        + `Add { '${label}': '${value}' } to the runtime's nodeSelector, or take it from that of the step.`);
    }
  }
  for (const taint of gate.tolerations ? settings.tolerations : []) {
    if (!gate.tolerations!.some((one) => same(one, taint) || (one.operator === 'Exists' && !one.key && !one.effect))) {
      problems.addSentence('tolerations', `the step is not done on nodes with the taint ${taint.key ?? '(any)'}, which the runtime tolerates; `
        + 'allowed: what the step tolerates too. Add the toleration to the step, or take it from the runtime.');
    }
  }
  for (const { name } of settings.architectures) {
    if (gate.architectures && !gate.architectures.some((one) => one.name === name)) {
      problems.addSentence('architectures', `the step is not done on ${name}; allowed: a runtime for ${gate.architectures.join(', ')}. `
        + 'Add what the step needs for it, or take the architecture out of the runtime.');
    }
  }
}
