import { createHash } from 'crypto';

const HASH_LENGTH = 6;

/**
 * A path or name as the name of a folder and of an object: a-z, 0-9 and "-". Where letters are lost, a hash of the whole tells
 * it from others.
 */
export function folderName(text: string, longest = 40): string {
  const name = text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  if (name === text && name.length <= longest && name) return name;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, HASH_LENGTH);
  const start = name.slice(0, longest - HASH_LENGTH - 1).replace(/-+$/, '');
  return start ? `${start}-${hash}` : hash;
}
