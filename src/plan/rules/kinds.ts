import { part, PlanObject } from '../manifest';
import { Change, touches } from '../rule';
import { templateOf } from '../workload';

/** Kinds that hand requests to the API server on to somebody. */
export const WEBHOOKS = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

/** Kinds that run pods for good. */
export const WORKLOADS = ['DaemonSet', 'Deployment', 'StatefulSet', 'ReplicaSet'];

/** Where a DaemonSet says which nodes it is for. */
export const NODE_PLACES = ['nodeSelector', 'nodeName', 'affinity', 'tolerations'].map((place) => `spec.template.spec.${place}`);

/** How many pods a workload leaves as they are when their template changes: all, or those below a number. */
function held(object: PlanObject | undefined): number {
  const isAll = object?.kind === 'ReplicaSet' || part(object, 'spec.updateStrategy.type') === 'OnDelete' || part(object, 'spec.paused') === true;
  return isAll ? Infinity : Number(part(object, 'spec.updateStrategy.rollingUpdate.partition') ?? 0);
}

/** Whether all pods keep running as they are when their template changes. */
export const keepsPods = (object: PlanObject) => held(object) === Infinity;

/** Whether pods that were not replaced before are replaced now. */
export const letsGo = (object: PlanObject, { before }: Change) => held(object) < held(before);

/** Whether pods end, or start, as their template changes, or the nodes that they are for. */
export function restarts(object: PlanObject, change: Change): boolean {
  const { paths } = change;
  if (letsGo(object, change)) return true;
  const template = templateOf(object);
  const changed = (place: string) => paths.some((path) => touches(path, place));
  if (template === undefined || !changed(template)) return false;
  return !keepsPods(object) || (object.kind === 'DaemonSet' && NODE_PLACES.some(changed));
}

/** How many pods there are to be: one, where nothing says it. */
export const countAt = (object: PlanObject | undefined, path: string) => Number(part(object, path) ?? 1);
