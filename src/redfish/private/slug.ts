import { createHash } from 'crypto';

/** A name of people as a part of the name of an object: the same one where that is possible, else with a sum behind it. */
export function slug(name: string): string {
  const plain = name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  return plain === name ? name : `${plain || 'x'}-${sum(name)}`.slice(-63);
}

/** A short sum of a text, by which a change of it is seen. */
export const sum = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8);
