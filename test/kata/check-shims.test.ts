import { Architecture, KataRelease, KataRuntimeProps, KataShim, RuntimeClasses, Snapshotter } from 'cdk8s-coco';
import { install, oneProblem, refusal } from '../support/synth';

const { X86_64, AARCH64, S390X } = Architecture;
const others = (architecture: Architecture, shim: KataShim) => ({ architectureDefaultShims: [{ architecture, shim }] });
const onX86 = KataRelease.V3_22_0.shimNames('x86_64').join(', ');
const onArm = KataRelease.V3_22_0.shimNames('aarch64').join(', ');
const onZ = KataRelease.V3_22_0.shimNames('s390x').join(', ');

describe('shims and architectures', () => {
  test.each<[string, Partial<KataRuntimeProps>, string]>([
    ['a shim that the architecture has not', { architectures: [AARCH64], shims: [KataShim.QEMU, KataShim.QEMU_SNP] },
      `shims[1]: got "qemu-snp"; allowed: a shim that kata-deploy 3.22.0 has on aarch64: ${onArm}. qemu-snp is only there on x86_64.`],
    ['a shim that none of the architectures has', { architectures: [X86_64, AARCH64], shims: [KataShim.QEMU, KataShim.QEMU_SE] },
      'shims[1]: got "qemu-se"; allowed: a shim that kata-deploy 3.22.0 has on x86_64, aarch64: '
      + 'clh, cloud-hypervisor, dragonball, fc, qemu, qemu-coco-dev, qemu-nvidia-gpu, remote, stratovirt. qemu-se is only there on s390x.'],
    ['a shim asked for on an architecture that has it not',
      { architectures: [X86_64, S390X], shims: [KataShim.QEMU, KataShim.QEMU_SNP.withOptions({ architectures: [S390X] })] },
      `shims[1]: got "qemu-snp"; allowed: a shim that kata-deploy 3.22.0 has on s390x: ${onZ}. qemu-snp is only there on x86_64.`],
    ['a shim asked for on an architecture that the cluster has not',
      { shims: [KataShim.QEMU, KataShim.CLH.withOptions({ architectures: [X86_64, AARCH64] })] },
      'shims[1].architectures: got "aarch64"; allowed: the architectures of the runtime: x86_64. Add it to `architectures`, or take it out here.'],
    ['a shim twice', { shims: [KataShim.QEMU, KataShim.CLH, KataShim.QEMU] },
      'shims[2]: got "qemu"; allowed: each shim once. Remove one of the two.'],
    ['no shims', { shims: [] },
      `shims: got an empty list; allowed: one shim or more; kata-deploy 3.22.0 has on x86_64: ${onX86}. `
      + 'kata-deploy would install every shim it has: list those you want.'],
    ['an architecture without any shim', { architectures: [X86_64, S390X], shims: [KataShim.CLH] },
      `architectures: got "s390x"; allowed: architectures that get at least one shim. Add a shim that it has (${onZ}), or leave the architecture out.`],
    ['nydus beside force', { shims: [KataShim.QEMU_SNP.withOptions({ forceGuestPull: true, snapshotter: Snapshotter.NYDUS })] },
      'shims[0].snapshotter: got "nydus"; allowed: none with forceGuestPull. Pulling in the guest by force replaces nydus: leave one of the two out.'],
    ['setting another snapshotter up', { setupSnapshotters: [Snapshotter.NYDUS, Snapshotter.DEVMAPPER] },
      'setupSnapshotters[1]: got "devmapper"; allowed: nydus, erofs. kata-deploy stops at others, which must be on the nodes already.'],
  ])('fails on %s', (_, props, line) => {
    expect(refusal(props)).toBe(oneProblem(line));
  });

  test('no architecture is one problem, not two', () => {
    expect(refusal({ architectures: [] })).toBe(oneProblem(
      'architectures: got an empty list; allowed: one architecture or more. Leave it out for x86_64.'));
  });

  test('a shim that is asked for on no architecture would be installed nowhere', () => {
    expect(refusal({ shims: [KataShim.QEMU, KataShim.CLH.withOptions({ architectures: [] })] })).toContain('shims[1].architectures: got ');
  });
});

// kata-deploy looks for "<shim>:" anywhere in the mapping, and gives up on every node where it finds two.
test('fails on two names that kata-deploy cannot tell apart in its mapping', () => {
  const shims = [KataShim.QEMU_SNP, KataShim.custom('snp', { snapshotter: Snapshotter.NYDUS })];
  expect(refusal({ shims })).toContain('  - shims[1]: got "snp"');
  expect(() => install({ shims: [KataShim.QEMU_SNP, KataShim.custom('snp')] })).not.toThrow();
});

describe('default shims', () => {
  const enabled = { shims: [KataShim.QEMU, KataShim.CLH] };
  const everywhere = {
    architectures: [X86_64, S390X], shims: [KataShim.QEMU, KataShim.QEMU_SNP, KataShim.QEMU_SE], defaultShim: KataShim.QEMU,
  };
  test.each<[string, Partial<KataRuntimeProps>, string]>([
    ['one that is not installed', { ...enabled, defaultShim: KataShim.QEMU_SNP },
      'defaultShim: got "qemu-snp"; allowed: one of the installed shims: qemu, clh. Add it to `shims`, or choose another default.'],
    ['one of an architecture that is not installed', { ...enabled, ...others(X86_64, KataShim.FC) },
      'architectureDefaultShims[0]: got "fc"; allowed: one of the installed shims: qemu, clh. Add it to `shims`, or choose another default.'],
    ['one of an architecture that the cluster has not', { ...enabled, ...others(AARCH64, KataShim.QEMU) },
      'architectureDefaultShims[0]: got "aarch64"; allowed: the architectures of the runtime: x86_64. Add it to `architectures`, or take it out here.'],
    ['one that is installed on another architecture', { ...everywhere, ...others(S390X, KataShim.QEMU_SNP) },
      'architectureDefaultShims[0]: got "qemu-snp"; allowed: a shim that is installed on s390x: qemu, qemu-se. Choose another default for it.'],
    ['a default RuntimeClass that leads nowhere', { ...enabled, createDefaultRuntimeClass: true },
      'createDefaultRuntimeClass: got true; allowed: false without a default shim that is installed. No default RuntimeClass is made: set defaultShim to one of: qemu, clh.'],
    ['a default RuntimeClass where nobody makes any',
      { ...enabled, defaultShim: KataShim.QEMU, createDefaultRuntimeClass: true, runtimeClasses: RuntimeClasses.NONE },
      'createDefaultRuntimeClass: got true; allowed: false without RuntimeClasses. Choose another value for `runtimeClasses`.'],
    ['a default RuntimeClass of one of several installations',
      { ...enabled, defaultShim: KataShim.QEMU, createDefaultRuntimeClass: true, multiInstallSuffix: 'a' },
      'createDefaultRuntimeClass: got true; allowed: false with multiInstallSuffix. '
      + 'There is one RuntimeClass "kata" in a cluster, and it is left to the installation without a suffix.'],
    ['a default RuntimeClass with two handlers',
      { ...everywhere, createDefaultRuntimeClass: true, ...others(S390X, KataShim.QEMU_SE) },
      'createDefaultRuntimeClass: got true; allowed: false where architectures have different default shims. '
      + 'The RuntimeClass `kata` leads to one handler in the whole cluster.'],
  ])('fails on %s', (_, props, line) => {
    expect(refusal(props)).toBe(oneProblem(line));
  });
});
