import { keyText, numberText, stringText, UnpairedSurrogate } from './scalars';
import { UnwritableError } from './unwritable';

/** From this length on, a key needs a `?` in front. */
const LONGEST_KEY = 1024;

type Strings = (text: string, indent: string) => string;

/**
 * Manifests as a stream of YAML documents. Every reader reads what was meant: kubectl, Helm, Argo CD and Flux (Go), PyYAML, and
 * those of JavaScript. The bytes are those that cdk8s writes, wherever all readers understand them.
 *
 * @param documents plain data without cycles; what is undefined is written as null
 * @param strings how strings that are no keys are written
 * @throws UnwritableError if a string holds half of a surrogate pair
 */
export function yamlStream(documents: readonly unknown[], strings: Strings = stringText): string {
  return documents.map((document) => (document === undefined ? '\n' : yamlText(document, strings))).join('---\n');
}

function yamlText(document: unknown, strings: Strings): string {
  try {
    return `${node(document, '', strings, true)}\n`;
  } catch (thrown) {
    if (thrown instanceof UnpairedSurrogate) throw new UnwritableError(document);
    throw thrown;
  }
}

/** A node whose first line goes on where the writer stands; further lines start with the indentation. */
function node(value: unknown, indent: string, strings: Strings, atRoot = false): string {
  if (typeof value === 'string') return strings(value, atRoot ? '  ' : indent);
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (value === null || value === undefined) return 'null';
  return Array.isArray(value) ? list(value, indent, strings) : map(value as Record<string, unknown>, indent, strings, atRoot);
}

function list(items: readonly unknown[], indent: string, strings: Strings): string {
  if (!items.length) return '[]';
  const inner = `${indent}  `;
  let text = '';
  for (const item of items) text += `${text && `\n${indent}`}- ${node(item, inner, strings)}`;
  return text;
}

function map(fields: Readonly<Record<string, unknown>>, indent: string, strings: Strings, atRoot: boolean): string {
  const inner = `${indent}  `;
  let text = '';
  for (const name of Object.keys(fields)) {
    const value = fields[name];
    const key = keyText(name, atRoot);
    if (text) text += `\n${indent}`;
    if (key.length > LONGEST_KEY) text += `? ${key}\n${indent}: `;
    else text += isBlock(value) ? `${key}:\n${inner}` : `${key}: `;
    text += node(value, inner, strings);
  }
  return text || '{}';
}

/** Whether a value starts on a line of its own. */
function isBlock(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  for (const _ in value) return true;
  return false;
}
