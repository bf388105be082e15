import { Problems, checkKeys } from './problems';

/** What a prop must be. Callers with a compiler cannot get it wrong; those in JavaScript, or with data from JSON, can. */
export type Kind =
  'text' | 'hidden text' | 'boolean' | 'texts by name' | 'for a rule of its own' | ClassKind | MemberKind | ListKind | StructKind;

/** Kinds by the names of props. */
export type Kinds = Readonly<Record<string, Kind>>;

export interface ClassKind {
  readonly name: string;
  readonly is: (value: unknown) => boolean;
  /** The options that an instance was made with, which nobody has looked at before. */
  readonly options?: (value: any) => Options;
}

export interface Options {
  readonly value: unknown;
  readonly kind: StructKind;
}

export interface MemberKind {
  readonly members: readonly string[];
  readonly enumName: string;
}

export interface ListKind {
  readonly listOf: Kind;
}

export interface StructKind {
  readonly name: string;
  readonly fields: Kinds;
  readonly required: readonly string[];
}

/** An instance of a class of this library. */
export function instanceOf<T>(
  type: { readonly name: string; readonly prototype: T }, options?: (value: T) => Options,
): ClassKind {
  return { name: `a ${type.name}`, is: (value) => value instanceof (type as unknown as new () => object), options };
}

export const TEXT: ClassKind = { name: 'a text', is: (value) => typeof value === 'string' };

/** A text that may hold a secret: nothing of it is printed. */
export const HIDDEN_TEXT: Kind = 'hidden text';

/** An object with some fields, whatever it is made by. */
export function objectWith(name: string, ...fields: string[]): ClassKind {
  return { name, is: (value) => isObject(value) && fields.every((field) => value[field] !== undefined) };
}

/** A Secret of cdk8s-plus. */
export const SECRET: ClassKind = { name: 'a Secret of cdk8s-plus', is: (value) => isObject(value) && typeof value.name === 'string' };

export const listOf = (kind: Kind): ListKind => ({ listOf: kind });

/** A member of an enum. An empty text among them is allowed, and not named. */
export function memberOf(enumName: string, members: Readonly<Record<string, string>>): MemberKind {
  return { enumName, members: Object.values(members) };
}

/** A struct with these fields and no others. The type makes the table complete. */
export function structOf<T extends object>(
  name: string, fields: Record<keyof T & string, Kind>, ...required: (keyof T & string)[]
): StructKind {
  return { name, fields, required };
}

const BOOLEAN = 'true, false';

/**
 * Reports props that do not exist, and those that are of another type, however deep they stand. Tells whether the types of all
 * others are right: other rules may then look at them.
 *
 * @param at what stands before the names of the props in messages: `monitor.`
 */
export function checkTypes<P extends object>(props: P, kinds: Record<keyof P, Kind>, problems: Problems, at = ''): boolean {
  if (!isObject(props)) return wrong('props', props, 'an object', problems);
  return checkFields(props, kinds, problems, at);
}

function checkFields(values: object, kinds: Kinds, problems: Problems, at: string): boolean {
  checkKeys(problems, values, kinds, at);
  const right = Object.entries(kinds).map(([name, kind]) => {
    const value = (values as Record<string, unknown>)[name];
    return value === undefined || checkKind(`${at}${name}`, value, kind, problems);
  });
  return right.every(Boolean);
}

/** Whether a value is what it must be; where the rules on it can be told by its own, they are told there. */
function checkKind(prop: string, value: unknown, kind: Kind, problems: Problems): boolean {
  switch (kind) {
    case 'for a rule of its own': return true;
    case 'text': return typeof value === 'string' || wrong(prop, value, 'a text', problems);
    case 'hidden text': return typeof value === 'string' || wrong(prop, value, 'a text', problems, false);
    case 'boolean': return typeof value === 'boolean' || wrong(prop, value, BOOLEAN, problems);
    case 'texts by name': return isObject(value) || wrong(prop, value, 'texts by their names, like { pool: \'coco\' }', problems, false);
  }
  if ('listOf' in kind) {
    const { listOf: item } = kind;
    if (!Array.isArray(value)) return wrong(prop, value, `a list, each of it ${nameOf(item)}`, problems, isPrinted(item));
    return Array.from(value).map((one, index) => checkKind(`${prop}[${index}]`, one, item, problems)).every(Boolean);
  }
  if ('members' in kind) return checkMember(prop, value, kind, problems);
  if ('fields' in kind) return checkStruct(prop, value, kind, problems);
  if (!kind.is(value)) return wrong(prop, value, kind.name, problems);
  const inner = kind.options?.(value);
  return !inner || checkStruct(prop, inner.value, inner.kind, problems);
}

/** What is none of them does no harm to other rules, which compare it with members alone. */
function checkMember(prop: string, value: unknown, { members, enumName }: MemberKind, problems: Problems): true {
  if (!members.includes(value as string)) problems.add(prop, value, members.filter(Boolean).join(', '), `Take a member of ${enumName}.`);
  return true;
}

function checkStruct(prop: string, value: unknown, { name, fields, required }: StructKind, problems: Problems): boolean {
  if (!isObject(value)) return wrong(prop, value, name, problems, false);
  const missing = required.filter((field) => value[field] === undefined);
  for (const field of missing) wrong(`${prop}.${field}`, undefined, nameOf(fields[field]), problems);
  return checkFields(value, fields, problems, `${prop}.`) && !missing.length;
}

/** @param printed whether a value is: one of another kind may be where a secret should be */
function wrong(prop: string, value: unknown, allowed: string, problems: Problems, printed = true): false {
  const repair = allowed === BOOLEAN ? 'Give a boolean, not a text.' : `It is of the type ${value === null ? 'null' : typeof value}.`;
  if (printed || typeof value === 'object' || value === undefined) problems.add(prop, value, allowed, repair);
  else problems.addHidden(prop, allowed, repair);
  return false;
}

function nameOf(kind: Kind): string {
  if (typeof kind === 'string') return kind === 'boolean' ? BOOLEAN : kind === 'texts by name' ? kind : 'a text';
  if ('listOf' in kind) return `a list, each of it ${nameOf(kind.listOf)}`;
  return 'members' in kind ? kind.members.filter(Boolean).join(', ') : kind.name;
}

const isPrinted = (kind: Kind) => kind !== HIDDEN_TEXT && !(typeof kind === 'object' && 'fields' in kind);

/** A list is none. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
