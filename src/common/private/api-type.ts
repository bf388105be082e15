/*
 * Parses the entries of api-types.ts.
 */

/** The type of a value. */
export type Type =
  { readonly kind: 'text' | 'number' | 'boolean' | 'any' }
  | { readonly kind: 'whole'; readonly from: number; readonly to: number }
  | { readonly kind: 'list' | 'map'; readonly of: Type }
  | { readonly kind: 'named'; readonly name: string };

/** A field of a struct, or a parameter of a call. */
export interface Field {
  readonly name: string;
  readonly type: Type;
  readonly optional: boolean;
  /** Its value is never printed. */
  readonly hidden: boolean;
  /** It takes all remaining arguments. */
  readonly rest: boolean;
}

/** A constructor (`new`), a static method or a method. */
export interface Call {
  readonly name: string;
  readonly isStatic: boolean;
  readonly parameters: readonly Field[];
}

/** What an object must have: a field, a method, or a member of any type. */
export type Member = Field | { readonly name: string; readonly isMethod: boolean };

export const parseFields = (text: string): Field[] => (text === '' ? [] : text.split('; ').map(parseField));

export const parseEnum = (text: string): string[] => text.split('|');

export const parseCalls = (text: string): Call[] => (text === '' ? [] : text.split(' | ').map(parseCall));

export const parseMembers = (text: string): Member[] => text.split(' | ').map((member) => (
  /^\w+\??: /.test(member) ? parseField(member) : { name: /^\w+/.exec(member)![0], isMethod: member.includes('(') }));

/** The methods of an interface. */
export const methodsOf = (text: string): Call[] => parseCalls(text.split(' | ').filter((member) => member.includes('(')).join(' | '));

function parseCall(text: string): Call {
  const [, dot, name, parameters] = /^(\.?)(\w+)\((.*)\)$/.exec(text)!;
  return { name, isStatic: dot !== '', parameters: parseFields(parameters) };
}

function parseField(text: string): Field {
  const [, rest, name, optional, hidden, type] = /^(\.\.\.)?(\w+)(\?)?: (!)?(.+)$/.exec(text)!;
  return { name, type: parseType(type), optional: !!optional, hidden: !!hidden, rest: !!rest };
}

function parseType(text: string): Type {
  if (text.startsWith('[')) return { kind: 'list', of: parseType(text.slice(1, -1)) };
  if (text.startsWith('{')) return { kind: 'map', of: parseType(text.slice(1, -1)) };
  const range = /^(\d*)\.\.(\d*)$/.exec(text);
  if (range) return { kind: 'whole', from: range[1] === '' ? -Infinity : Number(range[1]), to: range[2] === '' ? Infinity : Number(range[2]) };
  return text === 'text' || text === 'number' || text === 'boolean' || text === 'any' ? { kind: text } : { kind: 'named', name: text };
}
