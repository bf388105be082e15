import { Chart, Duration, Size } from 'cdk8s';
import { Deployment, Job, Pod, Secret } from 'cdk8s-plus-28';
import { dpfHcp } from './dpf-hcp-presets';
import { DPU_WORKERS } from './dpu-worker-presets';
import { KATA_PRESETS } from './kata-presets';
import { PEER_PODS } from './peer-pods-caa-presets';
import { PEER_PODS_PARTS } from './peer-pods-presets';
import { REDFISH_PRESETS } from './redfish-presets';
import {
  Architecture, ContainerdTarball, ContainerImage, CustomContainerdInstaller, HostOs, ImagePullPolicy, KataRelease, KataRuntime,
  KataRuntimeProps, KataShim, KubernetesDistribution, PrivilegedNamespace, PullType, RuntimeClasses, Snapshotter, TaintEffect,
  Tee, TolerationOperator,
} from '../../src';
import { releaseFacts } from '../../src/kata/internal';

/** A distribution changes a folder and a name, in the same way with all releases of each interface: one of each will do. */
const ON_EACH_DISTRIBUTION = [KataRelease.V3_22_0, KataRelease.latest()].map(({ version }) => version);

const { X86_64, AARCH64, S390X, PPC64LE } = Architecture;
const CHECKSUM = '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03';

type Compose = (chart: Chart) => void;

/** What the library emits beside its examples, by name: every release, kind of cluster, and prop. */
export const PRESETS: Readonly<Record<string, Compose>> = {
  ...PEER_PODS,
  ...PEER_PODS_PARTS,
  ...kataOnEveryCluster(),
  ...Object.fromEntries(KataRelease.all().map((release) => (
    [`several architectures, ${release.version}`, runtime({ release, architectures: [X86_64, AARCH64, S390X] })]))),
  ...presetsOfReleases(),
  ...KATA_PRESETS,
  ...REDFISH_PRESETS,
  'ppc64le': runtime({ architectures: [PPC64LE], shims: [KataShim.QEMU, KataShim.REMOTE] }),
  'every prop of 3.22.0': everyProp,
  'workloads': workloads,
  ...dpfHcp(),
  ...DPU_WORKERS,
  'containerd, one tarball': (chart) => {
    const installer = new CustomContainerdInstaller(chart, 'Containerd', {
      tarballs: [ContainerdTarball.forAllNodes('https://mirror.example.com/containerd.tar.gz', CHECKSUM)],
    });
    new KataRuntime(chart, 'Kata', { release: KataRelease.latest() }).installAfter(installer);
  },
  'containerd, every prop': (chart) => new CustomContainerdInstaller(chart, 'Containerd', {
    name: 'mirror',
    tarballs: [
      ...Architecture.all().map((one) => ContainerdTarball.forArchitecture(one, `https://mirror.example.com/${one}.tar.gz`, CHECKSUM)),
      ContainerdTarball.unsafeWithoutChecksum('http://mirror.example.com/any.tar.gz'),
    ],
    installPath: '/usr/local',
    distribution: KubernetesDistribution.K8S,
    image: ContainerImage.of('registry.example.com/alpine', { tag: '3.22', digest: `sha256:${CHECKSUM}` }),
    imagePullPolicy: ImagePullPolicy.ALWAYS,
    imagePullSecrets: [Secret.fromSecretName(chart, 'Mirror', 'mirror')],
    nodeSelector: { pool: 'coco' },
    tolerations: [{ key: 'dedicated', operator: TolerationOperator.EQUAL, value: 'coco', effect: TaintEffect.NO_EXECUTE, tolerationSeconds: 60 }],
    priorityClassName: 'system-cluster-critical',
    httpProxy: 'http://proxy.example.com:3128',
    httpsProxy: 'http://proxy.example.com:3128',
    noProxy: ['10.0.0.0/8', '.svc'],
    downloadAttempts: 3,
    startTimeout: Duration.seconds(90),
    healthWindow: Duration.minutes(2),
    maxDownloadSize: Size.mebibytes(200),
  }),
};

/** The umbrella chart's four kinds of clusters with each release, and each distribution. */
function kataOnEveryCluster(): Record<string, Compose> {
  const kinds: Record<string, Partial<KataRuntimeProps>> = {
    'x86_64': { architectures: [X86_64] },
    's390x': { architectures: [S390X] },
    'aarch64': { architectures: [AARCH64] },
    'peer pods': { shims: [KataShim.REMOTE] },
  };
  return Object.fromEntries(KataRelease.all().flatMap((release) => [
    ...Object.entries(kinds).filter(([, { shims = [] }]) => shims.every(({ name }) => release.shimNames().includes(name)))
      .map(([kind, props]) => [`kata ${release.version}, ${kind}`, runtime({ ...props, release })]),
    ...ON_EACH_DISTRIBUTION.includes(release.version)
      ? KubernetesDistribution.all().map((distribution) => [`kata ${release.version}, ${distribution}`, runtime({ release, distribution })]) : [],
  ]));
}

/** What users get without further props, with each release. */
function presetsOfReleases(): Record<string, Compose> {
  const within = (compose: Compose): Compose => (chart) => {
    new PrivilegedNamespace(chart, 'Namespace');
    compose(chart);
  };
  return Object.fromEntries(KataRelease.all().flatMap((release) => {
    const shims = Object.values(releaseFacts(release.version).shims);
    const tees = Object.values(Tee).filter((tee) => shims.some((shim) => shim.tee === tee));
    return [
      [`kata ${release.version}, default`, within((chart) => new KataRuntime(chart, 'Kata', { release }))] as const,
      ...tees.map((tee) => [
        `kata ${release.version}, confidential ${tee}`,
        within((chart) => KataRuntime.confidential(chart, 'Kata', tee, { release })),
      ] as const),
      ...release.shimNames().includes(KataShim.REMOTE.name)
        ? [[`kata ${release.version}, remote`, within((chart) => KataRuntime.remote(chart, 'Kata', { release }))] as const] : [],
    ];
  }));
}

function runtime(props: Partial<KataRuntimeProps>): Compose {
  return (chart) => {
    new PrivilegedNamespace(chart, 'Namespace');
    new KataRuntime(chart, 'Kata', { release: KataRelease.latest(), ...props });
  };
}

function everyProp(chart: Chart): void {
  new KataRuntime(chart, 'Kata', {
    name: 'kata-as-coco-runtime',
    release: KataRelease.V3_22_0,
    architectures: [X86_64, S390X],
    shims: [
      KataShim.QEMU_SNP.withOptions({ snapshotter: Snapshotter.of('overlayfs'), pullType: PullType.DEFAULT }),
      KataShim.QEMU_TDX.withOptions({ forceGuestPull: true }),
      KataShim.QEMU_SE.withOptions({ architectures: [S390X] }),
      KataShim.custom('own', { overheadCpu: '100m', overheadMemory: '64Mi' }),
    ],
    defaultShim: KataShim.QEMU_SNP,
    distribution: KubernetesDistribution.RKE2,
    image: ContainerImage.of('registry.example.com/kata-deploy', { tag: '3.22.0' }),
    imagePullPolicy: ImagePullPolicy.NEVER,
    imagePullSecrets: [Secret.fromSecretName(chart, 'Mirror', 'mirror')],
    nodeSelector: { 'node-role.kubernetes.io/worker': '', 'pool': 'coco' },
    tolerations: [{ operator: TolerationOperator.EXISTS, effect: TaintEffect.PREFER_NO_SCHEDULE }],
    priorityClassName: 'system-cluster-critical',
    debug: true,
    runtimeClasses: RuntimeClasses.BY_MANIFEST,
    createDefaultRuntimeClass: true,
    installationPrefix: '/var/lib/kata',
    allowedHypervisorAnnotations: ['default_vcpus', 'default_memory'],
    agentHttpsProxy: 'http://proxy.example.com:3128',
    agentNoProxy: ['10.0.0.0/8'],
    hostOs: HostOs.CBL_MARINER,
    setupSnapshotters: [Snapshotter.NYDUS, Snapshotter.EROFS],
    additionalEnv: { OWN: 'a "b" $(c)' },
    unsafeEnvOverrides: { PULL_TYPE_MAPPING: 'guest-pull' },
  });
  new KataRuntime(chart, 'Second', { release: KataRelease.V3_22_0, multiInstallSuffix: 'second', runtimeClasses: RuntimeClasses.BY_MANIFEST });
}

function workloads(chart: Chart): void {
  const kata = new KataRuntime(chart, 'Kata', { release: KataRelease.latest(), runtimeClasses: RuntimeClasses.BY_MANIFEST });
  const containers = [{ image: 'registry.example.com/app:1.0' }];
  const snp = kata.runtimeClass(KataShim.QEMU_SNP);
  snp.applyTo(new Deployment(chart, 'Deployment', { containers }));
  snp.applyTo(new Job(chart, 'Job', { containers }));
  snp.applyTo(new Pod(chart, 'Pod', { containers }));
}
