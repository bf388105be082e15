import { parseDocument } from 'yaml';

/**
 * What YAML reads of a text that a template writes between double quotes, and does not escape. Undefined where it reads no
 * string there.
 */
export function readQuoted(text: string): string | undefined {
  if (/^[^"\\]*$/.test(text)) return text;
  const document = parseDocument(`"${text}"`, { logLevel: 'silent' });
  const read: unknown = document.errors.length ? undefined : document.toJS();
  return typeof read === 'string' ? read : undefined;
}
