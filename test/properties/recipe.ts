import { Duration, Size } from 'cdk8s';
import { Cpu, PercentOrAbsolute } from 'cdk8s-plus-28';
import * as coco from '../../src';

/*
 * Props as data: what can be built again and again, changed at any place, and printed.
 */

/** A value that a call of the library makes, such as `ContainerImage.of`, or a member: `Architecture.X86_64` has no arguments. */
export class Made {
  public constructor(public readonly what: string, public readonly args?: readonly unknown[]) {}

  public toJSON(): unknown {
    return this.args ? { [`${this.what}()`]: this.args } : this.what;
  }
}

const OTHERS = { Cpu, Duration, PercentOrAbsolute, Size };
const LIBRARY = { ...coco, ...OTHERS } as unknown as Record<string, any>;

/** What a recipe stands for. Values that need a construct come from `given`, by name. */
export function build(recipe: unknown, given: Readonly<Record<string, unknown>> = {}): any {
  if (recipe instanceof Made) {
    const [type, name] = recipe.what.split('.');
    if (type === 'given') return given[name];
    if (!recipe.args) return LIBRARY[type][name];
    const args = recipe.args.map((one) => build(one, given));
    if (name in LIBRARY[type]) return call(type, name, args);
    const [self, ...rest] = args; // a method: its instance is the first argument
    return self[name](...rest);
  }
  if (Array.isArray(recipe)) return recipe.map((one) => build(one, given));
  if (!isMap(recipe)) return recipe;
  return Object.fromEntries(Object.entries(recipe).map(([key, one]) => [key, build(one, given)]));
}

/** What cdk8s itself refuses, such as a negative duration, never reaches the library. */
export class Unmade extends Error {}

function call(type: string, name: string, args: readonly unknown[]): unknown {
  try {
    return LIBRARY[type][name](...args);
  } catch (error) {
    throw type in OTHERS ? new Unmade((error as Error).message) : error;
  }
}

export const isMap = (value: unknown): value is Record<string, unknown> => (
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype);

/** The same with the keys of every map the other way round. */
export function reversed(recipe: unknown): unknown {
  if (recipe instanceof Made) return recipe.args ? new Made(recipe.what, recipe.args.map(reversed)) : recipe;
  if (Array.isArray(recipe)) return recipe.map(reversed);
  return isMap(recipe) ? Object.fromEntries(Object.entries(recipe).reverse().map(([key, one]) => [key, reversed(one)])) : recipe;
}

export type Path = readonly (string | number)[];

/** The path of every value within a recipe, arguments included. */
export function pathsOf(recipe: unknown, path: Path = []): Path[] {
  const below = recipe instanceof Made ? recipe.args ?? [] : recipe;
  if (typeof below !== 'object' || below === null) return [path];
  const entries = Object.entries(below as object);
  return [path, ...entries.flatMap(([key, one]) => pathsOf(one, [...path, Array.isArray(below) ? Number(key) : key]))];
}

/** The recipe with another value at a path. */
export function withValue(recipe: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  if (recipe instanceof Made) return new Made(recipe.what, withValue(recipe.args, [key, ...rest], value) as unknown[]);
  const copy = (Array.isArray(recipe) ? [...recipe as unknown[]] : { ...recipe as object }) as Record<string | number, unknown>;
  copy[key] = withValue(copy[key], rest, value);
  return copy;
}

/** The recipe without what is at a path. Nothing changes where there is nothing. */
export function without<T>(recipe: T, [key, ...rest]: Path): T {
  if (recipe instanceof Made) return new Made(recipe.what, without(recipe.args!, [key, ...rest])) as T;
  if (typeof recipe !== 'object' || recipe === null || !(key in recipe)) return recipe;
  const copy = (Array.isArray(recipe) ? [...recipe] : { ...recipe }) as any;
  if (rest.length) copy[key] = without(copy[key], rest);
  else delete copy[key];
  return copy;
}
