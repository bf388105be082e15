import {
  Architecture, ErofsMergeMode, ErofsSnapshotterMode, HostOs, KataRelease, KataRuntimeProps, KataShim, Snapshotter,
} from 'cdk8s-coco';
import { Feature, variablesOf } from '../../../src/kata/catalogue/releases';
import { container, daemonSet, install, oneProblem, refusal } from '../../support/synth';

const LATER = KataRelease.all().filter(({ version }) => !['3.21.0', '3.22.0'].includes(version));

/** Props that need every variable of a release. */
function everything(release: KataRelease): Partial<KataRuntimeProps> {
  const has = (feature: Feature) => release._facts.features.includes(feature);
  const own = { forceGuestPull: true, allowedHypervisorAnnotations: ['a'], agentHttpsProxy: 'http://p:1', agentNoProxy: ['.svc'] };
  return {
    release,
    architectures: Architecture.all(),
    shims: [KataShim.QEMU.withOptions(own), KataShim.custom('other').withOptions({ ...own, forceGuestPull: false, snapshotter: Snapshotter.NYDUS })]
      .map((shim) => shim.withOptions({ pullType: 'guest-pull' as never })),
    hostOs: HostOs.CBL_MARINER,
    debug: true,
    ...(has('custom-runtimes') ? { customRuntimes: [{ name: 'kata-own', baseShim: KataShim.QEMU }] } : {}),
    ...(has('containerd-files') ? { containerd: { configFileName: 'a.toml', ...(has('jobs') && { userDropIn: 'a = 1' }) } } : {}),
    ...(has('jobs') ? {
      setupSnapshotters: [Snapshotter.EROFS],
      erofs: {
        mergeMode: ErofsMergeMode.UNMERGED,
        ...(has('startup-taints') && { snapshotterMode: ErofsSnapshotterMode.MEMORY, dmVerity: true }),
      },
    } : {}),
    ...(has('startup-taints') ? { startupTaints: [{ key: 'a' }] } : {}),
    ...(has('node-ownership') ? { devkit: true } : {}),
  };
}

test.each(LATER.map(({ version }) => version))('kata-deploy %s is told no other variables than the known ones, and can be told all of them', (version) => {
  const release = KataRelease.of(version);
  const { env } = container(daemonSet(install(everything(release))));
  const names = env.map(({ name }: { name: string }) => name).filter((name: string) => name !== 'NODE_NAME');
  expect(names.sort()).toEqual(variablesOf(release._facts).sort());
});

const CREATING = [
  ['CREATE_RUNTIMECLASSES', 'RuntimeClasses are objects of the manifests: set `runtimeClasses`.'],
  ['CREATE_DEFAULT_RUNTIMECLASS', 'That RuntimeClass is an object of the manifests: set `createDefaultRuntimeClass`.'],
];

describe.each(LATER.map(({ version }) => version))('variables that kata-deploy %s does not read', (version) => {
  const release = KataRelease.of(version);
  test.each([
    ...['SHIMS', 'DEFAULT_SHIM', 'ALLOWED_HYPERVISOR_ANNOTATIONS', 'SNAPSHOTTER_HANDLER_MAPPING', 'PULL_TYPE_MAPPING', 'EXPERIMENTAL_FORCE_GUEST_PULL']
      .map((name) => [name, `It reads ${name}_X86_64, ${name}_AARCH64, ${name}_S390X, ${name}_PPC64LE instead.`]),
    ...(release._facts.createsRuntimeClasses ? [] : CREATING),
  ])('%s', (name, repair) => {
    for (const prop of ['additionalEnv', 'unsafeEnvOverrides']) {
      expect(refusal({ release, shims: [KataShim.QEMU], [prop]: { [name]: 'x' } })).toBe(oneProblem(
        `${prop}["${name}"]: got "${name}"; allowed: variables that kata-deploy ${version} reads. ${repair}`));
    }
  });
});

test('what props set is not added beside them, and can be replaced', () => {
  const release = KataRelease.V4_1_0;
  for (const name of variablesOf(release._facts)) {
    expect(refusal({ release, additionalEnv: { [name]: 'x' } })).toBe(oneProblem(
      `additionalEnv["${name}"]: got "${name}"; allowed: variables that no prop sets. Use the prop; unsafeEnvOverrides replaces its value unchecked.`));
    const { env } = container(daemonSet(install({ release, unsafeEnvOverrides: { [name]: 'replaced' } })));
    expect(env.filter((one: { name: string }) => one.name === name)).toEqual([{ name, value: 'replaced' }]);
  }
});

test('a variable of a later release is one that a build of an earlier one may know', () => {
  const { env } = container(daemonSet(install({ release: KataRelease.V3_25_0, additionalEnv: { DEVKIT: 'true' } })));
  expect(env).toContainEqual({ name: 'DEVKIT', value: 'true' });
  expect(refusal({ release: KataRelease.V3_25_0, unsafeEnvOverrides: { DEVKIT: 'true' } })).toMatch(/allowed: variables that props set: DEBUG, .*\. additionalEnv adds others\.$/);
});
