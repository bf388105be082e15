import type { IConstruct } from 'constructs';
import { Lifecycle } from '../lifecycle';

/** The lifecycles of constructs that have one, by root of the construct tree. */
const lifecycles = new WeakMap<IConstruct, Map<IConstruct, Lifecycle>>();

/** Remembers the lifecycle of a construct. */
export function setLifecycle(construct: IConstruct, lifecycle: Lifecycle = Lifecycle.PRESENT): Lifecycle {
  const { root } = construct.node;
  const all = lifecycles.get(root) ?? new Map<IConstruct, Lifecycle>();
  lifecycles.set(root, all.set(construct, lifecycle));
  return lifecycle;
}

/** The constructs of a tree that have a lifecycle. */
export const lifecyclesOf = (root: IConstruct): ReadonlyMap<IConstruct, Lifecycle> => lifecycles.get(root) ?? new Map();

/** The lifecycle of a construct; those that have none are present. */
export const lifecycleOf = (construct: IConstruct) => lifecyclesOf(construct.node.root).get(construct) ?? Lifecycle.PRESENT;

/** What a construct emits: what installs it, what removes it, or nothing. */
export function inLifecycle<T>(lifecycle: Lifecycle, install: readonly T[], uninstall: readonly T[]): readonly T[] {
  return lifecycle === Lifecycle.PRESENT ? install : lifecycle === Lifecycle.DRAINING ? uninstall : [];
}
