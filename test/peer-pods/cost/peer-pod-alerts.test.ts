import { PeerPodAlerts, PeerPodAlertsProps } from 'cdk8s-coco';
import { FOREIGN } from '../../support/annotations';
import { emitted, problemsOf } from '../../support/emitted';
import { Manifest } from '../../support/synth';

const alerts = (props?: PeerPodAlertsProps): Manifest => emitted((chart) => new PeerPodAlerts(chart, 'Alerts', props), 'monitoring')[0];
const rules = (props?: PeerPodAlertsProps): Manifest[] => alerts(props).spec.groups[0].rules;

test('a PrometheusRule with the alerts', () => {
  const { apiVersion, kind, metadata, spec } = alerts();
  expect({ apiVersion, kind, metadata }).toEqual({
    apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule', metadata: { name: 'peer-pods', namespace: 'monitoring', annotations: FOREIGN },
  });
  expect(spec.groups.map(({ name }: Manifest) => name)).toEqual(['peer-pods']);
  expect(rules().map(({ alert, labels, for: time }) => [alert, labels, time])).toEqual([
    ['PeerPodsNodeNearLimit', { severity: 'warning' }, '10m'],
    ['PeerPodsClusterNearLimit', { severity: 'warning' }, '10m'],
    ['PeerPodsWaitForVms', { severity: 'warning' }, '15m'],
    ['PeerPodVmsNotDeleted', { severity: 'critical' }, '30m'],
  ]);
  for (const { annotations } of rules()) {
    expect(annotations).toEqual({ summary: expect.stringMatching(/\.$/), description: expect.stringMatching(/\.$/) });
  }
});

test('they ask for metrics that exist, and for the resource by the name that kube-state-metrics gives it', () => {
  const [node, cluster, waiting, failing] = rules().map(({ expr }) => expr);
  const taken = 'sum by (node) (max by (namespace, pod, container, node) (kube_pod_container_resource_requests{resource="kata_peerpods_io_vm",node!=""})'
    + ' * on (namespace, pod) group_left () max by (namespace, pod) (kube_pod_status_phase{phase=~"Pending|Running"} == 1))';
  const limit = 'max by (node) (kube_node_status_allocatable{resource="kata_peerpods_io_vm"} > 0)';
  expect(node).toBe(`100 * ${taken} / on (node) ${limit} >= 80`);
  expect(cluster).toBe(`100 * sum(${taken}) / sum(${limit}) >= 80`);
  expect(waiting).toBe(`${taken.replace('by (node)', 'by (namespace)').replace('node!=""', 'node=""')} > 0`);
  expect(failing).toBe('sum(increase(controller_runtime_reconcile_errors_total{controller="peerpod"}[30m])) > 0');
});

test('every prop reaches the rule', () => {
  const all: Required<PeerPodAlertsProps> = {
    name: 'vms', labels: { release: 'prometheus' }, alertLabels: { team: 'platform' }, nearLimitPercent: 92.5, extendedResource: 'example.com/big-vm',
  };
  expect(alerts(all).metadata).toEqual({
    name: 'vms', namespace: 'monitoring', labels: { release: 'prometheus' }, annotations: FOREIGN,
  });
  const [{ expr, labels }] = rules(all);
  expect(expr).toMatch(/resource="example_com_big_vm".* >= 92\.5$/);
  expect(labels).toEqual({ severity: 'warning', team: 'platform' });
});

test('labels that the API server refuses, and those that alerts have themselves', () => {
  const wrong = { labels: { 'a b': 'x', 'team': 'not ok' }, alertLabels: { severity: 'critical', alertname: 'Mine' } };
  expect(problemsOf((chart) => new PeerPodAlerts(chart, 'Alerts', wrong)).map((line) => line.replace(/; allowed.*/, ''))).toEqual([
    'peer-pods/Alerts: 4 problems with PeerPodAlerts',
    '  - labels["a b"]: got "a b"',
    '  - labels["team"]: got "not ok"',
    '  - alertLabels["alertname"]: got "alertname"',
    '  - alertLabels["severity"]: got "severity"',
  ]);
});

test('all that is wrong is told at once', () => {
  const wrong = { name: 'A', labels: { release: 1 }, alertLabels: { 'a-b': 'x' }, nearLimitPercent: 0, extendedResource: 'x' };
  expect(problemsOf((chart) => new PeerPodAlerts(chart, 'Alerts', wrong as unknown as PeerPodAlertsProps)).map((line) => line.replace(/; allowed.*/, ''))).toEqual([
    'peer-pods/Alerts: 5 problems with PeerPodAlerts',
    '  - labels["release"]: got 1',
    '  - name: got "A"',
    '  - nearLimitPercent: got 0',
    '  - alertLabels["a-b"]: got "a-b"',
    '  - extendedResource: got "x"',
  ]);
});
