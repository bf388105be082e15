import type { Toleration as PodToleration } from 'kubernetes-types/core/v1';
import { parse } from 'yaml';
import { Outcome, Piece, placed } from './piece';
import { defined, Made, struct, Tree } from './tree';
import { NamedSecret, resourcesOf, Seconds, Share } from './units';
import { shimSource } from './writer';
import { Architecture, ContainerImage, ImagePullPolicy, KubernetesDistribution, NodeGate } from '../common';
import { lookup } from '../common/private/free-keys';
import { Problems } from '../common/private/problems';
import {
  KataDeployment, KataRelease, KataRuntimeProps, KataShim, KataUpdateStrategy, NodeFeatureDiscovery, PullType, RuntimeClasses,
  Snapshotter,
} from '../kata';
import {
  checkGate, CustomRuntimeModel, gateTarget, install, JobModel, KataModel, KNOWN_SHIMS, MonitorModel, ProbeModel, resolve,
  RuntimeClassesModel, ShimModel, uninstall, uninstalledGate as gateOf,
} from '../kata/internal';
import { isMap } from '../values/engine/tree';

/** Where a runtime stands in the program, and what it is installed after. */
export interface KataOptions {
  readonly variable: string;
  readonly id: string;
  readonly namespace: string;
  /** The steps on nodes that it is installed after. */
  readonly gates: readonly NodeGate[];
}

/** The construct for a model of kata-deploy. */
export function kataRuntime(tree: Tree, { variable, id, namespace, gates }: KataOptions): Piece {
  return { variable, className: 'KataRuntime', id, namespace, tree, kept: ['release'], make: (props: KataRuntimeProps) => outcome(props, namespace, gates) };
}

/** The same objects as those of a `KataRuntime`. */
function outcome(props: KataRuntimeProps, namespace: string, gates: readonly NodeGate[]): Outcome {
  const problems = new Problems();
  const model = resolve(props, problems);
  if (!problems.all.length) gates.forEach((gate) => checkGate(gate, gateTarget(model), problems));
  if (problems.all.length) return { refused: problems.all.map(({ path }) => path), install: [], uninstall: [] };
  const gated = { ...model, gates };
  return { refused: [], install: placed(install(gated, namespace)), uninstall: placed(uninstall(gated, namespace)) };
}

/** Props that say what a model says. */
export function treeOfModel(model: KataModel): Tree {
  const { version } = model.release;
  const release = KataRelease.all().find((one) => one.version === version) ?? KataRelease.latest();
  const plain = plainShims(model, release);
  const distribution = KubernetesDistribution.all().find(({ name }) => name === model.distribution) ?? KubernetesDistribution.K8S;
  const { runtimeClasses, containerd, snapshotter, nodeFeatures, verification } = model;
  return defined({
    release,
    name: model.name,
    instanceName: model.identity.instance,
    multiInstallSuffix: model.suffix || undefined,
    architectures: model.architectures.map((one) => Architecture.of(one)),
    architectureAffinity: false,
    shims: model.shims.map((one) => shimTree(one, plain.find(({ name }) => name === one.name))),
    ...(model.defaultShim ? { defaultShim: shim(model.defaultShim, {}) } : defaultShims(model.defaultShims)),
    impliedDefaultShims: false,
    ...runtimeClassTree(runtimeClasses),
    distribution,
    deployment: model.mode === 'job' ? jobDeployment(model.job) : daemonSetDeployment(model),
    image: imageOf(model.image),
    kubectlImage: imageOf(model.kubectlImage),
    imagePullPolicy: model.imagePullPolicy as ImagePullPolicy,
    imagePullSecrets: secrets(model.imagePullSecrets.map(({ name = '' }) => name)),
    nodeSelector: filled(model.nodeSelector),
    tolerations: tolerations(model.tolerations),
    affinity: filled(model.affinity),
    priorityClassName: model.priorityClassName,
    startupTaints: model.startupTaints.map((one) => defined({ key: one.split(':')[0], effect: one.split(':')[1] })),
    podLabels: filled(model.podLabels),
    podAnnotations: filled(model.podAnnotations),
    debug: model.debug,
    devkit: model.devkit,
    logLevel: model.logLevel || undefined,
    ...settingsOfAll(model),
    installationPrefix: model.installationPrefix || undefined,
    hostOs: model.hostOs || undefined,
    setupSnapshotters: model.snapshotter.setup.map(snapshotterOf),
    erofs: filledStruct({
      mergeMode: snapshotter.erofsMergeMode || undefined,
      snapshotterMode: snapshotter.erofsSnapshotterMode || undefined,
      dmVerity: snapshotter.erofsDmverity || undefined,
    }),
    containerd: filledStruct({
      configDir: containerd.ownConfigDir ? containerd.configDir : undefined,
      configFileName: containerd.configFileName || undefined,
      userDropIn: containerd.userDropIn || undefined,
    }),
    monitor: model.monitor && monitorTree(model.monitor),
    nodeFeatureDiscovery: nodeFeatures.enforced ? NodeFeatureDiscovery.ENFORCED
      : nodeFeatures.present ? NodeFeatureDiscovery.PRESENT : NodeFeatureDiscovery.ABSENT,
    nodeFeatureRules: nodeFeatures.rules,
    verification: verification && struct({
      pod: parse(verification.pod) as unknown,
      namespace: verification.namespace,
      timeout: new Seconds(verification.timeoutSeconds),
      installTimeout: new Seconds(verification.installTimeoutSeconds),
    }),
    customRuntimes: model.customRuntimes.map(customRuntime),
    unsafeEnvOverrides: filledStruct(model.extraEnv),
  });
}

/** The settings of guests that all shims have, for releases that read them in one list. */
function settingsOfAll({ release, shims, httpsProxy, noProxy }: KataModel): Tree {
  const annotations = release.interface === 'per-list' ? shims[0]?.allowedHypervisorAnnotations ?? [] : [];
  return {
    allowedHypervisorAnnotations: annotations.length ? [...annotations] : undefined,
    agentHttpsProxy: httpsProxy || undefined,
    agentNoProxy: noProxy.length ? [...noProxy] : undefined,
  };
}

/** The shims of a release without options, as the construct sets them up. */
function plainShims(model: KataModel, release: KataRelease): readonly ShimModel[] {
  const names = model.shims.map(({ name }) => name).filter((name) => lookup(release._facts.shims, name));
  try {
    const props = { release, architectures: Architecture.all(), shims: names.map((name) => KataShim.of(name)) };
    return resolve(props, new Problems()).shims;
  } catch {
    return [];
  }
}

function shim(name: string, options: Tree): Made {
  return new Made(
    options,
    (given: object) => (KNOWN_SHIMS.includes(name) ? KataShim.of(name) : KataShim.custom(name)).withOptions(given),
    (source, writer) => (source ? [shimSource(name, writer), '.withOptions(', source, ')'] : shimSource(name, writer)),
  );
}

/** A shim, with options where it is another one than the release has. */
function shimTree(model: ShimModel, plain: ShimModel | undefined): Made {
  const other = <K extends keyof ShimModel, T>(field: K, value: (given: NonNullable<ShimModel[K]>) => T): T | undefined => (
    plain && same(model[field], plain[field]) ? undefined : model[field] === undefined ? undefined : value(model[field]));
  const runtimeClass = filledStruct({
    nodeSelector: other('runtimeClassNodeSelector', (given) => given),
    tolerations: other('runtimeClassTolerations', tolerations),
    overheadEnabled: other('overheadEnabled', (given) => given),
    overheadCpu: other('overhead', ({ cpu }) => cpu),
    overheadMemory: other('overhead', ({ memory }) => memory),
  });
  return shim(model.name, defined({
    architectures: other('architectures', (given) => given.map((name) => Architecture.of(name))),
    snapshotter: other('snapshotter', snapshotterOf),
    pullType: other('guestPull', (given) => (given ? PullType.GUEST_PULL : PullType.DEFAULT)),
    forceGuestPull: other('forceGuestPull', (given) => given),
    allowedHypervisorAnnotations: other('allowedHypervisorAnnotations', (given) => [...given]),
    agentHttpsProxy: other('httpsProxy', (given) => given),
    agentNoProxy: other('noProxy', (given) => [...given]),
    dropIn: other('dropIn', (given) => given),
    runtimeClass,
  }));
}

function defaultShims(byArchitecture: KataModel['defaultShims']): Tree {
  const all = Object.entries(byArchitecture)
    .flatMap(([name, one]) => (one ? [{ architecture: Architecture.of(name), one }] : []));
  if (!all.length) return {};
  const count = (name: string) => all.filter(({ one }) => one === name).length;
  const most = all.reduce((best, { one }) => (count(one) > count(best) ? one : best), all[0].one);
  const others = all.filter(({ one }) => one !== most).map(({ architecture, one }) => new Made(
    {}, () => ({ architecture, shim: KataShim.of(one) }), (_, writer) => writer.fields({ architecture, shim: shim(one, {}) })));
  return { defaultShim: shim(most, {}), ...(others.length ? { architectureDefaultShims: others } : {}) };
}

function runtimeClassTree(classes: RuntimeClassesModel | undefined): Tree {
  if (!classes) return { runtimeClasses: RuntimeClasses.NONE };
  return {
    runtimeClasses: classes.byProgram ? RuntimeClasses.BY_KATA_DEPLOY : RuntimeClasses.BY_MANIFEST,
    createDefaultRuntimeClass: classes.defaultShim !== undefined,
    defaultRuntimeClassName: classes.defaultName,
  };
}

function daemonSetDeployment({ daemonSet, job }: KataModel): Made {
  const { health, updateStrategy } = daemonSet;
  return deployment('daemonSet', {
    updateStrategy: updateStrategy && strategyOf(updateStrategy),
    resources: resourcesOf(daemonSet.resources),
    healthPort: health.port,
    startupProbe: probe(health.startupProbe),
    livenessProbe: probe(health.livenessProbe),
    readinessProbe: probe(health.readinessProbe),
    dispatcherImage: imageOf(job.dispatcherImage),
    dispatcherResources: resourcesOf(job.dispatcherResources),
  });
}

function deployment(kind: 'daemonSet' | 'job', options: Record<string, unknown>): Made {
  return new Made(defined(options), (given: object) => KataDeployment[kind](given), (source, writer) => (
    [`${writer.use('KataDeployment')}.${kind}(`, source ?? '', ')']));
}

function strategyOf({ type, rollingUpdate }: NonNullable<KataModel['daemonSet']['updateStrategy']>): Made {
  if (type === 'OnDelete') return new Made({}, () => KataUpdateStrategy.onDelete(), (_, writer) => `${writer.use('KataUpdateStrategy')}.onDelete()`);
  const most = new Share(rollingUpdate?.maxUnavailable ?? 1);
  return new Made({}, () => KataUpdateStrategy.rollingUpdate(most as never), (_, writer) => (
    [`${writer.use('KataUpdateStrategy')}.rollingUpdate(`, writer.value(most), ')']));
}

function probe(model: ProbeModel | undefined): Made {
  if (!model) return struct({ enabled: false });
  const seconds = (amount: number | undefined) => (amount === undefined ? undefined : new Seconds(amount));
  return struct({
    initialDelay: seconds(model.initialDelaySeconds),
    period: seconds(model.periodSeconds),
    failureThreshold: model.failureThreshold,
    timeout: seconds(model.timeoutSeconds),
  });
}

function jobDeployment(job: JobModel): Made {
  const { cleanup } = job;
  return deployment('job', {
    dispatcherImage: imageOf(job.dispatcherImage),
    dispatcherNodeSelector: filled(job.dispatcherNodeSelector),
    dispatcherTolerations: tolerations(job.dispatcherTolerations),
    parallelism: job.parallelism,
    nodes: [...job.nodes],
    waitForNodes: new Seconds(job.waitForNodesSeconds),
    nodeSettle: new Seconds(job.nodeSettleSeconds),
    waitNodeReady: new Seconds(job.waitNodeReadySeconds),
    ttlAfterFinished: new Seconds(job.ttlSecondsAfterFinished),
    activeDeadline: new Seconds(job.activeDeadlineSeconds),
    backoffLimit: job.backoffLimit,
    cleanup: cleanup && filledStruct({
      nodes: cleanup.nodes.length ? [...cleanup.nodes] : undefined,
      nodeSelector: filled(cleanup.nodeSelector),
      nodeAffinity: filled(cleanup.nodeAffinity),
    }),
    lateNodes: job.lateNodesSchedule !== '',
    dispatcherResources: resourcesOf(job.dispatcherResources),
  });
}

function monitorTree(monitor: MonitorModel): Made {
  return struct({
    image: imageOf(monitor.image),
    port: monitor.port,
    listenAddress: monitor.listenAddress,
    runtimeEndpoint: monitor.runtimeEndpoint,
    logLevel: monitor.logLevel,
    resources: resourcesOf(monitor.resources),
    securityContext: monitor.securityContext,
  });
}

function customRuntime(model: CustomRuntimeModel): Made {
  const { podFixed = {} } = (model.runtimeClass?.overhead ?? {}) as { podFixed?: { cpu?: string; memory?: string } };
  const { nodeSelector = {}, tolerations: accepted = [] } = (model.runtimeClass?.scheduling ?? {}) as {
    nodeSelector?: Record<string, string>; tolerations?: PodToleration[];
  };
  const { 'katacontainers.io/kata-runtime': _, ...own } = nodeSelector;
  return struct({
    name: model.handler || model.key,
    baseShim: shim(model.baseConfig, {}),
    dropIn: model.dropIn || undefined,
    snapshotter: model.snapshotter ? snapshotterOf(model.snapshotter) : undefined,
    pullType: model.pullType || undefined,
    runtimeClass: filledStruct({
      nodeSelector: filled(own),
      tolerations: accepted.length ? tolerations(accepted) : undefined,
      overheadEnabled: model.inheritBaseOverhead ? undefined : false,
      overheadCpu: podFixed.cpu,
      overheadMemory: podFixed.memory,
    }),
  });
}

/** An image, pinned or not. */
export function imageOf(reference: string): ContainerImage {
  try {
    return ContainerImage.fromReference(reference);
  } catch {
    return ContainerImage.unsafeUnpinned(reference);
  }
}

export const secrets = (names: readonly string[]) => (names.length ? names.map((name) => new NamedSecret(name)) : undefined);
export const tolerations = (given: readonly object[]) => given.map((one) => defined({ ...one }));
const snapshotterOf = (name: string) => (name ? Snapshotter.of(name) : Snapshotter.CONTAINERD_DEFAULT);
/** The same for a map with known fields. */
function filledStruct(fields: Record<string, unknown>): Made | undefined {
  return filled(defined(fields)) && struct(fields);
}

/** Nothing for a map that is empty. */
export function filled<T extends object>(given: T): T | undefined {
  return isMap(given) && Object.keys(given).length ? given : undefined;
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** How others wait until the runtime is gone from their node. */
export function uninstalledGate(props: KataRuntimeProps, image: ContainerImage): NodeGate {
  return gateOf(resolve(props, new Problems()), image);
}
