import { Architecture, KataRelease, KataShim, PullType, RuntimeClasses, Snapshotter } from 'cdk8s-coco';
import { install, installEnv, ofKind } from '../support/synth';

test('there is a member for each shim of any release, by upstream\'s name', () => {
  const members = Object.entries(KataShim).filter((entry): entry is [string, KataShim] => entry[1] instanceof KataShim);
  const names = new Set(KataRelease.all().flatMap((one) => one.shimNames()));
  expect(members.map(([, { name }]) => name).sort()).toEqual([...names].sort());
  for (const [member, shim] of members) expect(member).toBe(shim.name.toUpperCase().replace(/-/g, '_'));
});

test('knows its RuntimeClass', () => {
  expect(KataShim.of('qemu-snp').runtimeClassName).toBe('kata-qemu-snp');
  expect(`${KataShim.QEMU_SNP}`).toBe('qemu-snp');
});

const KNOWN = [...new Set(KataRelease.all().flatMap((one) => one.shimNames()))].sort().join(', ');
const OWN = 'KataShim.custom() takes a shim that your own image adds.';

test.each([
  ['qemu-sno', `KataShim.of: unknown shim "qemu-sno"; allowed: ${KNOWN}. Did you mean "qemu-snp"? ${OWN}`],
  ['unikernel', `KataShim.of: unknown shim "unikernel"; allowed: ${KNOWN}. ${OWN}`],
])('fails on the unknown shim %s', (name, message) => {
  expect(() => KataShim.of(name)).toThrow(new Error(message));
});

test('fails on the name of a RuntimeClass, and says that shims have no "kata-"', () => {
  expect(() => KataShim.of('kata-qemu-snp')).toThrow('Shims are written without "kata-": "qemu-snp".');
});

describe('custom', () => {
  test('is installed as it is told, on every architecture', () => {
    // GIVEN
    const shim = KataShim.custom('mine', { snapshotter: Snapshotter.of('blockfile'), pullType: PullType.GUEST_PULL });
    // WHEN
    const env = installEnv({ shims: [shim], architectures: [Architecture.PPC64LE] });
    // THEN
    expect(env).toMatchObject({ SHIMS: 'mine', SNAPSHOTTER_HANDLER_MAPPING: 'mine:blockfile', PULL_TYPE_MAPPING: 'mine:guest-pull' });
  });

  test('has upstream\'s overhead of QEMU unless it says another', () => {
    const overhead = (shim: KataShim) => ofKind('RuntimeClass', install({ shims: [shim], runtimeClasses: RuntimeClasses.BY_MANIFEST }))[0].overhead;
    expect(overhead(KataShim.custom('mine'))).toEqual({ podFixed: { cpu: '250m', memory: '160Mi' } });
    expect(overhead(KataShim.custom('mine', { overheadCpu: '2', overheadMemory: '1Gi' }))).toEqual({ podFixed: { cpu: '2', memory: '1Gi' } });
  });

  test('replaces what the catalogue knows of the same name', () => {
    const env = installEnv({ shims: [KataShim.custom('qemu-snp')], architectures: [Architecture.S390X] });
    expect(env).toMatchObject({ SHIMS: 'qemu-snp', SNAPSHOTTER_HANDLER_MAPPING: '', PULL_TYPE_MAPPING: '' });
  });

  test.each(['', 'Mine', 'my shim', '-mine', 'mine-', 'a$(touch x)', 'x'.repeat(59)])('fails on the name "%s"', (name) => {
    expect(() => KataShim.custom(name)).toThrow(new Error(`KataShim.custom: name: got ${JSON.stringify(name)}; allowed: a-z, 0-9 and "-", at most 58 characters. `
      + 'The name becomes part of the RuntimeClass and its handler.'));
  });

  test('takes the longest name', () => {
    const shim = KataShim.custom('x'.repeat(58));
    expect(shim.runtimeClassName).toHaveLength(63);
    expect(installEnv({ shims: [shim], name: 'k' }).SHIMS).toBe('x'.repeat(58));
  });
});

describe('withOptions', () => {
  test.each([
    ['the catalogue', KataShim.QEMU_SNP, 'qemu-snp:nydus', 'qemu-snp:guest-pull', ''],
    ['another snapshotter', KataShim.QEMU_SNP.withOptions({ snapshotter: Snapshotter.EROFS }), 'qemu-snp:erofs', 'qemu-snp:guest-pull', ''],
    ['containerd\'s snapshotter', KataShim.QEMU_SNP.withOptions({ snapshotter: Snapshotter.CONTAINERD_DEFAULT }), '', 'qemu-snp:guest-pull', ''],
    ['pulling on the node', KataShim.QEMU_SNP.withOptions({ pullType: PullType.DEFAULT }), 'qemu-snp:nydus', '', ''],
    ['pulling in the guest', KataShim.QEMU.withOptions({ pullType: PullType.GUEST_PULL }), '', 'qemu:guest-pull', ''],
    ['pulling in the guest by force', KataShim.QEMU_SNP.withOptions({ forceGuestPull: true }), '', 'qemu-snp:guest-pull', 'qemu-snp'],
    ['force and a snapshotter', KataShim.QEMU_SNP.withOptions({ forceGuestPull: true, snapshotter: Snapshotter.EROFS }),
      'qemu-snp:erofs', 'qemu-snp:guest-pull', 'qemu-snp'],
  ])('%s', (_, shim, snapshotters, pullTypes, forced) => {
    expect(installEnv({ shims: [shim] })).toMatchObject({
      SNAPSHOTTER_HANDLER_MAPPING: snapshotters, PULL_TYPE_MAPPING: pullTypes, EXPERIMENTAL_FORCE_GUEST_PULL: forced,
    });
  });

  test('keeps what it is not told, and leaves the shim that it starts from', () => {
    // GIVEN
    const first = KataShim.QEMU.withOptions({ snapshotter: Snapshotter.EROFS });
    // WHEN
    const second = first.withOptions({ pullType: PullType.GUEST_PULL });
    // THEN
    expect(installEnv({ shims: [second] })).toMatchObject({ SNAPSHOTTER_HANDLER_MAPPING: 'qemu:erofs', PULL_TYPE_MAPPING: 'qemu:guest-pull' });
    expect(installEnv({ shims: [first] })).toMatchObject({ SNAPSHOTTER_HANDLER_MAPPING: 'qemu:erofs', PULL_TYPE_MAPPING: '' });
    expect(installEnv({ shims: [KataShim.QEMU] })).toMatchObject({ SNAPSHOTTER_HANDLER_MAPPING: '', PULL_TYPE_MAPPING: '' });
  });
});
