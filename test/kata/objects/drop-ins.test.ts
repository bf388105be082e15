import {
  CustomKataRuntime, KataRelease, KataRuntime, KataRuntimeClassOptions, KataRuntimeProps, KataShim, RuntimeClasses,
} from 'cdk8s-coco';
import { problemsOf, saidAtSynth } from '../../support/emitted';

const MEMORY = (mebibytes: number, hypervisor = 'qemu') => `[hypervisor.${hypervisor}]\ndefault_memory = ${mebibytes}\n`;

const refused = (props: Partial<KataRuntimeProps>) => problemsOf((chart) => new KataRuntime(chart, 'Kata', { release: KataRelease.latest(), ...props })).slice(1);
const warnings = (props: Partial<KataRuntimeProps>) => saidAtSynth((chart) => new KataRuntime(chart, 'Kata', { release: KataRelease.latest(), ...props }), 'coco-system');

const shim = (dropIn: string, runtimeClass?: KataRuntimeClassOptions) => KataShim.QEMU.withOptions({ dropIn, runtimeClass });
const custom = (dropIn: string, runtimeClass?: KataRuntimeClassOptions): CustomKataRuntime => (
  { name: 'kata-mine', baseShim: KataShim.QEMU_SNP, dropIn, runtimeClass });

describe('what is not TOML', () => {
  test('is an error with line and column', () => {
    expect(refused({
      shims: [KataShim.QEMU_SNP, shim('a = 1\n[hypervisor.qemu\n')],
      customRuntimes: [custom('a: 1')],
      containerd: { userDropIn: '[plugins' },
    })).toEqual([
      '  - containerd.userDropIn: not TOML: line 1, column 2: incomplete key-value: cannot find end of key. containerd would not start: correct it.',
      '  - shims[1].dropIn: not TOML: line 2, column 17: illegal character in key. Kata would start no pod: correct it.',
      '  - customRuntimes[0].dropIn: not TOML: line 1, column 2: illegal character in key. Kata would start no pod: correct it.',
    ]);
  });

  test.each([['"8192"', '"8192"'], ['true', 'true'], ['-1', '-1'], ['1.5', '1.5']])('default_memory = %s', (value, got) => {
    expect(refused({ shims: [shim(`[hypervisor.qemu]\ndefault_memory = ${value}`)] })).toEqual([
      `  - shims[0].dropIn: hypervisor.qemu.default_memory: got ${got}; allowed: a whole number of MiB, without quotes. Kata would start no pod: correct it.`,
    ]);
  });
});

describe('default_memory beside the overhead of the RuntimeClass', () => {
  const killed = (memory: number, overhead: string) => `default_memory gives each VM ${memory} MiB, and the RuntimeClass has an overhead of ${overhead}: `
    + 'the scheduler puts more pods on a node than fit, and their VMs are killed';

  test.each<[string, Partial<KataRuntimeProps>, string, string]>([
    ['a custom runtime with the overhead of its shim', { customRuntimes: [custom(MEMORY(8192))] }, 'customRuntimes[0]', killed(8192, '2048Mi')],
    ['one with an overhead of its own', { customRuntimes: [custom(MEMORY(8192), { overheadMemory: '4Gi' })] }, 'customRuntimes[0]', killed(8192, '4Gi')],
    ['one without', { customRuntimes: [custom(MEMORY(8192), { overheadEnabled: false })] }, 'customRuntimes[0]', killed(8192, '0')],
    ['a shim', { shims: [KataShim.QEMU_SNP, shim(MEMORY(8192))] }, 'shims[1]', killed(8192, '320Mi')],
    ['another hypervisor', { shims: [KataShim.CLH.withOptions({ dropIn: MEMORY(8192, 'clh') })] }, 'shims[0]', killed(8192, '130Mi')],
  ])('%s: a warning', (_, props, at, sentence) => {
    expect(warnings({ shims: [KataShim.QEMU_SNP], ...props })).toEqual([
      `warning: peer-pods/Kata: ${at}.dropIn: ${sentence}; set ${at}.runtimeClass.overheadMemory to "8192Mi", or lower default_memory\n`,
    ]);
  });

  test.each<[string, Partial<KataRuntimeProps>]>([
    ['an overhead that is as large', { customRuntimes: [custom(MEMORY(8192), { overheadMemory: '8Gi' })] }],
    ['no more than before', { customRuntimes: [custom(MEMORY(2048))] }],
    ['as much as upstream gives a shim without a TEE', { shims: [shim(MEMORY(2048))] }],
    ['other settings', { shims: [shim('[hypervisor.qemu]\ndefault_vcpus = 2')] }],
    ['VMs elsewhere', { shims: [KataShim.REMOTE.withOptions({ dropIn: MEMORY(8192, 'remote') })] }],
    ['RuntimeClasses of somebody else', { shims: [shim(MEMORY(8192))], runtimeClasses: RuntimeClasses.NONE }],
    ['none', { release: KataRelease.V3_22_0 }],
  ])('%s: nothing to say', (_, props) => {
    expect(warnings({ shims: [KataShim.QEMU_SNP], ...props })).toEqual([]);
  });
});
