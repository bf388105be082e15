import { error, Finding, formatPath, Path } from './findings';
import { Reader } from './reader';
import { isMap } from './tree';
import { inWordsOfValues } from './values-words';
import { ContainerImage } from '../../common/container-image';
import type { CocoError } from '../../common/private/coco-error';
import { has } from '../../common/private/free-keys';
import { show } from '../../common/private/redact';

/**
 * The image that a template writes. Reports what no node can pull, and warns about an image that can change.
 *
 * @param reference what the template writes
 * @param keys the value that it comes from
 */
export function imageAt(reader: Reader, reference: string, ...keys: Path): ContainerImage {
  const problem = problemOf(reference);
  if (!problem) return ContainerImage._asWritten(reference);
  if (!problemOf(reference.replace(/:latest$/, ':pinned'))) {
    reader.warn(keys, `${show(reference)} can be a different image tomorrow; pin the tag of a release`);
  } else if (!/@sha512:[0-9a-f]{128}$/.test(reference)) {
    const { key, rule } = brokenPart(problem, reader.value(...keys));
    reader.error([...keys, ...key], rule);
  }
  return ContainerImage._asWritten(reference);
}

/** What is wrong with the image of a map, at the key that it is about. */
export function imageFinding(thrown: CocoError, place: Path, image: unknown): Finding {
  const { key, rule } = brokenPart(thrown.reason, image);
  return error(formatPath([...place, ...key]), rule);
}

/** The key of the part that a rule is about: none where the reference is one string. */
export function brokenPart(reason: string, image: unknown): { readonly key: readonly string[]; readonly rule: string } {
  const message = inWordsOfValues(reason);
  const [, part, rule] = /^(repository|tag|digest): (.*)$/s.exec(message) ?? [];
  if (part === undefined || !isMap(image)) return { key: [], rule: message };
  return { key: [[part, 'repository', 'name', 'reference'].find((one) => has(image, one)) ?? part], rule };
}

/** Why typed code refuses an image. */
function problemOf(reference: string): string | undefined {
  try {
    ContainerImage.fromReference(reference);
    return undefined;
  } catch (thrown) {
    return (thrown as CocoError).reason;
  }
}
