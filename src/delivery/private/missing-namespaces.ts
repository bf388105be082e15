import { Chart } from 'cdk8s';
import type { DeliveredManifest } from './component';
import type { Part } from './parts';
import { Lifecycle } from '../../common';
import { withDeliveryAnnotations } from '../../common/private/delivery-annotations';
import { lifecyclesOf } from '../../common/private/lifecycles';
import { isBuiltInNamespace } from '../../common/private/object-needs';
import { podsOf } from '../../common/private/pods';

/** The namespace of a chart that its app does not have. */
export interface WantedNamespace {
  readonly name: string;
  /** Whether pods in it are refused where only baseline pods may run. */
  readonly isPrivileged: boolean;
}

/**
 * The namespaces of charts that their app does not have: an engine applies nothing in a namespace that is not there. Those of
 * constructs that are gone stay: an engine removes nothing where a folder is empty.
 */
export function wantedNamespaces(charts: readonly Chart[], manifests: readonly DeliveredManifest[]): WantedNamespace[] {
  const known = namesOf(manifests);
  const left = namespacesOfGone(charts);
  const wanted = new Set(charts.map(({ namespace = '' }) => namespace));
  return [...wanted].filter((name) => name && !known.has(name) && !isBuiltInNamespace(name)).flatMap((name) => {
    const inside = manifests.filter(({ metadata }) => metadata.namespace === name);
    return inside.length || left.has(name) ? [{ name, isPrivileged: inside.some(hasPrivilegedPods) }] : [];
  });
}

/**
 * The namespaces that no app of a cluster has. They allow privileged pods if there are some, and are never deleted by engines.
 */
export function missingNamespaces(parts: readonly Part[]): DeliveredManifest[] {
  const known = namesOf(parts.flatMap(({ foundation }) => foundation.map(({ manifest }) => manifest)));
  const wanted = new Map<string, boolean>();
  for (const { name, isPrivileged } of parts.flatMap(({ namespaces }) => namespaces)) {
    if (!known.has(name)) wanted.set(name, isPrivileged || wanted.get(name) === true);
  }
  return [...wanted].map(([name, isPrivileged]) => {
    const labels = Object.fromEntries(['enforce', 'audit', 'warn'].map((mode) => [`pod-security.kubernetes.io/${mode}`, 'privileged']));
    const manifest: DeliveredManifest = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, ...(isPrivileged ? { labels } : {}) } };
    return withDeliveryAnnotations(manifest, { keep: true });
  });
}

/** The namespaces of charts with a construct that is absent. */
function namespacesOfGone(charts: readonly Chart[]): Set<string | undefined> {
  const all = charts.length ? [...lifecyclesOf(charts[0].node.root)] : [];
  const gone = new Set(all.filter(([, lifecycle]) => lifecycle === Lifecycle.ABSENT).map(([construct]) => Chart.of(construct)));
  return new Set(charts.filter((chart) => gone.has(chart)).map(({ namespace }) => namespace));
}

const namesOf = (manifests: readonly DeliveredManifest[]) => (
  new Set(manifests.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name)));

function hasPrivilegedPods(manifest: DeliveredManifest): boolean {
  return podsOf(manifest).some(({ hostPID, hostIPC, hostNetwork, volumes = [], containers = [], initContainers = [] }) => (
    hostPID || hostIPC || hostNetwork || volumes.some((one) => one.hostPath !== undefined)
    || [...containers, ...initContainers].some((one) => one.securityContext?.privileged)));
}
