import { BoolNode, IntNode, ObjectNode, SchemaNode, StringNode } from './engine/schema';
import { isMap } from './engine/tree';
import { lookup } from '../common/private/free-keys';

/** A JSON Schema, or a part of one. */
type Schema = { readonly [keyword: string]: unknown };

/** What a schema says beside the types. */
export interface SchemaOptions {
  readonly title: string;
  /** What the chart starts from. Secrets of it are left out. */
  readonly defaults: unknown;
}

/**
 * The JSON Schema (draft 7, which editors understand) of what `check` allows.
 *
 * @see https://json-schema.org/draft-07
 */
export function jsonSchema(node: SchemaNode, { title, defaults }: SchemaOptions): Schema {
  return { $schema: 'http://json-schema.org/draft-07/schema#', title, ...schemaOf(node, defaults, false, true) };
}

/** @param stays whether null stays in the values, as in lists: elsewhere it deletes a key, and with it the default */
function schemaOf(node: SchemaNode, defaults: unknown, secret: boolean, stays: boolean): Schema {
  const hidden = secret || node.secret === true;
  const schema = { ...notes(node, defaults, hidden), ...typed(node, defaults, hidden) };
  return node.kind === 'anything' || node.nullable === false || stays ? schema : orNull(schema);
}

function notes({ description }: SchemaNode, defaults: unknown, secret: boolean): Schema {
  const leaf = defaults !== undefined && defaults !== null && !isMap(defaults);
  return { ...(description ? { description } : {}), ...(secret ? { writeOnly: true } : leaf ? { default: defaults } : {}) };
}

function typed(node: SchemaNode, defaults: unknown, secret: boolean): Schema {
  switch (node.kind) {
    case 'object': return objectSchema(node, defaults, secret);
    case 'map': return { type: 'object', additionalProperties: schemaOf(node.items, undefined, secret, false) };
    case 'list': return { type: 'array', items: schemaOf(node.items, undefined, secret, true) };
    case 'string': return textSchema(node);
    case 'bool': return booleanSchema(node);
    case 'int': return numberSchema(node);
    case 'oneOf': return { enum: [...node.literals] };
    case 'either': return { anyOf: node.nodes.map((one) => schemaOf(one, undefined, secret, true)) };
    case 'anything': return {};
  }
}

function objectSchema({ fields, open, required }: ObjectNode, defaults: unknown, secret: boolean): Schema {
  const defaultOf = (key: string) => (isMap(defaults) ? lookup(defaults, key) : undefined);
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(fields).map(([key, field]) => (
      [key, schemaOf(field, defaultOf(key), secret, false)]))),
    additionalProperties: open ? schemaOf(open, undefined, secret, false) : false,
    ...(required?.length ? { required: [...required] } : {}),
  };
}

function textSchema({ allowed, pattern, orEmpty, orNumber }: StringNode): Schema {
  const text = allowed ? { enum: [...allowed, ...(orEmpty ? [''] : [])] }
    : { type: 'string', ...(pattern ? { pattern: orEmpty ? `^$|${pattern.source}` : pattern.source } : {}) };
  return orNumber ? { anyOf: [text, { type: 'number' }] } : text;
}

function booleanSchema({ orText }: BoolNode): Schema {
  return orText ? { enum: [true, false, 'true', 'false', ''] } : { type: 'boolean' };
}

function numberSchema({ min, max, orText }: IntNode): Schema {
  const whole = { type: 'integer', ...(min === undefined ? {} : { minimum: min }), ...(max === undefined ? {} : { maximum: max }) };
  return orText ? { anyOf: [whole, { type: 'string', pattern: '^[0-9]*$' }] } : whole;
}

/** The same, or null. */
function orNull(schema: Schema): Schema {
  if (typeof schema.type === 'string') return { ...schema, type: [schema.type, 'null'] };
  if (Array.isArray(schema.enum)) return { ...schema, enum: [...schema.enum as unknown[], null] };
  return Array.isArray(schema.anyOf) ? { ...schema, anyOf: [...schema.anyOf as unknown[], { type: 'null' }] } : schema;
}
