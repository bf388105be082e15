import { Chart } from 'cdk8s';
import { KataDeployment, KataRelease, KataRuntime, KataRuntimeProps, KataShim, Snapshotter, Tee } from 'cdk8s-coco';
import { container, daemonSet, Manifest, manifests, newChart, ofKind, podSpec } from '../support/synth';

const { V3_21_0, V3_22_0, V3_25_0, V4_0_0, V4_1_0 } = KataRelease;

/** What is told to kata-deploy of shims and default shims, whatever it is called with a release. */
function shims(chart: Chart): Record<string, string> {
  const { env } = container(daemonSet(manifests(chart)));
  return Object.fromEntries(env.filter(({ name, value }: Manifest) => /^(DEFAULT_)?SHIMS?(_|$)/.test(name) && value !== '')
    .map(({ name, value }: Manifest) => [name, value]));
}

function preset(compose: (chart: Chart) => KataRuntime): { chart: Chart; runtime: KataRuntime } {
  const chart = newChart();
  return { chart, runtime: compose(chart) };
}

/** The Go runtime alone up to 3.25.0, then that in Rust too. */
const goUntil3_25 = (name: string) => Object.fromEntries(KataRelease.all().map(({ version }) => [
  version, /^3\.2[1-5]\./.test(version) ? name : `${name} ${name}-runtime-rs`,
]));

const TEES: Record<Tee, { readonly architecture: string; readonly shims: Partial<Record<string, string>> }> = {
  [Tee.SEV_SNP]: {
    architecture: 'X86_64',
    shims: goUntil3_25('qemu-snp'),
  },
  [Tee.TDX]: {
    architecture: 'X86_64',
    shims: goUntil3_25('qemu-tdx'),
  },
  [Tee.SECURE_EXECUTION]: {
    architecture: 'S390X',
    shims: Object.fromEntries(KataRelease.all().map(({ version }) => [version, 'qemu-se qemu-se-runtime-rs'])),
  },
  [Tee.CCA]: { architecture: 'AARCH64', shims: Object.fromEntries([22, 23, 24, 25, 26, 27, 28].map((minor) => [`3.${minor}.0`, 'qemu-cca'])) },
};
const LABELS: Record<string, string> = { X86_64: 'amd64', S390X: 's390x', AARCH64: 'arm64' };

const every = Object.values(Tee).flatMap((tee) => KataRelease.all().map(({ version }) => ({ tee, version })));
const has = ({ tee, version }: typeof every[number]) => TEES[tee].shims[version];
/** Releases that are told of all nodes at once, whatever their architecture. */
const OLD = [V3_21_0.version, V3_22_0.version];

describe('confidential', () => {
  test('each release has each TEE, but for Arm CCA', () => {
    expect(every.filter((one) => !has(one)).map(({ tee, version }) => `${tee}, ${version}`)).toEqual([
      ...['3.21.0', '3.29.0', '3.30.0', '3.31.0', '3.32.0', '4.0.0', '4.1.0'].map((version) => `Arm CCA, ${version}`),
    ]);
  });

  test.each(every.filter(has))('$tee with $version', ({ tee, version }) => {
    const { chart, runtime } = preset((scope) => KataRuntime.confidential(scope, 'Kata', tee, { release: KataRelease.of(version) }));
    const { architecture, shims: { [version]: names = '' } } = TEES[tee];
    const [first] = names.split(' ');
    expect(shims(chart)).toEqual(OLD.includes(version)
      ? { SHIMS: names, DEFAULT_SHIM: first }
      : { [`SHIMS_${architecture}`]: names, [`DEFAULT_SHIM_${architecture}`]: first });
    expect(runtime.runtimeClassNames).toEqual(names.split(' ').map((name) => `kata-${name}`));
    expect(runtime.release.version).toBe(version);
  });

  test.each(every.filter((one) => has(one) && !OLD.includes(one.version)))('$tee with $version is for nodes of its architecture', ({ tee, version }) => {
    const { chart } = preset((scope) => KataRuntime.confidential(scope, 'Kata', tee, { release: KataRelease.of(version) }));
    const { nodeAffinity } = podSpec(daemonSet(manifests(chart))).affinity;
    expect(nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms).toEqual([
      {
        matchExpressions: [
          { key: 'kubernetes.io/arch', operator: 'In', values: [LABELS[TEES[tee].architecture]] },
          { key: 'kubernetes.io/os', operator: 'In', values: ['linux'] },
        ],
      },
    ]);
  });

  test.each(every.filter((one) => !has(one)))('$tee with $version is refused, with the releases that have it', ({ tee, version }) => {
    expect(() => preset((scope) => KataRuntime.confidential(scope, 'Kata', tee, { release: KataRelease.of(version) }))).toThrow(new Error(
      `KataRuntime.confidential: kata-deploy ${version} has no shim for Arm CCA; allowed: 3.22.0, 3.23.0, 3.24.0, 3.25.0, 3.26.0, 3.27.0, 3.28.0. Set \`release\` to one of them.`));
  });

  test('without a release it is the newest one', () => {
    expect(preset((scope) => KataRuntime.confidential(scope, 'Kata', Tee.TDX, { release: KataRelease.latest() })).runtime.release.version).toBe(KataRelease.latest().version);
    expect(() => preset((scope) => KataRuntime.confidential(scope, 'Kata', Tee.CCA, { release: KataRelease.latest() }))).toThrow(/^KataRuntime.confidential: kata-deploy 4\.1\.0 has no shim for Arm CCA;/);
  });

  test('refuses a TEE that does not exist', () => {
    expect(() => preset((scope) => KataRuntime.confidential(scope, 'Kata', 'AMD SEV' as Tee, { release: KataRelease.latest() }))).toThrow(
      /^KataRuntime.confidential: tee: got "AMD SEV"; allowed: AMD SEV-SNP, Intel TDX, IBM Secure Execution, Arm CCA\./);
  });
});

describe('nvidiaGpu', () => {
  const go = ['qemu-nvidia-gpu', 'qemu-nvidia-gpu-snp', 'qemu-nvidia-gpu-tdx'];
  const all = go.flatMap((name) => [name, `${name}-runtime-rs`]).sort();

  test.each([V3_21_0, V3_22_0, V3_25_0])('%s: by a DaemonSet', (release) => {
    const { chart, runtime } = preset((scope) => KataRuntime.nvidiaGpu(scope, 'Kata', { release }));
    expect(runtime.runtimeClassNames).toEqual(go.map((name) => `kata-${name}`));
    expect(Object.values(shims(chart))).toEqual([go.join(' '), 'qemu-nvidia-gpu']);
  });

  test.each([V4_0_0, V4_1_0])('%s: by Jobs, with EROFS for the Rust runtime', (release) => {
    const { chart, runtime } = preset((scope) => KataRuntime.nvidiaGpu(scope, 'Kata', { release }));
    expect([...runtime.runtimeClassNames].sort()).toEqual(all.map((name) => `kata-${name}`));
    expect(ofKind('DaemonSet', manifests(chart))).toEqual([]);
    const templates = ofKind('ConfigMap', manifests(chart)).find(({ metadata }) => metadata.name === 'kata-deploy-job-templates')!;
    const variable = (name: string) => new RegExp(`name: ${name}\\n *value: (.*)`).exec(templates.data['install-job.yaml'])?.[1];
    expect(variable('SHIMS_X86_64')).toBe(all.join(' '));
    expect(variable('DEFAULT_SHIM_X86_64')).toBe('qemu-nvidia-gpu');
    expect(variable('EXPERIMENTAL_SETUP_SNAPSHOTTER')).toBe('nydus,erofs');
    expect([variable('EROFS_SNAPSHOTTER_MODE'), variable('EROFS_DMVERITY')]).toEqual(['memory', 'dmverity']);
    expect(variable('SNAPSHOTTER_HANDLER_MAPPING_X86_64')!.split(',').filter((pair) => !pair.endsWith(':nydus'))).toEqual(['qemu-nvidia-gpu-runtime-rs:erofs']);
  });

  test('every prop can be another one', () => {
    const { chart } = preset((scope) => KataRuntime.nvidiaGpu(scope, 'Kata', {
      release: KataRelease.latest(),
      deployment: KataDeployment.daemonSet(),
      shims: [KataShim.QEMU_NVIDIA_GPU],
      setupSnapshotters: [Snapshotter.NYDUS],
      erofs: undefined,
      containerd: undefined,
    }));
    expect(shims(chart)).toEqual({ SHIMS_X86_64: 'qemu-nvidia-gpu', DEFAULT_SHIM_X86_64: 'qemu-nvidia-gpu' });
    expect(ofKind('ConfigMap', manifests(chart)).map(({ metadata }) => metadata.name)).toEqual(['kata-deploy-kata-deploy-state']);
  });
});

describe('remote', () => {
  test.each(KataRelease.all().filter(({ version }) => !['3.23.0', '3.24.0'].includes(version)))('%s', (release) => {
    const { chart, runtime } = preset((scope) => KataRuntime.remote(scope, 'Kata', { release }));
    expect(runtime.runtimeClassNames).toEqual(['kata-remote']);
    expect(Object.values(shims(chart))).toEqual(['remote', 'remote']);
  });
});

test('several in one cluster need a suffix each', () => {
  const compose = (suffixes: Partial<KataRuntimeProps>[]) => {
    const chart = newChart();
    KataRuntime.confidential(chart, 'Snp', Tee.SEV_SNP, { release: KataRelease.latest(), ...suffixes[0] });
    KataRuntime.remote(chart, 'Remote', { release: KataRelease.V4_0_0, ...suffixes[1] });
  };
  expect(() => compose([{}, {}])).toThrow(/^coco\/Remote: .*coco\/Snp/s);
  expect(() => compose([{ multiInstallSuffix: 'snp' }, { multiInstallSuffix: 'remote' }])).not.toThrow();
});
