import { createHash } from 'crypto';
import { cut } from './names';

/** A digest that is the same for the same content, in whatever order the keys of its maps came. */
export function sha256(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content, sorted)).digest('hex');
}

/** A name that changes with the content: what a Job does, it does once for each. */
export function hashedName(name: string, content: unknown): string {
  const hash = `-${sha256(content).slice(0, 8)}`;
  return cut(`${name}${hash}`, 63, hash);
}

function sorted(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
