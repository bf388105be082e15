import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { App } from 'cdk8s';
import { PeerPodsCrds, PeerPodsResource } from '../../src';
import { RELEASES } from '../../src/dpf-hcp/catalogue/releases';
import { definitionsOf } from '../../src/dpf-hcp/private/crds';
import { KubeObject } from '../cluster/objects';
import { outsideObjects } from '../cluster/suites';

/*
 * Whether objects have the fields that their kinds have, and no other: what `kubectl apply --validate=strict` says before
 * anything looks at values. Kubernetes' own kinds are read from kubernetes-types, which is made of its OpenAPI document.
 */

const TYPES = dirname(require.resolve('kubernetes-types/package.json'));

interface Field {
  readonly type: string;
  readonly optional: boolean;
}

/** What one file declares: fields of interfaces, aliases, and where its other names come from. */
interface Module {
  readonly path: string;
  readonly interfaces: ReadonlyMap<string, ReadonlyMap<string, Field>>;
  readonly aliases: ReadonlyMap<string, string>;
  readonly imports: ReadonlyMap<string, string>;
}

const modules = new Map<string, Module>();

function moduleAt(path: string): Module {
  let found = modules.get(path);
  if (!found) {
    const text = readFileSync(`${path}.d.ts`, 'utf8').replace(/\/\*\*[^]*?\*\//g, '')
      .replace(/\{\s*\[name: string\]: ([^;]+);\s*\}/g, 'Map<$1>');
    const interfaces = [...text.matchAll(/^export interface (\w+) \{\n([^]*?)^\}/gm)].map(([, name, body]) => [
      name, new Map([...body.matchAll(/^ {4}(?:readonly )?"?([\w$-]+)"?(\?)?: (.+);$/gm)].map(([, field, optional, type]) => [field, { type, optional: !!optional }])),
    ] as const);
    found = {
      path,
      interfaces: new Map(interfaces),
      aliases: new Map([...text.matchAll(/^export type (\w+) = ([^{]+?);$/gm)].map(([, name, type]) => [name, type])),
      imports: new Map([...text.matchAll(/^import \{ ([^}]*) \} from "([^"]*)";$/gm)].flatMap(([, names, from]) => (
        names.split(', ').map((name) => [name, join(dirname(path), from)] as const)))),
    };
    modules.set(path, found);
  }
  return found;
}

/** Everything in some objects that no field of their kinds takes. */
export function misfits(objects: readonly KubeObject[]): string[] {
  return objects.flatMap((object) => misfitsOf(object).map((problem) => `${object.kind} ${object.metadata?.name}: ${problem}`));
}

function misfitsOf(object: KubeObject): string[] {
  const [group, version] = object.apiVersion.includes('/') ? object.apiVersion.split('/') : ['core', object.apiVersion];
  const path = join(TYPES, group.replace(/\.k8s\.io$|\.authorization$/, '').split('.')[0], version);
  if (existsSync(`${path}.d.ts`) && moduleAt(path).interfaces.has(object.kind)) return [...check(moduleAt(path), object.kind, object, '')];
  const schemas = definitions().get(`${object.apiVersion} ${object.kind}`);
  if (!schemas) return object.kind === 'CustomResourceDefinition' ? [] : ['nothing is known of its kind'];
  const { apiVersion: _, kind: __, metadata: ___, ...rest } = object;
  const found = schemas.map((schema) => [...checkSchema(schema, rest, '')]);
  return found.some((list) => !list.length) ? [] : found[0];
}

/** The part of the schema of a definition that is looked at. */
interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly required?: readonly string[];
}

interface Definition {
  readonly kind: string;
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly schema: { readonly openAPIV3Schema: Schema } }[];
  };
}

let known: Map<string, Schema[]> | undefined;

/** The schemas of kinds that are not Kubernetes' own: those of others, as far as we write them, and ours, of each release. */
function definitions(): Map<string, Schema[]> {
  if (known) return known;
  known = new Map();
  const own = new PeerPodsCrds(new App(), 'crds', { resources: Object.values(PeerPodsResource) });
  const all: unknown[] = [...outsideObjects(), ...own.toJson(), ...RELEASES.flatMap(definitionsOf)];
  for (const { kind, spec } of all as Definition[]) {
    if (kind !== 'CustomResourceDefinition') continue;
    const { group, names, versions } = spec;
    for (const { name, schema } of versions) {
      const key = `${group}/${name} ${names.kind}`;
      known.set(key, [...known.get(key) ?? [], schema.openAPIV3Schema]);
    }
  }
  return known;
}

const typeOf = (value: unknown) => (Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value);

function* checkSchema(schema: Schema, value: unknown, at: string): Generator<string> {
  const { type, properties, items, additionalProperties, required = [], pattern } = schema;
  if (type && type !== typeOf(value) && !(type === 'number' && typeof value === 'number')) return yield `${at}: not ${type}`;
  if (schema.enum && !schema.enum.includes(value)) yield `${at}: not one of ${schema.enum.join(', ')}`;
  if (pattern && !new RegExp(pattern).test(String(value))) yield `${at}: does not match ${pattern}`;
  if (Array.isArray(value) && items) for (const [index, item] of value.entries()) yield* checkSchema(items, item, `${at}[${index}]`);
  if (typeOf(value) !== 'object' || !(properties || additionalProperties)) return;
  for (const [key, item] of Object.entries(value as object)) {
    const below = properties?.[key] ?? additionalProperties;
    if (below) yield* checkSchema(below, item, `${at}.${key}`);
    else yield `${at}.${key}: there is no such field`;
  }
  for (const key of required) if (!(key in (value as object))) yield `${at}.${key}: is missing`;
}

/** Go's embedded structs, which kubernetes-types lacks. */
const EMBEDDED: Readonly<Record<string, Record<string, Field>>> = {
  RuleWithOperations: { resources: { type: 'Array<string>', optional: true }, scope: { type: 'string', optional: true } },
};

function* check(module: Module, type: string, value: unknown, at: string): Generator<string> {
  const list = /^Array<(.*)>$/.exec(type)?.[1];
  const map = /^Map<(.*)>$/.exec(type)?.[1];
  if (list) {
    if (!Array.isArray(value)) yield `${at}: not a list`;
    else for (const [index, item] of value.entries()) yield* check(module, list, item, `${at}[${index}]`);
  } else if (type.startsWith('"')) {
    if (JSON.stringify(value) !== type) yield `${at}: not ${type}`;
  } else if (/^(string|number|boolean)( \| (string|number))*$/.test(type)) {
    if (!type.split(' | ').includes(typeof value)) yield `${at}: not ${type}`;
  } else if (map) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) yield `${at}: not a map`;
    else for (const [key, item] of Object.entries(value)) yield* check(module, map, item, `${at}.${key}`);
  } else {
    yield* checkNamed(module, type, value, at);
  }
}

function* checkNamed(module: Module, type: string, value: unknown, at: string): Generator<string> {
  const from = module.imports.get(type);
  if (from) return yield* check(moduleAt(from), type, value, at);
  const alias = module.aliases.get(type);
  if (alias) return yield* check(module, alias, value, at);
  const fields = module.interfaces.get(type);
  if (!fields || type.startsWith('JSON')) return; // any JSON, or the schema of a definition
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return yield `${at}: not an object`;
  for (const [key, item] of Object.entries(value)) {
    const field = fields.get(key) ?? EMBEDDED[type]?.[key];
    if (!field) yield `${at}.${key}: there is no such field`;
    else yield* check(module, field.type, item, `${at}.${key}`);
  }
  for (const [key, { optional }] of fields) {
    if (!optional && !(key in value)) yield `${at}.${key}: is missing`;
  }
}
