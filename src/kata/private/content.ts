import { createHash } from 'crypto';
import { cut } from './names';
import { sortedJson } from '../../common/private/sorted-map';
import { yamlStream } from '../../common/private/yaml/write';

/** A digest that is the same for the same content, in whatever order the keys of its maps came. */
export function sha256(content: unknown): string {
  return createHash('sha256').update(sortedJson(content)).digest('hex');
}

/** A name that changes with the content: what a Job does, it does once for each. */
export function hashedName(name: string, content: unknown): string {
  const hash = `-${sha256(content).slice(0, 8)}`;
  return cut(`${name}${hash}`, 63, hash);
}

/** A manifest as YAML, without what is undefined. */
export function yaml(manifest: object): string {
  return yamlStream([JSON.parse(JSON.stringify(manifest))]);
}
