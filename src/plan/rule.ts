import { groupOf, PlanClass, PlanObject } from './manifest';

/** What happens to an object. */
export interface Change {
  readonly before?: PlanObject;
  readonly after?: PlanObject;
  /** Where it is not the same: `spec.template.spec.containers`. */
  readonly paths: readonly string[];
}

/** What a change does, and why. The first rule that holds for a place decides for that place. */
export interface PlanRule {
  readonly id: string;
  readonly class: PlanClass;
  /** A sentence; empty where the class says it all. */
  readonly reason: string;
  readonly on: 'added' | 'removed' | 'changed';
  /** Which kinds; any by default. */
  readonly kinds?: readonly string[];
  /** Which places, for what changed: the place, or what is below it; any by default. */
  readonly paths?: readonly string[];
  /** What else must hold. `object` is what is, or what was where it goes. */
  readonly when?: (object: PlanObject, change: Change) => boolean;
}

/** Whether a rule says something of a change in a place. */
export function holds(rule: PlanRule, change: Change, path?: string): boolean {
  const object = (change.after ?? change.before)!;
  if (rule.kinds && (!rule.kinds.includes(object.kind) || isForeign(object))) return false;
  if (rule.paths && path !== undefined && !rule.paths.some((one) => touches(path, one))) return false;
  return rule.when?.(object, change) ?? true;
}

/** Whether a change in a place changes another: it is the same place, or one of the two is within the other. */
export const touches = (path: string, place: string) => path === place || path.startsWith(`${place}.`) || place.startsWith(`${path}.`);

/** A kind that Kubernetes has, too, in a group of somebody else: `Service` of Knative. */
function isForeign(object: PlanObject): boolean {
  const group = groupOf(object);
  return ['Service', 'Ingress', 'Deployment', 'Job', 'Secret', 'ConfigMap', 'Namespace'].includes(object.kind) && group.includes('.') && !group.endsWith('.k8s.io');
}
