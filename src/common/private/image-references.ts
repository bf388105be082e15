/** A container image, in parts. */
export interface ImageReference {
  /** `docker.io` if the text has none. */
  readonly registry: string;
  /** Registry and path, without tag and digest. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

const DOCKER_HUB = 'docker.io';

/**
 * The parts of an image as a pod has it. What Docker Hub lets people leave out is put in: `alpine:3` is
 * `docker.io/library/alpine:3`.
 *
 * @returns nothing if the text is no image
 */
export function parseImage(text: string): ImageReference | undefined {
  const match = /^((?:[\w.-]+(?::\d+)?\/)*[\w.-]+)(?::([\w][\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(text);
  if (!match) return undefined;
  const [, name, tag, digest] = match;
  const [first, ...rest] = name.split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  if (!isHost && first.includes(':')) return undefined;
  const registry = isHost ? first : DOCKER_HUB;
  const path = isHost ? rest : [...(rest.length ? [] : ['library']), first, ...rest];
  return { registry, repository: [registry, ...path].join('/'), ...(tag ? { tag } : {}), ...(digest ? { digest } : {}) };
}

/** The text of an image. */
export const imageText = ({ repository, tag, digest }: ImageReference) => `${repository}${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`;

/** Registries that everybody knows: texts that begin with one name an image. */
const KNOWN = [
  DOCKER_HUB, 'gcr.io', 'ghcr.io', 'mcr.microsoft.com', 'nvcr.io', 'public.ecr.aws', 'quay.io', 'registry.access.redhat.com', 'registry.k8s.io',
  'registry.connect.redhat.com', 'registry.gitlab.com', 'registry.redhat.io',
];

/** Images of some registries in a text of any kind, such as YAML in a ConfigMap or an argument of a program. */
export function imagesIn(text: string, registries: Iterable<string>): { readonly text: string; readonly index: number }[] {
  const hosts = [...new Set([...KNOWN, ...registries])].map((one) => one.replace(/[.]/g, '\\.'));
  const pattern = new RegExp(
    `(?<=^|[^\\w./@-]|\\b(?:docker|oci)://)(?:${hosts.join('|')})(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)+(?::[\\w][\\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?`, 'g');
  return [...text.matchAll(pattern)].map((match) => ({ text: match[0], index: match.index }));
}
