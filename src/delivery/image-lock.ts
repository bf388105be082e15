import { checked } from '../common/private/checked';
import { CocoError } from '../common/private/coco-error';
import { parseImage } from '../common/private/image-references';
import { Problems } from '../common/private/problems';
import { readFile } from '../common/private/read-file';
import { showFile } from '../common/private/redact';
import { decodeUtf8 } from '../common/private/utf8';

/** The most bytes of such a file: some ten thousand images. */
const LIMIT = 1024 * 1024;

/**
 * A file with the digests of images, for `ImagePolicy`: a line for each, with the image, whitespace and its digest. Lines that
 * begin with `#` are comments.
 *
 *     quay.io/kata-containers/kata-deploy:4.1.0 sha256:…
 */
export class ImageLock {
  /**
   * Reads such a file.
   *
   * @param path of the file
   * @returns the digests, by image
   * @throws if it cannot be read, is larger than 1 MiB, or lines are of another form
   */
  public static read(path: string): { [image: string]: string } {
    const digests: Record<string, string> = {};
    const problems = new Problems(undefined, showFile(path));
    textOf(path).split('\n').forEach((line, index) => {
      if (!line.trim() || line.startsWith('#')) return;
      const [image, digest, ...more] = line.trim().split(/\s+/);
      if (!parseImage(image) || !/^sha256:[0-9a-f]{64}$/.test(digest ?? '') || more.length) {
        problems.add(`line ${index + 1}`, line.trim(), 'an image with a tag, whitespace, "sha256:" and 64 hexadecimal digits', 'Write it again.');
      } else {
        digests[image] = digest;
      }
    });
    problems.throwAt('ImageLock.read');
    return digests;
  }

  private constructor() {}
}

checked(ImageLock, 'ImageLock');

function textOf(path: string): string {
  const fail = (why: string): never => { throw new CocoError('ImageLock.read', `path: ${showFile(path)}: ${why}.`); };
  const bytes = readFile(path, LIMIT);
  if (typeof bytes === 'string') return fail(`${bytes}. Give the path of a lock file`);
  if (bytes.length > LIMIT) return fail('is too large; allowed: 1 MiB');
  const text = decodeUtf8(bytes);
  return typeof text === 'string' ? text : fail(`line ${text.line}, column ${text.column}: ${text.message}`);
}
