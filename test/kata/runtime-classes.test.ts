import { App, Chart } from 'cdk8s';
import { Architecture, KataRuntime, KataRuntimeClass, KataRuntimeProps, KataShim, RuntimeClasses } from 'cdk8s-coco';
import { daemonSet, env, install, newRuntime, ofKind, uninstall } from '../support/synth';

describe('runtimeClass', () => {
  test.each<[string, Partial<KataRuntimeProps>, KataShim, string]>([
    ['of a preset', {}, KataShim.QEMU_SNP, 'kata-qemu-snp'],
    ['of a shim with options', { shims: [KataShim.QEMU] }, KataShim.QEMU.withOptions({ forceGuestPull: true }), 'kata-qemu'],
    ['with a suffix', { multiInstallSuffix: 'team-a' }, KataShim.QEMU_SNP, 'kata-qemu-snp-team-a'],
    ['where somebody else makes it', { runtimeClasses: RuntimeClasses.NONE }, KataShim.QEMU_SNP, 'kata-qemu-snp'],
    ['where it is a manifest', { runtimeClasses: RuntimeClasses.BY_MANIFEST }, KataShim.QEMU_SNP, 'kata-qemu-snp'],
    ['of a custom shim', { shims: [KataShim.custom('mine')] }, KataShim.custom('mine'), 'kata-mine'],
  ])('%s', (_, props, shim, name) => {
    const found = newRuntime(props).runtimeClass(shim);
    expect(found).toBeInstanceOf(KataRuntimeClass);
    expect(found).toMatchObject({ name, handler: name });
    expect(`${found}`).toBe(name);
  });

  test('fails on a shim that is not installed, with those that are', () => {
    expect(() => newRuntime({ shims: [KataShim.QEMU, KataShim.CLH] }).runtimeClass(KataShim.QEMU_SNP)).toThrow(new Error(
      'coco/Kata: runtimeClass: got the shim qemu-snp; allowed: those that this runtime installs: qemu, clh. Add it to `shims`, or take another one.'));
  });
});

describe('runtimeClassNames', () => {
  test.each<[string, Partial<KataRuntimeProps>, string[]]>([
    ['one per shim', { shims: [KataShim.QEMU, KataShim.CLH] }, ['kata-qemu', 'kata-clh']],
    ['of all architectures', { architectures: [Architecture.AARCH64, Architecture.S390X] }, ['kata-qemu-coco-dev', 'kata-qemu-se']],
    ['with a suffix', { shims: [KataShim.QEMU], multiInstallSuffix: 'a' }, ['kata-qemu-a']],
    ['with the default one', { shims: [KataShim.QEMU], defaultShim: KataShim.QEMU, createDefaultRuntimeClass: true }, ['kata-qemu', 'kata']],
  ])('%s', (_, props, names) => {
    expect(newRuntime(props).runtimeClassNames).toEqual(names);
  });
});

/** A RuntimeClass as upstream makes it. */
const runtimeClass = (name: string, handler: string, cpu: string, memory: string) => ({
  apiVersion: 'node.k8s.io/v1',
  kind: 'RuntimeClass',
  metadata: { name },
  handler,
  overhead: { podFixed: { cpu, memory } },
  scheduling: { nodeSelector: { 'katacontainers.io/kata-runtime': 'true' } },
});

describe('who makes the RuntimeClasses', () => {
  const PROPS = { shims: [KataShim.QEMU_SNP, KataShim.CLH], defaultShim: KataShim.QEMU_SNP, createDefaultRuntimeClass: true };

  test('kata-deploy: nothing is emitted', () => {
    const objects = install({ ...PROPS, runtimeClasses: RuntimeClasses.BY_KATA_DEPLOY });
    expect(ofKind('RuntimeClass', objects)).toEqual([]);
    expect(env(daemonSet(objects))).toMatchObject({ CREATE_RUNTIMECLASSES: 'true', CREATE_DEFAULT_RUNTIMECLASS: 'true' });
  });

  test('manifests: objects equal to upstream\'s, and kata-deploy neither makes nor removes any', () => {
    const props = { ...PROPS, runtimeClasses: RuntimeClasses.BY_MANIFEST };
    const objects = install(props);
    expect(ofKind('RuntimeClass', objects)).toEqual([
      runtimeClass('kata-qemu-snp', 'kata-qemu-snp', '1.0', '2048Mi'),
      runtimeClass('kata', 'kata-qemu-snp', '1.0', '2048Mi'),
      runtimeClass('kata-clh', 'kata-clh', '250m', '130Mi'),
    ]);
    for (const found of [daemonSet(objects), daemonSet(uninstall(props))]) {
      expect(env(found)).toMatchObject({ CREATE_RUNTIMECLASSES: 'false', CREATE_DEFAULT_RUNTIMECLASS: 'false' });
    }
  });

  test('manifests with a suffix: in names and handlers', () => {
    const objects = install({ shims: [KataShim.REMOTE], multiInstallSuffix: 'a', runtimeClasses: RuntimeClasses.BY_MANIFEST });
    expect(ofKind('RuntimeClass', objects)).toEqual([runtimeClass('kata-remote-a', 'kata-remote-a', '250m', '120Mi')]);
  });

  test('nobody: neither objects nor kata-deploy', () => {
    const objects = install({ runtimeClasses: RuntimeClasses.NONE });
    expect(ofKind('RuntimeClass', objects)).toEqual([]);
    expect(env(daemonSet(objects))).toMatchObject({ CREATE_RUNTIMECLASSES: 'false', CREATE_DEFAULT_RUNTIMECLASS: 'false' });
  });

  test.each([
    ['cloud-hypervisor', '250m', '130Mi'],
    ['qemu', '250m', '160Mi'],
    ['qemu-coco-dev', '250m', '160Mi'],
    ['qemu-tdx', '1.0', '2048Mi'],
    ['qemu-nvidia-gpu', '1', '4096Mi'],
    ['qemu-nvidia-gpu-tdx', '1', '4096Mi'],
    ['remote', '250m', '120Mi'],
  ])('the overhead of %s is %s and %s', (name, cpu, memory) => {
    const objects = install({ shims: [KataShim.of(name)], runtimeClasses: RuntimeClasses.BY_MANIFEST });
    expect(ofKind('RuntimeClass', objects)).toEqual([runtimeClass(`kata-${name}`, `kata-${name}`, cpu, memory)]);
  });
});

describe('a runtime that something else installed', () => {
  const chart = new Chart(new App(), 'coco'); // a namespace is not needed
  const imported = KataRuntime.fromKataRuntimeAttributes(chart, 'Imported', {
    shims: [KataShim.REMOTE, KataShim.QEMU_SNP], multiInstallSuffix: 'theirs',
  });

  test('is referred to as one of this app', () => {
    const { name, handler } = imported.runtimeClass(KataShim.REMOTE);
    expect([name, handler]).toEqual(['kata-remote-theirs', 'kata-remote-theirs']);
    expect(imported.runtimeClassNames).toEqual(['kata-remote-theirs', 'kata-qemu-snp-theirs']);
  });

  test('emits nothing', () => {
    expect(chart.toJson()).toEqual([]);
  });

  test('has a name in the tree', () => {
    expect(() => KataRuntime.fromKataRuntimeAttributes(chart, '', { shims: [KataShim.REMOTE] }))
      .toThrow('KataRuntime.fromKataRuntimeAttributes: id: got ""; allowed: a string that is not empty.');
  });

  test('fails on a shim that it has not', () => {
    expect(() => imported.runtimeClass(KataShim.QEMU)).toThrow('coco/Imported: runtimeClass: got the shim qemu; allowed: those that this runtime installs: remote, qemu-snp.');
  });
});
