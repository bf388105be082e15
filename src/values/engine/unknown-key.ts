import { formatPath, Path, shownPath } from './findings';
import { ObjectNode, SchemaNode } from './schema';
import { lookup } from '../../common/private/free-keys';
import { didYouMean, sameWords } from '../../common/private/suggest';

/**
 * What to say about a key that the schema does not know. The value is never printed: what it is, and so whether it is a
 * password, is unknown.
 *
 * @param root the schema of all values
 * @param parent the schema of the map that holds the key
 * @param path the way to the key
 * @param editions other editions that know the key
 */
export function unknownKeyMessage(root: SchemaNode, parent: ObjectNode, path: Path, editions: readonly string[]): string {
  const key = String(path[path.length - 1]);
  const parts = ['unknown key'];
  if (editions.length > 0) {
    parts.push(`this edition does not have it, ${editions.join(' and ')} ${editions.length === 1 ? 'does' : 'do'}`);
  }
  const suggestion = moved(parent, path) ?? dotted(parent, path) ?? suggest(root, parent, path);
  if (suggestion !== undefined) {
    parts.push(suggestion);
  } else if (editions.length === 0) {
    const siblings = Object.keys(parent.fields).filter((name) => name !== key);
    parts.push(siblings.length === 0 ? 'no keys are allowed here' : `allowed: ${firstFew(siblings)}`);
  }
  return parts.join('; ');
}

/** Whether the schema knows a path. What `anything` or a map with free keys holds is known. */
export function hasPath(schema: SchemaNode, path: Path): boolean {
  if (path.length === 0 || schema.kind === 'anything') {
    return true;
  }
  const [first, ...rest] = path;
  switch (schema.kind) {
    case 'object': {
      const next = lookup(schema.fields, String(first)) ?? schema.open;
      return typeof first === 'string' && next !== undefined && hasPath(next, rest);
    }
    case 'map': return typeof first === 'string' && hasPath(schema.items, rest);
    case 'list': return typeof first === 'number' && hasPath(schema.items, rest);
    case 'either': return schema.nodes.some((node) => hasPath(node, path));
    default: return false;
  }
}

/** What the schema itself says of a key that it does not have. */
function moved({ moved: advice = {} }: ObjectNode, path: Path): string | undefined {
  return lookup(advice, String(path[path.length - 1]));
}

/** `a.b: 1` in a values file is one key with a dot, other than in `--set a.b=1`. */
function dotted(parent: ObjectNode, path: Path): string | undefined {
  const steps = String(path[path.length - 1]).split('.');
  return steps.length > 1 && hasPath(parent, steps)
    ? `dots do not nest in a values file: write ${shownPath(steps)} as nested maps`
    : undefined;
}

function suggest(root: SchemaNode, parent: ObjectNode, path: Path): string | undefined {
  const key = String(path[path.length - 1]);
  const siblings = Object.keys(parent.fields);
  const sibling = didYouMean(key, siblings);
  if (sibling !== undefined && (sameWords(sibling, key) || endsOtherwise(sibling, key))) {
    return `did you mean ${formatPath([sibling])}?`;
  }
  // The right name at the wrong level is a better guess than a similar name at this level.
  const elsewhere = pathsTo(root, key).filter((found) => isNear(found, path));
  if (elsewhere.length > 0 && elsewhere.length <= 3) {
    return `did you mean ${elsewhere.map(formatPath).join(' or ')}?`;
  }
  if (sibling !== undefined) {
    return `did you mean ${formatPath([sibling])}?`;
  }
  const name = didYouMean(key, namesIn(root));
  const near = name === undefined ? [] : pathsTo(root, name).filter((found) => isNear(found, path));
  return near.length > 0 && near.length <= 3 ? `did you mean ${near.map(formatPath).join(' or ')}?` : undefined;
}

/** Whether a key stands above or below another one, or in a section beside it: deep inside of others it means something else. */
function isNear(found: Path, path: Path): boolean {
  const [shorter, longer] = [found.slice(0, -1), path.slice(0, -1)].sort((a, b) => a.length - b.length);
  const differing = shorter.filter((segment, index) => longer[index] !== segment);
  return differing.length === 0 || (differing.length === 1 && shorter.length === longer.length);
}

/** Whether two names differ by one letter at their end: `enable` and `enabled`. */
function endsOtherwise(one: string, other: string): boolean {
  return Math.abs(one.length - other.length) === 1 && (one.startsWith(other) || other.startsWith(one));
}

/** Every key of the maps of a schema. */
function namesIn(schema: SchemaNode): string[] {
  return schema.kind === 'object' ? Object.entries(schema.fields).flatMap(([name, field]) => [name, ...namesIn(field)]) : [];
}

/** Where else the schema has a key of this name, the nearest to the root first. Lists and free keys are not searched. */
function pathsTo(schema: SchemaNode, key: string, path: Path = []): Path[] {
  if (schema.kind !== 'object') {
    return [];
  }
  const found = Object.entries(schema.fields).flatMap(([name, field]) => {
    const here = [...path, name];
    return [...(name.toLowerCase() === key.toLowerCase() ? [here] : []), ...pathsTo(field, key, here)];
  });
  return found.sort((a, b) => a.length - b.length);
}

function firstFew(names: string[]): string {
  return names.length <= 10 ? names.join(', ') : `${names.slice(0, 10).join(', ')} and ${names.length - 10} more`;
}
