/*
 * Writes src/common/private/api-types.ts from the jsii assembly: every struct, enum, class and interface of the public API, and
 * the types of other libraries that they use. Run it with `npm run api-types`, which compiles first.
 */
import { readFileSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { gunzipSync } from 'zlib';
import * as ts from 'typescript';
import { isSecretPlace } from '../src/common/private/redact';

interface TypeReference {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: TypeReference };
  readonly union?: { readonly types: TypeReference[] };
}
interface Member {
  readonly name: string;
  readonly type: TypeReference;
  readonly optional?: boolean;
  readonly variadic?: boolean;
}
interface Callable {
  readonly name: string;
  readonly static?: boolean;
  readonly protected?: boolean;
  readonly parameters?: Member[];
}
interface Type {
  readonly fqn: string;
  readonly name: string;
  readonly namespace?: string;
  readonly kind: 'class' | 'enum' | 'interface';
  readonly datatype?: boolean;
  readonly base?: string;
  readonly interfaces?: string[];
  readonly properties?: (Member & { readonly static?: boolean; readonly protected?: boolean })[];
  readonly methods?: Callable[];
  readonly initializer?: Callable;
  readonly abstract?: boolean;
  readonly locationInModule?: { readonly filename: string };
}

const ROOT = join(__dirname, '..');
const OUT = 'src/common/private/api-types.ts';
const OWN = 'cdk8s-coco.';

/** The assembly of a package, which may lie beside a file that only leads to it. */
function typesOf(folder: string): Record<string, Type> {
  const assembly = JSON.parse(readFileSync(join(folder, '.jsii'), 'utf8'));
  if (assembly.schema !== 'jsii/file-redirect') return assembly.types;
  return JSON.parse(gunzipSync(readFileSync(join(folder, assembly.filename))).toString()).types;
}

const all: Record<string, Type> = Object.assign({}, typesOf(ROOT), ...['cdk8s', 'cdk8s-plus-28', 'constructs'].map(
  (name) => typesOf(dirname(require.resolve(`${name}/package.json`)))));

/** How to recognize objects of other libraries, whatever their version: the members that this library uses. */
const BY_MEMBERS: Readonly<Record<string, string[]>> = {
  'constructs.Construct': ['node'],
  'constructs.IConstruct': ['node'],
  'cdk8s-plus-28.ISecret': ['name'],
  'cdk8s-plus-28.IConfigMap': ['name'],
  'cdk8s.App': ['node', 'synth()'],
  'cdk8s.Duration': ['toSeconds()'],
  'cdk8s.Size': ['toMebibytes()'],
  'cdk8s-plus-28.Cpu': ['amount'],
  'cdk8s-plus-28.PercentOrAbsolute': ['value', 'isZero()'],
};

/**
 * Numbers that Kubernetes restricts further than the type in the assembly, as `from..to`. All numbers of its API that this
 * library takes are whole.
 */
const RANGES: Readonly<Record<string, string>> = {
  'PreferredSchedulingTerm.weight': '1..100',
  'WeightedPodAffinityTerm.weight': '1..100',
  'SecurityContext.runAsGroup': '0..',
  'SecurityContext.runAsUser': '0..',
  'Toleration.tolerationSeconds': '..',
};

/** Fields that Kubernetes added after the version that cdk8s-plus-28 describes. */
const ADDED_FIELDS: Readonly<Record<string, string[]>> = {
  PodAffinityTerm: ['matchLabelKeys?: [text]', 'mismatchLabelKeys?: [text]'],
  SecurityContext: ['appArmorProfile?: k8s.SeccompProfile'],
};

/** Types whose values are secrets or refer to one: a string in their place may be the secret itself. */
const SECRET_TYPES = ['ISecret', 'SecretSource'];

const used = new Set<string>();

function textOf({ primitive, fqn, collection }: TypeReference): string {
  if (collection) return collection.kind === 'array' ? `[${textOf(collection.elementtype)}]` : `{${textOf(collection.elementtype)}}`;
  if (primitive) return primitive === 'string' ? 'text' : primitive;
  if (!fqn) throw new Error('a union, which the checker does not know');
  used.add(fqn);
  return nameOf(fqn);
}

const nameOf = (fqn: string) => fqn.split('.').slice(1).join('.');

/** `name?: type`, with "!" before the type of a value that is never printed. */
function fieldText({ name, type, optional, variadic }: Member, isKey = false, struct = ''): string {
  const text = RANGES[`${struct}.${name}`] ?? textOf(type);
  const hidden = SECRET_TYPES.some((one) => text.includes(one)) || (!isKey && isSecretPlace(name) && !isClosed(type));
  return `${variadic ? '...' : ''}${name}${optional ? '?' : ''}: ${hidden ? '!' : ''}${text}`;
}

/** Nobody gives a secret in place of a boolean or of a member of an enum. */
const isClosed = ({ primitive, fqn }: TypeReference) => primitive === 'boolean' || (fqn !== undefined && all[fqn]?.kind === 'enum');

const propertiesOf = (type: Type): Member[] => [
  ...(type.interfaces ?? []).flatMap((one) => propertiesOf(all[one])),
  ...(type.properties ?? []),
].filter(({ name }, index, list) => list.findIndex((other) => other.name === name) === index);

/** What is required comes first, then by the alphabet, wherever a struct has it from: messages list props in this order. */
const inMessages = (one: Member, other: Member) => (
  Number(one.optional ?? false) - Number(other.optional ?? false) || (one.name < other.name ? -1 : 1));

const callText = ({ name, static: isStatic, parameters = [] }: Callable) => (
  `${isStatic ? '.' : ''}${name}(${parameters.map((one) => fieldText(one)).join('; ')})`);

const isLabelled = ({ name }: Type) => ['Toleration', 'StartupTaint', 'NodeSelectorRequirement', 'LabelSelectorRequirement', 'PodAffinityTerm'].includes(name);

/** The assembly has only the names of an enum's members; their values are in the source. */
function enumValues({ name, locationInModule }: Type): string[] {
  const { filename } = locationInModule!;
  const source = ts.createSourceFile(filename, readFileSync(join(ROOT, filename), 'utf8'), ts.ScriptTarget.Latest);
  const found = source.statements.filter(ts.isEnumDeclaration).find((one) => one.name.text === name)!;
  return found.members.map(({ initializer }) => (initializer as ts.StringLiteral).text);
}

const own = Object.values(all).filter(({ fqn }) => fqn.startsWith(OWN)).sort((a, b) => (a.name < b.name ? -1 : 1));
const structs: Record<string, string[]> = {};
const interfaces: Record<string, string[]> = {};
const classes: Record<string, string[]> = {};
const enums: Record<string, string[]> = {};

function add(type: Type): void {
  const name = nameOf(type.fqn);
  if (BY_MEMBERS[type.fqn]) {
    interfaces[name] = BY_MEMBERS[type.fqn];
  } else if (type.kind === 'enum') {
    enums[name] = enumValues(type);
  } else if (type.datatype) {
    const fields = propertiesOf(type).sort(inMessages).map((one) => fieldText(one, isLabelled(type), type.name));
    structs[name] = [...fields, ...ADDED_FIELDS[type.name] ?? []];
  } else if (type.kind === 'interface') {
    interfaces[name] = [
      ...(type.interfaces ?? []).some((one) => one === 'constructs.IConstruct') ? ['node'] : [],
      ...propertiesOf(type).filter(({ name: one }) => one !== 'node').map((one) => fieldText(one)),
      ...(type.methods ?? []).map(callText),
    ];
  } else if (type.fqn.startsWith(OWN)) {
    const calls = (type.methods ?? []).filter((one) => !one.protected && one.parameters?.length).map(callText);
    const made = !type.abstract && type.initializer?.parameters?.length ? [`new(${type.initializer.parameters.map((one) => fieldText(one)).join('; ')})`] : [];
    classes[name] = [...made, ...calls];
  } else {
    throw new Error(`${type.fqn} is not among BY_MEMBERS`);
  }
}

own.forEach(add);
for (const fqn of used) { // grows while it is walked: what structs of other libraries use
  if (!fqn.startsWith(OWN)) add(all[fqn]);
}

/** One line for each entry. Keys have quotes if one of them needs them, as the linter wants it. */
function block(doc: string, name: string, entries: Record<string, string[]>, separator: string): string {
  const keys = Object.keys(entries).sort();
  const quote = keys.every((key) => /^\w+$/.test(key)) ? '' : '\'';
  return [
    `/** ${doc} */`,
    `export const ${name}: Readonly<Record<string, string>> = {`,
    ...keys.map((key) => `  ${quote}${key}${quote}: '${entries[key].join(separator)}',`),
    '};',
  ].join('\n');
}

writeFileSync(join(ROOT, OUT), `// The types of the public API. Written by scripts/api-types.ts: do not edit it, run npm run api-types.

${block('Structs, as `name?: type; ...`. "!" before a type: the value is never printed.', 'STRUCTS', structs, '; ')}

${block('The values of enums.', 'ENUMS', enums, '|')}

${block('The constructors, static methods (with a dot) and methods of classes, where they have parameters.', 'CLASSES', classes, ' | ')}

${block('Types that are recognized by their members: interfaces, and classes of other libraries.', 'INTERFACES', interfaces, ' | ')}
`);
