import type { Duration } from 'cdk8s';
import type { NodeAffinity, ResourceRequirements, Toleration } from 'kubernetes-types/core/v1';
import { DaemonSetModel, JobModel, KataModel, MonitorModel, NodeExpression, ProbeModel } from './model';
import { linuxAffinity } from './objects/affinity';
import { socketFolderOf } from './objects/monitor';
import { installedLabel, withoutControlPlanes } from './objects/node-selectors';
import { ContainerImage, KubernetesDistribution } from '../../common';
import { defaultResources, LOG_STORAGE, resourceRequirements, resourcesOver } from '../../common/private/resources';
import { sortedDeep, sortedMap } from '../../common/private/sorted-map';
import { DaemonSetDeploymentProps, JobDeploymentProps, KataProbe, KataUpdateStrategy } from '../kata-deployment';
import { KataMonitorOptions } from '../kata-runtime-options';
import { KataRuntimeProps } from '../kata-runtime-props';

const IMAGES = 'quay.io/kata-containers';
const DEFAULT_PORT = 8090;
const EVERY_TEN_MINUTES = '*/10 * * * *';
/** No limits of CPU and memory: copying Kata fills the page cache, and a pod that is killed leaves half of Kata on its node. */
const RESOURCES: ResourceRequirements = {
  requests: { 'cpu': '25m', 'memory': '16Mi', 'ephemeral-storage': LOG_STORAGE.request }, limits: { 'ephemeral-storage': LOG_STORAGE.limit },
};

/** The dispatcher keeps what the API server says of all nodes. */
const DISPATCHER_RESOURCES = defaultResources(['10m', '1'], ['64Mi', '1Gi']);
const MONITOR_RESOURCES: ResourceRequirements = { requests: { cpu: '200m', memory: '300Mi' }, limits: { cpu: '200m', memory: '300Mi' } };

/** The nodes of an installation. */
type Nodes = Pick<KataModel, 'release' | 'suffix' | 'distribution' | 'nodeSelector' | 'tolerations' | 'affinity' | 'linuxNodes'>;

/** A duration in seconds; rules see to it that they are whole ones. */
export const seconds = <T>(duration: Duration | undefined, otherwise: T) => duration?.toSeconds({ integral: false }) ?? otherwise;

/** Tolerations as manifests have them. */
export const sortedTolerations = (list: readonly object[] = []) => list.map((one) => sortedDeep(one) as Toleration);

/** How a DaemonSet or Jobs get Kata to the nodes, and what watches it there. */
export function deploymentModel(props: KataRuntimeProps, nodes: Nodes): Pick<KataModel, 'mode' | 'daemonSet' | 'job' | 'monitor'> {
  const { daemonSet = {}, job } = props.deployment?._kind ?? {};
  const { dispatcherImage, dispatcherResources } = daemonSet;
  return {
    mode: job ? 'job' : 'daemonset',
    daemonSet: daemonSetModel(daemonSet, nodes),
    job: jobModel(job ?? { dispatcherImage, dispatcherResources }, props, nodes),
    monitor: props.monitor && monitorModel(props.monitor, props, nodes),
  };
}

function daemonSetModel(daemonSet: DaemonSetDeploymentProps, { release }: Nodes): DaemonSetModel {
  const probe = (given: KataProbe = {}, defaults: ProbeModel): ProbeModel | undefined => (given.enabled === false ? undefined : {
    initialDelaySeconds: seconds(given.initialDelay, defaults.initialDelaySeconds),
    periodSeconds: seconds(given.period, defaults.periodSeconds!),
    failureThreshold: given.failureThreshold ?? defaults.failureThreshold,
    timeoutSeconds: seconds(given.timeout, 3),
  });
  return {
    resources: release.features.includes('pod-settings') ? resourcesOver(RESOURCES, daemonSet.resources) : {},
    updateStrategy: updateStrategy(daemonSet.updateStrategy),
    health: {
      port: daemonSet.healthPort ?? DEFAULT_PORT,
      startupProbe: probe(daemonSet.startupProbe, { initialDelaySeconds: 1, periodSeconds: 10, failureThreshold: 60 }),
      livenessProbe: probe(daemonSet.livenessProbe, { periodSeconds: 30, failureThreshold: 3 }),
      readinessProbe: probe(daemonSet.readinessProbe, { periodSeconds: 10, failureThreshold: 3 }),
    },
  };
}

function updateStrategy(strategy: KataUpdateStrategy | undefined): DaemonSetModel['updateStrategy'] {
  if (strategy?.type === 'OnDelete') return { type: 'OnDelete' };
  return { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: strategy?._maxUnavailable?.value ?? 1 } };
}

/** Of pods that run once in a cluster: not every cluster keeps pods from its Windows nodes by a taint. */
export function onLinuxNodes({ architectureAffinity = true }: KataRuntimeProps): Record<string, string> {
  return architectureAffinity ? { 'kubernetes.io/os': 'linux' } : {};
}

function jobModel(job: JobDeploymentProps, props: KataRuntimeProps, nodes: Nodes): JobModel {
  const { release, nodeSelector } = nodes;
  const image = job.dispatcherImage ?? ContainerImage.of(`${IMAGES}/kata-deploy-job-dispatcher`, { tag: release.version });
  const cleanup = job.cleanup ?? {};
  const byLabels = cleanup.nodeSelector || cleanup.nodeAffinity || cleanup.nodes?.length;
  return {
    dispatcherImage: image.reference,
    dispatcherResources: resourcesOver(DISPATCHER_RESOURCES, job.dispatcherResources),
    dispatcherNodeSelector: sortedMap({ ...onLinuxNodes(props), ...job.dispatcherNodeSelector }),
    dispatcherTolerations: sortedTolerations(job.dispatcherTolerations),
    parallelism: job.parallelism ?? 100,
    nodes: job.nodes ?? [],
    waitForNodesSeconds: seconds(job.waitForNodes, 120),
    nodeSettleSeconds: seconds(job.nodeSettle, 15),
    waitNodeReadySeconds: seconds(job.waitNodeReady, 300),
    ttlSecondsAfterFinished: seconds(job.ttlAfterFinished, 600),
    activeDeadlineSeconds: seconds(job.activeDeadline, 3600),
    backoffLimit: job.backoffLimit ?? 3,
    cleanup: {
      nodes: cleanup.nodes ?? [],
      nodeSelector: sortedMap(cleanup.nodeSelector),
      nodeAffinity: byLabels ? (cleanup.nodeAffinity ?? {}) as NodeAffinity : markedNodes(nodes),
    },
    ...(release.dispatcherOwnsNodes ? {} : {
      nodeSelector,
      nodeSelectorExpressions: withoutControlPlanes(nodes, nodeSelector, expressions(linuxAffinity(nodes).nodeAffinity)),
      cleanupNodeSelectorExpressions: expressions(byLabels ? cleanup.nodeAffinity as NodeAffinity : markedNodes(nodes)),
    }),
    lateNodesSchedule: (job.lateNodes ?? !job.nodes?.length) ? job.lateNodesSchedule ?? EVERY_TEN_MINUTES : '',
  };
}

/** The nodes that are cleaned where nobody says which: other installations may need what would go from theirs. */
function markedNodes(nodes: Nodes): NodeAffinity {
  const key = installedLabel(nodes);
  return { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key, operator: 'Exists' }] }] } };
}

/** The expressions of the only term, for dispatchers that take one selector. */
function expressions(affinity: NodeAffinity | undefined): NodeExpression[] {
  const [term] = affinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  return term?.matchExpressions ?? [];
}

function monitorModel(monitor: KataMonitorOptions, props: KataRuntimeProps, nodes: Nodes): MonitorModel {
  const { distribution = KubernetesDistribution.K8S, containerd } = props;
  const port = monitor.port ?? DEFAULT_PORT;
  const runtimeEndpoint = monitor.runtimeEndpoint ?? containerd?.runtimeSocket ?? distribution.containerdSocket;
  return {
    image: monitor.image?.reference ?? `${IMAGES}/kata-monitor:${nodes.release.version}`,
    listenAddress: monitor.listenAddress ?? `0.0.0.0:${port}`,
    runtimeEndpoint,
    socketFolder: socketFolderOf(runtimeEndpoint),
    logLevel: monitor.logLevel ?? props.logLevel ?? (props.debug ? 'debug' : 'info'),
    port,
    securityContext: (monitor.securityContext ?? { privileged: false, runAsUser: 0, runAsGroup: 0 }) as MonitorModel['securityContext'],
    resources: monitor.resources ? resourceRequirements(monitor.resources) : MONITOR_RESOURCES,
    affinity: linuxAffinity(nodes),
  };
}
