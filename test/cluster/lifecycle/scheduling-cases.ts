import { Chart } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { PoolNode } from './pools';
import {
  Architecture, ContainerdTarball, CustomContainerdInstaller, DpfHcpOperator, DpfHcpRelease, KataDeployment, KataRelease,
  KataRuntime, KataRuntimeProps, KataShim, Lifecycle, PeerPodsCAA, PeerPodsCrds, PeerPodsProvider, PeerPodsRelease,
  PrivilegedNamespace, RestrictedNamespace, SecretSource, TaintEffect, Tee, TolerationOperator,
} from '../../../src';
import { PRESETS } from '../presets';

/** Whether something is wanted on a node. */
export type IsWanted = (node: PoolNode) => boolean;

/** Something that is scheduled, and where it should be, as its props and the pages say. */
export interface SchedulingCase {
  readonly name: string;
  /** What runs on which nodes, by the name of a container. */
  readonly programs: Readonly<Record<string, IsWanted>>;
  /** Those of them that go to nodes that are not ready, too. Others wait for these. */
  readonly tolerant?: readonly string[];
  /** What cleans nodes when the lifecycle is DRAINING, by the name that `NodeAgents` gives it. */
  readonly cleanups?: Readonly<Record<string, IsWanted>>;
  /** Deployments, and the nodes on which their pods may be, whether these are cordoned or not. */
  readonly servers?: Readonly<Record<string, IsWanted>>;
  /** Jobs do not follow nodes: a CronJob of this name does. */
  readonly lateNodes?: string;
  compose(chart: Chart, lifecycle: Lifecycle): void;
}

const isLinux: IsWanted = ({ os = 'linux' }) => os === 'linux';
const has = (...wanted: string[]): IsWanted => (node) => isLinux(node) && wanted.includes(node.arch ?? 'amd64');
const inPool = (...pools: string[]): IsWanted => ({ pool }) => pools.includes(pool);
const both = (...all: IsWanted[]): IsWanted => (node) => all.every((one) => one(node));
/** Without tolerations: no taint that keeps pods away, except that of a node that is not ready and gets ready later. */
const isUntainted: IsWanted = ({ taints = [] }) => taints.every(({ effect }) => effect === 'PreferNoSchedule');

const { X86_64, AARCH64, S390X, PPC64LE } = Architecture;
const tolerating = (key: string, effect?: TaintEffect) => [{ key, operator: TolerationOperator.EXISTS, effect }];

function kata(name: string, props: Omit<KataRuntimeProps, 'lifecycle'>, isWanted: IsWanted, more: Partial<SchedulingCase> = {}): SchedulingCase {
  return {
    name,
    compose: (chart, lifecycle) => {
      new PrivilegedNamespace(chart, 'Namespace');
      new KataRuntime(chart, 'Kata', { ...props, lifecycle });
    },
    programs: { 'kube-kata': isWanted },
    cleanups: { 'kata-cleanup': isWanted },
    ...more,
  };
}

const byJobs = { programs: {}, lateNodes: 'kata-deploy-late-nodes' };

const isForGpus = both(has('amd64'), ({ taints = [] }) => taints.every(({ key, effect }) => effect === 'PreferNoSchedule' || key === 'nvidia.com/gpu'));
const isWorker = both(has('amd64'), isUntainted, ({ labels = {} }) => 'node.kubernetes.io/worker' in labels);
const isNoControlPlane = both(has('amd64'), ({ pool }) => pool !== 'control-plane');

export const SCHEDULING_CASES: readonly SchedulingCase[] = [
  {
    name: 'containerd on every Linux node, Kata 4.1.0 on x86_64 without taints',
    compose: (chart, lifecycle) => {
      new PrivilegedNamespace(chart, 'Namespace');
      const tarballs = [ContainerdTarball.forAllNodes('https://mirror.example.com/containerd.tar.gz', '5'.repeat(64))];
      const containerd = new CustomContainerdInstaller(chart, 'Containerd', { tarballs, lifecycle });
      new KataRuntime(chart, 'Kata', { release: KataRelease.V4_1_0, lifecycle }).installAfter(containerd);
    },
    tolerant: ['containerd-installer'],
    programs: { 'containerd-installer': isLinux, 'kube-kata': both(has('amd64'), isUntainted) },
    cleanups: { 'containerd-cleanup': isLinux, 'kata-cleanup': has('amd64') }, // those that it selects, whatever their taints
  },
  kata('Kata 3.22.0, three architectures, every taint tolerated', {
    release: KataRelease.V3_22_0, architectures: [X86_64, AARCH64, S390X], tolerations: [{ operator: TolerationOperator.EXISTS }],
  }, has('amd64', 'arm64', 's390x'), { tolerant: ['kube-kata'], cleanups: { 'kata-cleanup': isLinux } }),
  kata('Kata 3.22.0, one architecture, which a mixed cluster has to select', {
    release: KataRelease.V3_22_0, nodeSelector: { 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64' },
  }, both(has('amd64'), isUntainted), { cleanups: { 'kata-cleanup': has('amd64') } }),
  {
    ...kata('confidential, SEV-SNP, by the label and taint of a pool', { release: KataRelease.V4_1_0 }, inPool('snp')),
    compose: (chart, lifecycle) => {
      new PrivilegedNamespace(chart, 'Namespace');
      KataRuntime.confidential(chart, 'Kata', Tee.SEV_SNP, {
        release: KataRelease.V4_1_0, nodeSelector: { tee: 'snp' }, tolerations: tolerating('dedicated', TaintEffect.NO_SCHEDULE), lifecycle,
      });
    },
  },
  {
    ...kata('NVIDIA GPUs by Jobs, by the taint of a pool', { release: KataRelease.V4_1_0 }, isForGpus, { ...byJobs, programs: { artifacts: isForGpus } }),
    compose: (chart, lifecycle) => {
      new PrivilegedNamespace(chart, 'Namespace');
      KataRuntime.nvidiaGpu(chart, 'Kata', { release: KataRelease.V4_1_0, tolerations: tolerating('nvidia.com/gpu'), lifecycle });
    },
  },
  kata('ppc64le and s390x', { release: KataRelease.V4_1_0, architectures: [PPC64LE, S390X], shims: [KataShim.QEMU] }, both(has('ppc64le', 's390x'), isUntainted)),
  kata('by Jobs, 4.1.0', { release: KataRelease.V4_1_0, deployment: KataDeployment.job({}) }, both(has('amd64'), isUntainted), {
    ...byJobs, programs: { artifacts: both(has('amd64'), isUntainted) },
  }),
  kata('by Jobs, 4.0.0, which passes over taints but not control planes', {
    release: KataRelease.V4_0_0,
    deployment: KataDeployment.job({}),
    tolerations: tolerating('dedicated', TaintEffect.NO_EXECUTE), // no dispatcher keeps pods on such nodes
  }, isNoControlPlane, { ...byJobs, programs: { artifacts: isNoControlPlane }, tolerant: ['artifacts'] }),
  {
    name: 'peer pods on nodes with the label of workers',
    compose: (chart, lifecycle) => {
      new PrivilegedNamespace(chart, 'Namespace');
      new PeerPodsCrds(chart, 'crds');
      const release = PeerPodsRelease.latest();
      const nodeSelector = { 'node.kubernetes.io/worker': '' };
      const runtime = new KataRuntime(chart, 'Kata', { release: KataRelease.of(release.kataVersion), shims: [KataShim.REMOTE], nodeSelector, lifecycle });
      new PeerPodsCAA(chart, 'PeerPods', {
        release,
        runtime,
        provider: PeerPodsProvider.byom({ vmPoolIps: ['192.0.2.10'] }),
        nodeSelector,
        lifecycle,
        sshKey: SecretSource.fromSecret(Secret.fromSecretName(chart, 'ssh', 'ssh')),
      });
    },
    programs: { 'kube-kata': isWorker, 'cloud-api-adaptor-con': isWorker },
    cleanups: { 'kata-cleanup': isWorker },
    servers: {
      'peer-pods-webhook-controller-manager': both(has('amd64', 'ppc64le', 's390x'), isUntainted),
      'peerpodctrl-controller-manager': both(isLinux, isUntainted),
    },
  },
  {
    name: 'a Redfish server',
    compose: (chart) => {
      new RestrictedNamespace(chart, 'Namespace');
      PRESETS['redfish, as small as it gets'](chart);
    },
    programs: {},
    servers: { 'kubevirt-redfish': both(isLinux, isUntainted) },
  },
  {
    name: 'the operator of hosted clusters',
    compose: (chart, lifecycle) => { new DpfHcpOperator(chart, 'Operator', { release: DpfHcpRelease.latest(), lifecycle }); },
    programs: {},
    servers: { 'dpf-hcp-provisioner-operator': inPool('control-plane') },
  },
];
