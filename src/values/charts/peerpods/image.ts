import { Sources } from './quoting';
import { ContainerImage } from '../../../common';
import type { CocoError } from '../../../common/private/coco-error';
import { show } from '../../../common/private/redact';
import { error, formatPath, Finding, warning } from '../../engine/findings';
import { isTrue } from '../../engine/reader';
import { templateText } from '../../engine/template-text';
import { Values } from '../../engine/tree';
import { inWordsOfValues } from '../../engine/values-words';

/** Where an image stands in the values, and what its templates print where a part is empty. */
export interface ImagePlace {
  readonly path: readonly string[];
  readonly repositoryKey: 'name' | 'repository';
  /** Without it, an empty part breaks the manifest. */
  readonly fallback?: { readonly repository: string; readonly tag: string };
}

/** The image as the chart prints it. */
export function imageText(image: Values, place: ImagePlace, sources: Sources, problems: Finding[]): string {
  const found: Finding[] = [];
  const part = (key: string, fallback?: string) => {
    const path = formatPath([...place.path, key]);
    const value = fallback === undefined || isTrue(image[key]) ? image[key] : fallback;
    const text = templateText(value, path, sources, found);
    if (!text) found.push(error(path, 'empty, and no node can pull the image that the chart would write; leave the key out'));
    return text;
  };
  const reference = `${part(place.repositoryKey, place.fallback?.repository)}:${part('tag', place.fallback?.tag)}`;
  if (!found.some(({ level }) => level === 'error')) checkImage(reference, formatPath(place.path), found);
  problems.push(...found);
  return reference;
}

/** Refuses what no node could pull, and warns about what moves. */
export function checkImage(reference: string, path: string, problems: Finding[]): void {
  try {
    ContainerImage.fromReference(reference);
  } catch (thrown) {
    problems.push(reference.endsWith(':latest')
      ? warning(path, `${show(reference)} can be a different image tomorrow; pin a release with its tag`)
      : error(path, inWordsOfValues((thrown as CocoError).reason)));
  }
}
