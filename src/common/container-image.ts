import { checked } from './private/checked';
import { CocoError } from './private/coco-error';
import { show } from './private/redact';

/** A tag, a digest, or both. */
export interface ContainerImageOptions {
  /**
   * The tag. `latest` is refused: it can be a different image tomorrow.
   * @default - none; a digest is then needed
   */
  readonly tag?: string;

  /**
   * The digest, `sha256:` and 64 hexadecimal digits. If there is also a tag, the digest takes precedence and the tag is only
   * informational.
   * @default - none; a tag is then needed
   */
  readonly digest?: string;
}

const HOST = '[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::[0-9]+)?';
const PART = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const REPOSITORY = new RegExp(`^(?:${HOST}/)?${PART}(?:/${PART})*$`);
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/**
 * A container image that is pinned by a tag, a digest, or both.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests
 *
 * @example
 * import { ContainerImage } from 'cdk8s-coco';
 *
 * ContainerImage.of('registry.example.com/mirror/kata-deploy', { tag: '3.22.0' });
 */
export class ContainerImage {
  /**
   * The image of a repository.
   *
   * @param repository with the registry and without a tag: `quay.io/kata-containers/kata-deploy`
   * @param options tag, digest or both
   * @throws on a repository, tag or digest that is not of the form, on `latest`, and without tag and digest
   */
  public static of(repository: string, options: ContainerImageOptions): ContainerImage {
    const { tag, digest } = options;
    if (!REPOSITORY.test(repository)) {
      throw new CocoError('ContainerImage.of', `repository: got ${show(repository)}; allowed: registry and path without a tag, `
        + 'like "quay.io/kata-containers/kata-deploy". Put the tag or digest into the options.');
    }
    if (tag === undefined && digest === undefined) {
      throw new CocoError('ContainerImage.of', 'options: got neither tag nor digest; allowed: a tag, a digest or both. '
        + 'An image without them is `latest`, which can be a different image tomorrow.');
    }
    if (tag !== undefined && !TAG.test(tag)) {
      throw new CocoError('ContainerImage.of', `tag: got ${show(tag)}; allowed: letters, digits, "_", "." and "-", `
        + 'at most 128, not starting with "." or "-".');
    }
    if (tag === 'latest' && digest === undefined) {
      throw new CocoError('ContainerImage.of', 'tag: got "latest"; allowed: a tag that names one release. '
        + 'Pin the release or add its digest; ContainerImage.unsafeUnpinned() takes what moves.');
    }
    if (digest !== undefined && !DIGEST.test(digest)) {
      throw new CocoError('ContainerImage.of', `digest: got ${show(digest)}; allowed: "sha256:" `
        + 'and 64 hexadecimal digits in lower case.');
    }
    const reference = `${repository}${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`;
    return new ContainerImage(reference, repository, tag, digest);
  }

  /**
   * The image of a whole reference, as people paste it: `quay.io/kata-containers/kata-deploy:3.22.0@sha256:…`.
   *
   * @throws as `of` does
   */
  public static fromReference(reference: string): ContainerImage {
    const at = reference.indexOf('@');
    const [named, digest] = at < 0 ? [reference, undefined] : [reference.slice(0, at), reference.slice(at + 1)];
    const colon = named.lastIndexOf(':');
    const hasTag = colon > named.lastIndexOf('/');
    const tag = hasTag ? named.slice(colon + 1) : undefined;
    return ContainerImage.of(hasTag ? named.slice(0, colon) : named, { tag, digest });
  }

  /**
   * An image reference, without checks, pinned or not. Nodes that pull at different times may run different programs.
   *
   * @param reference the whole reference
   * @throws on what no reference can be: an empty text, spaces, a protocol, a user
   */
  public static unsafeUnpinned(reference: string): ContainerImage {
    if (!/^[^\s@]+(@[a-z0-9+._-]+:[0-9a-fA-F]+)?$/.test(reference) || reference.includes('://')) {
      throw new CocoError('ContainerImage.unsafeUnpinned', `reference: got ${show(reference)}; allowed: registry, path, tag and digest, `
        + 'without spaces. Leave out the protocol and the user.');
    }
    return ContainerImage._asWritten(reference);
  }

  /**
   * For values of charts, which are checked elsewhere.
   *
   * @internal
   */
  public static _asWritten(reference: string): ContainerImage {
    return new ContainerImage(reference, reference);
  }

  private constructor(
    /** The whole reference, as a pod has it. */
    public readonly reference: string,
    /** Registry and path. */
    public readonly repository: string,
    /** The tag, if there is one. */
    public readonly tag?: string,
    /** The digest, if there is one. */
    public readonly digest?: string,
  ) {}

  public toString(): string {
    return this.reference;
  }
}

checked(ContainerImage, 'ContainerImage');
