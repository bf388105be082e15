import { accountName, labels, ManagerModel, SELECTOR } from './model';
import { Emission } from '../../../common/private/emission';
import { service } from '../../../common/private/manifest';

/** The Service of the sidecar that guards the metrics, where there is one. */
export function metricsService(settings: ManagerModel): Emission[] {
  if (settings.metrics.kind !== 'proxy') return [];
  const name = `${accountName(settings)}-metrics-service`;
  const own = labels(settings.program, 'service', 'controller-manager-metrics-service', 'kube-rbac-proxy');
  return [{
    id: 'MetricsService',
    manifest: service({ name, namespace: settings.namespace, labels: { ...own, ...SELECTOR } }, {
      ports: [{ name: 'https', port: 8443, protocol: 'TCP', targetPort: 'https' }], selector: { ...SELECTOR, ...settings.ownLabels },
    }),
  }];
}
