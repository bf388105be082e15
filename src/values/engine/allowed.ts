import { yamlLiteral } from './findings';
import { IntNode, SchemaNode } from './schema';

/** What a node allows, in words that end the sentence "allowed: ...". */
export function allowedBy(schema: SchemaNode): string {
  switch (schema.kind) {
    case 'object': {
      const keys = Object.keys(schema.fields);
      return keys.length === 0 || keys.length > 8 || schema.open ? 'a map' : `a map with the keys ${keys.join(', ')}`;
    }
    case 'map': return 'a map';
    case 'list': return 'a list';
    case 'anything': return 'anything';
    case 'bool': return schema.orText ? 'true or false, also in quotes, or ""' : 'true or false';
    case 'int': return `a whole number${range(schema)}${schema.orText ? ', also in quotes' : ''}`;
    case 'oneOf': return schema.literals.map(yamlLiteral).join(', ');
    case 'either': return schema.nodes.map(allowedBy).join(', or ');
    case 'string': {
      const empty = schema.orEmpty && !schema.allowed?.includes('') ? ', or ""' : '';
      const what = schema.allowed?.map(yamlLiteral).join(', ')
        ?? schema.format
        ?? (schema.pattern ? `a string that matches ${schema.pattern.source}` : 'a string');
      return what + empty;
    }
  }
}

function range({ min, max }: IntNode): string {
  if (min !== undefined && max !== undefined) {
    return ` from ${min} to ${max}`;
  }
  return min !== undefined ? ` from ${min} up` : max !== undefined ? ` up to ${max}` : '';
}

/**
 * How to write the value so that it is allowed, if that is plain to see.
 *
 * @param source the text of a number in its file, if that differs
 */
export function repairFor(schema: SchemaNode, value: unknown, source?: string): string | undefined {
  const text = source ?? (typeof value === 'object' ? undefined : String(value));
  if (text === undefined) return undefined;
  switch (schema.kind) {
    case 'string': {
      // Only what quotes alone repair: the number 3 where only "a" and "b" are allowed is not meant to be "3".
      const fits = (schema.allowed?.includes(text) ?? true) && (schema.pattern?.test(text) ?? true);
      return (typeof value === 'number' || typeof value === 'boolean') && fits ? `write ${yamlLiteral(text)}` : undefined;
    }
    case 'bool': return typeof value === 'string' ? booleanFor(value) : undefined;
    case 'int':
      return typeof value === 'string' && /^-?[1-9][0-9]{0,14}$/.test(value) ? `write ${value}` : undefined;
    case 'oneOf': {
      const twin = schema.literals.find((candidate) => String(candidate) === text);
      return twin === undefined ? undefined : `write ${yamlLiteral(twin)}`;
    }
    case 'list': return `write it as a list: [${yamlLiteral(value)}]`;
    default: return undefined;
  }
}

function booleanFor(text: string): string | undefined {
  if (/^(true|yes|on|y|enabled|1)$/i.test(text)) {
    return 'write true';
  }
  return /^(false|no|off|n|disabled|0|)$/i.test(text) ? 'write false' : undefined;
}
