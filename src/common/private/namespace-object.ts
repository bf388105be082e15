import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { claim, object } from './claims';
import { emit } from './emit';
import { Problems } from './problems';
import { checkLabels } from './rules/labels';
import { isDnsLabel } from './rules/names';

/** What may be said of a namespace, whatever may run there. */
export interface NamespaceOptions {
  readonly name?: string;
  readonly labels?: { readonly [key: string]: string };
  readonly keep?: boolean;
  readonly helmRelease?: string;
}

/**
 * Emits a namespace with a level of the Pod Security Standards.
 *
 * @param what the construct, for messages
 * @returns its name
 */
export function emitNamespace(
  construct: Construct, what: string, level: 'privileged' | 'restricted', options: NamespaceOptions,
): string {
  const problems = new Problems(construct, what);
  const { name: given, labels, helmRelease } = options;
  checkLabels('labels', labels, problems);
  const name = given ?? Chart.of(construct).namespace ?? '';
  if (!isDnsLabel(name)) {
    problems.add('name', name, 'a DNS label: a-z, 0-9 and "-", at most 63 characters',
      'Give `name`, or give the chart a namespace: new Chart(app, id, { namespace: \'coco-system\' }).');
  }
  if (helmRelease !== undefined && !isDnsLabel(helmRelease)) {
    problems.add('helmRelease', helmRelease, 'the name of a Helm release: a-z, 0-9 and "-"', 'Take it from helm list --all-namespaces.');
  }
  problems.throwIfAny();
  claim(construct, [{
    prop: 'name',
    claims: [object({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })],
    repair: 'Leave one of the two out: emit a namespace once, in the first chart that is applied',
  }], problems);
  problems.throwIfAny();
  const metadata = {
    name,
    ...(helmRelease ? { annotations: { 'meta.helm.sh/release-name': helmRelease, 'meta.helm.sh/release-namespace': name } } : {}),
    labels: {
      ...labels,
      ...(helmRelease ? { 'app.kubernetes.io/managed-by': 'Helm' } : {}),
      'pod-security.kubernetes.io/enforce': level,
      'pod-security.kubernetes.io/audit': level,
      'pod-security.kubernetes.io/warn': level,
    },
  };
  emit(construct, [{ id: 'Resource', manifest: { apiVersion: 'v1', kind: 'Namespace', metadata }, keep: options.keep ?? true }]);
  return name;
}
