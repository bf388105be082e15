import { TaintEffect, Toleration, TolerationOperator } from '../placement';
import { Problems } from './problems';

/** Keeps a node agent from being evicted: the default of every construct that installs something on nodes. */
export const NODE_AGENT_PRIORITY_CLASS = 'system-node-critical';

const LABEL_VALUE = /^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/;
const LABEL_VALUE_RULE = 'a label value: letters, digits, "-", "_" and ".", at most 63 characters';

/** Rules on where pods run, the same for every construct. */
export function checkPlacement(
  props: { readonly nodeSelector?: { readonly [label: string]: string }; readonly tolerations?: readonly Toleration[] },
  problems: Problems,
): void {
  const operators: string[] = Object.values(TolerationOperator);
  const effects: string[] = Object.values(TaintEffect);
  for (const [label, value] of Object.entries(props.nodeSelector ?? {}).sort()) {
    if (typeof value !== 'string' || !LABEL_VALUE.test(value)) {
      problems.add(`nodeSelector["${label}"]`, value, LABEL_VALUE_RULE,
        'Numbers and booleans need quotes.');
    }
    if (!/^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/.test(label)) {
      problems.add(`nodeSelector["${label}"]`, label,
        'a label: an optional DNS name and "/", then at most 63 letters, digits, "-", "_" and "."',
        'Take it from kubectl get nodes --show-labels.');
    }
  }
  (props.tolerations ?? []).forEach(({ key, operator, value, effect, tolerationSeconds }, index) => {
    const prop = `tolerations[${index}]`;
    if (operator !== undefined && !operators.includes(operator)) {
      problems.add(`${prop}.operator`, operator, operators.join(', '), 'Take a member of TolerationOperator.');
    } else if (!key && operator !== 'Exists') {
      problems.add(`${prop}.operator`, operator, 'Exists, where there is no key', 'Name the taint\'s key, or tolerate all with Exists.');
    }
    if (operator === 'Exists' && value) {
      problems.add(`${prop}.value`, value, 'none with the operator Exists', 'Leave it out, or use Equal.');
    } else if (value !== undefined && !LABEL_VALUE.test(value)) {
      problems.add(`${prop}.value`, value, LABEL_VALUE_RULE, 'Take it from kubectl describe node.');
    }
    if (effect !== undefined && !effects.includes(effect)) {
      problems.add(`${prop}.effect`, effect, effects.join(', '), 'Take a member of TaintEffect.');
    }
    if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
      problems.add(`${prop}.tolerationSeconds`, tolerationSeconds, 'none without the effect NoExecute', 'Set `effect` to NoExecute, or leave it out.');
    }
  });
}
