import type { k8s } from 'cdk8s-plus-28';
import { Problems } from './problems';
import { isLabelKey, isLabelValue } from './rules/names';

const FOR_LABELS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];
const FOR_NODES = [...FOR_LABELS, 'Gt', 'Lt'];

/** Who reads terms: the scheduler, or something that makes label selectors of them, which can say less. */
export type Reader = 'scheduler' | 'selector';

/** Rules on which nodes pods run. */
export function checkNodeAffinity(at: string, affinity: k8s.NodeAffinity | undefined, reader: Reader, problems: Problems): void {
  const required = affinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (required) {
    const terms = `${at}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`;
    if (!required.nodeSelectorTerms.length) {
      problems.add(terms, required.nodeSelectorTerms, 'one term or more', 'Kubernetes takes none for no node: leave requiredDuring… out for every node.');
    }
    required.nodeSelectorTerms.forEach((term, index) => checkTerm(`${terms}[${index}]`, term, reader, problems));
  }
  (affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).forEach(({ preference }, index) => {
    checkTerm(`${at}.preferredDuringSchedulingIgnoredDuringExecution[${index}].preference`, preference, 'scheduler', problems);
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
  (matchExpressions ?? []).forEach((expression, index) => checkExpression(`${at}.matchExpressions[${index}]`, expression, reader, problems));
  if (reader === 'scheduler') (matchFields ?? []).forEach((field, index) => checkField(`${at}.matchFields[${index}]`, field, problems));
}

function checkExpression(
  at: string, { key, operator, values = [] }: k8s.NodeSelectorRequirement, reader: Reader, problems: Problems,
): void {
  const operators = reader === 'selector' ? FOR_LABELS : FOR_NODES;
  if (!isLabelKey(key)) problems.add(`${at}.key`, key, 'the key of a label', 'Take it from kubectl get nodes --show-labels.');
  if (!operators.includes(operator)) {
    problems.add(`${at}.operator`, operator, operators.join(', '), FOR_NODES.includes(operator)
      ? 'Label selectors, by which Jobs find nodes, cannot compare numbers.' : 'Take one of them.');
    return;
  }
  const given = values.length ? values : undefined;
  if (['In', 'NotIn'].includes(operator)) {
    if (!given) problems.add(`${at}.values`, given, `one value or more with ${operator}`, 'Add one, or take Exists.');
    values.forEach((value, index) => {
      if (!isLabelValue(value)) {
        problems.add(`${at}.values[${index}]`, value, 'a label value: letters, digits, "-", "_" and ".", at most 63 characters',
          'Take it from kubectl get nodes --show-labels.');
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
