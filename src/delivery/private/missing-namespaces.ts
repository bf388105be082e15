import { Chart } from 'cdk8s';
import type { DeliveredManifest } from './components';
import { withDeliveryAnnotations } from '../../common/private/delivery-annotations';
import { isBuiltInNamespace } from '../../common/private/object-needs';
import { podsOf } from '../../common/private/pods';

/**
 * The namespaces of charts that the app does not have: an engine applies nothing in a namespace that is not there. They allow
 * privileged pods if there are some, and are never deleted by engines.
 */
export function missingNamespaces(charts: readonly Chart[], manifests: readonly DeliveredManifest[]): DeliveredManifest[] {
  const known = new Set(manifests.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name));
  const wanted = new Set(charts.map(({ namespace = '' }) => namespace));
  return [...wanted].filter((name) => name && !known.has(name) && !isBuiltInNamespace(name)).flatMap((name) => {
    const inside = manifests.filter(({ metadata }) => metadata.namespace === name);
    if (!inside.length) return [];
    const level = inside.some(isPrivileged) ? 'privileged' : undefined;
    const labels = level && Object.fromEntries(['enforce', 'audit', 'warn'].map((mode) => [`pod-security.kubernetes.io/${mode}`, level]));
    const manifest: DeliveredManifest = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, ...(labels ? { labels } : {}) } };
    return [withDeliveryAnnotations(manifest, { keep: true })];
  });
}

/** Whether pods of an object are refused where only baseline pods may run. */
function isPrivileged(manifest: DeliveredManifest): boolean {
  return podsOf(manifest).some(({ hostPID, hostIPC, hostNetwork, volumes = [], containers = [], initContainers = [] }) => (
    hostPID || hostIPC || hostNetwork || volumes.some((one) => one.hostPath !== undefined)
    || [...containers, ...initContainers].some((one) => one.securityContext?.privileged)));
}
