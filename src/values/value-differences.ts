import { isDeepStrictEqual } from 'util';
import { formatPath, Path } from './engine/findings';
import { isMap } from './engine/tree';
import { lookup } from '../common/private/free-keys';
import { HIDDEN, isSecretPlace } from '../common/private/redact';

/** One value that is not the same. */
export interface ValueDifference {
  /** Where it is: `image.tag`. */
  readonly path: string;
  /** Absent where the key is new. */
  readonly was?: unknown;
  /** Absent where the key is gone. */
  readonly is?: unknown;
}

/** What is not the same in two trees of values. A map that came or went is one difference, and so is a list that changed. */
export function differences(before: unknown, after: unknown, path: Path = []): ValueDifference[] {
  if (!isMap(before) || !isMap(after)) {
    if (isDeepStrictEqual(before, after)) return [];
    const place = formatPath(path);
    const shown = (value: unknown) => (value !== undefined && isSecretPlace(place) ? HIDDEN : value);
    return [{ path: place, was: shown(before), is: shown(after) }];
  }
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
    .flatMap((key) => differences(lookup(before, key), lookup(after, key), [...path, key]));
}
