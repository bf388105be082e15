/** An alert, as Prometheus reads it. */
export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: Record<string, string>;
  readonly annotations: { readonly summary: string; readonly description: string };
}

interface AlertOptions {
  readonly extendedResource: string;
  readonly nearLimitPercent: number;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * The alerts. What they ask for exists: kube-state-metrics writes extended resources with "_" for each sign that a label
 * value of its cannot have, and requests of pods that have no node yet with an empty label `node`.
 *
 * @see https://github.com/kubernetes/kube-state-metrics/blob/main/docs/metrics/workload/pod-metrics.md
 */
export function alertRules({ extendedResource, nearLimitPercent, labels }: AlertOptions): AlertRule[] {
  const resource = `resource="${extendedResource.replace(/[^A-Za-z0-9_]/g, '_')}"`;
  const rule = (
    alert: string, minutes: number, severity: string, expr: string, summary: string, description: string,
  ): AlertRule => ({ alert, expr, for: `${minutes}m`, labels: { severity, ...labels }, annotations: { summary, description } });
  return [
    rule('PeerPodsNodeNearLimit', 10, 'warning',
      `100 * ${taken(resource, 'node', 'node!=""')} / on (node) ${limits(resource)} >= ${nearLimitPercent}`,
      'A node is near its limit of VMs for peer pods.',
      'Node {{ $labels.node }} has taken {{ $value | printf "%.0f" }} percent of the VMs that it may have. Peer pods beyond stay pending.'),
    rule('PeerPodsClusterNearLimit', 10, 'warning',
      `100 * sum(${taken(resource, 'node', 'node!=""')}) / sum(${limits(resource)}) >= ${nearLimitPercent}`,
      'The cluster is near its limit of VMs for peer pods.',
      'The nodes have taken {{ $value | printf "%.0f" }} percent of the VMs that they may have. Raise the limit, or add nodes.'),
    rule('PeerPodsWaitForVms', 15, 'warning',
      `${taken(resource, 'namespace', 'node=""')} > 0`,
      'Peer pods wait for a VM.',
      '{{ $value }} peer pods of namespace {{ $labels.namespace }} have no node: none that they may run on has a VM left.'),
    rule('PeerPodVmsNotDeleted', 30, 'critical',
      'sum(increase(controller_runtime_reconcile_errors_total{controller="peerpod"}[30m])) > 0',
      'VMs of peer pods cannot be deleted.',
      'The resource controller fails to delete VMs of pods that are gone, and they cost money. Its log says why; '
      + 'kubectl get peerpods -A shows those that wait.'),
  ];
}

/** VMs that pods have or wait for. Pods that have ended keep their requests, but no VM. */
function taken(resource: string, by: string, where: string): string {
  return `sum by (${by}) (max by (namespace, pod, container, node) (kube_pod_container_resource_requests{${resource},${where}})`
    + ' * on (namespace, pod) group_left () max by (namespace, pod) (kube_pod_status_phase{phase=~"Pending|Running"} == 1))';
}

/** What the nodes announce, but for those that announce none. */
function limits(resource: string): string {
  return `max by (node) (kube_node_status_allocatable{${resource}} > 0)`;
}
