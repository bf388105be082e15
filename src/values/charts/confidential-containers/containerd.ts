import { Architecture, ContainerImage, ImagePullPolicy, NodeGate, Toleration } from '../../../common';
import type { CocoError } from '../../../common/private/coco-error';
import type { Emission } from '../../../common/private/emission';
import { KATA_LABEL, NO_NODE_YET } from '../../../common/private/kata-label';
import { Problems } from '../../../common/private/problems';
import { mayHoldSecret, show } from '../../../common/private/redact';
import { checkProps } from '../../../common/private/types';
import { ContainerdTarball, CustomContainerdInstallerProps } from '../../../containerd';
import { check, cleanupDaemonSet, gate, installerDaemonSet } from '../../../containerd/internal';
import { labelOf, Phase } from '../../chart-edition';
import { error, formatPath, Finding, warning } from '../../engine/findings';
import { templateText, templateMap } from '../../engine/template-text';
import { isMap, Values } from '../../engine/tree';
import { inWordsOfValues } from '../../engine/values-words';

/** The part of the values that is about containerd, and what it depends on. */
export interface ContainerdInput {
  readonly values: Values;
  readonly sources: ReadonlyMap<string, string>;
  readonly releaseName: string;
  readonly namespace: string;
  /** The distribution of the runtime; none where no runtime is on. */
  readonly distribution?: string;
}

/** What `customContainerd` means. */
export interface ContainerdPlan {
  readonly problems: readonly Finding[];
  /** How others wait for it; nothing where the chart installs nothing. */
  readonly gate?: NodeGate;
  /** The props of the installer; nothing where the chart installs nothing. */
  readonly props?: CustomContainerdInstallerProps;
  /**
   * Its objects of a phase.
   *
   * @param gates what its pods wait for while it is removed
   */
  objects(phase: Phase, gates: readonly NodeGate[]): readonly Emission[];
}

const SECTION = 'customContainerd';
const place = (...keys: string[]) => formatPath([SECTION, ...keys]);

/** The installer that the values mean. The chart is silent where the distribution brings its own containerd. */
export function planContainerd(input: ContainerdInput): ContainerdPlan {
  const section = input.values[SECTION];
  if (!isMap(section) || !section.enabled) return { problems: [], objects: () => [] };
  if (input.distribution !== 'k8s') {
    const why = input.distribution ? `${input.distribution} brings its own containerd` : 'no runtime is on';
    return { problems: [warning(place('enabled'), `nothing is installed, as in the chart: ${why}`)], objects: () => [] };
  }
  const problems: Finding[] = [];
  if (section.installPath) {
    problems.push(warning(place('installPath'), 'no template of the chart reads it: the installer finds the folder of containerd on each node; leave it out'));
  }
  const props: CustomContainerdInstallerProps = {
    name: fullname(input),
    tarballs: tarballs(section, problems),
    image: imageOf(section, input.sources, problems),
    imagePullPolicy: policyOf(section),
    nodeSelector: isMap(section.nodeSelector) ? templateMap(section.nodeSelector) : undefined,
    tolerations: Array.isArray(section.tolerations) ? section.tolerations.map(tolerationOf) : [],
    priorityClassName: '', // the chart sets none
  };
  if (!props.tarballs.length) {
    problems.push(error(place('enabled'), 'there is no tarball to install; set tarballUrl, or tarballUrls.<architecture>'));
  }
  const found = new Problems();
  check(checkProps('CustomContainerdInstallerProps', props, found), found);
  const places = tarballUrls(section).map(({ path }) => path);
  problems.push(...found.all.filter(({ path }) => path !== 'tarballs').map(({ path, message }) => error(placeOf(path, places), message)));
  if (KATA_LABEL in (props.nodeSelector ?? {})) problems.push(warning(place('nodeSelector', KATA_LABEL), NO_NODE_YET));
  const usable = !problems.some(({ level }) => level === 'error');
  return {
    problems,
    gate: usable ? gate(props) : undefined,
    props,
    objects: (phase, gates) => [{
      id: 'Resource',
      manifest: phase === 'install' ? installerDaemonSet(props, input.namespace) : cleanupDaemonSet(props, input.namespace, gates),
    }],
  };
}

/** Where the values have what a prop of the installer says. */
function placeOf(prop: string, tarballPaths: readonly string[]): string {
  if (prop === 'name') return '--release-name or fullnameOverride';
  const [, index] = /^tarballs\[(\d+)\]/.exec(prop) ?? [];
  if (index !== undefined) return tarballPaths[Number(index)];
  const label = labelOf(prop);
  return label === undefined ? `${SECTION}.${prop}` : place('nodeSelector', label);
}

/** The chart knows no checksums: its tarballs are installed whatever they hold. */
function tarballs(section: Values, problems: Finding[]): ContainerdTarball[] {
  return tarballUrls(section).map(({ path, url, architecture }) => {
    problems.push(warning(path, 'installed without a checksum, as the chart has no value for one: anyone who controls the server controls the nodes; '
      + 'take a server that you control'));
    if (mayHoldSecret(url)) {
      problems.push(warning(path, 'the URL has a user, a password, a query or a fragment, which may be secret, and is in plain text in the manifest, '
        + 'as in the chart; take a URL without them'));
    }
    return ContainerdTarball.unsafeWithoutChecksum(url, architecture, { unsafeUrlInPlainText: true });
  });
}

/** The URLs that are set, those of architectures first. */
function tarballUrls(section: Values): { path: string; url: string; architecture?: Architecture }[] {
  const urls = isMap(section.tarballUrls) ? section.tarballUrls : {};
  const found = Architecture.all().flatMap((architecture) => {
    const url = urls[architecture.kubernetesName];
    return typeof url === 'string' && url ? [{ path: place('tarballUrls', architecture.kubernetesName), url, architecture }] : [];
  });
  return typeof section.tarballUrl === 'string' && section.tarballUrl ? [...found, { path: place('tarballUrl'), url: section.tarballUrl }] : found;
}

function imageOf(section: Values, sources: ReadonlyMap<string, string>, problems: Finding[]): ContainerImage {
  const image = isMap(section.image) ? section.image : {};
  const reference = ['repository', 'tag'].map((key) => templateText(image[key], place('image', key), sources, problems)).join(':');
  try {
    return ContainerImage.fromReference(reference);
  } catch (thrown) {
    problems.push(reference.endsWith(':latest')
      ? warning(place('image'), `${show(reference)} can be a different image tomorrow; pin a release with image.tag`)
      : error(place('image'), inWordsOfValues((thrown as CocoError).reason)));
    return ContainerImage._asWritten(reference);
  }
}

function policyOf(section: Values): ImagePullPolicy {
  const policy = isMap(section.image) ? section.image.pullPolicy : undefined;
  return (policy || ImagePullPolicy.IF_NOT_PRESENT) as ImagePullPolicy;
}

/** Empty texts are left out: the API server takes them for what is not set. */
function tolerationOf(one: unknown): Toleration {
  return Object.fromEntries(Object.entries(isMap(one) ? one : {}).filter(([, value]) => value !== '' && value !== null)) as unknown as Toleration;
}

/** The name that the chart gives its own objects, from the release and the overrides. */
function fullname({ values, releaseName }: ContainerdInput): string {
  const cut = (text: string) => text.slice(0, 63).replace(/-$/, '');
  const override = (key: string) => (typeof values[key] === 'string' && values[key] ? values[key] as string : undefined);
  const full = override('fullnameOverride');
  if (full) return cut(full);
  const name = override('nameOverride') ?? 'confidential-containers';
  return cut(releaseName.includes(name) ? releaseName : `${releaseName}-${name}`);
}
