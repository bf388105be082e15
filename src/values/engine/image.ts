import { Path } from './findings';
import { Reader } from './reader';
import { inWordsOfValues } from './values-words';
import { ContainerImage } from '../../common/container-image';
import type { CocoError } from '../../common/private/coco-error';
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
    reader.error(keys, inWordsOfValues(problem));
  }
  return ContainerImage._asWritten(reference);
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
