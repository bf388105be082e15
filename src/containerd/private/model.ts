import type { Affinity } from 'kubernetes-types/core/v1';
import { architecturesOf } from './tarball-environment';
import { Architecture, ContainerImage, ImagePullPolicy, PodPlacementProps, Toleration, TolerationOperator } from '../../common';
import { onNodesWith } from '../../common/private/node-affinity';
import { NODE_AGENT_PRIORITY_CLASS } from '../../common/private/placement-rules';
import { PodPlacement, podPlacement } from '../../common/private/pod-placement';
import { ContainerdTarball } from '../containerd-tarball';
import { CustomContainerdInstallerProps } from '../custom-containerd-installer-props';

const DEFAULT_IMAGE = 'docker.io/library/alpine:3.22';
const DEFAULT_NAME = 'custom';
const DEFAULT_ATTEMPTS = 5;
const DEFAULT_MAX_DOWNLOAD_KIB = 512 * 1024;
const DEFAULT_MAX_UNPACKED_KIB = 2 * 1024 ** 2;
const DEFAULT_START_SECONDS = 60;
const DEFAULT_HEALTH_SECONDS = 60;
const ANY_TAINT: Toleration[] = [{ operator: TolerationOperator.EXISTS }];

/** Everything that decides what an installer emits: plain data, with every default filled in. */
export interface ContainerdModel {
  /** What the names of its objects begin with. */
  readonly name: string;
  readonly tarballs: readonly ContainerdTarball[];
  /** The architectures that there are tarballs for; undefined if a tarball is for all. */
  readonly architectures?: Architecture[];
  readonly image: ContainerImage;
  readonly imagePullPolicy: ImagePullPolicy;
  readonly imagePullSecrets: CustomContainerdInstallerProps['imagePullSecrets'];
  /** The nodes that the user selects. */
  readonly nodes: Pick<PodPlacementProps, 'nodeSelector' | 'tolerations' | 'affinity'>;
  /** Where the installer runs: on selected nodes that there is a tarball for. */
  readonly installer: PodPlacement;
  /** Where the cleanup runs: on all nodes, because earlier props may have selected others. */
  readonly cleanup: PodPlacement;
  readonly installPath?: string;
  readonly downloadAttempts: number;
  readonly maxDownloadKibibytes: number;
  readonly maxUnpackedKibibytes: number;
  /** How long containerd and kubelet may take to start. */
  readonly startSeconds: number;
  /** How long both are watched. */
  readonly healthSeconds: number;
  readonly httpProxy?: string;
  readonly httpsProxy?: string;
  readonly noProxy: readonly string[];
}

/** The model of props that passed the checks. */
export function resolve(props: CustomContainerdInstallerProps): ContainerdModel {
  const { nodeSelector, tolerations, affinity, imagePullSecrets, priorityClassName = NODE_AGENT_PRIORITY_CLASS } = props;
  const architectures = architecturesOf(props);
  return {
    name: props.name ?? DEFAULT_NAME,
    tarballs: props.tarballs,
    architectures,
    image: props.image ?? ContainerImage.fromReference(DEFAULT_IMAGE),
    imagePullPolicy: props.imagePullPolicy ?? ImagePullPolicy.IF_NOT_PRESENT,
    imagePullSecrets,
    nodes: { nodeSelector, tolerations, affinity },
    installer: podPlacement({
      imagePullSecrets,
      priorityClassName,
      nodeSelector,
      tolerations: tolerations ?? ANY_TAINT,
      affinity: supportedNodes(architectures, affinity as Affinity | undefined),
    }),
    cleanup: podPlacement({ imagePullSecrets, priorityClassName, tolerations: ANY_TAINT, affinity: supportedNodes() }),
    installPath: props.installPath,
    downloadAttempts: props.downloadAttempts ?? DEFAULT_ATTEMPTS,
    maxDownloadKibibytes: props.maxDownloadSize?.toKibibytes() ?? DEFAULT_MAX_DOWNLOAD_KIB,
    maxUnpackedKibibytes: props.maxUnpackedSize?.toKibibytes() ?? DEFAULT_MAX_UNPACKED_KIB,
    startSeconds: props.startTimeout?.toSeconds() ?? DEFAULT_START_SECONDS,
    healthSeconds: props.healthWindow?.toSeconds() ?? DEFAULT_HEALTH_SECONDS,
    httpProxy: props.httpProxy,
    httpsProxy: props.httpsProxy,
    noProxy: props.noProxy ?? [],
  };
}

/** The nodes that the scripts can run on. */
function supportedNodes(architectures?: readonly Architecture[], affinity?: Affinity): Affinity {
  return onNodesWith({
    'kubernetes.io/os': ['linux'],
    ...architectures ? { 'kubernetes.io/arch': architectures.map(({ kubernetesName }) => kubernetesName).sort() } : {},
  }, affinity);
}
