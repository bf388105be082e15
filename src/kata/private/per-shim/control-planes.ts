import type { Toleration } from 'kubernetes-types/core/v1';
import { NodeExpression, PerShimModel } from './model';

/** The labels of nodes that the API server runs on. Most distributions taint these nodes by the same keys. */
const ROLES = ['control-plane', 'master'].map((role) => `node-role.kubernetes.io/${role}`);

/** Distributions that leave them open to all pods. */
const UNTAINTED = ['k3s', 'rke2'];

const accepts = ({ key, operator, value, effect }: Toleration) => (
  (!key || ROLES.includes(key)) && (operator === 'Exists' || !value) && (!effect || effect === 'NoSchedule'));

/**
 * A selection of nodes by labels, without control planes where their taint keeps a DaemonSet away from them: dispatchers
 * that do not look at taints would install there, and one that does fails where it finds nothing else.
 *
 * Whoever names the labels has chosen.
 */
export function withoutControlPlanes(
  { tolerations, distribution = '' }: Pick<PerShimModel, 'tolerations' | 'distribution'>,
  labels: Readonly<Record<string, string>>,
  expressions: readonly NodeExpression[] = [],
): NodeExpression[] {
  const named = [...Object.keys(labels), ...expressions.map(({ key }) => key)].some((key) => ROLES.includes(key));
  if (named || UNTAINTED.includes(distribution) || tolerations.some(accepts)) return [...expressions];
  return [...expressions, ...ROLES.map((key) => ({ key, operator: 'DoesNotExist' }))];
}
