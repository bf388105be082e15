import type { k8s } from 'cdk8s-plus-28';
import { PodPlacementProps, TaintEffect, Toleration, TolerationOperator } from '../placement';
import { lookup } from './free-keys';
import { Problems } from './problems';
import { ImagePullProps } from '../image-pull-props';
import { checkLabels } from './rules/labels';
import { DNS_LABEL, DNS_NAME, isDnsLabel, isDnsName, isLabelKey, isLabelValue, KEY, LABEL_VALUE } from './rules/names';

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

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const FOR_LABELS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];
const FOR_NODES = [...FOR_LABELS, 'Gt', 'Lt'];

/** Who reads terms: the scheduler, or something that makes label selectors of them, which can say less. */
export type Reader = 'scheduler' | 'selector';

/** Rules on which nodes pods run, and beside which other pods. */
export function checkAffinity(at: string, affinity: k8s.Affinity | undefined, reader: Reader, problems: Problems): void {
  checkNodeAffinity(`${at}.nodeAffinity`, affinity?.nodeAffinity, reader, problems);
  for (const kind of ['podAffinity', 'podAntiAffinity'] as const) {
    const { [REQUIRED]: required, [PREFERRED]: preferred } = affinity?.[kind] ?? {};
    (required ?? []).forEach((term, index) => checkPodTerm(`${at}.${kind}.${REQUIRED}[${index}]`, term, problems));
    (preferred ?? []).forEach(({ podAffinityTerm: term }, index) => checkPodTerm(`${at}.${kind}.${PREFERRED}[${index}].podAffinityTerm`, term, problems));
  }
}

function checkPodTerm(
  at: string, { topologyKey, labelSelector, namespaceSelector, namespaces = [] }: k8s.PodAffinityTerm, problems: Problems,
): void {
  if (!isLabelKey(topologyKey)) problems.add(`${at}.topologyKey`, topologyKey, 'a label of nodes', 'Like "kubernetes.io/hostname".');
  for (const [name, selector] of Object.entries({ labelSelector, namespaceSelector })) {
    checkLabels(`${at}.${name}.matchLabels`, selector?.matchLabels, problems);
    (selector?.matchExpressions ?? []).forEach((expression, index) => checkExpression(
      `${at}.${name}.matchExpressions[${index}]`, expression, FOR_LABELS, problems));
  }
  namespaces.forEach((one, index) => {
    if (!isDnsLabel(one)) problems.add(`${at}.namespaces[${index}]`, one, DNS_LABEL, 'Take it from kubectl get namespaces.');
  });
}

/** Rules on which nodes pods run. */
export function checkNodeAffinity(at: string, affinity: k8s.NodeAffinity | undefined, reader: Reader, problems: Problems): void {
  const required = affinity?.[REQUIRED];
  if (required) {
    const terms = `${at}.${REQUIRED}.nodeSelectorTerms`;
    if (!required.nodeSelectorTerms.length) {
      problems.add(terms, required.nodeSelectorTerms, 'one term or more', 'Kubernetes takes none for no node: leave requiredDuring… out for every node.');
    }
    required.nodeSelectorTerms.forEach((term, index) => checkTerm(`${terms}[${index}]`, term, reader, problems));
  }
  (affinity?.[PREFERRED] ?? []).forEach(({ preference }, index) => {
    checkTerm(`${at}.${PREFERRED}[${index}].preference`, preference, 'scheduler', problems);
  });
}

function checkTerm(
  at: string, { matchExpressions, matchFields }: k8s.NodeSelectorTerm, reader: Reader, problems: Problems,
): void {
  if (reader === 'selector' && matchFields?.length) {
    problems.addSentence(`${at}.matchFields`, 'got fields; allowed: matchExpressions, since Jobs select nodes by labels. '
      + 'Name the nodes instead.');
  }
  if (!matchExpressions?.length && (reader === 'selector' || !matchFields?.length)) {
    problems.addSentence(at, 'has no matchExpressions, and such a term matches no node; allowed: one expression or more. Remove the term.');
  }
  const operators = reader === 'selector' ? FOR_LABELS : FOR_NODES;
  (matchExpressions ?? []).forEach((expression, index) => checkExpression(`${at}.matchExpressions[${index}]`, expression, operators, problems));
  if (reader === 'scheduler') (matchFields ?? []).forEach((field, index) => checkField(`${at}.matchFields[${index}]`, field, problems));
}

function checkExpression(
  at: string, { key, operator, values = [] }: k8s.NodeSelectorRequirement, operators: readonly string[], problems: Problems,
): void {
  if (!isLabelKey(key)) problems.add(`${at}.key`, key, 'the key of a label', 'Take it from kubectl get nodes --show-labels.');
  if (!operators.includes(operator)) {
    problems.add(`${at}.operator`, operator, operators.join(', '), FOR_NODES.includes(operator)
      ? 'Label selectors cannot compare numbers.' : 'Take one of them.');
    return;
  }
  const given = values.length ? values : undefined;
  if (['In', 'NotIn'].includes(operator)) {
    if (!given) problems.add(`${at}.values`, given, `one value or more with ${operator}`, 'Add one, or take Exists.');
    values.forEach((value, index) => {
      if (!isLabelValue(value)) {
        problems.add(`${at}.values[${index}]`, value, LABEL_VALUE, 'Take it from kubectl get nodes --show-labels.');
      }
    });
  } else if (['Gt', 'Lt'].includes(operator)) {
    if (values.length !== 1 || !/^-?\d+$/.test(values[0])) {
      problems.add(`${at}.values`, values.length === 1 ? values[0] : given, `one whole number in quotes with ${operator}`, 'Give one.');
    }
  } else if (given) {
    problems.add(`${at}.values`, given, `none with ${operator}`, 'Leave them out, or take In.');
  }
}

/** The API server knows one field of nodes. */
function checkField(at: string, { key, operator, values = [] }: k8s.NodeSelectorRequirement, problems: Problems): void {
  if (key !== 'metadata.name') problems.add(`${at}.key`, key, 'metadata.name', 'Other fields cannot be selected by; labels can.');
  if (!['In', 'NotIn'].includes(operator)) problems.add(`${at}.operator`, operator, 'In, NotIn', 'Take one of them.');
  if (values.length !== 1) problems.add(`${at}.values`, values.length ? values : undefined, 'one name', 'Give each node a term of its own.');
}
