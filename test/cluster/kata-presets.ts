import { Chart, Duration } from 'cdk8s';
import { Cpu, PercentOrAbsolute, Secret } from 'cdk8s-plus-28';
import {
  Architecture, ContainerdTarball, ContainerImage, CustomContainerdInstaller, ErofsMergeMode, ErofsSnapshotterMode, HostOs,
  ImagePullPolicy, KataDeployment, KataLogLevel, KataRelease, KataRuntime, KataRuntimeProps, KataShim, KataUpdateStrategy,
  KubernetesDistribution, NodeFeatureDiscovery, PrivilegedNamespace, PullType, RuntimeClasses, Snapshotter, TaintEffect, Tee,
  TolerationOperator,
} from '../../src';

const { X86_64, S390X } = Architecture;
const { V3_25_0, V4_0_0, V4_1_0 } = KataRelease;

const image = (name: string) => ContainerImage.of(`registry.example.com/${name}`, { tag: '4.1.0' });
const tolerated = (key: string) => [{ key, operator: TolerationOperator.EXISTS, effect: TaintEffect.NO_SCHEDULE }];
const required = (key: string) => ({
  requiredDuringSchedulingIgnoredDuringExecution: {
    nodeSelectorTerms: [
      { matchExpressions: [{ key, operator: 'In', values: ['a', 'b'] }, { key: 'retired', operator: 'DoesNotExist' }] },
      { matchExpressions: [{ key: 'other', operator: 'Exists' }] },
    ],
  },
});
const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'kata-check' },
  spec: { runtimeClassName: 'kata-qemu', restartPolicy: 'Never', containers: [{ name: 'app', image: 'busybox:1.37', command: ['uname', '-r'] }] },
};

/** Every prop that each release with the interface `per-shim` has. */
const SINCE_3_25_0 = (chart: Chart): Partial<KataRuntimeProps> => ({
  name: 'kata-as-coco-runtime',
  instanceName: 'coco',
  architectures: [X86_64, S390X],
  shims: [
    KataShim.QEMU.withOptions({ allowedHypervisorAnnotations: ['default_vcpus'], agentHttpsProxy: 'http://proxy.example.com:3129' }),
    KataShim.QEMU_SNP.withOptions({
      snapshotter: Snapshotter.of('overlayfs'),
      pullType: PullType.DEFAULT,
      runtimeClass: { nodeSelector: { pool: 'amd' }, tolerations: tolerated('amd'), overheadCpu: '500m', overheadMemory: '3Gi' },
    }),
    KataShim.QEMU_TDX.withOptions({ forceGuestPull: true, runtimeClass: { overheadEnabled: false } }),
    KataShim.QEMU_SE.withOptions({ architectures: [S390X] }),
    KataShim.custom('own', { overheadCpu: '100m', overheadMemory: '64Mi' }),
  ],
  defaultShim: KataShim.QEMU,
  architectureDefaultShims: [{ architecture: S390X, shim: KataShim.QEMU }],
  distribution: KubernetesDistribution.RKE2,
  image: image('kata-deploy'),
  imagePullPolicy: ImagePullPolicy.NEVER,
  imagePullSecrets: [Secret.fromSecretName(chart, 'Mirror', 'mirror')],
  nodeSelector: { 'node-role.kubernetes.io/worker': '', 'pool': 'coco' },
  tolerations: [{ operator: TolerationOperator.EXISTS, effect: TaintEffect.PREFER_NO_SCHEDULE }],
  affinity: { nodeAffinity: required('pool') },
  priorityClassName: 'system-cluster-critical',
  podLabels: { team: 'platform' },
  podAnnotations: { 'example.com/owner': 'platform' },
  debug: true,
  createDefaultRuntimeClass: true,
  defaultRuntimeClassName: 'kata-default',
  runtimeClassTolerations: tolerated('confidential'),
  runtimeClassOverhead: true,
  installationPrefix: '/var/lib/kata',
  allowedHypervisorAnnotations: ['default_memory'],
  agentNoProxy: ['10.0.0.0/8'],
  hostOs: HostOs.CBL_MARINER,
  nodeFeatureDiscovery: NodeFeatureDiscovery.ENFORCED,
  verification: { pod: POD, namespace: 'default', timeout: Duration.minutes(5), installTimeout: Duration.hours(1) },
  kubectlImage: image('kubectl'),
  additionalEnv: { OWN: 'a "b" $(c)' },
  unsafeEnvOverrides: { DEFAULT_SHIM_PPC64LE: 'qemu' },
  deployment: KataDeployment.daemonSet({
    updateStrategy: KataUpdateStrategy.rollingUpdate(PercentOrAbsolute.percent(25)),
    resources: { cpu: { request: Cpu.millis(50), limit: Cpu.units(2) } },
  }),
});

/** And those that came with 4.0.0. */
const SINCE_4_0_0 = (chart: Chart): Partial<KataRuntimeProps> => ({
  ...SINCE_3_25_0(chart),
  deployment: KataDeployment.daemonSet({
    updateStrategy: KataUpdateStrategy.rollingUpdate(PercentOrAbsolute.percent(25)),
    healthPort: 9000,
    startupProbe: {
      initialDelay: Duration.seconds(5), period: Duration.seconds(5), failureThreshold: 200, timeout: Duration.seconds(1),
    },
    livenessProbe: { enabled: false },
    readinessProbe: { period: Duration.seconds(20) },
    dispatcherImage: image('kata-deploy-job-dispatcher'),
  }),
  setupSnapshotters: [Snapshotter.NYDUS, Snapshotter.EROFS],
  erofs: { mergeMode: ErofsMergeMode.UNMERGED, snapshotterMode: ErofsSnapshotterMode.DISK, dmVerity: true },
  containerd: {
    configDir: '/etc/own-containerd/',
    configFileName: 'own.toml',
    runtimeSocket: 'unix:///run/own/containerd.sock',
    userDropIn: 'version = 3\n',
  },
  startupTaints: [{ key: 'katacontainers.io/kata-runtime', effect: TaintEffect.NO_SCHEDULE }, { key: 'example.com/new' }],
  logLevel: KataLogLevel.TRACE,
  monitor: {
    image: image('kata-monitor'),
    port: 9090,
    listenAddress: '127.0.0.1:9090',
    runtimeEndpoint: 'unix:///run/other/containerd.sock',
    logLevel: KataLogLevel.WARN,
    resources: { cpu: { request: Cpu.millis(10) } },
    securityContext: { runAsUser: 0, readOnlyRootFilesystem: true },
  },
  customRuntimes: [{
    name: 'kata-large',
    baseShim: KataShim.QEMU_SNP,
    dropIn: '[hypervisor.qemu]\ndefault_memory = 8192\n',
    snapshotter: Snapshotter.NYDUS,
    pullType: PullType.GUEST_PULL,
    runtimeClass: { nodeSelector: { pool: 'large' }, tolerations: tolerated('large'), overheadCpu: '1', overheadMemory: '1Gi' },
  }],
});

const SINCE_4_1_0 = (chart: Chart): Partial<KataRuntimeProps> => ({
  ...SINCE_4_0_0(chart), devkit: true, nodeFeatureRules: true,
});

/** Jobs, as the dispatcher of 4.1.0 knows them. */
const JOBS = KataDeployment.job({
  dispatcherImage: image('kata-deploy-job-dispatcher'),
  dispatcherNodeSelector: { 'node-role.kubernetes.io/control-plane': '' },
  dispatcherTolerations: tolerated('node-role.kubernetes.io/control-plane'),
  parallelism: 5,
  waitForNodes: Duration.seconds(0),
  nodeSettle: Duration.seconds(1),
  waitNodeReady: Duration.minutes(10),
  ttlAfterFinished: Duration.hours(1),
  activeDeadline: Duration.minutes(30),
  backoffLimit: 1,
  cleanup: { nodeSelector: { pool: 'coco' }, nodeAffinity: required('pool') },
  lateNodesSchedule: '@hourly',
});

function runtime(props: (chart: Chart) => Partial<KataRuntimeProps>): (chart: Chart) => void {
  return (chart) => {
    new PrivilegedNamespace(chart, 'Namespace');
    new KataRuntime(chart, 'Kata', { release: KataRelease.latest(), ...props(chart) });
  };
}

/** What the library emits for kata-deploy 3.25.0 and later, by name. */
export const KATA_PRESETS: Readonly<Record<string, (chart: Chart) => void>> = {
  'every prop of 3.25.0': runtime((chart) => ({ ...SINCE_3_25_0(chart), release: V3_25_0 })),
  'every prop of 4.0.0': runtime((chart) => ({ ...SINCE_4_0_0(chart), release: V4_0_0 })),
  'every prop of 4.1.0': runtime((chart) => ({ ...SINCE_4_1_0(chart), release: V4_1_0 })),
  'every prop of 4.1.0, by Jobs': runtime((chart) => ({ ...SINCE_4_1_0(chart), release: V4_1_0, deployment: JOBS })),
  'with a suffix, by Jobs': runtime(() => ({ multiInstallSuffix: 'blue', deployment: KataDeployment.job() })),
  'by Jobs, 4.0.0': runtime(() => ({ release: V4_0_0, deployment: KataDeployment.job({ cleanup: { nodeSelector: { pool: 'coco' } } }) })),
  'by Jobs, on nodes by their names': runtime(() => ({ deployment: KataDeployment.job({ nodes: ['node-1', 'node-2'], cleanup: { nodes: ['node-1'] } }) })),
  'by Jobs, without late nodes': runtime(() => ({ deployment: KataDeployment.job({ lateNodes: false }) })),
  'without RuntimeClasses and overheads': (chart) => {
    new KataRuntime(chart, 'Kata', { release: KataRelease.latest(), runtimeClasses: RuntimeClasses.NONE });
    new KataRuntime(chart, 'Second', { release: KataRelease.latest(), multiInstallSuffix: 'second', runtimeClassOverhead: false });
  },
  'Node Feature Discovery, 4.1.0': runtime(() => ({ nodeFeatureDiscovery: NodeFeatureDiscovery.PRESENT })),
  'every release in one cluster': (chart) => {
    for (const release of KataRelease.all()) {
      new KataRuntime(chart, release.version, { release, multiInstallSuffix: release.version.replace(/\./g, '-'), nodeSelector: { kata: release.version } });
    }
  },
  ...Object.fromEntries([Tee.SEV_SNP, Tee.TDX, Tee.SECURE_EXECUTION].map((tee) => (
    [`confidential, ${tee}`, (chart: Chart) => { KataRuntime.confidential(chart, 'Kata', tee, { release: KataRelease.latest() }); }]))),
  'confidential, Arm CCA': (chart) => { KataRuntime.confidential(chart, 'Kata', Tee.CCA, { release: V3_25_0 }); },
  'NVIDIA GPUs': (chart) => { KataRuntime.nvidiaGpu(chart, 'Kata', { release: KataRelease.latest() }); },
  'containerd, then Kata by Jobs': (chart) => {
    const url = 'https://mirror.example.com/containerd.tar.gz';
    const checksum = '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03';
    const installer = new CustomContainerdInstaller(chart, 'Containerd', { tarballs: [ContainerdTarball.forAllNodes(url, checksum)] });
    new KataRuntime(chart, 'Kata', { release: KataRelease.latest(), deployment: KataDeployment.job() }).installAfter(installer);
  },
};
