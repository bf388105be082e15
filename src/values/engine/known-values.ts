import { SchemaNode } from './schema';
import { isMap, Values } from './tree';
import { lookup } from '../../common/private/free-keys';

/**
 * Values without the keys that a schema does not know: no template of the chart reads them, and so nothing else may.
 *
 * @param schema what the chart reads
 */
export function knownValues(schema: SchemaNode, values: Values): Values {
  return known(schema, values) as Values;
}

function known(schema: SchemaNode, value: unknown): unknown {
  if (Array.isArray(value)) return schema.kind === 'list' ? value.map((item) => known(schema.items, item)) : value;
  if (!isMap(value)) return value;
  switch (schema.kind) {
    case 'map': return mapped(value, () => schema.items);
    case 'object': return mapped(value, (key) => lookup(schema.fields, key) ?? schema.open);
    case 'either': {
      const maps = schema.nodes.filter(({ kind }) => kind === 'object' || kind === 'map');
      return maps.length === 1 ? known(maps[0], value) : value;
    }
    default: return value;
  }
}

/** The entries for which there is a schema. fromEntries defines keys and does not assign them, so `__proto__` stays one. */
function mapped(values: Values, schemaOf: (key: string) => SchemaNode | undefined): Values {
  return Object.fromEntries(Object.entries(values).flatMap(([key, value]) => {
    const schema = schemaOf(key);
    return schema ? [[key, known(schema, value)]] : [];
  }));
}
