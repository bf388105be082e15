import type { k8s } from 'cdk8s-plus-28';
import { Problems } from './problems';
import { checkLabels } from './rules/labels';
import { DNS_LABEL, isDnsLabel, isLabelKey, isLabelValue, LABEL_VALUE } from './rules/names';

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
      + 'Name nodes in `nodes` of the deployment.');
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
