import { createHash } from 'crypto';
import { groupOf, isKubernetesGroup } from '../../common/private/delivery-annotations';
import { imagesIn, imageText, parseImage } from '../../common/private/image-references';
import { isObject } from '../../common/private/types';
import { ImagePolicyProps } from '../image-policy-props';

/** Fields with text in which there may be images: settings of programs, their arguments, and files. */
const TEXTS = ['args', 'command', 'data', 'value'];

/** What became of an object. */
export interface Rewritten<T> {
  readonly manifest: T;
  /** The images that it names now. */
  readonly images: readonly string[];
  /** What the policy does not allow, as sentences that begin with the field. */
  readonly problems: readonly string[];
}

/** Applies a policy of images to objects. */
export class ImageRewriter {
  private readonly prefixes: readonly (readonly [from: string, to: string])[];
  private readonly registries: readonly string[];

  constructor(private readonly props: ImagePolicyProps) {
    this.prefixes = Object.entries(props.mirrors ?? {}).sort(([a], [b]) => b.length - a.length);
    this.registries = [...new Set(this.prefixes.flatMap(([from, to]) => [from, to]).map((one) => one.split('/')[0]))];
  }

  public rewrite<T extends object>(manifest: T): Rewritten<T> {
    const images = new Set<string>();
    const problems: string[] = [];
    const { kind = '', apiVersion = '' } = manifest as { readonly kind?: string; readonly apiVersion?: string };
    // Kinds of other projects may name images anywhere.
    const walked = this.walk(manifest, '', !isKubernetesGroup(groupOf(apiVersion)), images, problems) as T;
    const changed = walked !== manifest && kind === 'Job' ? renamed(walked, this.props) : walked;
    return { manifest: changed, images: [...images], problems };
  }

  /** The very same where nothing changes. */
  private walk(value: unknown, path: string, inText: boolean, images: Set<string>, problems: string[]): unknown {
    if (typeof value === 'string') return inText ? this.text(value, path, images, problems) : value;
    if (Array.isArray(value)) {
      const items = value.map((one, index) => this.walk(one, `${path}[${index}]`, inText, images, problems));
      return items.some((one, index) => one !== value[index]) ? items : value;
    }
    if (!isObject(value)) return value;
    const entries = Object.entries(value).map(([key, one]): [string, unknown] => {
      const at = path ? `${path}.${key}` : key;
      if (key === 'image' && typeof one === 'string' && isContainer(value)) return [key, this.image(one, at, images, problems)];
      return [key, this.walk(one, at, inText || TEXTS.includes(key), images, problems)];
    });
    const secrets = this.props.pullSecrets ?? [];
    const isPod = Array.isArray(value.containers) && secrets.length > 0;
    if (!isPod && entries.every(([key, one]) => one === value[key])) return value;
    const copy = Object.fromEntries(entries);
    return isPod ? { ...copy, imagePullSecrets: withSecrets(copy.imagePullSecrets, secrets.map(({ name }) => name)) } : copy;
  }

  private text(value: string, path: string, images: Set<string>, problems: string[]): string {
    let [result, end] = ['', 0];
    for (const { text, index } of imagesIn(value, this.registries)) {
      result += value.slice(end, index) + this.image(text, path, images, problems);
      end = index + text.length;
    }
    return result + value.slice(end);
  }

  /** An image by the policy. */
  private image(value: string, path: string, images: Set<string>, problems: string[]): string {
    const image = parseImage(value);
    if (!image) {
      problems.push(`${path}: got "${value}"; allowed: an image. Write registry, path and tag.`);
      return value;
    }
    const original = imageText({ ...image, digest: undefined });
    const digest = image.digest ?? this.props.digests?.[original];
    const prefix = this.prefixes.find(([from]) => image.repository === from || image.repository.startsWith(`${from}/`));
    const repository = prefix ? `${prefix[1]}${image.repository.slice(prefix[0].length)}` : image.repository;
    const isKept = !prefix && digest === image.digest; // a name that people shortened stays as it is
    const result = isKept ? value : imageText({ ...image, repository, digest });
    if (this.props.requireDigests && digest === undefined) {
      problems.push(`${path}: got "${value}", which has no digest; allowed: images whose digest is known. Add "${original}" to \`digests\`.`);
    }
    const { allowedRegistries: allowed } = this.props;
    if (allowed && !allowed.some((one) => repository === one || repository.startsWith(`${one}/`))) {
      problems.push(`${path}: got "${result}"; allowed: images of ${allowed.join(', ')}. Add a mirror for ${image.registry}, or take another image.`);
    }
    images.add(result);
    return result;
  }
}

/** Other fields of this name are no images of containers: those of VMs, for instance. */
const isContainer = (value: object) => 'name' in value;

function withSecrets(known: unknown, names: readonly string[]): object[] {
  const own = (known ?? []) as { readonly name: string }[];
  return [...own, ...names.filter((name) => !own.some((one) => one.name === name)).map((name) => ({ name }))];
}

const HASH_LENGTH = 8;

/**
 * The template of a Job cannot change: with other images, it is another Job, also where only files that it mounts name them.
 * Where it names itself, it has the new name.
 */
function renamed<T extends object>(job: T, { mirrors, digests }: ImagePolicyProps): T {
  const { metadata: { name } } = job as unknown as { readonly metadata: { readonly name: string } };
  const hash = createHash('sha256').update(JSON.stringify([job, mirrors, digests])).digest('hex').slice(0, HASH_LENGTH);
  const to = `${name.replace(/-[0-9a-f]{8}$/, '').slice(0, 63 - HASH_LENGTH - 1)}-${hash}`;
  const replace = (value: unknown): unknown => {
    if (typeof value === 'string') return value.split(name).join(to);
    if (Array.isArray(value)) return value.map(replace);
    return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replace(one)])) : value;
  };
  return replace(job) as T;
}
