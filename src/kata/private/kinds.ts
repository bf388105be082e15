import { Architecture, ContainerImage, ImagePullPolicy, KubernetesDistribution, TaintEffect } from '../../common';
import { AFFINITY, NODE_AFFINITY, RESOURCES, SE_LINUX_OPTIONS, SECURITY_CONTEXT, TOLERATION } from '../../common/private/kubernetes-kinds';
import { HIDDEN_TEXT, instanceOf, Kind, listOf, memberOf, objectWith, SECRET, structOf, TEXT } from '../../common/private/types';
import { DaemonSetDeploymentProps, JobCleanupSelection, JobDeploymentProps, KataDeployment, KataProbe, KataUpdateStrategy } from '../kata-deployment';
import { KataRelease } from '../kata-release';
import { KataRuntimeClassOptions } from '../kata-runtime-class-options';
import {
  CustomKataRuntime, ErofsMergeMode, ErofsOptions, ErofsSnapshotterMode, KataContainerdOptions, KataLogLevel, KataMonitorOptions,
  KataVerificationOptions, NodeFeatureDiscovery, StartupTaint,
} from '../kata-runtime-options';
import { ArchitectureDefaultShim, HostOs, KataRuntimeProps, RuntimeClasses } from '../kata-runtime-props';
import { KataShim, KataShimOptions, PullType } from '../kata-shim';
import { Snapshotter } from '../snapshotter';

/*
 * What every prop and every option is, for callers without a compiler: they hear of misspelt ones too. The types make these
 * tables complete.
 */

const IMAGE = instanceOf(ContainerImage);
const SHIM = instanceOf(KataShim);
const LOG_LEVEL = memberOf('KataLogLevel', KataLogLevel);
const PULL_TYPE = memberOf('PullType', PullType);
/** Rules on numbers and durations say what they are, with their limits. */
const NUMBER: Kind = 'for a rule of its own';
const DURATION: Kind = 'for a rule of its own';

const RUNTIME_CLASS = structOf<KataRuntimeClassOptions>('an object with options of the RuntimeClass', {
  nodeSelector: 'texts by name',
  tolerations: listOf(TOLERATION),
  overheadEnabled: 'boolean',
  overheadCpu: 'text',
  overheadMemory: 'text',
});

const SHIM_OPTIONS = structOf<KataShimOptions>('an object with options of the shim', {
  architectures: listOf(instanceOf(Architecture)),
  snapshotter: instanceOf(Snapshotter),
  pullType: PULL_TYPE,
  forceGuestPull: 'boolean',
  allowedHypervisorAnnotations: listOf(TEXT),
  agentHttpsProxy: HIDDEN_TEXT,
  agentNoProxy: listOf(HIDDEN_TEXT),
  dropIn: HIDDEN_TEXT,
  runtimeClass: RUNTIME_CLASS,
});

const PROBE = structOf<KataProbe>('an object with options of the probe', {
  enabled: 'boolean', initialDelay: DURATION, period: DURATION, failureThreshold: NUMBER, timeout: DURATION,
});

const DAEMON_SET = structOf<DaemonSetDeploymentProps>('an object with options of the DaemonSet', {
  updateStrategy: instanceOf(KataUpdateStrategy),
  resources: RESOURCES,
  healthPort: NUMBER,
  startupProbe: PROBE,
  livenessProbe: PROBE,
  readinessProbe: PROBE,
  dispatcherImage: IMAGE,
});

const JOB = structOf<JobDeploymentProps>('an object with options of the Jobs', {
  dispatcherImage: IMAGE,
  dispatcherNodeSelector: 'texts by name',
  dispatcherTolerations: listOf(TOLERATION),
  parallelism: NUMBER,
  nodes: listOf(TEXT),
  waitForNodes: DURATION,
  nodeSettle: DURATION,
  waitNodeReady: DURATION,
  ttlAfterFinished: DURATION,
  activeDeadline: DURATION,
  backoffLimit: NUMBER,
  cleanup: structOf<JobCleanupSelection>('an object that selects nodes', {
    nodes: listOf(TEXT), nodeSelector: 'texts by name', nodeAffinity: NODE_AFFINITY,
  }),
  lateNodes: 'boolean',
  lateNodesSchedule: 'text',
});

/** Every prop of the construct. */
export const PROPS: Record<keyof KataRuntimeProps, Kind> = {
  name: 'text',
  release: instanceOf(KataRelease),
  architectures: listOf(instanceOf(Architecture)),
  shims: listOf(instanceOf(KataShim, (shim) => ({ value: shim._options, kind: SHIM_OPTIONS }))),
  defaultShim: SHIM,
  architectureDefaultShims: listOf(structOf<ArchitectureDefaultShim>('{ architecture, shim }', {
    architecture: instanceOf(Architecture), shim: SHIM,
  }, 'architecture', 'shim')),
  distribution: instanceOf(KubernetesDistribution),
  image: IMAGE,
  imagePullPolicy: memberOf('ImagePullPolicy', ImagePullPolicy),
  imagePullSecrets: listOf(SECRET),
  nodeSelector: 'texts by name',
  tolerations: listOf(TOLERATION),
  priorityClassName: 'text',
  debug: 'boolean',
  runtimeClasses: memberOf('RuntimeClasses', RuntimeClasses),
  createDefaultRuntimeClass: 'boolean',
  defaultRuntimeClassName: 'text',
  runtimeClassTolerations: listOf(TOLERATION),
  runtimeClassOverhead: 'boolean',
  installationPrefix: 'text',
  multiInstallSuffix: 'text',
  allowedHypervisorAnnotations: listOf(TEXT),
  agentHttpsProxy: HIDDEN_TEXT,
  agentNoProxy: listOf(HIDDEN_TEXT),
  hostOs: memberOf('HostOs', HostOs),
  setupSnapshotters: listOf(instanceOf(Snapshotter)),
  erofs: structOf<ErofsOptions>('an object with options of EROFS', {
    mergeMode: memberOf('ErofsMergeMode', ErofsMergeMode),
    snapshotterMode: memberOf('ErofsSnapshotterMode', ErofsSnapshotterMode),
    dmVerity: 'boolean',
  }),
  deployment: instanceOf(KataDeployment, ({ mode, _kind: { job, daemonSet } }) => (
    mode === 'job' ? { value: job, kind: JOB } : { value: daemonSet, kind: DAEMON_SET })),
  containerd: structOf<KataContainerdOptions>('an object with options of containerd', {
    configDir: 'text', configFileName: 'text', runtimeSocket: 'text', userDropIn: HIDDEN_TEXT,
  }),
  affinity: AFFINITY,
  startupTaints: listOf(structOf<StartupTaint>('{ key }', { key: 'text', effect: memberOf('TaintEffect', TaintEffect) }, 'key')),
  podLabels: 'texts by name',
  podAnnotations: 'texts by name',
  seLinuxOptions: SE_LINUX_OPTIONS,
  devkit: 'boolean',
  logLevel: LOG_LEVEL,
  monitor: structOf<KataMonitorOptions>('an object with options of the monitor', {
    image: IMAGE,
    port: NUMBER,
    listenAddress: 'text',
    runtimeEndpoint: 'text',
    logLevel: LOG_LEVEL,
    resources: RESOURCES,
    securityContext: SECURITY_CONTEXT,
  }),
  nodeFeatureDiscovery: memberOf('NodeFeatureDiscovery', NodeFeatureDiscovery),
  nodeFeatureRules: 'boolean',
  verification: structOf<KataVerificationOptions>('{ pod }', {
    pod: objectWith('the manifest of a pod'), namespace: 'text', timeout: DURATION, installTimeout: DURATION,
  }, 'pod'),
  customRuntimes: listOf(structOf<CustomKataRuntime>('{ name, baseShim }', {
    name: 'text',
    baseShim: SHIM,
    dropIn: HIDDEN_TEXT,
    snapshotter: instanceOf(Snapshotter),
    pullType: PULL_TYPE,
    runtimeClass: RUNTIME_CLASS,
  }, 'name', 'baseShim')),
  kubectlImage: IMAGE,
  instanceName: 'text',
  additionalEnv: 'texts by name',
  unsafeEnvOverrides: 'texts by name',
};
