import { Field, parseCalls, parseEnum, parseFields, parseMembers, Type } from './api-type';
import { CLASSES, ENUMS, INTERFACES, STRUCTS } from './api-types';
import { has } from './free-keys';
import { didYouMean } from './suggest';

/*
 * What is known about a named type, and what messages say about values of another type.
 */

const cached = <T>(parse: (text: string) => T, texts: Readonly<Record<string, string>>) => {
  const known = new Map<string, T>();
  return (name: string): T | undefined => {
    if (!known.has(name) && has(texts, name)) known.set(name, parse(texts[name]));
    return known.get(name);
  };
};

export const structOf = cached(parseFields, STRUCTS);
export const interfaceOf = cached(parseMembers, INTERFACES);
export const enumOf = cached(parseEnum, ENUMS);
const factoriesOfClass = cached((text) => parseCalls(text).filter(({ isStatic, name }) => isStatic && !name.startsWith('unsafe')), CLASSES);

/** Whether a string in place of a value may be a secret: the value holds secrets, or is a map, as environment variables are. */
export function mayBeSecret(type: Type, above: readonly string[] = []): boolean {
  if (type.kind === 'list') return mayBeSecret(type.of, above);
  if (type.kind !== 'named') return type.kind === 'map' && above.length === 0;
  if (above.includes(type.name)) return false;
  const made = (factoriesOfClass(type.name) ?? []).flatMap(({ parameters }) => parameters);
  return [...structOf(type.name) ?? [], ...made].some((field) => field.hidden || mayBeSecret(field.type, [...above, type.name]));
}

/** What to do about a value of another type. */
export function repairOf(type: Type, value: unknown, optional: boolean): string {
  const factories = type.kind === 'named' ? factoriesOf(type.name, value) : '';
  if (value === undefined) return `It is required.${factories}`;
  if (value === null && optional) return `Leave it out for the default.${factories}`;
  const members = type.kind === 'named' ? enumOf(type.name) : undefined;
  if (type.kind === 'named' && members) {
    const near = typeof value === 'string' ? didYouMean(value, members.filter(Boolean)) : undefined;
    return near ? `Did you mean "${near}"? Take a member of ${type.name}.` : `Take a member of ${type.name}.`;
  }
  const isText = typeof value === 'string';
  if (type.kind === 'boolean' && isText) return 'Give a boolean, not a string.';
  if (type.kind === 'whole' && typeof value === 'number') return 'Kubernetes refuses other numbers.';
  const quotes = type.kind === 'text' && (typeof value === 'number' || typeof value === 'boolean') ? ' Put it in quotes.' : '';
  const noQuotes = (type.kind === 'number' || type.kind === 'whole') && isText && /^\d+$/.test(value) ? ' Remove the quotes.' : '';
  return `It is of the type ${typeOf(value)}.${quotes}${noQuotes}${factories}`;
}

/** How to make an instance of a class. */
function factoriesOf(name: string, value: unknown): string {
  const factories = (factoriesOfClass(name) ?? []).map((one) => one.name);
  const near = typeof value === 'string' ? didYouMean(value, factories) : undefined;
  const calls = (near ? [near] : factories).map((one) => `${name}.${one}(...)`);
  return calls.length ? ` Take ${calls.slice(0, 3).join(' or ')}${calls.length > 3 ? ', or another one' : ''}.` : '';
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

/** How messages name types of other packages, and interfaces. */
const TITLES: Readonly<Record<string, string>> = {
  Duration: 'a Duration of cdk8s, like Duration.minutes(5)',
  Size: 'a Size of cdk8s, like Size.mebibytes(64)',
  App: 'an App of cdk8s',
  ISecret: 'a Secret of cdk8s-plus',
  IConfigMap: 'a ConfigMap of cdk8s-plus',
  Cpu: 'a Cpu of cdk8s-plus, like Cpu.millis(10)',
  PercentOrAbsolute: 'a PercentOrAbsolute of cdk8s-plus',
  Construct: 'a construct',
  IConstruct: 'a construct',
  IKataRuntime: 'a KataRuntime',
  INodeStep: 'a step on nodes, such as a CustomContainerdInstaller',
  IRedfishServer: 'a RedfishServer',
};

/** What a value of a type is, for messages. */
export function allowedBy(type: Type): string {
  switch (type.kind) {
    case 'text': return 'a string';
    case 'number': return 'a number';
    case 'whole': return `a whole number${rangeOf(type.from, type.to)}`;
    case 'boolean': return 'true, false';
    case 'any': return 'any value that JSON can hold';
    case 'list': return `a list of ${pluralOf(type.of)}`;
    case 'map': return type.of.kind === 'text' ? 'a map of strings, like { pool: \'coco\' }' : 'an object';
  }
  const members = enumOf(type.name);
  return members ? members.filter(Boolean).join(', ') : TITLES[type.name] ?? structTitle(type.name) ?? withArticle(type.name);
}

function rangeOf(from: number, to: number): string {
  if (from === -Infinity) return '';
  return to === Infinity ? ` from ${from}` : ` from ${from} to ${to}`;
}

function pluralOf(type: Type): string {
  if (type.kind === 'text') return 'strings';
  if (type.kind !== 'named') return `${type.kind}s`;
  return structTitle(type.name)?.replace(/^an object/, 'objects') ?? `${TITLES[type.name]?.replace(/^an? /, '') ?? type.name} values`;
}

function structTitle(name: string): string | undefined {
  const fields: readonly Field[] | undefined = structOf(name);
  if (!fields) return undefined;
  const required = fields.filter(({ optional }) => !optional);
  const shown = (required.length ? required : fields).slice(0, 3).map((one) => one.name);
  return `an object like { ${[...shown, ...(fields.length > shown.length ? ['…'] : [])].join(', ')} }`;
}

const withArticle = (name: string) => `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`;
