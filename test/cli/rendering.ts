import { ChartEdition, objectsOf, Phase } from '../../src/values/chart-edition';
import { EDITIONS } from '../../src/values/editions';
import { check } from '../../src/values/engine/check';
import { problemLine } from '../../src/values/engine/findings';
import { loadValues } from '../../src/values/engine/load';
import { Manifest } from '../support/synth';

/** What values mean: the objects of a phase, and what there is to say about the values. */
export interface Rendering {
  readonly objects: Manifest[];
  /** Each problem as a line: `warning <path>: <message>`. */
  readonly lines: string[];
}

export type { Phase };

/** Renders the text of a values file as `render` does, without files and arguments. No objects where there is an error. */
export function rendering(name: string | ChartEdition, text = '{}', phase: Phase = 'install'): Rendering {
  const edition = typeof name === 'string' ? EDITIONS.find((one) => one.name === name)!.load() : name;
  const user = loadValues({ files: [{ name: 'values.yaml', text }] });
  const found = [...user.problems, ...check(edition.schema, user.values, { sources: user.sources, anchorKeys: user.anchorKeys })];
  const lines = () => found.map((problem) => `${problem.level} ${problemLine(problem)}`);
  const stops = () => found.some(({ level }) => level === 'error');
  if (stops()) return { objects: [], lines: lines() };

  const plan = edition.plan(user, { releaseName: 'release-name', namespace: 'default', phase });
  found.push(...plan.problems);
  if (stops()) return { objects: [], lines: lines() };
  return { objects: objectsOf(plan, phase) as Manifest[], lines: lines() };
}

/** The text of a values file with one value in it: `at(['a', 'b'], '1')` is `{"a": {"b": 1}}`. */
export function at(path: readonly string[], yaml: string): string {
  return path.reduceRight((inner, key) => `{${JSON.stringify(key)}: ${inner}}`, yaml);
}

/**
 * Every leaf of some objects by its place, `Kind name field.list[0]`. Items that have a name stand under it:
 * `env[DEBUG].value`.
 */
export function leaves(objects: readonly Manifest[]): Map<string, unknown> {
  const found = new Map<string, unknown>();
  const walk = (value: unknown, place: string) => {
    if (typeof value !== 'object' || value === null) {
      found.set(place, value);
      return;
    }
    const entries = Array.isArray(value)
      ? value.map((item: Manifest, index): [string, unknown] => [`${place}[${String(item?.name ?? index)}]`, item])
      : Object.entries(value).map(([key, item]): [string, unknown] => [`${place}.${key}`, item]);
    if (!entries.length) found.set(place, value);
    entries.forEach(([where, item]) => walk(item, where));
  };
  for (const one of objects) {
    const head = `${one.kind} ${one.metadata.name}`;
    for (const [key, value] of Object.entries(one)) walk(value, `${head} ${key}`);
  }
  return found;
}

/** What is not the same in two lists of objects: the new leaf by its place, undefined where there is none any more. */
export function changes(before: readonly Manifest[], after: readonly Manifest[]): Record<string, unknown> {
  const [old, now] = [leaves(before), leaves(after)];
  const places = [...new Set([...old.keys(), ...now.keys()])];
  return Object.fromEntries(places
    .filter((place) => JSON.stringify(old.get(place)) !== JSON.stringify(now.get(place)))
    .map((place) => [place, now.get(place)]));
}
