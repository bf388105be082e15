import { Piece } from './piece';
import { identity } from './program';
import { print } from './source';
import { leaves, Place } from './tree';
import { Writer } from './writer';
import { put } from '../common/private/free-keys';
import { writtenManifest } from '../common/private/written-object';
import type { ChartPlan, Phase } from '../values/chart-edition';
import { formatPath } from '../values/engine/findings';
import { isMap, Values } from '../values/engine/tree';

/** More values than these are not tried one by one. */
const MOST_VALUES = 200;

/** What one value of the user's changes. */
export interface Influence {
  readonly path: readonly string[];
  /** As messages have it. */
  readonly name: string;
  readonly value: unknown;
  /** By phase and object: the places that it changes, with what is there. An object that comes or goes is changed as a whole. */
  readonly objects: ReadonlyMap<string, readonly Changed[]>;
  /** By construct: the places in its props. */
  readonly props: ReadonlyMap<string, readonly Place[]>;
}

export interface Changed {
  readonly keys: readonly string[];
  readonly value: unknown;
}

/** What values come to. */
export interface Meaning {
  readonly plan: ChartPlan;
  readonly pieces: readonly Piece[];
}

/** Every value of the user's that is no map. */
export function valuesIn(values: Values, path: readonly string[] = []): Pick<Influence, 'path' | 'value'>[] {
  return Object.entries(values).flatMap(([key, value]) => (isMap(value) && Object.keys(value).length
    ? valuesIn(value, [...path, key]) : [{ path: [...path, key], value }]));
}

/**
 * Finds out what each value changes: it is left out, and the rest is looked at.
 *
 * @param mean what values come to; undefined where they are not complete
 */
export function influences(values: Values, mean: (values: Values) => Meaning | undefined): readonly Influence[] {
  const whole = snapshot(mean(values));
  return valuesIn(values).slice(0, MOST_VALUES).map(({ path, value }): Influence => {
    const rest = snapshot(mean(without(values, path)));
    const complete = whole && rest;
    return {
      path,
      name: formatPath(path),
      value,
      objects: complete ? changedObjects(whole.objects, rest.objects) : new Map(),
      props: complete ? changedProps(whole.props, rest.props) : new Map(),
    };
  });
}

function without(values: Values, [key, ...rest]: readonly string[]): Values {
  const copy: Values = {};
  for (const [name, value] of Object.entries(values)) {
    if (name !== key) put(copy, name, value);
    else if (rest.length) put(copy, name, without(value as Values, rest));
  }
  return copy;
}

const printed = (leaf: unknown) => print(new Writer().value(leaf));

interface SnapshotObject {
  readonly phase: Phase;
  /** That of its node, which stays where names change. */
  readonly id: string;
  readonly object: object;
}

interface Snapshot {
  readonly objects: ReadonlyMap<string, SnapshotObject>;
  readonly props: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

function snapshot(meaning: Meaning | undefined): Snapshot | undefined {
  if (!meaning) return undefined;
  const phases = ['install', 'uninstall'] as const;
  try {
    return {
      objects: new Map(phases.flatMap((phase) => (
        meaning.plan.objects(phase).map((one) => (
          [keyOf(phase, identity(one.manifest)), { phase, id: one.id, object: writtenManifest(one) }]))))),
      props: new Map(meaning.pieces.map(({ variable, tree }) => [variable, leaves(tree, printed)])),
    };
  } catch {
    return undefined;
  }
}

export const keyOf = (phase: Phase, object: string) => `${phase} ${object}`;

function changedObjects(whole: Snapshot['objects'], rest: Snapshot['objects']): Map<string, readonly Changed[]> {
  const found = new Map<string, readonly Changed[]>();
  for (const [key, { object, id, phase }] of whole) {
    // The same object under another name, or in another namespace.
    const renamed = () => [...rest].find(([other, one]) => one.id === id && one.phase === phase && !whole.has(other))?.[1];
    const other = rest.get(key) ?? renamed();
    const changed = other ? differences(object, other.object) : [{ keys: [], value: object }];
    if (changed.length) found.set(key, changed);
  }
  return found;
}

/** The places that differ. Lists are looked into where they have as many items. */
function differences(one: unknown, other: unknown, keys: readonly string[] = []): Changed[] {
  if (JSON.stringify(one) === JSON.stringify(other)) return [];
  const both = [one, other];
  if (both.every(isMap) || (both.every(Array.isArray) && (one as unknown[]).length === (other as unknown[]).length)) {
    const [mine, its] = both as Record<string, unknown>[];
    const all = new Set([...Object.keys(mine), ...Object.keys(its)]);
    return [...all].flatMap((key) => differences(mine[key], its[key], [...keys, key]));
  }
  return [{ keys, value: one }];
}

function changedProps(whole: Snapshot['props'], rest: Snapshot['props']): Map<string, readonly Place[]> {
  const found = new Map<string, readonly Place[]>();
  for (const [variable, props] of whole) {
    const others = rest.get(variable);
    const places = [...props].filter(([place, text]) => others?.get(place) !== text).map(([place]) => (JSON.parse(place) as Place).filter((key) => key !== '()'));
    if (places.length) found.set(variable, places);
  }
  return found;
}

/** The values by which a place in an object is what it is. */
export function valuesOf(all: readonly Influence[], phase: Phase, object: string, keys: readonly string[]): readonly Influence[] {
  const covers = (outer: readonly string[], inner: readonly string[]) => outer.every((key, index) => inner[index] === key);
  const isIn = (one: Changed) => covers(one.keys, keys) || covers(keys, one.keys);
  return all.filter(({ objects }) => objects.get(keyOf(phase, object))?.some(isIn));
}
