import type { Duration } from 'cdk8s';
import type { Affinity, NodeAffinity, ResourceRequirements, Toleration } from 'kubernetes-types/core/v1';
import { Architecture, ContainerImage } from '../../../common';
import { KATA_LABEL } from '../../../common/private/kata-label';
import { onLinux } from '../../../common/private/node-affinity';
import { defaultResources, LOG_STORAGE, resourceRequirements, resourcesOver } from '../../../common/private/resources';
import { sortedDeep, sortedMap } from '../../../common/private/sorted-map';
import { DaemonSetDeploymentProps, JobDeploymentProps, KataProbe, KataUpdateStrategy } from '../../kata-deployment';
import { KataRuntimeClassOptions } from '../../kata-runtime-class-options';
import { CustomKataRuntime, KataMonitorOptions, NodeFeatureDiscovery } from '../../kata-runtime-options';
import { KataRuntimeProps, RuntimeClasses } from '../../kata-runtime-props';
import { PullType } from '../../kata-shim';
import { KataSettings, shimsOn, ShimSettings, suffixed } from '../settings';
import { withoutControlPlanes } from './control-planes';
import {
  CustomRuntimeModel, DaemonSetModel, JobModel, MonitorModel, NodeExpression, ProbeModel, ShimModel, PerShimModel,
} from './model';
import { socketFolderOf } from './monitor';
import { installedLabel } from './node-selectors';
import { yaml } from './yaml';

const KUBECTL = 'registry.k8s.io/kubectl:v1.34.1';
const IMAGES = 'quay.io/kata-containers';
const ALL = Architecture.all();
const DEFAULT_PORT = 8090;
const EVERY_TEN_MINUTES = '*/10 * * * *';
/** No limits of CPU and memory: copying Kata fills the page cache, and a pod that is killed leaves half of Kata on its node. */
const RESOURCES: ResourceRequirements = {
  requests: { 'cpu': '25m', 'memory': '16Mi', 'ephemeral-storage': LOG_STORAGE.request }, limits: { 'ephemeral-storage': LOG_STORAGE.limit },
};

/** The dispatcher keeps what the API server says of all nodes. */
const DISPATCHER_RESOURCES = defaultResources(['10m', '1'], ['64Mi', '1Gi']);
const MONITOR_RESOURCES: ResourceRequirements = { requests: { cpu: '200m', memory: '300Mi' }, limits: { cpu: '200m', memory: '300Mi' } };

/** What the props of a runtime mean for kata-deploy 3.25 and later. */
export function perShimModel(settings: KataSettings): PerShimModel {
  const { props, release } = settings;
  const { daemonSet = {}, job } = props.deployment?._kind ?? {};
  const { dispatcherImage, dispatcherResources } = daemonSet;
  const facts = release.perShim!;
  const instance = props.instanceName ?? suffixed(settings.name, settings.suffix);
  const features = props.nodeFeatureDiscovery ?? NodeFeatureDiscovery.ABSENT;
  const given = (props.affinity ?? {}) as Affinity;
  // Nodes of other architectures would get all shims that kata-deploy has for them.
  const everywhere = settings.architectures.length === ALL.length;
  const architectures = everywhere ? undefined : settings.architectures.map(({ kubernetesName }) => kubernetesName);
  const affinity = props.architectureAffinity === false ? given : onLinux(architectures, given);
  const distribution = props.containerd?.configDir ? undefined : settings.distribution.name;
  return {
    release: facts,
    name: settings.name,
    suffix: settings.suffix ?? '',
    identity: { name: settings.name, instance, fullname: instance },
    mode: job ? 'job' : 'daemonset',
    daemonSet: daemonSetModel(daemonSet),
    job: jobModel(job ?? { dispatcherImage, dispatcherResources }, settings, { affinity, distribution }),
    image: settings.image.reference,
    kubectlImage: props.kubectlImage?.reference ?? KUBECTL,
    imagePullPolicy: settings.imagePullPolicy,
    imagePullSecrets: settings.imagePullSecrets.map((name) => ({ name })),
    monitor: props.monitor && monitorModel(props.monitor, settings, affinity),
    distribution,
    containerd: {
      configDir: props.containerd?.configDir ?? settings.distribution.containerdConfigDir,
      configFileName: props.containerd?.configFileName ?? '',
      userDropIn: props.containerd?.userDropIn ?? '',
    },
    nodeSelector: settings.nodeSelector,
    tolerations: tolerations(settings),
    affinity,
    priorityClassName: settings.priorityClassName ?? '',
    startupTaints: (props.startupTaints ?? []).map(({ key, effect }) => (effect ? `${key}:${effect}` : key)),
    podLabels: sortedMap(props.podLabels),
    podAnnotations: sortedMap(props.podAnnotations),
    debug: settings.debug,
    devkit: props.devkit ?? false,
    logLevel: props.logLevel ?? '',
    snapshotter: {
      setup: props.setupSnapshotters ? settings.setupSnapshotters
        : ['nydus', 'erofs'].filter((name) => settings.shims.some(({ snapshotter }) => snapshotter === name)),
      erofsMergeMode: props.erofs?.mergeMode ?? '',
      erofsSnapshotterMode: props.erofs?.snapshotterMode ?? '',
      erofsDmverity: props.erofs?.dmVerity ?? false,
    },
    shims: [...settings.shims].sort(byName).map((shim) => shimModel(shim, settings)),
    defaultShims: defaultShims(settings),
    runtimeClasses: settings.runtimeClasses === RuntimeClasses.NONE ? undefined : {
      defaultShim: settings.createDefaultRuntimeClass ? settings.defaultShim : undefined,
      defaultName: settings.defaultRuntimeClassName,
    },
    installationPrefix: settings.installationPrefix,
    hostOs: settings.hostOs ?? '',
    nodeFeatures: {
      enforced: features === NodeFeatureDiscovery.ENFORCED,
      present: features !== NodeFeatureDiscovery.ABSENT,
      rules: props.nodeFeatureRules ?? (features !== NodeFeatureDiscovery.ABSENT && facts.nodeFeatureRules),
    },
    verification: props.verification && {
      pod: yaml(sortedDeep(props.verification.pod)),
      podName: props.verification.pod.metadata.name,
      namespace: props.verification.namespace ?? 'default',
      nodeSelector: onLinuxNodes(props),
      timeoutSeconds: seconds(props.verification.timeout, 180),
      installTimeoutSeconds: seconds(props.verification.installTimeout, 1200),
    },
    customRuntimes: [...props.customRuntimes ?? []].sort(byName).map((one) => customRuntime(one, settings)),
    extraEnv: { ...proxies(settings), ...settings.additionalEnv, ...settings.envOverrides },
    seLinuxOptions: props.seLinuxOptions,
    gates: settings.gates,
  };
}

const byName = (a: { readonly name: string }, b: { readonly name: string }) => (a.name < b.name ? -1 : 1);
const seconds = (duration: Duration | undefined, otherwise: number) => duration?.toSeconds() ?? otherwise;

function daemonSetModel(daemonSet: DaemonSetDeploymentProps): DaemonSetModel {
  const probe = (given: KataProbe = {}, defaults: ProbeModel): ProbeModel | undefined => (given.enabled === false ? undefined : {
    initialDelaySeconds: given.initialDelay?.toSeconds() ?? defaults.initialDelaySeconds,
    periodSeconds: seconds(given.period, defaults.periodSeconds!),
    failureThreshold: given.failureThreshold ?? defaults.failureThreshold,
    timeoutSeconds: seconds(given.timeout, 3),
  });
  return {
    resources: resourcesOver(RESOURCES, daemonSet.resources),
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
function onLinuxNodes({ architectureAffinity = true }: KataRuntimeProps): Record<string, string> {
  return architectureAffinity ? { 'kubernetes.io/os': 'linux' } : {};
}

function jobModel(
  job: JobDeploymentProps, settings: KataSettings, { affinity, distribution }: Pick<PerShimModel, 'affinity' | 'distribution'>,
): JobModel {
  const { release, nodeSelector } = settings;
  const image = job.dispatcherImage ?? ContainerImage.of(`${IMAGES}/kata-deploy-job-dispatcher`, { tag: release.version });
  const cleanup = job.cleanup ?? {};
  const byLabels = cleanup.nodeSelector || cleanup.nodeAffinity || cleanup.nodes?.length;
  return {
    dispatcherImage: image.reference,
    dispatcherResources: resourcesOver(DISPATCHER_RESOURCES, job.dispatcherResources),
    dispatcherNodeSelector: sortedMap({ ...onLinuxNodes(settings.props), ...job.dispatcherNodeSelector }),
    dispatcherTolerations: plain(job.dispatcherTolerations),
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
      nodeAffinity: byLabels ? (cleanup.nodeAffinity ?? {}) as NodeAffinity : markedNodes(settings),
    },
    ...(release.perShim!.dispatcherOwnsNodes ? {} : {
      nodeSelector,
      nodeSelectorExpressions: withoutControlPlanes(
        { tolerations: tolerations(settings), distribution }, nodeSelector, expressions(affinity.nodeAffinity)),
      cleanupNodeSelectorExpressions: expressions(byLabels ? cleanup.nodeAffinity as NodeAffinity : markedNodes(settings)),
    }),
    lateNodesSchedule: (job.lateNodes ?? !job.nodes?.length) ? job.lateNodesSchedule ?? EVERY_TEN_MINUTES : '',
  };
}

/** The nodes that are cleaned where nobody says which: other installations may need what would go from theirs. */
function markedNodes({ release, suffix = '' }: KataSettings): NodeAffinity {
  const key = installedLabel({ release: release.perShim!, suffix });
  return { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key, operator: 'Exists' }] }] } };
}

/** The expressions of the only term, for dispatchers that take one selector. */
function expressions(affinity: NodeAffinity | undefined): NodeExpression[] {
  const [term] = affinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  return term?.matchExpressions ?? [];
}

function monitorModel(monitor: KataMonitorOptions, settings: KataSettings, affinity: Affinity): MonitorModel {
  const { props, release, distribution } = settings;
  const port = monitor.port ?? DEFAULT_PORT;
  const runtimeEndpoint = monitor.runtimeEndpoint ?? props.containerd?.runtimeSocket ?? distribution.containerdSocket;
  return {
    image: monitor.image?.reference ?? `${IMAGES}/kata-monitor:${release.version}`,
    listenAddress: monitor.listenAddress ?? `0.0.0.0:${port}`,
    runtimeEndpoint,
    socketFolder: socketFolderOf(runtimeEndpoint),
    logLevel: monitor.logLevel ?? props.logLevel ?? (settings.debug ? 'debug' : 'info'),
    port,
    securityContext: (monitor.securityContext ?? { privileged: false, runAsUser: 0, runAsGroup: 0 }) as MonitorModel['securityContext'],
    resources: monitor.resources ? resourceRequirements(monitor.resources) : MONITOR_RESOURCES,
    affinity,
  };
}

/** The taints of nodes that Kata gets to: those that its pods tolerate, where anything looks at taints. */
export function acceptedTaints(settings: KataSettings): Toleration[] {
  const { job } = settings.props.deployment?._kind ?? {};
  const everywhere = job && (job.nodes?.length || !settings.release.perShim?.dispatcherOwnsNodes);
  return everywhere ? [{ operator: 'Exists' }] : tolerations(settings);
}

/** kata-deploy's own pods have to land on nodes that carry the taints it is to remove. */
function tolerations({ props, tolerations: given }: KataSettings): Toleration[] {
  const needed = (props.startupTaints ?? [])
    .filter(({ key, effect }) => !given.some((one) => (
      (!one.key || one.key === key) && one.operator === 'Exists' && (!one.effect || one.effect === effect))))
    .map(({ key, effect }) => ({ key, operator: 'Exists', ...(effect ? { effect } : {}) }));
  return [...plain(given), ...needed];
}

const plain = (list: readonly object[] = []) => list.map((one) => sortedDeep(one) as Toleration);

function shimModel(shim: ShimSettings, settings: KataSettings): ShimModel {
  const { props } = settings;
  const own = shim.runtimeClass;
  return {
    name: shim.name,
    architectures: shim.architectures.map(({ kubernetesName }) => kubernetesName),
    allowedHypervisorAnnotations: [...new Set([...settings.allowedHypervisorAnnotations, ...shim.allowedHypervisorAnnotations])],
    snapshotter: shim.snapshotter ?? '',
    forceGuestPull: shim.forceGuestPull,
    guestPull: shim.pullType === PullType.GUEST_PULL,
    httpsProxy: perShim(settings, 'agentHttpsProxy') ? shim.agentHttpsProxy ?? settings.agentHttpsProxy : '',
    noProxy: perShim(settings, 'agentNoProxy') ? (shim.agentNoProxy ?? settings.agentNoProxy).join(',') : '',
    dropIn: shim.dropIn,
    overhead: { cpu: own.overheadCpu ?? shim.overhead.cpu, memory: own.overheadMemory ?? shim.overhead.memory },
    overheadEnabled: own.overheadEnabled ?? props.runtimeClassOverhead ?? true,
    runtimeClassNodeSelector: sortedMap(own.nodeSelector),
    runtimeClassTolerations: plain(own.tolerations ?? props.runtimeClassTolerations),
  };
}

type AgentProp = 'agentHttpsProxy' | 'agentNoProxy';
const perShim = ({ shims }: KataSettings, prop: AgentProp) => shims.some((shim) => shim[prop] !== undefined);

/**
 * One proxy for all shims is written without their names: kata-deploy stops on names that the node's architecture does not
 * have.
 */
function proxies(settings: KataSettings): Record<string, string> {
  return {
    ...(settings.agentHttpsProxy && !perShim(settings, 'agentHttpsProxy') ? { AGENT_HTTPS_PROXY: settings.agentHttpsProxy } : {}),
    ...(settings.agentNoProxy.length && !perShim(settings, 'agentNoProxy') ? { AGENT_NO_PROXY: settings.agentNoProxy.join(',') } : {}),
  };
}

/** kata-deploy stops on a default shim that it does not install, and has one of its own where none is given. */
function defaultShims(settings: KataSettings): Record<string, string> {
  return Object.fromEntries(settings.architectures.flatMap((architecture) => {
    const installed = shimsOn(settings, architecture).map(({ name }) => name);
    const wanted = settings.architectureDefaultShims[architecture.name] ?? settings.defaultShim;
    const implied = settings.props.impliedDefaultShims ?? true ? installed[0] : undefined;
    const shim = wanted && installed.includes(wanted) ? wanted : implied;
    return shim ? [[architecture.kubernetesName, shim]] : [];
  }));
}

function customRuntime(custom: CustomKataRuntime, { props, suffix, shims }: KataSettings): CustomRuntimeModel {
  const { name, baseShim, dropIn = '', snapshotter, pullType, runtimeClass = {} } = custom;
  return {
    key: name,
    handler: name,
    baseConfig: baseShim.name,
    dropIn,
    snapshotter: snapshotter?.name ?? '',
    pullType: pullType === PullType.GUEST_PULL ? pullType : '',
    runtimeClass: runtimeClassObject(
      name, runtimeClass, plain(runtimeClass.tolerations ?? props.runtimeClassTolerations), suffix),
    inheritBaseOverhead: runtimeClass.overheadEnabled ?? props.runtimeClassOverhead ?? true,
    baseOverhead: shims.find((shim) => shim.name === baseShim.name)?.overhead,
  };
}

function runtimeClassObject(
  name: string, options: KataRuntimeClassOptions, accepted: Toleration[], suffix = 'default',
): Record<string, unknown> {
  const { overheadCpu: cpu, overheadMemory: memory } = options;
  return {
    apiVersion: 'node.k8s.io/v1',
    kind: 'RuntimeClass',
    metadata: { name, labels: { 'app.kubernetes.io/managed-by': 'kata-deploy', 'kata-deploy/instance': suffix } },
    handler: name,
    ...(cpu || memory ? { overhead: { podFixed: { ...(memory ? { memory } : {}), ...(cpu ? { cpu } : {}) } } } : {}),
    scheduling: {
      nodeSelector: { [KATA_LABEL]: 'true', ...sortedMap(options.nodeSelector) },
      ...(accepted.length ? { tolerations: accepted } : {}),
    },
  };
}
