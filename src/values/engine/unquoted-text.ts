import { readPlain } from './scalar';
import { show } from '../../common/private/redact';

/** Why a text that a template writes without quotes is not that text any more in the manifest; nothing where it stays one. */
export function unquotedTextProblem(text: string): string | undefined {
  const { value } = readPlain(text);
  return !text || value === text ? undefined
    : `the chart prints ${show(text)} without quotes, and YAML reads it as ${value === null ? 'null' : `the ${typeof value} ${show(value)}`}; take another one`;
}

/** The same for the key of a map. Numbers become texts again, as long as they are written in the same way. */
export function unquotedKeyProblem(key: string): string | undefined {
  const { value } = readPlain(key);
  if (value === null) return `the chart prints the key ${show(key)} without quotes, and stops, as YAML reads it as null; take another one`;
  return typeof value !== 'boolean' && String(value) === key ? undefined
    : `the chart prints the key ${show(key)} without quotes, and YAML reads it as ${show(String(value))}; take another one`;
}
