import { kataDeployEdition } from '../../src/values/charts/kata-deploy/editions';
import { rendering } from '../cli/rendering';

/** The variables of the DaemonSet, by name. */
const env = (text: string, version: string): Record<string, string> => Object.fromEntries(
  rendering(kataDeployEdition(version), text).objects.find(({ kind }) => kind === 'DaemonSet')!
    .spec.template.spec.containers[0].env.map((one: { name: string; value: string }) => [one.name, one.value]));

const FORCED = 'qemu-nvidia-gpu-snp,qemu-nvidia-gpu-tdx'; // on x86_64, in the chart's own values

describe.each(['3.23.0', '3.24.0'])('%s reads settings below env as its chart does', (version) => {
  test.each([
    ['{_experimentalForceGuestPull_aarch64: qemu-cca}', [FORCED, FORCED, undefined]], // other architectures are told what x86_64 is
    ['{_experimentalForceGuestPull: a, _experimentalForceGuestPull_s390x: b}', ['a', undefined, 'a']],
    ['{_experimentalForceGuestPull_x86_64: c, _experimentalForceGuestPull_aarch64: d}', ['c', 'c', undefined]],
  ])('guest pull by force: %s', (text, found) => {
    const variables = env(`env: ${text}`, version);
    expect(['X86_64', 'AARCH64', 'S390X'].map((one) => variables[`EXPERIMENTAL_FORCE_GUEST_PULL_${one}`])).toEqual(found);
  });

  test('debug below env counts where it is true', () => {
    expect(['{debug: true, env: {debug: false}}', '{env: {debug: true}}', '{debug: true, env: {debug: "false"}}'].map((text) => env(text, version).DEBUG))
      .toEqual(['true', 'true', 'false']);
  });

  test('RuntimeClasses by kata-deploy: the text as it is, also an empty one', () => {
    const { CREATE_RUNTIMECLASSES: all, CREATE_DEFAULT_RUNTIMECLASS: one } = env('env: {createRuntimeClasses: "", createDefaultRuntimeClass: true}', version);
    expect([all, one]).toEqual(['', 'true']);
  });
});
