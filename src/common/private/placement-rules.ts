import { PodPlacementProps, TaintEffect, Toleration, TolerationOperator } from '../placement';
import { checkAffinity } from './check-affinity';
import { lookup } from './free-keys';
import { Problems } from './problems';
import { ImagePullProps } from '../image-pull-props';
import { DNS_NAME, isDnsName, isLabelKey, isLabelValue, KEY, LABEL_VALUE } from './rules/names';

/** Keeps a node agent from being evicted: the default of every construct that installs something on nodes. */
export const NODE_AGENT_PRIORITY_CLASS = 'system-node-critical';

/** Rules on where pods run and on how their images are pulled, for a construct whose pods the scheduler places. */
export function checkPod(props: PodPlacementProps & ImagePullProps, problems: Problems): void {
  checkPlacement(props, problems);
  checkAffinity('affinity', props.affinity, 'scheduler', problems);
  checkNamesOfPod(props, problems);
}

/** Rules on the names of objects that a pod refers to. */
export function checkNamesOfPod(
  { imagePullSecrets = [], priorityClassName }: PodPlacementProps & ImagePullProps, problems: Problems,
): void {
  if (priorityClassName && !isDnsName(priorityClassName)) {
    problems.add('priorityClassName', priorityClassName, DNS_NAME, 'Take it from kubectl get priorityclasses.');
  }
  imagePullSecrets.forEach(({ name }, index) => {
    if (!isDnsName(name)) problems.add(`imagePullSecrets[${index}].name`, name, DNS_NAME, 'Take it from kubectl get secrets.');
  });
}

/**
 * Rules on nodes by their labels and taints.
 *
 * @param at where the props stand, for messages: `monitor.`
 */
export function checkPlacement(
  props: { readonly nodeSelector?: { readonly [label: string]: string }; readonly tolerations?: readonly Toleration[] },
  problems: Problems,
  at = '',
): void {
  const operators: string[] = Object.values(TolerationOperator);
  const effects: string[] = Object.values(TaintEffect);
  for (const [label, value] of Object.entries(props.nodeSelector ?? {}).sort()) {
    if (!isLabelValue(value)) {
      problems.add(`${at}nodeSelector["${label}"]`, value, LABEL_VALUE, 'Numbers and booleans need quotes.');
    }
    if (!isLabelKey(label)) {
      problems.add(`${at}nodeSelector["${label}"]`, label, `a label: ${KEY}`, 'Take it from kubectl get nodes --show-labels.');
    }
  }
  (props.tolerations ?? []).forEach(({ key, operator, value, effect, tolerationSeconds }, index) => {
    const prop = `${at}tolerations[${index}]`;
    if (key && !isLabelKey(key)) problems.add(`${prop}.key`, key, `the key of a taint: ${KEY}`, 'Take it from kubectl describe node.');
    if (operator !== undefined && !operators.includes(operator)) {
      problems.add(`${prop}.operator`, operator, operators.join(', '), 'Take a member of TolerationOperator.');
    } else if (!key && operator !== 'Exists') {
      problems.add(`${prop}.operator`, operator, 'Exists, where there is no key', 'Name the taint\'s key, or tolerate all with Exists.');
    }
    if (operator === 'Exists' && value) {
      problems.add(`${prop}.value`, value, 'none with the operator Exists', 'Leave it out, or use Equal.');
    } else if (value !== undefined && !isLabelValue(value)) {
      problems.add(`${prop}.value`, value, LABEL_VALUE, 'Take it from kubectl describe node.');
    }
    if (effect !== undefined && !effects.includes(effect)) {
      problems.add(`${prop}.effect`, effect, effects.join(', '), 'Take a member of TaintEffect.');
    }
    if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
      problems.add(`${prop}.tolerationSeconds`, tolerationSeconds, 'none without the effect NoExecute', 'Set `effect` to NoExecute, or leave it out.');
    }
  });
}

/**
 * A node selector that asks for nodes of another kind than the construct can serve selects none, or nodes where its pods fail.
 *
 * @param architectures those that it can serve, as Kubernetes calls them; undefined for all
 */
export function checkServedNodes(
  { nodeSelector = {} }: Pick<PodPlacementProps, 'nodeSelector'>, architectures: readonly string[] | undefined, problems: Problems,
): void {
  const check = (label: string, allowed: readonly string[] | undefined, repair: string) => {
    const wanted = lookup(nodeSelector, label);
    if (wanted === undefined || !allowed || allowed.includes(wanted)) return;
    problems.add(`nodeSelector["${label}"]`, wanted, allowed.join(', '), repair);
  };
  check('kubernetes.io/arch', architectures, 'Nothing is there for nodes of another architecture: add it, or select other nodes.');
  check('kubernetes.io/os', ['linux'], 'Nothing runs on other nodes: leave it out.');
}

/** The same rules for one of the two where it stands in a prop of another name. */
export function checkPlacementAs(placement: Parameters<typeof checkPlacement>[0], prop: string, problems: Problems): void {
  const inner = new Problems();
  checkPlacement(placement, inner);
  problems.addAll(inner.all, (path) => path.replace(/^(nodeSelector|tolerations)/, prop));
}
