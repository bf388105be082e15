import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { alertRules } from './private/alert-rules';
import { CocoConstruct, IPrerequisites } from '../../common';
import { checked } from '../../common/private/checked';
import { claim, objects } from '../../common/private/claims';
import { construction } from '../../common/private/construction';
import { emit } from '../../common/private/emit';
import { checkNamespace, Problems } from '../../common/private/problems';
import { checkLabels } from '../../common/private/rules/labels';
import { isDnsName, isVariableName } from '../../common/private/rules/names';
import { sortedMap } from '../../common/private/sorted-map';
import { checkExtendedResource, VM_RESOURCE } from '../private/extended-resource';

/** Properties of `PeerPodAlerts`. */
export interface PeerPodAlertsProps {
  /**
   * The name of the PrometheusRule.
   * @default 'peer-pods'
   */
  readonly name?: string;

  /**
   * Labels by which your Prometheus finds its rules, such as `release: kube-prometheus-stack`.
   * @default - none
   */
  readonly labels?: { [name: string]: string };

  /**
   * Labels of every alert in addition to its severity, such as labels for the routes of Alertmanager.
   * @default - none
   */
  readonly alertLabels?: { [name: string]: string };

  /**
   * Percent of the limit from which on VMs are near it. 1 to 100.
   * @default 80
   */
  readonly nearLimitPercent?: number;

  /**
   * The extended resource of which each peer pod takes one.
   * @default 'kata.peerpods.io/vm'
   */
  readonly extendedResource?: string;
}

/** Labels that Prometheus and the alerts themselves set. */
const OWN_LABELS = ['alertname', 'severity'];

/**
 * Alerts about the costs of peer pods: VMs near the limit of a node or of the cluster, pods that wait for a VM, and VMs that
 * cannot be deleted.
 *
 * A PrometheusRule of the Prometheus Operator. The numbers come from kube-state-metrics; the last alert needs the metrics
 * of the resource controller.
 *
 * @see https://prometheus-operator.dev/docs/developer/alerting/
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { PeerPodAlerts } from 'cdk8s-coco';
 *
 * const chart = new Chart(new App(), 'alerts', { namespace: 'monitoring' });
 * new PeerPodAlerts(chart, 'PeerPods', { labels: { release: 'kube-prometheus-stack' } });
 */
export class PeerPodAlerts extends CocoConstruct implements IPrerequisites {
  constructor(scope: Construct, id: string, props: PeerPodAlertsProps = {}) {
    super(...construction('PeerPodAlerts', scope, id, props));
    const problems = new Problems(this, 'PeerPodAlerts');
    const { namespace } = Chart.of(this);
    checkNamespace(namespace, problems);
    check(props, problems);
    const { name = 'peer-pods', extendedResource = VM_RESOURCE, nearLimitPercent = 80 } = props;
    problems.throwIfAny();
    const labels = sortedMap(props.labels);
    const manifest = {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: { name, namespace, labels: Object.keys(labels).length ? labels : undefined },
      spec: { groups: [{ name: 'peer-pods', rules: alertRules({ extendedResource, nearLimitPercent, labels: sortedMap(props.alertLabels) }) }] },
    };
    claim(this, [{ prop: 'name', claims: objects([manifest]) }], problems);
    problems.throwIfAny();
    emit(this, [{ id: 'Resource', manifest }]);
  }
}

checked(PeerPodAlerts, 'PeerPodAlerts');

function check(props: PeerPodAlertsProps, problems: Problems): void {
  const { name, nearLimitPercent } = props;
  if (name !== undefined && !isDnsName(name)) {
    problems.add('name', name, 'a DNS name: a-z, 0-9, "-" and "."', 'Leave it out for "peer-pods".');
  }
  if (nearLimitPercent !== undefined && !(nearLimitPercent >= 1 && nearLimitPercent <= 100)) {
    problems.add('nearLimitPercent', nearLimitPercent, 'a number from 1 to 100', 'Leave it out for 80.');
  }
  checkLabels('labels', props.labels, problems);
  for (const label of Object.keys(props.alertLabels ?? {}).sort()) {
    if (OWN_LABELS.includes(label)) {
      problems.add(`alertLabels["${label}"]`, label, `labels beside ${OWN_LABELS.join(' and ')}, which each alert has its own of`, 'Leave it out.');
    }
    if (!isVariableName(label)) {
      problems.add(`alertLabels["${label}"]`, label, 'the name of a Prometheus label: letters, digits and "_"',
        'Put what Kubernetes needs into `labels`.');
    }
  }
  checkExtendedResource(props.extendedResource, problems);
}
