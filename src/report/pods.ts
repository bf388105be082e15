import { podsOf } from './resource-totals';
import { listAt, nameOf, part, PlanObject } from '../plan/manifest';
import { nodesOf, podOf } from '../plan/workload';

/** What the pods of an object ask for. */
export interface ResourceRow {
  readonly object: string;
  /** How many pods: `3`, or `1 per node`. */
  readonly pods: string;
  readonly nodes: string;
  /** Each container with its requests and limits: `manager: cpu 10m to 500m, memory 64Mi to 128Mi`. */
  readonly containers: readonly string[];
}

/** The objects that make pods. */
export const podRows = (objects: readonly PlanObject[]) => objects.filter((one) => podOf(one) !== undefined);

/** What an object's pods ask for. */
export function resourcesOf(one: PlanObject): ResourceRow {
  const pod = podOf(one);
  const pods = one.kind === 'DaemonSet' ? '1 per node' : String(podsOf(one));
  return { object: nameOf(one), pods, nodes: nodesOf(one), containers: listAt(pod, 'containers').map(containerText) };
}

function containerText(container: unknown): string {
  const names = [...new Set(['requests', 'limits'].flatMap((part_) => Object.keys((part(container, `resources.${part_}`) ?? {}) as object)))].sort();
  const amounts = names.map((name) => {
    const of = (kind: string) => (part(container, `resources.${kind}`) as Record<string, unknown> | undefined)?.[name];
    const [request, limit] = [of('requests'), of('limits')];
    return `${name} ${request === undefined ? `up to ${String(limit)}` : limit === undefined ? `${String(request)} or more` : `${String(request)} to ${String(limit)}`}`;
  });
  return `${String(part(container, 'name'))}: ${amounts.join(', ') || 'nothing is said'}`;
}

/** What the pods of an object have of a node beyond what every pod has. */
export function privilegesOf(one: PlanObject): string[] {
  const pod = podOf(one);
  if (pod === undefined) return [];
  const containers = [...listAt(pod, 'initContainers'), ...listAt(pod, 'containers')];
  const spaces = ['hostPID', 'hostNetwork', 'hostIPC'].filter((space) => part(pod, space) === true);
  const folders = listAt(pod, 'volumes').flatMap((volume) => {
    const path = part(volume, 'hostPath.path');
    if (typeof path !== 'string') return [];
    const name = part(volume, 'name');
    const mounts = containers.flatMap((container) => listAt(container, 'volumeMounts')).filter((mount) => part(mount, 'name') === name);
    return [`the node's ${path}${mounts.length && mounts.every((mount) => part(mount, 'readOnly') === true) ? ', read only' : ''}`];
  });
  const own = containers.flatMap((container) => {
    const of = String(part(container, 'name'));
    const added = listAt(container, 'securityContext.capabilities.add');
    return [
      ...(part(container, 'securityContext.privileged') === true ? [`privileged: ${of}`] : []),
      ...(added.length ? [`capabilities ${added.join(', ')}: ${of}`] : []),
    ];
  });
  return [...own, ...spaces, ...folders];
}
