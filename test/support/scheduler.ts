import type { Manifest } from './synth';

/** What the scheduler looks at in a node. */
export interface Node {
  readonly name: string;
  readonly labels?: Record<string, string>;
  readonly taints?: Taint[];
}

export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
}

/** What the DaemonSet controller adds to the tolerations of each pod. */
const DAEMON_TOLERATIONS = [
  { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' },
  { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute' },
  { key: 'node.kubernetes.io/disk-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/memory-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/pid-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/unschedulable', operator: 'Exists', effect: 'NoSchedule' },
];

/** The names of the nodes on which the pods of a DaemonSet run. */
export function nodesOf(daemonSet: Manifest, nodes: Node[]): string[] {
  const spec = daemonSet.spec.template.spec;
  return nodes.filter((node) => selected(spec, node) && tolerated(spec, node)).map(({ name }) => name);
}

/** Node selector and required node affinity: both must match; terms are alternatives, expressions of a term all count. */
function selected(spec: Manifest, { labels = {} }: Node): boolean {
  const bySelector = Object.entries(spec.nodeSelector ?? {}).every(([key, value]) => labels[key] === value);
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return bySelector && (!required || required.nodeSelectorTerms.some((term: Manifest) => {
    const { matchExpressions, ...others } = term;
    if (Object.keys(others).length) throw new Error(`the scheduler of the tests does not know ${Object.keys(others)}`);
    return !!matchExpressions?.length && matchExpressions.every((one: Manifest) => matches(one, labels));
  }));
}

function matches({ key, operator, values }: Manifest, labels: Record<string, string>): boolean {
  switch (operator) {
    case 'In': return key in labels && values.includes(labels[key]);
    case 'NotIn': return !(key in labels) || !values.includes(labels[key]);
    case 'Exists': return key in labels;
    case 'DoesNotExist': return !(key in labels);
    default: throw new Error(`the scheduler of the tests does not know the operator ${operator}`);
  }
}

function tolerated(spec: Manifest, { taints = [] }: Node): boolean {
  const tolerations: Manifest[] = [...spec.tolerations ?? [], ...DAEMON_TOLERATIONS];
  return taints
    .filter(({ effect }) => effect !== 'PreferNoSchedule')
    .every((taint) => tolerations.some(({ key, operator = 'Equal', value = '', effect }) => (!effect || effect === taint.effect)
      && (!key || key === taint.key)
      && (operator === 'Exists' || (!!key && value === (taint.value ?? '')))));
}
