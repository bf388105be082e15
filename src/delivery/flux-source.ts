import { Duration } from 'cdk8s';
import { checked } from '../common/private/checked';
import { CocoError } from '../common/private/coco-error';
import { goDuration } from '../common/private/go-duration';
import { show } from '../common/private/redact';

/** A Git repository for Flux. */
export interface FluxGitOptions {
  /**
   * The branch.
   * @default - `main`, unless `tag`, `semver` or `commit` is given
   */
  readonly branch?: string;

  /**
   * The tag, in place of a branch.
   * @default - none
   */
  readonly tag?: string;

  /**
   * A range of versions among the tags: `>=1.0.0 <2.0.0`.
   * @default - none
   */
  readonly semver?: string;

  /**
   * The commit.
   * @default - the newest
   */
  readonly commit?: string;

  /**
   * The name of the Secret with the credentials, in the namespace of Flux: `username` and `password` for https://, `identity` and
   * `known_hosts` for ssh://.
   * @default - none; ssh:// needs one
   * @see https://fluxcd.io/flux/components/source/gitrepositories/#secret-reference
   */
  readonly secretName?: string;

  /**
   * How often Flux looks for a new commit.
   * @default Duration.minutes(1)
   */
  readonly interval?: Duration;
}

/** An artifact in a registry for Flux, made with `flux push artifact`. */
export interface FluxOciOptions {
  /**
   * The tag.
   * @default - `latest`, unless `semver` or `digest` is given
   */
  readonly tag?: string;

  /**
   * A range of versions among the tags.
   * @default - none
   */
  readonly semver?: string;

  /**
   * The digest.
   * @default - none
   */
  readonly digest?: string;

  /**
   * The name of the Secret with the credentials, in the namespace of Flux.
   * @default - none
   */
  readonly secretName?: string;

  /**
   * Whose workload identity logs in: `generic`, `aws`, `azure` or `gcp`.
   * @default 'generic'
   */
  readonly provider?: string;

  /**
   * How often Flux looks for a new artifact.
   * @default Duration.minutes(1)
   */
  readonly interval?: Duration;
}

/** What a source is. */
interface FluxSourceKind {
  readonly kind: string;
  readonly name?: string;
  readonly namespace?: string;
  /** Of a source that is emitted. */
  readonly spec?: object;
  /** The branch that it follows. */
  readonly branch?: string;
}

/**
 * Where Flux finds the output of an app.
 *
 * @example
 * import { FluxSource } from 'cdk8s-coco';
 *
 * FluxSource.git('https://git.example.com/platform.git', { branch: 'main', secretName: 'git-token' });
 */
export class FluxSource {
  /**
   * A Git repository. A GitRepository is emitted.
   *
   * @param url with https://, http:// or ssh://
   * @throws if the URL is of another form, or with ssh:// and no `secretName`
   */
  public static git(url: string, options: FluxGitOptions = {}): FluxSource {
    if (!/^(http|https|ssh):\/\/./.test(url)) {
      throw new CocoError('FluxSource.git', `url: got ${show(url, 'url')}; allowed: a URL with https://, http:// or ssh://. Write git@host:path as ssh://git@host/path.`);
    }
    const { tag, semver, commit, secretName, interval = Duration.minutes(1) } = options;
    if (url.startsWith('ssh://') && !secretName) {
      throw new CocoError('FluxSource.git', `secretName: got ${show(secretName)}; allowed: a name. Flux reads ssh:// only with the keys \`identity\` and \`known_hosts\` of a Secret.`);
    }
    const branch = options.branch ?? (tag === undefined && semver === undefined && commit === undefined ? 'main' : undefined);
    const ref = { ...defined({ branch, tag, semver, commit }) };
    return new FluxSource({
      kind: 'GitRepository',
      branch,
      spec: { interval: goDuration(interval), url, ref, ...(secretName ? { secretRef: { name: secretName } } : {}) },
    });
  }

  /**
   * An artifact in a registry. An OCIRepository is emitted.
   *
   * @param url with oci://
   * @throws if the URL is of another form
   */
  public static oci(url: string, options: FluxOciOptions = {}): FluxSource {
    if (!/^oci:\/\/./.test(url)) {
      throw new CocoError('FluxSource.oci', `url: got ${show(url, 'url')}; allowed: a URL with oci://. Write registry and repository behind it.`);
    }
    const { semver, digest, secretName, provider, interval = Duration.minutes(1) } = options;
    const tag = options.tag ?? (semver === undefined && digest === undefined ? 'latest' : undefined);
    const ref = { ...defined({ tag, semver, digest }) };
    return new FluxSource({
      kind: 'OCIRepository',
      spec: {
        interval: goDuration(interval),
        url,
        ref,
        ...defined({ provider }),
        ...(secretName ? { secretRef: { name: secretName } } : {}),
      },
    });
  }

  /**
   * A GitRepository that exists, such as the one that `flux bootstrap` made.
   *
   * @param name its name
   * @param namespace its namespace; the namespace of Flux if left out
   */
  public static existingGit(name: string, namespace?: string): FluxSource {
    return new FluxSource({ kind: 'GitRepository', name, namespace });
  }

  /**
   * An OCIRepository that exists.
   *
   * @param name its name
   * @param namespace its namespace; the namespace of Flux if left out
   */
  public static existingOci(name: string, namespace?: string): FluxSource {
    return new FluxSource({ kind: 'OCIRepository', name, namespace });
  }

  private constructor(
    /** @internal */
    public readonly _kind: FluxSourceKind,
  ) {}
}

checked(FluxSource, 'FluxSource');

const defined = (map: Record<string, string | undefined>) => (
  Object.fromEntries(Object.entries(map).filter(([, value]) => value !== undefined)));
