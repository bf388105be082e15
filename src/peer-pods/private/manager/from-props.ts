import type { Construct } from 'constructs';
import type { Affinity } from 'kubernetes-types/core/v1';
import { MANAGER_RESOURCES, ManagerMetrics, ManagerModel, PROXY_RESOURCES } from './model';
import { ContainerImage, ImagePullPolicy } from '../../../common';
import { onLinux } from '../../../common/private/node-affinity';
import { podPlacement } from '../../../common/private/pod-placement';
import { resourcesOver } from '../../../common/private/resources';
import { warnAtSynth } from '../../../common/private/warnings';
import { PinnedImage } from '../../catalogue/releases';
import { PeerPodsManagerOptions } from '../../manager-options';
import { MetricsEndpoint } from '../../metrics-endpoint';

/** Keeps a program that pods of the whole cluster wait for from being evicted. */
const PRIORITY_CLASS = 'system-cluster-critical';

/** Warns where everyone may read the metrics. */
export function warnAboutMetrics(construct: Construct, { metrics: { kind } }: Pick<ManagerModel, 'metrics'>): void {
  if (kind === 'open') warnAtSynth(construct, 'everyone who reaches its pod can read its metrics; MetricsEndpoint.authenticated() asks the API server.');
}

/** The settings that follow from the options alone. */
export function managerModel(
  options: PeerPodsManagerOptions,
  facts: { readonly image: PinnedImage; readonly proxy: PinnedImage; readonly builtInMetrics: boolean },
): Omit<ManagerModel, 'namePrefix' | 'program' | 'namespace' | 'ownLabels'> {
  const architectures = options.image ? undefined : facts.image.architectures; // nobody knows for what another image was built
  const affinity = options.affinity as Affinity | undefined;
  return {
    image: (options.image ?? pinned(facts.image)).reference,
    imagePullPolicy: (options.imagePullPolicy ?? ImagePullPolicy.IF_NOT_PRESENT) || undefined,
    metrics: metrics(options.metrics ?? MetricsEndpoint.authenticated(), facts),
    serviceAccountAnnotations: {},
    podLabels: {},
    chartRoles: false,
    restricted: true,
    readOnlyRoot: options.readOnlyRootFilesystem ?? true,
    networkPolicy: options.networkPolicy ?? true,
    disruptionBudget: false, // of one replica, whose pod may always be evicted
    resources: resourcesOver(MANAGER_RESOURCES, options.resources),
    placement: podPlacement({
      ...options,
      priorityClassName: options.priorityClassName ?? PRIORITY_CLASS,
      affinity: architectures ? onLinux(architectures, affinity) : affinity,
    }),
  };
}

function metrics(
  endpoint: MetricsEndpoint, facts: { readonly proxy: PinnedImage; readonly builtInMetrics: boolean },
): ManagerMetrics {
  if (endpoint._kind !== 'authenticated') return { kind: endpoint._kind };
  if (facts.builtInMetrics) return { kind: 'built-in' };
  return { kind: 'proxy', image: (endpoint._proxyImage ?? pinned(facts.proxy)).reference, resources: PROXY_RESOURCES };
}

const pinned = ({ repository, tag }: PinnedImage) => ContainerImage.of(repository, { tag });
