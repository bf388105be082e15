import { KataRelease } from 'cdk8s-coco';

const RELEASES_3 = Array.from({ length: 12 }, (_, index) => 21 + index);
const KNOWN = `${RELEASES_3.map((minor) => `3.${minor}.0`).join(', ')}, 4.0.0, 4.1.0`;

test('every release, the oldest first; the last one is the latest', () => {
  expect(KataRelease.all().map(String)).toEqual([
    ...RELEASES_3.map((minor) => `kata-deploy 3.${minor}.0`), 'kata-deploy 4.0.0', 'kata-deploy 4.1.0',
  ]);
  expect(KataRelease.latest().version).toBe('4.1.0');
});

test('finds a release by its version', () => {
  expect(KataRelease.of('3.21.0').version).toBe(KataRelease.V3_21_0.version);
  expect(KataRelease.of('3.22.0').version).toBe(KataRelease.V3_22_0.version);
});

test('fails on an unknown version, with those it knows', () => {
  expect(() => KataRelease.of('4.1.1')).toThrow(new Error(
    `KataRelease.of: unknown kata-deploy release "4.1.1"; allowed: ${KNOWN}. Did you mean "4.1.0"?`));
  expect(() => KataRelease.of('main')).toThrow(new Error(
    `KataRelease.of: unknown kata-deploy release "main"; allowed: ${KNOWN}.`));
});

describe('shimNames', () => {
  const GO_ANYWHERE = ['clh', 'cloud-hypervisor', 'dragonball', 'fc', 'qemu', 'qemu-coco-dev'];
  test.each([
    ['x86_64', [
      ...GO_ANYWHERE, 'qemu-nvidia-gpu', 'qemu-nvidia-gpu-snp', 'qemu-nvidia-gpu-tdx', 'qemu-runtime-rs', 'qemu-snp', 'qemu-tdx',
      'remote', 'stratovirt',
    ]],
    ['aarch64', [...GO_ANYWHERE, 'qemu-nvidia-gpu', 'remote', 'stratovirt']],
    ['s390x', ['qemu', 'qemu-coco-dev', 'qemu-runtime-rs', 'qemu-se', 'qemu-se-runtime-rs', 'remote']],
    ['ppc64le', ['qemu', 'remote']],
  ])('of 3.21.0 on %s', (architecture, names) => {
    expect(KataRelease.V3_21_0.shimNames(architecture)).toEqual(names);
  });

  test('3.22.0 adds Arm CCA', () => {
    const added = (architecture?: string) => KataRelease.V3_22_0.shimNames(architecture)
      .filter((name) => !KataRelease.V3_21_0.shimNames(architecture).includes(name));
    expect(added()).toEqual(['qemu-cca']);
    expect(added('aarch64')).toEqual(['qemu-cca']);
    expect(added('x86_64')).toEqual([]);
  });

  test.each([
    ['3.23.0', ['qemu-coco-dev-runtime-rs'], ['remote', 'stratovirt']],
    ['3.24.0', [], []],
    ['3.25.0', ['remote'], []],
    ['3.26.0', ['qemu-snp-runtime-rs', 'qemu-tdx-runtime-rs'], []],
    ['3.27.0', [], []],
    ['3.28.0', [], []],
    ['3.29.0', [], ['qemu-cca']],
    ['3.30.0', ['clh-runtime-rs'], ['cloud-hypervisor']],
    ['3.31.0', ['qemu-nvidia-gpu-runtime-rs', 'qemu-nvidia-gpu-snp-runtime-rs', 'qemu-nvidia-gpu-tdx-runtime-rs'], []],
    ['3.32.0', ['clh-azure', 'clh-azure-runtime-rs'], []],
    ['4.0.0', ['qemu-nvidia-cpu', 'qemu-nvidia-cpu-runtime-rs'], []],
    ['4.1.0', ['openvmm-azure-runtime-rs'], []],
  ])('%s adds and drops shims', (version, added, dropped) => {
    const all = KataRelease.all();
    const names = KataRelease.of(version).shimNames();
    const before = all[all.findIndex((one) => one.version === version) - 1].shimNames();
    expect(names.filter((name) => !before.includes(name)).sort()).toEqual(added);
    expect(before.filter((name) => !names.includes(name)).sort()).toEqual(dropped);
  });
});
