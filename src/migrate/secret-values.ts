import { Influence } from './influence';
import { has, lookup } from '../common/private/free-keys';
import { isSecretForm, isSecretPlace } from '../common/private/redact';
import { formatPath, Path } from '../values/engine/findings';
import type { SchemaNode } from '../values/engine/schema';
import { isMap, Values } from '../values/engine/tree';

/** A value that must not be written. */
export interface SecretValue {
  readonly path: string;
  /** The key at the top of the values, and so on. */
  readonly place: Path;
  readonly text: string;
}

/** The values that are secret: by the schema, by the names that users choose, or by what they look like. */
export function secretValues(schema: SchemaNode, values: Values): SecretValue[] {
  const found: SecretValue[] = [];
  const walk = (value: unknown, node: SchemaNode | undefined, place: Path, hidden: boolean, isFree: boolean): void => {
    const secret = hidden || node?.secret === true;
    if (Array.isArray(value)) {
      value.forEach((one, index) => walk(one, node?.kind === 'list' ? node.items : undefined, [...place, index], secret, isFree));
    } else if (isMap(value)) {
      const known = node?.kind === 'object' ? node.fields : {};
      const open = node?.kind === 'object' ? node.open : node?.kind === 'map' ? node.items : undefined;
      for (const [key, one] of Object.entries(value)) {
        walk(one, lookup(known, key) ?? open, [...place, key], secret, isFree || !has(known, key));
      }
    } else if ((typeof value === 'string' && value !== '') || typeof value === 'number') {
      const path = formatPath(place);
      if (isSecret(String(value), path, secret, isFree)) found.push({ path, place, text: String(value) });
    }
  };
  walk(values, schema, [], false, false);
  return found;
}

/** Texts that stand in manifests by their nature, though they may have a secret in them. */
const WRITTEN = /(prox(y|ies)|dropIn|\bpod)$/i;

/** @param isFree whether a user chose the key, or one around it */
function isSecret(text: string, path: string, hidden: boolean, isFree: boolean): boolean {
  if (isSecretForm(text)) return true;
  if (hidden) return !WRITTEN.test(path);
  return isFree && isSecretPlace(path) && !/(name|file|path|dir|mode|topologyKey|ssh_key_id)$/i.test(path) && text !== 'true' && text !== 'false';
}

/** Secrets that would stand in a text, because an object other than a Secret has them. */
export function leaks(secrets: readonly SecretValue[], all: readonly Influence[], text: string): SecretValue[] {
  return secrets.filter(({ text: secret, place }) => {
    const lines = secret.split('\n').filter((line) => line.trim().length > 3 || secret.length < 5);
    if (!lines.some((line) => text.includes(line) || text.includes(inQuotes(line)))) return false;
    const own = all.find(({ path }) => path.every((key, index) => place[index] === key));
    // Where nothing is known of the value, or where it stands in an object, it is the value. Else the text has another reason.
    return !own || [...own.objects].some(([key, changed]) => !/^\S+ \S* ?Secret /.test(key) && changed.some(({ value }) => JSON.stringify(value ?? '').includes(inQuotes(secret.trimEnd()))));
  });
}

const inQuotes = (text: string) => JSON.stringify(text).slice(1, -1);
