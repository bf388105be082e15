import type { k8s } from 'cdk8s-plus-28';
import { isLabelKey } from '../../common/private/placement-rules';
import { Problems } from '../../common/private/problems';

const KINDS = ['nodeAffinity', 'podAffinity', 'podAntiAffinity'];
const FOR_LABELS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];
const FOR_NODES = [...FOR_LABELS, 'Gt', 'Lt'];

/** Rules on the nodes to install on. In job mode they become label selectors, which can say less. */
export function checkAffinity(affinity: k8s.Affinity | undefined, mode: 'daemonset' | 'job', problems: Problems): void {
  for (const kind of Object.keys(affinity ?? {}).filter((one) => !KINDS.includes(one))) {
    problems.add(`affinity.${kind}`, kind, KINDS.join(', '), 'Take one of them.');
  }
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (!required) return;
  const at = 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';
  if (!Array.isArray(required.nodeSelectorTerms) || !required.nodeSelectorTerms.length) {
    problems.add(at, required.nodeSelectorTerms, 'one term or more', 'Kubernetes takes none for no node: leave requiredDuring… out for every node.');
    return;
  }
  if (mode === 'job') {checkNodeTerms(at, required.nodeSelectorTerms, problems);} else {
    required.nodeSelectorTerms.forEach((term, index) => (
      checkExpressions(`${at}[${index}].matchExpressions`, term.matchExpressions, FOR_NODES, problems)));
  }
}

/** Terms that become label selectors. */
export function checkNodeTerms(at: string, terms: readonly k8s.NodeSelectorTerm[] | undefined, problems: Problems): void {
  (terms ?? []).forEach((term, index) => {
    if (term.matchFields?.length) {
      problems.addSentence(`${at}[${index}].matchFields`, 'got fields; allowed: matchExpressions, since Jobs select nodes by labels. '
        + 'Name nodes in `nodes` of the deployment.');
    }
    if (!term.matchExpressions?.length) {
      problems.addSentence(`${at}[${index}]`, 'has no matchExpressions, and such a term matches no node; allowed: one expression or more. Remove the term.');
    }
    checkExpressions(`${at}[${index}].matchExpressions`, term.matchExpressions, FOR_LABELS, problems);
  });
}

function checkExpressions(
  at: string, expressions: readonly k8s.NodeSelectorRequirement[] | undefined, operators: string[], problems: Problems,
): void {
  (expressions ?? []).forEach(({ key, operator, values }, index) => {
    if (typeof key !== 'string' || !isLabelKey(key)) {
      problems.add(`${at}[${index}].key`, key, 'the key of a label', 'Take it from kubectl get nodes --show-labels.');
    }
    if (!operators.includes(operator)) {
      problems.add(`${at}[${index}].operator`, operator, operators.join(', '), operators === FOR_LABELS && FOR_NODES.includes(operator)
        ? 'Label selectors, by which Jobs find nodes, cannot compare numbers.' : 'Take one of them.');
    }
    if (['In', 'NotIn'].includes(operator) && !values?.length) {
      problems.add(`${at}[${index}].values`, values, `one value or more with ${operator}`, 'Add one, or take Exists.');
    }
    if (['Exists', 'DoesNotExist'].includes(operator) && values?.length) {
      problems.add(`${at}[${index}].values`, values, `none with ${operator}`, 'Leave them out, or take In.');
    }
  });
}
