import { Duration } from 'cdk8s';
import {
  Architecture, ContainerImage, CustomKataRuntime, ErofsMergeMode, ErofsOptions, ErofsSnapshotterMode, HostOs, ImagePullPolicy,
  JobCleanupSelection, JobDeploymentProps, KataContainerdOptions, KataDeployment, KataLogLevel, KataMonitorOptions,
  KataRelease, KataRuntimeClassOptions, KataRuntimeProps, KataShim, KataShimOptions, KataUpdateStrategy,
  KataVerificationOptions, KubernetesDistribution, NodeFeatureDiscovery, PullType, RuntimeClasses, Snapshotter, TaintEffect,
  TolerationOperator, Lifecycle,
} from 'cdk8s-coco';
import { Cpu, PercentOrAbsolute, Secret } from 'cdk8s-plus-28';
import { manifests, newChart, newRuntime } from '../../support/synth';

const IMAGE = ContainerImage.of('registry.example.com/any', { tag: '1' });
const TOLERATIONS = [{ key: 'tee', operator: TolerationOperator.EXISTS, effect: TaintEffect.NO_SCHEDULE }];
const AFFINITY = {
  requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'pool', operator: 'Exists' }] }] },
};
const POD = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'check' }, spec: { runtimeClassName: 'kata-qemu', restartPolicy: 'Never' } };
const BASE: Partial<KataRuntimeProps> = { release: KataRelease.V4_1_0, shims: [KataShim.QEMU, KataShim.QEMU_SNP] };

/** The objects of both phases. */
function both(props: Partial<KataRuntimeProps>): string {
  const runtime = newRuntime(props);
  const phase = newChart();
  runtime.emitUninstall(phase);
  return JSON.stringify([manifests(runtime), manifests(phase)]);
}

const known = new Map<string, string>();

/**
 * A whole diff would tell less than the name of the test.
 *
 * @param group by which what is emitted without it is kept: it takes some time
 */
function differs(group: string, without: Partial<KataRuntimeProps>, withIt: Partial<KataRuntimeProps>): void {
  if (!known.has(group)) known.set(group, both(without));
  expect(both(withIt) === known.get(group)).toBe(false);
}

/** Every prop, with a value that is not its default: a new one breaks this file until it reaches the manifests. */
const PROPS: Required<KataRuntimeProps> = {
  name: 'other',
  lifecycle: Lifecycle.DRAINING,
  release: KataRelease.V4_0_0,
  architectures: [Architecture.X86_64, Architecture.S390X],
  architectureAffinity: false,
  impliedDefaultShims: false,
  shims: [KataShim.CLH],
  defaultShim: KataShim.QEMU_SNP,
  architectureDefaultShims: [{ architecture: Architecture.X86_64, shim: KataShim.QEMU_SNP }],
  distribution: KubernetesDistribution.RKE2,
  image: IMAGE,
  imagePullPolicy: ImagePullPolicy.NEVER,
  imagePullSecrets: [Secret.fromSecretName(newChart(), 'Mirror', 'mirror')],
  nodeSelector: { pool: 'coco' },
  tolerations: TOLERATIONS,
  priorityClassName: '',
  debug: true,
  runtimeClasses: RuntimeClasses.NONE,
  createDefaultRuntimeClass: true,
  defaultRuntimeClassName: 'mine',
  runtimeClassTolerations: TOLERATIONS,
  runtimeClassOverhead: false,
  installationPrefix: '/var/opt',
  multiInstallSuffix: 'blue',
  allowedHypervisorAnnotations: ['default_vcpus'],
  agentHttpsProxy: 'http://proxy.example.com:3128',
  agentNoProxy: ['.svc'],
  hostOs: HostOs.CBL_MARINER,
  setupSnapshotters: [],
  erofs: { dmVerity: true },
  deployment: KataDeployment.job(),
  containerd: { configFileName: 'other.toml' },
  affinity: { nodeAffinity: AFFINITY },
  startupTaints: [{ key: 'katacontainers.io/kata-runtime', effect: TaintEffect.NO_SCHEDULE }],
  podLabels: { team: 'platform' },
  podAnnotations: { 'prometheus.io/scrape': 'false' },
  seLinuxOptions: { type: 'spc_t' },
  devkit: true,
  logLevel: KataLogLevel.TRACE,
  monitor: {},
  nodeFeatureDiscovery: NodeFeatureDiscovery.PRESENT,
  nodeFeatureRules: false,
  verification: { pod: POD },
  customRuntimes: [{ name: 'kata-mine', baseShim: KataShim.QEMU }],
  kubectlImage: IMAGE,
  instanceName: 'release-1',
  additionalEnv: { MINE: '1' },
  unsafeEnvOverrides: { HOST_OS: 'mine' },
};

/** What some props need beside them. */
const BESIDE: Partial<Record<keyof Partial<KataRuntimeProps>, Partial<KataRuntimeProps>>> = {
  createDefaultRuntimeClass: { defaultShim: KataShim.QEMU },
  defaultRuntimeClassName: { createDefaultRuntimeClass: true, defaultShim: KataShim.QEMU },
  devkit: { debug: true },
  erofs: { setupSnapshotters: [Snapshotter.EROFS] },
  nodeFeatureRules: { nodeFeatureDiscovery: NodeFeatureDiscovery.PRESENT },
};

test.each(Object.keys(PROPS) as (keyof Partial<KataRuntimeProps>)[])('`%s` changes what is emitted', (prop) => {
  const without = { ...BASE, ...BESIDE[prop] };
  differs(BESIDE[prop] ? prop : 'nothing', without, { ...without, [prop]: PROPS[prop] });
});

const SHIM_OPTIONS: Required<KataShimOptions> = {
  architectures: [Architecture.S390X],
  snapshotter: Snapshotter.NYDUS,
  pullType: PullType.GUEST_PULL,
  forceGuestPull: true,
  allowedHypervisorAnnotations: ['default_vcpus'],
  agentHttpsProxy: 'http://proxy.example.com:3128',
  agentNoProxy: ['.svc'],
  dropIn: 'a = 1',
  runtimeClass: { tolerations: TOLERATIONS },
};

test.each(Object.keys(SHIM_OPTIONS) as (keyof KataShimOptions)[])('`%s` of a shim changes what is emitted', (option) => {
  const architectures = option === 'architectures' ? [Architecture.X86_64, Architecture.S390X] : [Architecture.X86_64];
  const shim = (options: KataShimOptions) => (
    { ...BASE, architectures, shims: [KataShim.REMOTE, KataShim.QEMU.withOptions(options)] });
  differs(`shims on ${architectures.length}`, shim({}), shim({ [option]: SHIM_OPTIONS[option] }));
});

const RUNTIME_CLASS: Required<KataRuntimeClassOptions> = {
  nodeSelector: { pool: 'tee' }, tolerations: TOLERATIONS, overheadEnabled: false, overheadCpu: '2', overheadMemory: '1Gi',
};
const CUSTOM: Required<CustomKataRuntime> = {
  name: 'kata-other',
  baseShim: KataShim.QEMU_SNP,
  dropIn: 'a = 1',
  snapshotter: Snapshotter.NYDUS,
  pullType: PullType.GUEST_PULL,
  runtimeClass: { overheadCpu: '2' },
};
const EROFS: Required<ErofsOptions> = {
  mergeMode: ErofsMergeMode.UNMERGED, snapshotterMode: ErofsSnapshotterMode.MEMORY, dmVerity: true,
};
const CONTAINERD: Required<KataContainerdOptions> = {
  configDir: '/etc/mine/', configFileName: 'mine.toml', runtimeSocket: 'unix:///run/mine.sock', userDropIn: 'a = 1',
};
const MONITOR: Required<KataMonitorOptions> = {
  image: IMAGE,
  port: 9000,
  listenAddress: '127.0.0.1:8090',
  runtimeEndpoint: 'unix:///run/mine.sock',
  logLevel: KataLogLevel.ERROR,
  resources: { cpu: { request: Cpu.millis(1) } },
  securityContext: { runAsUser: 0 },
};
const VERIFICATION: Required<KataVerificationOptions> = {
  pod: { ...POD, metadata: { name: 'other' } }, namespace: 'other', timeout: Duration.minutes(1), installTimeout: Duration.minutes(1),
};
const JOB: Required<JobDeploymentProps> = {
  dispatcherResources: { memory: {} },
  dispatcherImage: IMAGE,
  dispatcherNodeSelector: { trusted: 'yes' },
  dispatcherTolerations: TOLERATIONS,
  parallelism: 1,
  nodes: ['node-1'],
  waitForNodes: Duration.seconds(1),
  nodeSettle: Duration.seconds(1),
  waitNodeReady: Duration.seconds(1),
  ttlAfterFinished: Duration.minutes(1),
  activeDeadline: Duration.minutes(1),
  backoffLimit: 0,
  cleanup: { nodes: ['node-1'] },
  lateNodes: false,
  lateNodesSchedule: '@hourly',
};
const CLEANUP: Required<JobCleanupSelection> = { nodes: ['node-1'], nodeSelector: { pool: 'coco' }, nodeAffinity: AFFINITY };
const NINE = Duration.seconds(9);
const PROBE = { enabled: false, initialDelay: NINE, period: NINE, failureThreshold: 9, timeout: NINE };
const DAEMON_SET = {
  dispatcherResources: { memory: {} },
  updateStrategy: KataUpdateStrategy.rollingUpdate(PercentOrAbsolute.percent(25)),
  resources: { cpu: { request: Cpu.millis(1) } },
  healthPort: 9000,
  dispatcherImage: IMAGE,
};

/** Every option of every group, and the props that the group stands in. */
const GROUPS: [string, object, (options: any) => Partial<KataRuntimeProps>][] = [
  ['runtimeClass of a shim', RUNTIME_CLASS, (options) => ({ shims: [KataShim.QEMU.withOptions({ runtimeClass: options })] })],
  ['a custom runtime', CUSTOM, (options) => ({ customRuntimes: [{ name: 'kata-mine', baseShim: KataShim.QEMU, ...options }] })],
  ['runtimeClass of a custom runtime', RUNTIME_CLASS,
    (options) => ({ customRuntimes: [{ name: 'kata-mine', baseShim: KataShim.QEMU, runtimeClass: options }] })],
  ['erofs', EROFS, (options) => ({ erofs: options, setupSnapshotters: [Snapshotter.EROFS] })],
  ['containerd', CONTAINERD, (options) => ({ containerd: options, monitor: {} })],
  ['monitor', MONITOR, (options) => ({ monitor: options })],
  ['verification', VERIFICATION, (options) => ({ verification: { pod: POD, ...options } })],
  ['job', JOB, (options) => ({ deployment: KataDeployment.job(options) })],
  ['cleanup', CLEANUP, (options) => ({ deployment: KataDeployment.job({ cleanup: options }) })],
  ['daemonSet', DAEMON_SET, (options) => ({ deployment: KataDeployment.daemonSet(options) })],
  ['daemonSet', { updateStrategy: KataUpdateStrategy.onDelete() }, (options) => ({ deployment: KataDeployment.daemonSet(options) })],
  ...['startupProbe', 'livenessProbe', 'readinessProbe'].map((probe): typeof GROUPS[number] => (
    [probe, PROBE, (options) => ({ deployment: KataDeployment.daemonSet({ [probe]: options }) })])),
];
const OPTIONS = GROUPS.flatMap(([group, options, props]) => (
  Object.entries(options).map(([option, value]): [string, string, unknown, typeof props] => [option, group, value, props])));

test.each(OPTIONS)('`%s` of %s changes what is emitted', (option, group, value, props) => {
  differs(group, { ...BASE, ...props({}) }, { ...BASE, ...props({ [option]: value }) });
});

test('what pods may use: nothing stops kata-deploy half-way, and the dispatcher is bounded; `{}` leaves a resource out', () => {
  const resources = (kind: string, deployment: KataDeployment) => manifests(newRuntime({ ...BASE, deployment }))
    .find((one) => one.kind === kind)!.spec.template.spec.containers[0].resources;
  expect(resources('DaemonSet', KataDeployment.daemonSet())).toEqual({
    requests: { 'cpu': '25m', 'memory': '16Mi', 'ephemeral-storage': '64Mi' }, limits: { 'ephemeral-storage': '1Gi' },
  });
  expect(resources('DaemonSet', KataDeployment.daemonSet({ resources: { ephemeralStorage: {} } }))).toEqual({ requests: { cpu: '25m', memory: '16Mi' } });
  expect(resources('Job', KataDeployment.job())).toEqual({
    requests: { 'cpu': '10m', 'memory': '64Mi', 'ephemeral-storage': '64Mi' }, limits: { 'cpu': '1', 'memory': '1Gi', 'ephemeral-storage': '1Gi' },
  });
  expect(resources('Job', KataDeployment.job({ dispatcherResources: { cpu: {}, memory: {}, ephemeralStorage: {} } }))).toBeUndefined();
});
