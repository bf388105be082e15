import { accountName, labels, ManagerModel, SELECTOR } from './model';
import { Emission } from '../../../common/private/emission';
import { service } from '../../../common/private/manifest';

/** The Service of the sidecar that guards the metrics, where there is one. */
export function metricsService(model: ManagerModel): Emission[] {
  if (model.metrics.kind !== 'proxy') return [];
  const name = `${accountName(model)}-metrics-service`;
  const own = labels(model.program, 'service', 'controller-manager-metrics-service', 'kube-rbac-proxy');
  return [{
    id: 'MetricsService',
    manifest: service({ name, namespace: model.namespace, labels: { ...own, ...SELECTOR } }, {
      ports: [{ name: 'https', port: 8443, protocol: 'TCP', targetPort: 'https' }], selector: { ...SELECTOR, ...model.ownLabels },
    }),
  }];
}
