import { groupOf, keyOf, nameOf, PlanClass, PlanObject, rankOf } from './manifest';
import { Change, holds, PlanRule } from './rule';
import { RULES } from './rules';
import { nodesOf, podOf } from './workload';
import { differences } from '../values/value-differences';

/** What happens to one object. */
export interface PlannedChange {
  /** `DaemonSet coco-system/kata-deploy`. */
  readonly object: string;
  /** The cluster, where there are several. */
  readonly cluster?: string;
  readonly event: PlanRule['on'];
  readonly class: PlanClass;
  /** Why, each in a sentence, the most harmful first. */
  readonly reasons: readonly string[];
  /** Where it is not the same. */
  readonly paths: readonly string[];
  /** The nodes that are disturbed, by their labels. */
  readonly nodes?: string;
}

/** The objects of clusters, by their names. What is in no cluster, such as the objects of an engine, has the empty name. */
export type Clusters = ReadonlyMap<string, readonly PlanObject[]>;

/** What a change of manifests does to several clusters, each by itself; where there is one, all objects are its. */
export function planOfClusters(before: Clusters, after: Clusters): PlannedChange[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  if (names.filter(Boolean).length < 2) return planOf([...before.values()].flat(), [...after.values()].flat());
  return names
    .flatMap((name) => (
      planOf(before.get(name) ?? [], after.get(name) ?? []).map((one) => (name ? { ...one, cluster: name } : one))))
    .sort((one, other) => rankOf(other.class) - rankOf(one.class)); // stable: by cluster within a class
}

/** What a change of manifests does to a cluster: objects that are the same are left out, the most harmful come first. */
export function planOf(before: readonly PlanObject[], after: readonly PlanObject[]): PlannedChange[] {
  const old = new Map(before.map((one) => [keyOf(one), one]));
  const next = new Map(after.map((one) => [keyOf(one), one]));
  const found = [
    ...after.map((one) => planned({ before: old.get(keyOf(one)), after: one })),
    ...before.filter((one) => !next.has(keyOf(one))).map((one) => planned({ before: one })),
  ];
  return found.filter((one) => one !== undefined)
    .sort((one, other) => rankOf(other.class) - rankOf(one.class) || (one.object < other.object ? -1 : 1));
}

function planned({ before, after }: Omit<Change, 'paths'>): PlannedChange | undefined {
  const object = (after ?? before)!;
  const event = before && after ? 'changed' : after ? 'added' : 'removed';
  const paths = event === 'changed' ? differences(readable(before!), readable(after!)).map(({ path }) => path) : [];
  if (event === 'changed' && !paths.length) return undefined;
  const change = { before, after, paths };
  const rules = [...new Set(event === 'changed' ? paths.map((path) => ruleFor(event, change, path)) : [ruleFor(event, change)])]
    .sort((one, other) => rankOf(other.class) - rankOf(one.class));
  const [{ class: worst }] = rules;
  const disturbed = rankOf(worst) >= rankOf('rolling-restart') && podOf(object) !== undefined;
  return {
    object: nameOf(object),
    event,
    class: worst,
    reasons: rules.flatMap(({ reason }) => reason || []),
    paths,
    ...(disturbed ? { nodes: nodesOf(object) } : {}),
  };
}

const ruleFor = (event: PlanRule['on'], change: Change, path?: string) => RULES.find((rule) => rule.on === event && holds(rule, change, path))!;

/** Without what only the cluster writes. The values of a Secret are in one place, however they are given. */
function readable(object: PlanObject): object {
  const { status: _status, ...rest } = object;
  if (groupOf(object) !== '' || object.kind !== 'Secret') return rest;
  const { stringData, data, ...others } = rest;
  const keys = { ...data as object, ...stringData as object };
  return Object.keys(keys).length ? { ...others, data: keys } : others;
}
