import { ManagerEmission } from './emission';
import { accountName, labels, ManagerSettings, SELECTOR } from './settings';

/** The Service of the sidecar that guards the metrics, where there is one. */
export function metricsService(settings: ManagerSettings): ManagerEmission[] {
  if (settings.metrics.kind !== 'proxy') return [];
  const name = `${accountName(settings)}-metrics-service`;
  return [{
    id: 'MetricsService',
    manifest: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name,
        namespace: settings.namespace,
        labels: { ...labels(settings.program, 'service', 'controller-manager-metrics-service', 'kube-rbac-proxy'), ...SELECTOR },
      },
      spec: { ports: [{ name: 'https', port: 8443, protocol: 'TCP', targetPort: 'https' }], selector: { ...SELECTOR, ...settings.ownLabels } },
    },
  }];
}
