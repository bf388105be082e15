import { readFileSync } from 'fs';
import { checked } from '../common/private/checked';
import { CocoError } from '../common/private/coco-error';
import { parseImage } from '../common/private/image-references';
import { Problems } from '../common/private/problems';
import { showFile } from '../common/private/redact';

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
   * @throws if it cannot be read, or lines are of another form
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
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CocoError('ImageLock.read', `path: ${showFile(path)} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}. Give the path of a lock file.`);
  }
}
