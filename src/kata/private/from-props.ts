import type { Duration } from 'cdk8s';
import type { Affinity, NodeAffinity, ResourceRequirements, Toleration } from 'kubernetes-types/core/v1';
import { checkModel } from './check-model';
import { checkProps } from './check-props';
import { checkRelease } from './check-release';
import { yaml } from './content';
import { CustomRuntimeModel, DaemonSetModel, JobModel, KataModel, MonitorModel, ProbeModel, ShimModel } from './model';
import { suffixed } from './names';
import { installedOn } from './objects/environment';
import { instanceOf } from './objects/runtime-classes';
import { propsOrigin } from './props-origin';
import { Architecture, ContainerImage, ImagePullPolicy, KubernetesDistribution } from '../../common';
import { lookup } from '../../common/private/free-keys';
import { KATA_LABEL } from '../../common/private/kata-label';
import { NODE_AGENT_PRIORITY_CLASS } from '../../common/private/placement-rules';
import { Problems } from '../../common/private/problems';
import { defaultResources, LOG_STORAGE, resourceRequirements, resourcesOver } from '../../common/private/resources';
import { sortedDeep, sortedMap } from '../../common/private/sorted-map';
import { ReleaseFacts } from '../catalogue/releases';
import { ShimFacts } from '../catalogue/shims';
import { DaemonSetDeploymentProps, JobDeploymentProps, KataProbe, KataUpdateStrategy } from '../kata-deployment';
import { KataRuntimeClassOptions } from '../kata-runtime-class-options';
import { CustomKataRuntime, KataMonitorOptions, NodeFeatureDiscovery } from '../kata-runtime-options';
import { KataRuntimeProps, RuntimeClasses } from '../kata-runtime-props';
import { KataShim, PullType } from '../kata-shim';

const DEFAULT_NAME = 'kata-deploy';
const DEFAULT_RUNTIME_CLASS = 'kata';
const KUBECTL = 'registry.k8s.io/kubectl:v1.34.1';
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

/**
 * Checks props, and says what they mean with their defaults. The model is only to be used when no problem was found.
 *
 * @param problems takes everything that is wrong
 */
export function resolve(props: KataRuntimeProps, problems: Problems, requested = requestedShims(props)): KataModel {
  const architectures = unique(props.architectures ?? [Architecture.X86_64]);
  checkRelease(props, architectures, requested, problems);
  checkProps(props, requested, problems);
  const model = modelOf(props, architectures, requested);
  for (const { level, path, message } of checkModel(model, propsOrigin(props, requested, model))) {
    if (level === 'error') problems.addSentence(path, message);
    else problems.warn(path, message);
  }
  return model;
}

/** The shims that props ask for: without any, those of Confidential Containers. */
export function requestedShims({ shims, architectures: given, release }: KataRuntimeProps): KataShim[] {
  if (shims) return shims;
  const { confidentialShims } = release._facts;
  const architectures = unique(given ?? [Architecture.X86_64]);
  const names = unique(architectures.flatMap(({ name }) => confidentialShims[name] ?? []));
  return names.map((name) => KataShim.of(name).withOptions({
    architectures: architectures.filter((one) => confidentialShims[one.name].includes(name)),
  }));
}

function modelOf(props: KataRuntimeProps, architectures: readonly Architecture[], requested: readonly KataShim[]): KataModel {
  const release = props.release._facts;
  const perList = release.interface === 'per-list';
  const { name = DEFAULT_NAME, multiInstallSuffix: suffix = '', distribution = KubernetesDistribution.K8S, debug = false, verification } = props;
  const instance = props.instanceName ?? suffixed(name, suffix);
  const features = props.nodeFeatureDiscovery ?? NodeFeatureDiscovery.ABSENT;
  const shims = requested.map((shim) => shimModel(shim, props, architectures, requested));
  const { daemonSet = {}, job } = props.deployment?._kind ?? {};
  const { dispatcherImage, dispatcherResources } = daemonSet;
  return {
    release,
    name,
    suffix,
    identity: { name, instance, fullname: instance },
    mode: job ? 'job' : 'daemonset',
    daemonSet: daemonSetModel(daemonSet, release),
    job: jobModel(job ?? { dispatcherImage, dispatcherResources }, props),
    monitor: props.monitor && monitorModel(props.monitor, props),
    distribution: distribution.name,
    nodeSelector: sortedMap(props.nodeSelector),
    tolerations: tolerations(props),
    affinity: (props.affinity ?? {}) as Affinity,
    linuxNodes: linuxNodes(props, architectures),
    image: (props.image ?? ContainerImage.of(release.image, { tag: release.version })).reference,
    kubectlImage: props.kubectlImage?.reference ?? KUBECTL,
    imagePullPolicy: props.imagePullPolicy ?? ImagePullPolicy.ALWAYS,
    imagePullSecrets: (props.imagePullSecrets ?? []).map((secret) => ({ name: secret.name })),
    containerd: {
      configDir: props.containerd?.configDir ?? distribution.containerdConfigDir,
      ownConfigDir: !!props.containerd?.configDir,
      configFileName: props.containerd?.configFileName ?? '',
      userDropIn: props.containerd?.userDropIn ?? '',
    },
    priorityClassName: props.priorityClassName ?? NODE_AGENT_PRIORITY_CLASS,
    startupTaints: (props.startupTaints ?? []).map(({ key, effect }) => (effect ? `${key}:${effect}` : key)),
    podLabels: sortedMap(props.podLabels),
    podAnnotations: sortedMap(props.podAnnotations),
    debug,
    devkit: props.devkit ?? false,
    logLevel: props.logLevel ?? '',
    snapshotter: {
      setup: props.setupSnapshotters?.map((one) => one.name) ?? usedSnapshotters(release, shims),
      erofsMergeMode: props.erofs?.mergeMode ?? '',
      erofsSnapshotterMode: props.erofs?.snapshotterMode ?? '',
      erofsDmverity: props.erofs?.dmVerity ?? false,
    },
    architectures: kubernetesNames(architectures),
    shims: perList ? shims : [...shims].sort(byName),
    defaultShim: props.defaultShim?.name ?? '',
    defaultShims: defaultShims(props, architectures, shims),
    runtimeClasses: props.runtimeClasses === RuntimeClasses.NONE ? undefined : {
      byProgram: props.runtimeClasses === undefined ? perList : props.runtimeClasses === RuntimeClasses.BY_KATA_DEPLOY,
      asksForDefault: props.createDefaultRuntimeClass ?? false,
      defaultShim: props.createDefaultRuntimeClass ? props.defaultShim?.name : undefined,
      defaultName: props.defaultRuntimeClassName ?? DEFAULT_RUNTIME_CLASS,
    },
    installationPrefix: props.installationPrefix ?? '',
    hostOs: props.hostOs ?? '',
    nodeFeatures: {
      enforced: features === NodeFeatureDiscovery.ENFORCED,
      present: features !== NodeFeatureDiscovery.ABSENT,
      rules: props.nodeFeatureRules ?? (features !== NodeFeatureDiscovery.ABSENT && release.nodeFeatureRules),
    },
    verification: verification && {
      pod: yaml(sortedDeep(verification.pod)),
      manifest: verification.pod as Record<string, unknown>,
      podName: verification.pod.metadata?.name,
      namespace: verification.namespace ?? 'default',
      nodeSelector: onLinuxNodes(props),
      timeoutSeconds: seconds(verification.timeout, 180),
      installTimeoutSeconds: seconds(verification.installTimeout, 1200),
    },
    customRuntimes: [...props.customRuntimes ?? []].sort(byName).map((one) => customRuntime(one, props, requested)),
    httpsProxy: isPerShim('agentHttpsProxy', requested) ? '' : props.agentHttpsProxy ?? '',
    noProxy: isPerShim('agentNoProxy', requested) ? [] : props.agentNoProxy ?? [],
    extraEnv: { ...sortedMap(props.additionalEnv), ...sortedMap(props.unsafeEnvOverrides) },
    seLinuxOptions: props.seLinuxOptions,
    gates: [],
  };
}

const byName = (a: { readonly name: string }, b: { readonly name: string }) => (a.name < b.name ? -1 : 1);
const kubernetesNames = (architectures: readonly Architecture[]) => architectures.map(({ kubernetesName }) => kubernetesName);
const unique = <T>(items: readonly T[]): T[] => [...new Set(items)];

/** A duration in seconds; rules see to it that they are whole ones. */
const seconds = <T>(duration: Duration | undefined, otherwise: T) => duration?.toSeconds({ integral: false }) ?? otherwise;

/** Tolerations as manifests have them. Rules may have found them wrong: they are not looked into. */
const sortedTolerations = (list: readonly object[] = []) => list.map((one) => sortedMap<unknown>({ ...one }) as Toleration);

function daemonSetModel(daemonSet: DaemonSetDeploymentProps, release: ReleaseFacts): DaemonSetModel {
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
function onLinuxNodes({ architectureAffinity = true }: KataRuntimeProps): Record<string, string> {
  return architectureAffinity ? { 'kubernetes.io/os': 'linux' } : {};
}

function jobModel(job: JobDeploymentProps, props: KataRuntimeProps): JobModel {
  const image = job.dispatcherImage ?? ContainerImage.of(`${IMAGES}/kata-deploy-job-dispatcher`, { tag: props.release.version });
  const { nodes = [], nodeSelector, nodeAffinity } = job.cleanup ?? {};
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
    cleanup: nodes.length || nodeSelector || nodeAffinity ? {
      nodes,
      nodeSelector: sortedMap(nodeSelector),
      nodeAffinity: (nodeAffinity ?? {}) as NodeAffinity,
    } : undefined,
    lateNodesSchedule: (job.lateNodes ?? !job.nodes?.length) ? job.lateNodesSchedule ?? EVERY_TEN_MINUTES : '',
  };
}

function monitorModel(monitor: KataMonitorOptions, props: KataRuntimeProps): MonitorModel {
  const { distribution = KubernetesDistribution.K8S, containerd } = props;
  const port = monitor.port ?? DEFAULT_PORT;
  const runtimeEndpoint = monitor.runtimeEndpoint ?? containerd?.runtimeSocket ?? distribution.containerdSocket;
  return {
    image: monitor.image?.reference ?? `${IMAGES}/kata-monitor:${props.release.version}`,
    listenAddress: monitor.listenAddress ?? `0.0.0.0:${port}`,
    runtimeEndpoint,
    logLevel: monitor.logLevel ?? props.logLevel ?? (props.debug ? 'debug' : 'info'),
    port,
    securityContext: (monitor.securityContext ?? { privileged: false, runAsUser: 0, runAsGroup: 0 }) as MonitorModel['securityContext'],
    resources: monitor.resources ? resourceRequirements(monitor.resources) : MONITOR_RESOURCES,
    hasAffinity: true,
  };
}

/** Nodes of other architectures would get all shims that kata-deploy has for them. */
function linuxNodes(
  { release, architectureAffinity }: KataRuntimeProps, architectures: readonly Architecture[],
): KataModel['linuxNodes'] {
  const names = kubernetesNames(architectures);
  if (release._facts.interface === 'per-list') return names.length > 1 ? { architectures: names } : undefined;
  if (architectureAffinity === false) return undefined;
  return { architectures: names.length === Architecture.all().length ? undefined : names };
}

/** kata-deploy's own pods have to land on nodes that carry the taints it is to remove. */
function tolerations({ startupTaints = [], tolerations: given = [] }: KataRuntimeProps): Toleration[] {
  const needed = startupTaints
    .filter(({ key, effect }) => !given.some((one) => (
      (!one.key || one.key === key) && one.operator === 'Exists' && (!one.effect || one.effect === effect))))
    .map(({ key, effect }) => ({ key, operator: 'Exists', ...(effect ? { effect } : {}) }));
  return [...sortedTolerations(given), ...needed];
}

/** The snapshotters that kata-deploy sets up where nobody says which. */
function usedSnapshotters(release: ReleaseFacts, shims: readonly ShimModel[]): string[] {
  if (!release.snapshotterSetup) return [];
  const all = release.interface === 'per-list' ? ['nydus'] : ['nydus', 'erofs'];
  return all.filter((name) => shims.some(({ snapshotter }) => snapshotter === name));
}

const factsOf = ({ _custom, name }: KataShim, { shims }: ReleaseFacts): ShimFacts | undefined => _custom ?? lookup(shims, name);

/** Of a shim that neither catalogue nor user know, which is a problem by then. */
const UNKNOWN: ShimFacts = { architectures: [], overhead: { cpu: '0', memory: '0' } };

/** One shim with its facts and the user's options. */
function shimModel(
  shim: KataShim, props: KataRuntimeProps, architectures: readonly Architecture[], requested: readonly KataShim[],
): ShimModel {
  const facts = factsOf(shim, props.release._facts) ?? UNKNOWN;
  const own = shim._options;
  const { architectures: only = architectures, snapshotter, pullType = facts.pullType, runtimeClass = {} } = own;
  // A snapshotter that is asked for replaces what the release does by force.
  const forceGuestPull = own.forceGuestPull ?? (facts.forceGuestPull === true && !snapshotter);
  return {
    name: shim.name,
    architectures: kubernetesNames(architectures.filter((one) => facts.architectures.includes(one.name) && only.includes(one))),
    allowedHypervisorAnnotations: unique([props, own].flatMap((one) => one.allowedHypervisorAnnotations ?? [])),
    snapshotter: snapshotter ? snapshotter.name : (forceGuestPull ? '' : facts.snapshotter ?? ''),
    forceGuestPull,
    guestPull: pullType === PullType.GUEST_PULL,
    httpsProxy: isPerShim('agentHttpsProxy', requested) ? own.agentHttpsProxy ?? props.agentHttpsProxy ?? '' : '',
    noProxy: isPerShim('agentNoProxy', requested) ? own.agentNoProxy ?? props.agentNoProxy ?? [] : [],
    dropIn: own.dropIn ?? '',
    overhead: {
      cpu: runtimeClass.overheadCpu ?? facts.overhead.cpu,
      memory: runtimeClass.overheadMemory ?? facts.overhead.memory,
    },
    overheadEnabled: runtimeClass.overheadEnabled ?? props.runtimeClassOverhead ?? true,
    runtimeClassNodeSelector: sortedMap(runtimeClass.nodeSelector ?? facts.nodeSelector),
    runtimeClassTolerations: sortedTolerations(runtimeClass.tolerations ?? props.runtimeClassTolerations),
  };
}

const isPerShim = (prop: 'agentHttpsProxy' | 'agentNoProxy', shims: readonly KataShim[]) => (
  shims.some(({ _options }) => _options[prop] !== undefined));

/** kata-deploy stops on a default shim that it does not install. Told shim by shim, it has one of its own where none is given. */
function defaultShims(
  props: KataRuntimeProps, architectures: readonly Architecture[], shims: readonly ShimModel[],
): Record<string, string> {
  const { architectureDefaultShims = [], defaultShim, impliedDefaultShims = true, release } = props;
  const isImplied = impliedDefaultShims && release._facts.interface === 'per-shim';
  return Object.fromEntries(architectures.flatMap((architecture) => {
    const installed = installedOn(architecture.kubernetesName, shims).map(({ name }) => name);
    const wanted = (architectureDefaultShims.find((one) => one.architecture === architecture)?.shim ?? defaultShim)?.name;
    const shim = wanted && installed.includes(wanted) ? wanted : isImplied ? installed[0] : undefined;
    return shim ? [[architecture.kubernetesName, shim]] : [];
  }));
}

function customRuntime(custom: CustomKataRuntime, props: KataRuntimeProps, requested: readonly KataShim[]): CustomRuntimeModel {
  const { name, baseShim, dropIn = '', snapshotter, pullType, runtimeClass = {} } = custom;
  const base = requested.find((shim) => shim.name === baseShim.name);
  return {
    key: name,
    handler: name,
    baseConfig: baseShim.name,
    dropIn,
    snapshotter: snapshotter?.name ?? '',
    pullType: pullType === PullType.GUEST_PULL ? pullType : '',
    runtimeClass: runtimeClassObject(name, runtimeClass, props),
    inheritBaseOverhead: runtimeClass.overheadEnabled ?? props.runtimeClassOverhead ?? true,
    baseOverhead: factsOf(base ?? baseShim, props.release._facts)?.overhead,
  };
}

function runtimeClassObject(name: string, options: KataRuntimeClassOptions, props: KataRuntimeProps): Record<string, unknown> {
  const { overheadCpu: cpu, overheadMemory: memory } = options;
  const accepted = sortedTolerations(options.tolerations ?? props.runtimeClassTolerations);
  return {
    apiVersion: 'node.k8s.io/v1',
    kind: 'RuntimeClass',
    metadata: {
      name, labels: { 'app.kubernetes.io/managed-by': 'kata-deploy', ...instanceOf({ suffix: props.multiInstallSuffix ?? '' }) },
    },
    handler: name,
    ...(cpu || memory ? { overhead: { podFixed: { ...(memory ? { memory } : {}), ...(cpu ? { cpu } : {}) } } } : {}),
    scheduling: {
      nodeSelector: { [KATA_LABEL]: 'true', ...sortedMap(options.nodeSelector) },
      ...(accepted.length ? { tolerations: accepted } : {}),
    },
  };
}
