import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { claim, object } from './private/claims';
import { clusterWide } from './private/cluster-wide';
import { KEEP } from './private/keep';
import { isDnsLabel, Problems } from './private/problems';

/** Properties of `PrivilegedNamespace`. */
export interface PrivilegedNamespaceProps {
  /**
   * The namespace's name.
   * @default - the namespace of the chart
   */
  readonly name?: string;

  /**
   * Labels beside those of Pod Security Admission.
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * Tell Argo CD and Flux to leave the namespace in the cluster when it disappears from its folder: with it, they would
   * delete everything in it, the pods of the uninstall phase included.
   * @default true
   */
  readonly keep?: boolean;

  /**
   * The Helm release that the namespace belongs to, for the time in which both apply to it: with upstream's labels of
   * ownership, Helm takes it for its own. Leave it out again when the release is gone.
   * @default - none
   */
  readonly helmRelease?: string;
}

/**
 * A namespace in which node agents may run: Pod Security Admission lets privileged pods pass there, without warnings.
 *
 * Emit it once per cluster, in the first chart that is applied. Leave it out where namespaces are made elsewhere.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export class PrivilegedNamespace extends Construct {
  /** The namespace's name. */
  public readonly name: string;

  constructor(scope: Construct, id: string, props: PrivilegedNamespaceProps = {}) {
    super(scope, id);
    const problems = new Problems(this, 'PrivilegedNamespace');
    this.name = props.name ?? Chart.of(this).namespace ?? '';
    if (!isDnsLabel(this.name)) {
      problems.add('name', this.name, 'a DNS label: a-z, 0-9 and "-", at most 63 characters',
        'Give `name`, or give the chart a namespace: new Chart(app, id, { namespace: \'coco-system\' }).');
    }
    if (props.helmRelease !== undefined && (typeof props.helmRelease !== 'string' || !isDnsLabel(props.helmRelease))) {
      problems.add('helmRelease', props.helmRelease, 'the name of a Helm release: a-z, 0-9 and "-"', 'Take it from helm list --all-namespaces.');
    }
    problems.throwIfAny();
    const metadata = { name: this.name };
    claim(this, [{
      prop: 'name',
      claims: [object({ apiVersion: 'v1', kind: 'Namespace', metadata })],
      repair: 'Leave one of the two out: emit a namespace once, in the first chart that is applied',
    }], problems);
    problems.throwIfAny();
    clusterWide(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        ...metadata,
        annotations: annotations(props, this.name),
        labels: {
          ...props.labels,
          ...(props.helmRelease ? { 'app.kubernetes.io/managed-by': 'Helm' } : {}),
          'pod-security.kubernetes.io/enforce': 'privileged',
          'pod-security.kubernetes.io/audit': 'privileged',
          'pod-security.kubernetes.io/warn': 'privileged',
        },
      },
    });
  }
}

function annotations({ keep = true, helmRelease }: PrivilegedNamespaceProps, name: string): Record<string, string> | undefined {
  const all = {
    ...(keep ? KEEP : {}),
    ...(helmRelease ? { 'meta.helm.sh/release-name': helmRelease, 'meta.helm.sh/release-namespace': name } : {}),
  };
  return Object.keys(all).length ? all : undefined;
}
