import { accountName, labels, ManagerMetrics, ManagerModel, SELECTOR } from './model';
import { Emission } from '../../../common/private/emission';
import { disruptionBudget, ingressPolicy } from '../../../common/private/guards';

/** Where every manager answers for its health. Kubelets reach it without a rule, but for those of some networks. */
const HEALTH_PORT = 8081;

/** The port of the metrics, if other pods reach it. */
const METRICS_PORTS: Record<ManagerMetrics['kind'], readonly number[]> = { 'proxy': [8443], 'built-in': [8443], 'open': [8080], 'off': [] };

/**
 * Who reaches the pods, and how many of them may be evicted at a time.
 *
 * The rule names ports and no clients: an API server is not a pod, and may call from any address, and so may what reads metrics.
 *
 * @param ports those of the program, beside health and metrics
 */
export function guardObjects(model: ManagerModel, ...ports: readonly number[]): Emission[] {
  const { namespace, program, ownLabels, metrics } = model;
  const selector = { ...SELECTOR, ...ownLabels };
  const metadata = (kind: string, component: string) => (
    { name: accountName(model), namespace, labels: labels(program, kind, 'controller-manager', component) });
  const open = [...ports, ...METRICS_PORTS[metrics.kind], HEALTH_PORT].map((port) => ({ port, protocol: 'TCP' }));
  return [
    ...(model.networkPolicy
      ? [{ id: 'NetworkPolicy', manifest: ingressPolicy(metadata('networkpolicy', 'network'), selector, [{ ports: open }]) }] : []),
    ...(model.disruptionBudget
      ? [{ id: 'DisruptionBudget', manifest: disruptionBudget(metadata('poddisruptionbudget', 'manager'), selector) }] : []),
  ];
}
