import { groupOf as groupOfVersion } from '../common/private/delivery-annotations';
import type { DeliveredManifest } from '../delivery/private/component';

export { listAt, part } from '../common/private/part';

/** An object as it stands in a file of manifests. */
export interface PlanObject extends DeliveredManifest {
  readonly [field: string]: unknown;
}

/** What a change does to a cluster, from harmless to harmful. */
export const PLAN_CLASSES = ['metadata', 'in-place', 'added', 'removed', 'review', 'rolling-restart', 'disruptive', 'replaced', 'data-loss'] as const;

export type PlanClass = typeof PLAN_CLASSES[number];

/** Each class in a sentence for people. */
export const CLASS_TITLES: Readonly<Record<PlanClass, string>> = {
  'metadata': 'only labels and annotations of objects',
  'in-place': 'applied without a restart',
  'added': 'new objects',
  'removed': 'removed objects',
  'review': 'what happens depends on more than the manifests: review them',
  'rolling-restart': 'pods are replaced, one after the other',
  'disruptive': 'nodes or other pods are disturbed',
  'replaced': 'the API server refuses the change: the object must be deleted and made again',
  'data-loss': 'data or cloud resources are deleted',
};

/** How harmful a class is. */
export const rankOf = (one: PlanClass) => PLAN_CLASSES.indexOf(one);

/** The group of an object's API. Empty: the core. */
export const groupOf = ({ apiVersion }: PlanObject) => groupOfVersion(apiVersion);

/** What tells an object from all others of a cluster. Its version may change. */
export const keyOf = (object: PlanObject) => [groupOf(object), object.kind, object.metadata.namespace ?? '', object.metadata.name].join('\0');

/** An object for people: `DaemonSet coco-system/kata-deploy`. */
export const nameOf = ({ kind, metadata: { namespace, name } }: PlanObject) => `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
