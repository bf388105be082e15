import type { Construct } from 'constructs';
import type { Affinity } from 'kubernetes-types/core/v1';
import { resourceRequirements } from './resources';
import { MANAGER_RESOURCES, ManagerMetrics, ManagerSettings, PROXY_RESOURCES } from './settings';
import { ContainerImage, ImagePullPolicy } from '../../../common';
import { checkPod } from '../../../common/private/placement-rules';
import { Problems } from '../../../common/private/problems';
import { checkResources } from '../../../common/private/resource-rules';
import { sortedMap } from '../../../common/private/sorted-map';
import { warnAtSynth } from '../../../common/private/warnings';
import { PinnedImage } from '../../catalogue/releases';
import { PeerPodsManagerOptions } from '../../manager-options';
import { MetricsEndpoint } from '../../metrics-endpoint';

/** Keeps a program that pods of the whole cluster wait for from being evicted. */
const PRIORITY_CLASS = 'system-cluster-critical';

/** Rules on the options that all managers have. The types of the options have been checked. */
export function checkManager(options: PeerPodsManagerOptions, problems: Problems): void {
  checkResources('resources', options.resources, problems);
  checkPod(options, problems);
}

/** Warns where everyone may read the metrics. */
export function warnAboutMetrics(construct: Construct, { metrics: { kind } }: Pick<ManagerSettings, 'metrics'>): void {
  if (kind === 'open') warnAtSynth(construct, 'everyone who reaches its pod can read its metrics; MetricsEndpoint.authenticated() asks the API server.');
}

/** The settings that follow from the options alone. */
export function managerSettings(
  options: PeerPodsManagerOptions,
  facts: { readonly image: PinnedImage; readonly proxy: PinnedImage; readonly builtInMetrics: boolean },
): Omit<ManagerSettings, 'namePrefix' | 'program' | 'namespace' | 'ownLabels'> {
  return {
    image: (options.image ?? pinned(facts.image)).reference,
    imagePullPolicy: (options.imagePullPolicy ?? ImagePullPolicy.IF_NOT_PRESENT) || undefined,
    imagePullSecrets: (options.imagePullSecrets ?? []).map(({ name }) => name),
    resources: resourceRequirements(options.resources, MANAGER_RESOURCES),
    metrics: metrics(options.metrics ?? MetricsEndpoint.authenticated(), facts),
    serviceAccountAnnotations: {},
    podLabels: {},
    nodeSelector: sortedMap(options.nodeSelector),
    architectures: options.image ? undefined : facts.image.architectures, // nobody knows for what another image was built
    tolerations: options.tolerations ?? [],
    affinity: options.affinity as Affinity | undefined,
    chartRoles: false,
    priorityClassName: (options.priorityClassName ?? PRIORITY_CLASS) || undefined,
    restricted: true,
    readOnlyRoot: options.readOnlyRootFilesystem ?? true,
    networkPolicy: options.networkPolicy ?? true,
    disruptionBudget: false, // of one replica, whose pod may always be evicted
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
