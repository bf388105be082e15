import { createHash } from 'crypto';
import { cut } from './names';
import { sortedJson } from '../../../common/private/sorted-map';

/** A digest that is the same for the same content, in whatever order the keys of its maps came. */
export function sha256(content: unknown): string {
  return createHash('sha256').update(sortedJson(content)).digest('hex');
}

/** A name that changes with the content: what a Job does, it does once for each. */
export function hashedName(name: string, content: unknown): string {
  const hash = `-${sha256(content).slice(0, 8)}`;
  return cut(`${name}${hash}`, 63, hash);
}
