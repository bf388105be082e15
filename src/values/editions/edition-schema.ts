import { EditionDocument } from './edition-document';
import { has } from '../../common/private/free-keys';
import { mergeFiles } from '../engine/merge';
import { Fields, ObjectNode, SchemaNode } from '../engine/schema';
import { isMap, Values } from '../engine/tree';

/**
 * What the values of one edition may be: of the keys that a chart has in any edition, those that this one has. These are the
 * keys of its values.yaml, and those that its templates read besides (`reads`, with `*` for any key of a map).
 */
export function schemaOfEdition(schema: ObjectNode, { values, reads }: EditionDocument): ObjectNode {
  return objectOf(schema, values, [], reads.map((path) => path.split('.')));
}

function objectOf(node: ObjectNode, values: Values, path: readonly string[], reads: readonly string[][]): ObjectNode {
  const known = Object.entries(node.fields).filter(([key]) => has(values, key) || isRead([...path, key], reads));
  const fields: Fields = Object.fromEntries(known.map(([key, field]) => (
    [key, nodeOf(field, values[key], [...path, key], reads)])));
  if (!node.open) return { ...node, fields };
  const others = Object.entries(values).filter(([key]) => !has(node.fields as Values, key)).map(([, value]) => value);
  return { ...node, fields, open: nodeOf(node.open, others.filter(isMap).reduce(mergeFiles, {}), [...path, '*'], reads) };
}

function nodeOf(node: SchemaNode, value: unknown, path: readonly string[], reads: readonly string[][]): SchemaNode {
  if (node.kind === 'object') return objectOf(node, isMap(value) ? value : {}, path, reads);
  if (node.kind === 'map') return { ...node, items: nodeOf(node.items, undefined, [...path, '*'], reads) };
  return node;
}

/** Whether templates read the path, a place below it, or the whole that it is a part of. Helm hands `global` to every chart. */
function isRead(path: readonly string[], reads: readonly string[][]): boolean {
  const [root] = path;
  return root === 'global' || reads.some((read) => read.every((key, index) => index >= path.length || path[index] === key));
}
