import { Problems } from './problems';

/** What a prop must be. Callers with a compiler cannot get it wrong; those in JavaScript, or with data from JSON, can. */
export type Kind = 'text' | 'boolean' | 'texts by name' | 'for a rule of its own' | ClassKind | ListKind;
export type ClassKind = { readonly name: string; readonly is: (value: unknown) => boolean };
type ListKind = { readonly listOf: ClassKind };

/** An instance of a class of this library. */
export function instanceOf(type: { readonly name: string; readonly prototype: object }): ClassKind {
  return { name: `a ${type.name}`, is: (value) => value instanceof (type as unknown as new () => object) };
}

export const TEXT: ClassKind = { name: 'a text', is: (value) => typeof value === 'string' };

/** An object with some fields, whatever it is made by. */
export function objectWith(name: string, ...fields: string[]): ClassKind {
  return { name, is: (value) => isObject(value) && fields.every((field) => value[field] !== undefined) };
}

export const listOf = (kind: ClassKind): ListKind => ({ listOf: kind });

const BOOLEAN = 'true, false';

/** Reports props that are of another type, and tells whether all are right: other rules may then look at them. */
export function checkTypes<P extends object>(props: P, kinds: Record<keyof P, Kind>, problems: Problems): boolean {
  let right = true;
  const wrong = (prop: string, value: unknown, allowed: string) => {
    right = false;
    problems.add(prop, value, allowed, allowed === BOOLEAN ? 'Give a boolean, not a text.' : `It is of the type ${value === null ? 'null' : typeof value}.`);
  };
  for (const [prop, kind] of Object.entries(kinds) as [string, Kind][]) {
    const value = (props as Record<string, unknown>)[prop];
    if (value === undefined || kind === 'for a rule of its own') continue;
    if (typeof kind === 'object' && 'listOf' in kind) {
      if (!Array.isArray(value)) wrong(prop, value, `a list, each of it ${kind.listOf.name}`);
      else value.forEach((item, index) => kind.listOf.is(item) || wrong(`${prop}[${index}]`, item, kind.listOf.name));
    } else if (typeof kind === 'object') {
      if (!kind.is(value)) wrong(prop, value, kind.name);
    } else if (kind === 'texts by name') {
      if (!isObject(value) || Array.isArray(value)) wrong(prop, value, 'texts by their names, like { pool: \'coco\' }');
    } else if (typeof value !== (kind === 'text' ? 'string' : kind)) {
      wrong(prop, value, kind === 'boolean' ? BOOLEAN : `a ${kind}`);
    }
  }
  return right;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

