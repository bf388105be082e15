import { Architecture, KataRelease, KataRuntimeProps, KataShim, Snapshotter } from 'cdk8s-coco';
import { nodesOf } from '../support/scheduler';
import {
  daemonSet, env, install, Manifest, newRuntime, ofKind, oneProblem, podSpec, refusal, uninstall,
} from '../support/synth';

const { X86_64, AARCH64, S390X } = Architecture;
const BOTH: Partial<KataRuntimeProps> = { architectures: [X86_64, S390X] };
const OLD: Partial<KataRuntimeProps> = { release: KataRelease.V3_21_0 };
const DEFAULTS: Partial<KataRuntimeProps> = {
  defaultShim: KataShim.QEMU_SNP, architectureDefaultShims: [{ architecture: S390X, shim: KataShim.QEMU_SE }],
};
const ALL_SHIMS = 'qemu-coco-dev qemu-snp qemu-tdx qemu-nvidia-gpu-snp qemu-nvidia-gpu-tdx qemu-se';

const affinityTo = (...values: string[]) => ({
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{
        matchExpressions: [{ key: 'kubernetes.io/arch', operator: 'In', values }, { key: 'kubernetes.io/os', operator: 'In', values: ['linux'] }],
      }],
    },
  },
});
const NODES = [
  ...['amd64', 'arm64', 's390x'].map((name) => ({ name, labels: { 'kubernetes.io/arch': name, 'kubernetes.io/os': 'linux' } })),
  { name: 'windows', labels: { 'kubernetes.io/arch': 'amd64', 'kubernetes.io/os': 'windows' } },
];

describe('several architectures with kata-deploy 3.22.0', () => {
  const found = daemonSet(install(BOTH));

  test('one DaemonSet, on the nodes of those architectures', () => {
    expect(found.metadata.name).toBe('kata-deploy');
    expect(podSpec(found).affinity).toEqual(affinityTo('amd64', 's390x'));
    expect(nodesOf(found, NODES)).toEqual(['amd64', 's390x']);
    expect(newRuntime(BOTH).installWorkloads).toEqual(['daemonset/kata-deploy']);
  });

  test('each architecture has its own shims, and every node knows the shims of the whole mapping', () => {
    expect(env(found)).toMatchObject({
      SHIMS: ALL_SHIMS,
      SHIMS_X86_64: 'qemu-coco-dev qemu-snp qemu-tdx qemu-nvidia-gpu-snp qemu-nvidia-gpu-tdx',
      SHIMS_AARCH64: '',
      SHIMS_S390X: 'qemu-coco-dev qemu-se',
      SHIMS_PPC64LE: '',
      SNAPSHOTTER_HANDLER_MAPPING: ALL_SHIMS.split(' ').map((name) => `${name}:nydus`).join(','),
    });
  });

  test('a default shim, and another one on one architecture', () => {
    expect(env(daemonSet(install({ ...BOTH, ...DEFAULTS })))).toMatchObject({
      DEFAULT_SHIM: 'qemu-snp', DEFAULT_SHIM_X86_64: '', DEFAULT_SHIM_AARCH64: '', DEFAULT_SHIM_S390X: 'qemu-se', DEFAULT_SHIM_PPC64LE: '',
    });
  });

  test('a shim stays away from an architecture where it is not wanted', () => {
    const shims = [KataShim.QEMU, KataShim.CLH.withOptions({ architectures: [AARCH64] })];
    expect(env(daemonSet(install({ architectures: [X86_64, AARCH64], shims })))).toMatchObject({
      SHIMS: 'qemu clh', SHIMS_X86_64: 'qemu', SHIMS_AARCH64: 'qemu clh',
    });
  });
});

describe('several architectures with kata-deploy 3.21.0', () => {
  const objects = install({ ...BOTH, ...OLD });
  const found = ofKind('DaemonSet', objects);

  test('one DaemonSet per architecture, each on its nodes, with one service account', () => {
    expect(found.map(({ metadata }) => metadata.name)).toEqual(['kata-deploy-amd64', 'kata-deploy-s390x']);
    expect(newRuntime({ ...BOTH, ...OLD }).installWorkloads).toEqual(['daemonset/kata-deploy-amd64', 'daemonset/kata-deploy-s390x']);
    expect(found.map((one) => podSpec(one).affinity)).toEqual([affinityTo('amd64'), affinityTo('s390x')]);
    expect(found.map((one) => nodesOf(one, NODES))).toEqual([['amd64'], ['s390x']]);
    expect(found.map((one) => podSpec(one).serviceAccountName)).toEqual(['kata-deploy-sa', 'kata-deploy-sa']);
    expect(objects).toHaveLength(5);
  });

  test('their selectors tell them apart', () => {
    for (const { metadata, spec } of found) {
      expect(spec.selector).toEqual({ matchLabels: { name: metadata.name } });
      expect(spec.template.metadata.labels).toEqual({ name: metadata.name });
    }
  });

  test('each has the shims and the mapping of its architecture', () => {
    expect(found.map((one) => env(one).SHIMS)).toEqual([
      'qemu-coco-dev qemu-snp qemu-tdx qemu-nvidia-gpu-snp qemu-nvidia-gpu-tdx',
      'qemu-coco-dev qemu-se',
    ]);
    expect(found.map((one) => env(one).SNAPSHOTTER_HANDLER_MAPPING)).toEqual([
      'qemu-coco-dev:nydus,qemu-snp:nydus,qemu-tdx:nydus,qemu-nvidia-gpu-snp:nydus,qemu-nvidia-gpu-tdx:nydus',
      'qemu-coco-dev:nydus,qemu-se:nydus',
    ]);
  });

  test('each has its default shim', () => {
    expect(ofKind('DaemonSet', install({ ...BOTH, ...OLD, ...DEFAULTS })).map((one) => env(one).DEFAULT_SHIM)).toEqual(['qemu-snp', 'qemu-se']);
  });

  test('names have the suffix before the architecture', () => {
    expect(newRuntime({ ...BOTH, ...OLD, multiInstallSuffix: 'a' }).installWorkloads).toEqual(['daemonset/kata-deploy-a-amd64', 'daemonset/kata-deploy-a-s390x']);
  });

  test('one DaemonSet uninstalls them all, and waits for each', () => {
    const phase = daemonSet(uninstall({ ...BOTH, ...OLD }));
    expect(phase.metadata.name).toBe('kata-deploy-cleanup');
    expect(env(phase)).toMatchObject({ SHIMS: ALL_SHIMS, COCO_INSTALL_DAEMONSETS: 'kata-deploy-amd64 kata-deploy-s390x' });
  });
});

test.each([KataRelease.V3_21_0, KataRelease.V3_22_0])('one architecture with %s: upstream\'s name, no affinity', (release) => {
  const found = daemonSet(install({ release, architectures: [S390X] }));
  expect(found.metadata.name).toBe('kata-deploy');
  expect(podSpec(found)).not.toHaveProperty('affinity');
});

test('an architecture that is given twice counts once', () => {
  expect(install({ architectures: [X86_64, X86_64] })).toEqual(install());
});

describe('what 3.21.0 lacks', () => {
  test('it has no variables for architectures and snapshotters', () => {
    const names = (props: Partial<KataRuntimeProps>) => Object.keys(env(daemonSet(install(props))));
    const added = names({}).filter((name) => !names(OLD).includes(name));
    expect(names(OLD).filter((name) => !names({}).includes(name))).toEqual([]);
    expect(added).toEqual([
      'SHIMS_X86_64', 'SHIMS_AARCH64', 'SHIMS_S390X', 'SHIMS_PPC64LE',
      'DEFAULT_SHIM_X86_64', 'DEFAULT_SHIM_AARCH64', 'DEFAULT_SHIM_S390X', 'DEFAULT_SHIM_PPC64LE',
      'EXPERIMENTAL_SETUP_SNAPSHOTTER', 'EXPERIMENTAL_FORCE_GUEST_PULL',
    ]);
  });

  const known = KataRelease.V3_21_0.shimNames().join(', ');
  test.each<[string, Partial<KataRuntimeProps>, string]>([
    ['setting snapshotters up', { setupSnapshotters: [Snapshotter.NYDUS, Snapshotter.EROFS] },
      'setupSnapshotters: got "nydus, erofs"; allowed: none with this release. It needs kata-deploy >= 3.22.0.'],
    ['pulling in the guest by force', { shims: [KataShim.QEMU_SNP.withOptions({ forceGuestPull: true })] },
      'shims[0].forceGuestPull: got true; allowed: false with this release. It needs kata-deploy >= 3.22.0.'],
    ['Arm CCA', { architectures: [AARCH64], shims: [KataShim.QEMU_CCA] },
      `shims[0]: got "qemu-cca"; allowed: the shims of kata-deploy 3.21.0: ${known}. It needs kata-deploy >= 3.22.0.`],
  ])('%s is an error with the version that it needs', (_, props, message) => {
    expect(refusal({ ...props, ...OLD })).toContain(`  - ${message}`);
    expect(() => install({ ...props, release: KataRelease.V3_22_0 })).not.toThrow();
  });

  test('no snapshotter to set up is no error', () => {
    expect(install({ ...OLD, setupSnapshotters: [] })).toEqual(install(OLD));
  });
});

test('3.22.0 has Arm CCA on aarch64 only', () => {
  expect(env(daemonSet(install({ architectures: [AARCH64], shims: [KataShim.QEMU_CCA] })))).toMatchObject({
    SHIMS: 'qemu-cca', SNAPSHOTTER_HANDLER_MAPPING: 'qemu-cca:nydus',
  });
  expect(refusal({ shims: [KataShim.QEMU_CCA, KataShim.QEMU] })).toBe(oneProblem(
    `shims[0]: got "qemu-cca"; allowed: a shim that kata-deploy 3.22.0 has on x86_64: ${KataRelease.V3_22_0.shimNames('x86_64').join(', ')}. `
    + 'qemu-cca is only there on aarch64.'));
});

test('each release has its own image', () => {
  const images: Manifest[] = KataRelease.all().map((release) => podSpec(daemonSet(install({ release }))).containers[0].image);
  expect(images).toEqual(KataRelease.all().map(({ version }) => `quay.io/kata-containers/kata-deploy:${version}`));
});
