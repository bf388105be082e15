import { Field, Member, Type } from './api-type';
import { put } from './free-keys';
import { Problems } from './problems';
import { show, showKey } from './redact';
import { didYouMean } from './suggest';
import { allowedBy, enumOf, interfaceOf, mayBeSecret, repairOf, structOf } from './type-messages';
import { isCpu, isDuration, isSize } from './units';

/*
 * Whether values have their types, at any depth. Callers with a compiler cannot get them wrong; callers in JavaScript, or with
 * data from JSON, can.
 */

/** Returned in place of a value that has another type. */
export const WRONG = Symbol('wrong');

type Checked<T> = T | typeof WRONG;

/** What is found. */
export interface Findings {
  readonly problems: Problems;
  /**
   * Props that are left out of what the checks return, because they have another type: rules must not see them. Unknown
   * props and unknown members of enums do no harm to rules.
   */
  readonly dropped: string[];
}

export const noFindings = (problems = new Problems()): Findings => ({ problems, dropped: [] });

/** A place that a value is at. */
interface Place {
  readonly prop: string;
  readonly hidden: boolean;
  readonly optional: boolean;
}

const classes = new Map<string, Registered>();

type Registered = new (...args: unknown[]) => object;

/** Makes a class of this library known: a value is an instance only of a class that is loaded. */
export function registerClass(name: string, type: unknown): void {
  classes.set(name, type as Registered);
}

export const registeredClass = (name: string): Registered => classes.get(name)!;

/** Reports what is wrong with the arguments of a call. */
export function checkArguments(parameters: readonly Field[], given: readonly unknown[], found: Findings): void {
  parameters.forEach((parameter, index) => {
    if (parameter.rest) given.slice(index).forEach((one, at) => checkField({ ...parameter, name: `${parameter.name}[${at}]` }, one, '', found));
    else checkField(parameter, given[index], '', found);
  });
}

interface CheckedFields {
  readonly right: object;
  readonly complete: boolean;
}

/**
 * Reports what is wrong with the fields of a struct.
 *
 * @param at the path of the struct: `monitor.`, or nothing
 * @returns the struct without the fields of other types, and whether it has all required fields
 */
export function checkFields(name: string, value: object, at: string, found: Findings): CheckedFields {
  const fields = structOf(name)!;
  const given = value as Record<string, unknown>;
  const names = fields.map((one) => one.name);
  for (const key of Object.keys(given)) {
    if (given[key] !== undefined && !names.includes(key)) unknownKey(`${at}${showKey(key)}`, key, names, found);
  }
  const right: Record<string, unknown> = { ...given };
  let complete = true;
  for (const field of fields) {
    const checked = checkField(field, given[field.name], at, found);
    if (checked === WRONG) {
      found.dropped.push(`${at}${field.name}`);
      delete right[field.name];
      complete &&= field.optional;
    } else if (checked !== given[field.name]) {
      right[field.name] = checked;
    }
  }
  return { right, complete };
}

/** Reports wrong types in props that were made from other data, such as chart values, and returns what rules may look at. */
export function checkProps<P extends object>(struct: string, props: P, problems: Problems): P {
  return checkFields(struct, props, '', noFindings(problems)).right as P;
}

function checkStruct(name: string, value: object, at: string, found: Findings): Checked<object> {
  const { right, complete } = checkFields(name, value, at, found);
  return complete ? right : WRONG;
}

function unknownKey(prop: string, key: string, names: readonly string[], found: Findings): void {
  const near = didYouMean(key, names);
  found.problems.addSentence(prop, `there is no such prop.${near ? ` Did you mean "${near}"?` : ` Known: ${names.join(', ')}.`}`);
}

function checkField({ name, type, optional, hidden }: Field, value: unknown, at: string, found: Findings): unknown {
  return value === undefined && optional ? value : checkValue({ prop: `${at}${name}`, hidden, optional }, value, type, found);
}

function checkValue(place: Place, value: unknown, type: Type, found: Findings): unknown {
  const { prop } = place;
  const inside = (at: string): Place => ({ ...place, prop: `${prop}${at}`, optional: false });
  const rightIf = (right: boolean) => (right ? value : wrong(place, value, type, found));
  switch (type.kind) {
    case 'any': return checkAny(prop, value, found);
    case 'text': return rightIf(typeof value === 'string');
    case 'boolean': return rightIf(typeof value === 'boolean');
    case 'number': return rightIf(Number.isFinite(value));
    case 'whole': return rightIf(Number.isSafeInteger(value) && Number(value) >= type.from && Number(value) <= type.to);
    case 'list': {
      if (!Array.isArray(value)) return wrong(place, value, type, found);
      const items = Array.from(value).map((one, index) => checkValue(inside(`[${index}]`), one, type.of, found));
      return items.includes(WRONG) ? WRONG : items; // without one of them, the others would be named by wrong numbers
    }
    case 'map': return isObject(value) ? checkMap(inside, value, type.of, found) : wrong(place, value, type, found);
    case 'named': return checkNamed(place, value, type, found);
  }
}

/** The map without the values of other types. */
function checkMap(inside: (at: string) => Place, map: object, type: Type, found: Findings): object {
  const right: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(map)) {
    const place = inside(`["${key}"]`);
    const checked = checkValue(place, value, type, found);
    if (checked === WRONG) found.dropped.push(place.prop);
    else put(right, key, checked);
  }
  return right;
}

function checkNamed(place: Place, value: unknown, type: Type & { name: string }, found: Findings): unknown {
  const { name } = type;
  const isRight = () => {
    const made = classes.get(name);
    return made !== undefined && value instanceof made;
  };
  const members = enumOf(name);
  if (members) {
    if (members.includes(value as string)) return value;
    const refused = wrong(place, value, type, found);
    return typeof value === 'string' ? value : refused; // rules only compare it
  }
  if (structOf(name)) return isObject(value) ? checkStruct(name, value, `${place.prop}.`, found) : wrong(place, value, type, found);
  const shape = interfaceOf(name);
  if (shape) return isObject(value) ? checkMembers(place, value, type, shape, found) : wrong(place, value, type, found);
  return isRight() ? value : wrong(place, value, type, found);
}

/** Values of cdk8s that take any amount, also what is no number. */
const MEASURES: Readonly<Record<string, { readonly is: (value: unknown) => boolean; readonly allowed: string }>> = {
  Cpu: { is: isCpu, allowed: 'with an amount like 0.5 or 10' },
  Duration: { is: isDuration, allowed: 'of whole milliseconds' },
  Size: { is: isSize, allowed: 'with an amount like 0.5 or 10' },
};

/** An object of another library, or of a class of the caller: it may have more members. */
function checkMembers(
  place: Place, value: Record<string, unknown>, type: Type, members: readonly Member[], found: Findings,
): unknown {
  const isThere = (one: Member): boolean => {
    const member = value[one.name];
    if (one.name === 'node') return isNode(member);
    if (!('isMethod' in one)) return one.optional || member !== undefined;
    return one.isMethod ? typeof member === 'function' : member !== undefined && member !== null;
  };
  const isReference = members.length === 1 && members[0].name === 'name';
  const measure = type.kind === 'named' ? MEASURES[type.name] : undefined;
  if (measure && members.every(isThere) && !measure.is(value)) {
    found.problems.addSentence(place.prop, `got the amount ${show(value.amount)}; allowed: ${allowedBy(type)}, ${measure.allowed}. Give another amount.`);
    return WRONG;
  }
  if (!members.every(isThere) || (isReference && typeof value.name !== 'string')) return wrong(place, value, type, found);
  const right = members.every((one) => !('type' in one) || checkField(one, value[one.name], `${place.prop}.`, found) !== WRONG);
  return right ? value : WRONG;
}

/** A place in the tree of constructs. */
const isNode = (value: unknown) => isObject(value) && typeof value.path === 'string' && typeof value.addValidation === 'function';

/** The path of an entry of a free map. */
const entryOf = (prop: string, key: string) => (/^[A-Za-z_]\w*$/.test(key) ? `${prop}.${showKey(key)}` : `${prop}["${key}"]`);

/** Values that can be written as JSON. Instances of classes, such as those of cdk8s-plus, are left to whatever writes them. */
function checkAny(prop: string, value: unknown, found: Findings, above: readonly unknown[] = []): unknown {
  const stop = (what: string) => {
    found.problems.addSentence(prop, `${what}; allowed: strings, numbers, booleans, null, lists and maps.`);
    return WRONG;
  };
  const all = (inner: readonly unknown[]) => (inner.includes(WRONG) ? WRONG : value);
  if (above.includes(value)) return stop('contains itself');
  if (above.length > 100) return stop('is nested more than 100 deep');
  if (Array.isArray(value)) return all(Array.from(value).map((one, index) => checkAny(`${prop}[${index}]`, one, found, [...above, value])));
  if (isObject(value)) {
    const entries = isPlain(value) ? Object.entries(value) : [];
    return all(entries.map(([key, one]) => checkAny(entryOf(prop, key), one, found, [...above, value])));
  }
  const isScalar = value === undefined || value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value);
  return isScalar ? value : stop(`got ${show(value, prop)}`);
}

function wrong({ prop, hidden, optional }: Place, value: unknown, type: Type, found: Findings): typeof WRONG {
  const repair = repairOf(type, value, optional);
  const isPrintable = ['string', 'number', 'bigint'].includes(typeof value);
  if (isPrintable && (hidden || mayBeSecret(type))) found.problems.addHidden(prop, allowedBy(type), repair);
  else found.problems.add(prop, value, allowedBy(type), repair);
  return WRONG;
}

/** A map, or an instance of a class that is not built into JavaScript. Arrays are not objects. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.prototype.toString.call(value) === '[object Object]';
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
