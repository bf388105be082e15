import { Architecture, ImagePullPolicy, NodeGate, Toleration } from '../../../common';
import type { Emission } from '../../../common/private/emission';
import { KATA_LABEL, NO_NODE_YET } from '../../../common/private/kata-label';
import { Problems } from '../../../common/private/problems';
import { mayHoldSecret } from '../../../common/private/redact';
import { checkProps } from '../../../common/private/types';
import { ContainerdTarball, CustomContainerdInstallerProps } from '../../../containerd';
import { check, cleanupDaemonSet, gate, installerDaemonSet, resolve } from '../../../containerd/internal';
import { labelOf, Phase, ReleaseContext } from '../../chart-edition';
import { chartNames } from '../../engine/chart-names';
import { error, formatPath, Finding, Path } from '../../engine/findings';
import { imageAt } from '../../engine/image';
import { Reader } from '../../engine/reader';
import { isMap } from '../../engine/tree';
import { inWordsOfValues } from '../../engine/values-words';

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

/**
 * The installer that the values mean. The chart is silent where the distribution brings its own containerd.
 *
 * @param distribution that of the runtime; undefined where no runtime is on
 */
export function planContainerd(
  values: Reader, distribution: string | undefined, { releaseName, namespace }: ReleaseContext,
): ContainerdPlan {
  const section = values.section(SECTION);
  const { problems } = values;
  if (!section.on('enabled')) return { problems, objects: () => [] };
  if (distribution !== 'k8s') {
    const why = distribution ? `${distribution} brings its own containerd` : 'no runtime is on';
    section.warn(['enabled'], `nothing is installed, as in the chart: ${why}`);
    return { problems, objects: () => [] };
  }
  if (section.on('installPath')) {
    section.warn(['installPath'], 'no template of the chart reads it: the installer finds the folder of containerd on each node; leave it out');
  }
  const image = section.section('image');
  const props: CustomContainerdInstallerProps = {
    name: chartNames(values, 'confidential-containers', releaseName).fullname,
    tarballs: tarballs(section),
    image: imageAt(image, `${image.text('repository')}:${image.text('tag')}`),
    imagePullPolicy: (image.text('pullPolicy') || ImagePullPolicy.IF_NOT_PRESENT) as ImagePullPolicy,
    nodeSelector: section.givenStrings('nodeSelector'),
    tolerations: section.list('tolerations').map(tolerationOf),
    priorityClassName: '', // the chart sets none
  };
  if (!props.tarballs.length) section.error(['enabled'], 'there is no tarball to install; set tarballUrl, or tarballUrls.<architecture>');
  const found = new Problems();
  check(checkProps('CustomContainerdInstallerProps', props, found), found);
  const places = tarballUrls(section).map(({ path }) => section.place(...path));
  problems.push(...found.all.filter(({ path }) => path !== 'tarballs')
    .map(({ path, message }) => error(placeOf(path, places), inWordsOfValues(message))));
  if (KATA_LABEL in (props.nodeSelector ?? {})) section.warn(['nodeSelector', KATA_LABEL], NO_NODE_YET);
  const model = problems.some(({ level }) => level === 'error') ? undefined : resolve(props);
  return {
    problems,
    gate: model && gate(model),
    props,
    objects: (phase, gates) => [{
      id: 'Resource',
      manifest: phase === 'install' ? installerDaemonSet(model!, namespace) : cleanupDaemonSet(model!, namespace, gates),
    }],
  };
}

/** Where the values have what a prop of the installer says. */
function placeOf(prop: string, tarballPaths: readonly string[]): string {
  if (prop === 'name') return '--release-name or fullnameOverride';
  const [, index] = /^tarballs\[(\d+)\]/.exec(prop) ?? [];
  if (index !== undefined) return tarballPaths[Number(index)];
  const label = labelOf(prop);
  return label === undefined ? `${SECTION}.${prop}` : formatPath([SECTION, 'nodeSelector', label]);
}

/** The chart knows no checksums: its tarballs are installed whatever they hold. */
function tarballs(section: Reader): ContainerdTarball[] {
  return tarballUrls(section).map(({ path, url, architecture }) => {
    section.warn(path, 'installed without a checksum, as the chart has no value for one: anyone who controls the server controls the nodes; '
      + 'take a server that you control');
    if (mayHoldSecret(url)) {
      section.warn(path, 'the URL has a user, a password, a query or a fragment, which may be secret, and is in plain text in the manifest, '
        + 'as in the chart; take a URL without them');
    }
    return ContainerdTarball.unsafeWithoutChecksum(url, architecture, { unsafeUrlInPlainText: true });
  });
}

/** The URLs that are set, those of architectures first. */
function tarballUrls(section: Reader): { path: Path; url: string; architecture?: Architecture }[] {
  const places: { path: Path; architecture?: Architecture }[] = [
    ...Architecture.all().map((architecture) => ({ path: ['tarballUrls', architecture.kubernetesName], architecture })),
    { path: ['tarballUrl'] },
  ];
  return places.flatMap((one) => {
    const url = section.value(...one.path);
    return typeof url === 'string' && url ? [{ ...one, url }] : [];
  });
}

/** Empty texts are left out: the API server takes them for what is not set. */
function tolerationOf(one: unknown): Toleration {
  return Object.fromEntries(Object.entries(isMap(one) ? one : {}).filter(([, value]) => value !== '' && value !== null)) as unknown as Toleration;
}
