import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KataRelease, KataRuntime, KataRuntimeProps, KubernetesDistribution, RuntimeClasses } from 'cdk8s-coco';
import { ENVIRONMENT, releaseFacts } from '../../../src/kata/internal';
import { treeOfModel } from '../../../src/migrate/kata-runtime';
import { build } from '../../../src/migrate/tree';
import type { KataPart } from '../../../src/values/chart-part';
import { kataDeployEdition } from '../../../src/values/charts/kata-deploy/editions';
import { ENV_KEYS } from '../../../src/values/charts/kata-deploy/env-keys';
import { container, daemonSet, Manifest, manifests, newChart, ofKind, podSpec } from '../../support/synth';

/* What the umbrella chart's `env.*` said to kata-deploy 3.22.0 means the same to 4.1.0. */

const TEXTS: Record<string, string> = {
  [ENVIRONMENT.debug]: 'false',
  [ENVIRONMENT.shims]: 'qemu-coco-dev qemu-snp',
  [ENVIRONMENT.defaultShim]: 'qemu-coco-dev',
  [ENVIRONMENT.createRuntimeClasses]: 'true',
  [ENVIRONMENT.createDefaultRuntimeClass]: 'false',
  [ENVIRONMENT.allowedHypervisorAnnotations]: '',
  [ENVIRONMENT.snapshotterHandlerMapping]: 'qemu-coco-dev:nydus,qemu-snp:nydus',
  [ENVIRONMENT.agentHttpsProxy]: '',
  [ENVIRONMENT.agentNoProxy]: '',
  [ENVIRONMENT.pullTypeMapping]: 'qemu-coco-dev:guest-pull,qemu-snp:guest-pull',
  [ENVIRONMENT.installationPrefix]: '',
  [ENVIRONMENT.multiInstallSuffix]: '',
  [ENVIRONMENT.experimentalSetupSnapshotter]: 'nydus',
  [ENVIRONMENT.experimentalForceGuestPull]: '',
};

/** The props that `migrate` makes of values with these strings. */
function propsOf(texts: Record<string, string>): Partial<KataRuntimeProps> {
  const all = { ...TEXTS, ...texts };
  const given = Object.entries(ENV_KEYS).filter(([, variable]) => variable in all).map(([key, variable]) => [key, all[variable]]);
  const user = { values: { env: Object.fromEntries(given) as Record<string, string> }, sources: new Map() };
  const { parts: [part], problems } = kataDeployEdition('3.22.0').plan(user, { releaseName: 'kata-deploy', namespace: 'coco-system' });
  expect(problems).toEqual([]);
  const { model } = part as KataPart;
  const props = build(treeOfModel({ ...model, extraEnv: {} })) as Partial<KataRuntimeProps>;
  return Object.fromEntries(Object.entries(props).filter(([prop]) => SAID.includes(prop)));
}

/** What the strings say; other props are those of any values. */
const SAID = ['debug', 'architectures', 'shims', 'defaultShim', 'runtimeClasses', 'createDefaultRuntimeClass', 'allowedHypervisorAnnotations', 'agentHttpsProxy',
  'agentNoProxy', 'installationPrefix', 'multiInstallSuffix', 'setupSnapshotters', 'hostOs'];

/** The one thing that has to change: who makes RuntimeClasses. */
const moved = (props: Partial<KataRuntimeProps>): Partial<KataRuntimeProps> => ({
  ...props,
  release: KataRelease.V4_1_0,
  runtimeClasses: props.runtimeClasses === RuntimeClasses.BY_KATA_DEPLOY ? RuntimeClasses.BY_MANIFEST : props.runtimeClasses,
});

function objects(props: Partial<KataRuntimeProps>): Manifest[] {
  const chart = newChart();
  new KataRuntime(chart, 'Kata', { release: KataRelease.latest(), ...props });
  return manifests(chart);
}
const on410 = (texts: Record<string, string>) => objects(moved(propsOf(texts)));

function env(found: Manifest[]): Record<string, string> {
  return Object.fromEntries(container(daemonSet(found)).env.filter(({ value }: Manifest) => value !== undefined)
    .map(({ name, value }: Manifest) => [name, value]));
}
const runtimeClasses = (found: Manifest[]) => ofKind('RuntimeClass', found).map(({ metadata, handler }) => `${metadata.name} ${handler}`);

/** The variables that texts change, with `undefined` for those that go. */
function changed(texts: Record<string, string>): Record<string, string | undefined> {
  const [before, after] = [env(on410({})), env(on410(texts))];
  return Object.fromEntries([...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
    .filter((name) => before[name] !== after[name]).map((name) => [name, after[name]]));
}

/** By prop that the texts lead to: the texts, and the variables of 4.1.0 that change with them. */
const VARIABLES: [keyof Partial<KataRuntimeProps>, Record<string, string>, Record<string, string | undefined>][] = [
  ['debug', { DEBUG: 'true' }, { DEBUG: 'true' }],
  ['architectures', {
    SHIMS: 'qemu-se', DEFAULT_SHIM: 'qemu-se', SNAPSHOTTER_HANDLER_MAPPING: 'qemu-se:nydus', PULL_TYPE_MAPPING: 'qemu-se:guest-pull',
  }, {
    DEFAULT_SHIM_S390X: 'qemu-se',
    DEFAULT_SHIM_X86_64: undefined,
    PULL_TYPE_MAPPING_S390X: 'qemu-se:guest-pull',
    PULL_TYPE_MAPPING_X86_64: undefined,
    SHIMS_S390X: 'qemu-se',
    SHIMS_X86_64: undefined,
    SNAPSHOTTER_HANDLER_MAPPING_S390X: 'qemu-se:nydus',
    SNAPSHOTTER_HANDLER_MAPPING_X86_64: undefined,
  }],
  ['shims', {
    SHIMS: 'qemu-coco-dev qemu-snp qemu-tdx',
    SNAPSHOTTER_HANDLER_MAPPING: 'qemu-coco-dev:nydus,qemu-snp:nydus,qemu-tdx:nydus',
    PULL_TYPE_MAPPING: 'qemu-coco-dev:guest-pull,qemu-snp:guest-pull,qemu-tdx:guest-pull',
  }, {
    SHIMS_X86_64: 'qemu-coco-dev qemu-snp qemu-tdx',
    SNAPSHOTTER_HANDLER_MAPPING_X86_64: 'qemu-coco-dev:nydus,qemu-snp:nydus,qemu-tdx:nydus',
    PULL_TYPE_MAPPING_X86_64: 'qemu-coco-dev:guest-pull,qemu-snp:guest-pull,qemu-tdx:guest-pull',
  }],
  ['shims', { SNAPSHOTTER_HANDLER_MAPPING: 'qemu-coco-dev:nydus' }, { SNAPSHOTTER_HANDLER_MAPPING_X86_64: 'qemu-coco-dev:nydus' }],
  ['shims', { SNAPSHOTTER_HANDLER_MAPPING: 'qemu-coco-dev:nydus,qemu-snp:overlayfs' }, {
    SNAPSHOTTER_HANDLER_MAPPING_X86_64: 'qemu-coco-dev:nydus,qemu-snp:overlayfs',
  }],
  ['shims', { PULL_TYPE_MAPPING: 'qemu-snp:guest-pull' }, { PULL_TYPE_MAPPING_X86_64: 'qemu-snp:guest-pull' }],
  ['shims', { EXPERIMENTAL_FORCE_GUEST_PULL: 'qemu-snp', SNAPSHOTTER_HANDLER_MAPPING: 'qemu-coco-dev:nydus', PULL_TYPE_MAPPING: 'qemu-coco-dev:guest-pull' }, {
    EXPERIMENTAL_FORCE_GUEST_PULL_X86_64: 'qemu-snp',
    // A shim that pulls in the guest by force is known to do so, as in the chart of 4.1.0.
    SNAPSHOTTER_HANDLER_MAPPING_X86_64: 'qemu-coco-dev:nydus',
  }],
  ['defaultShim', { DEFAULT_SHIM: 'qemu-snp' }, { DEFAULT_SHIM_X86_64: 'qemu-snp' }],
  ['allowedHypervisorAnnotations', { ALLOWED_HYPERVISOR_ANNOTATIONS: 'default_vcpus default_memory' }, {
    ALLOWED_HYPERVISOR_ANNOTATIONS_X86_64: 'qemu-coco-dev:default_vcpus,default_memory qemu-snp:default_vcpus,default_memory',
  }],
  ['agentHttpsProxy', { AGENT_HTTPS_PROXY: 'http://proxy.example.com:3128' }, { AGENT_HTTPS_PROXY: 'http://proxy.example.com:3128' }],
  ['agentNoProxy', { AGENT_NO_PROXY: '10.0.0.0/8,.svc' }, { AGENT_NO_PROXY: '10.0.0.0/8,.svc' }],
  ['installationPrefix', { INSTALLATION_PREFIX: '/var/opt' }, { INSTALLATION_PREFIX: '/var/opt' }],
  ['multiInstallSuffix', { MULTI_INSTALL_SUFFIX: 'blue' }, { MULTI_INSTALL_SUFFIX: 'blue', DAEMONSET_NAME: 'kata-deploy-blue' }],
  ['setupSnapshotters', { EXPERIMENTAL_SETUP_SNAPSHOTTER: '' }, { EXPERIMENTAL_SETUP_SNAPSHOTTER: undefined }],
  ['setupSnapshotters', { EXPERIMENTAL_SETUP_SNAPSHOTTER: 'nydus,erofs' }, { EXPERIMENTAL_SETUP_SNAPSHOTTER: 'nydus,erofs' }],
  ['hostOs', { HOST_OS: 'cbl-mariner' }, { HOST_OS: 'cbl-mariner' }],
];

test.each(VARIABLES)('%s: %j', (_, texts, expected) => {
  expect(changed(texts)).toEqual(expected);
});

describe('what became objects', () => {
  const both = ['kata-qemu-coco-dev kata-qemu-coco-dev', 'kata-qemu-snp kata-qemu-snp'];
  test.each<[keyof Partial<KataRuntimeProps>, Record<string, string>, string[]]>([
    ['runtimeClasses', {}, both],
    ['runtimeClasses', { CREATE_RUNTIMECLASSES: 'false' }, []],
    ['createDefaultRuntimeClass', { CREATE_DEFAULT_RUNTIMECLASS: 'true' }, [both[0], 'kata kata-qemu-coco-dev', both[1]]],
    ['createDefaultRuntimeClass', { CREATE_DEFAULT_RUNTIMECLASS: 'true', DEFAULT_SHIM: 'qemu-snp' }, [...both, 'kata kata-qemu-snp']],
    ['multiInstallSuffix', { MULTI_INSTALL_SUFFIX: 'blue' }, both.map((one) => one.replace(/(?= |$)/g, '-blue'))],
    ['debug', { DEBUG: 'true' }, both.flatMap((one) => [one, one.replace(/(?= |$)/g, '-debug')])],
  ])('%s: RuntimeClasses of %j', (_, texts, expected) => {
    expect(runtimeClasses(on410(texts))).toEqual(expected);
  });

  test.each([['', '/opt/kata'], ['/var/opt', '/var/opt/opt/kata']])('INSTALLATION_PREFIX "%s" is the folder on the host, too', (prefix, path) => {
    const { volumes } = podSpec(daemonSet(on410({ INSTALLATION_PREFIX: prefix })));
    expect(volumes.find(({ name }: Manifest) => name === 'kata-install').hostPath.path).toBe(path);
  });
});

test.each(KubernetesDistribution.all().map(({ name }) => name))('k8sDistribution %s: the same folder, and its name', (name) => {
  const folderOf = (found: Manifest[]) => podSpec(daemonSet(found)).volumes.find((one: Manifest) => one.name === 'containerd-conf').hostPath.path;
  const props = { ...propsOf({}), distribution: KubernetesDistribution.all().find((one) => one.name === name) };
  const after = objects(moved(props));
  expect(folderOf(after)).toBe(folderOf(objects({ ...props, release: KataRelease.V3_22_0 })));
  expect(env(after).K8S_DISTRIBUTION).toBe(name);
});

test('each prop that texts lead to is looked at', () => {
  const covered = [...VARIABLES.map(([prop]) => prop), 'runtimeClasses', 'createDefaultRuntimeClass'];
  expect([...SAID].sort()).toEqual([...new Set(covered)].sort());
});

describe('settings without an equivalent', () => {
  const [, section] = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'kata-upgrade.md'), 'utf8').split('## Settings without an equivalent\n');
  const cells = section.split('\n## ')[0].split('\n').filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').slice(1).map((cell) => cell.trim()));
  const rows = cells.map(([first]) => first);

  test('kata-deploy makes no RuntimeClasses', () => {
    expect(() => objects({ ...propsOf({}), release: KataRelease.V4_1_0 })).toThrow(new Error('coco/Kata: 1 problem with KataRuntime\n'
      + '  - runtimeClasses: got "by-kata-deploy"; allowed: by-manifest, none. kata-deploy 4.1.0 makes none itself; 3.22.0 was the last that did.'));
    expect(rows).toContain('`CREATE_RUNTIMECLASSES: "true"`');
  });

  test('HOST_OS is told to a program that does not look at it', () => {
    expect(rows).toContain('`HOST_OS: cbl-mariner`');
  });

  test('variables for all architectures at once stand in no manifest, and cannot be brought back', () => {
    const gone = ['SHIMS', 'DEFAULT_SHIM', 'ALLOWED_HYPERVISOR_ANNOTATIONS', 'SNAPSHOTTER_HANDLER_MAPPING', 'PULL_TYPE_MAPPING',
      'EXPERIMENTAL_FORCE_GUEST_PULL', 'CREATE_RUNTIMECLASSES', 'CREATE_DEFAULT_RUNTIMECLASS'];
    expect(Object.keys(env(on410({ EXPERIMENTAL_FORCE_GUEST_PULL: 'qemu-snp', SNAPSHOTTER_HANDLER_MAPPING: '' }))).filter((name) => gone.includes(name))).toEqual([]);
    for (const name of gone) {
      expect(() => objects({ ...moved(propsOf({})), unsafeEnvOverrides: { [name]: 'x' } })).toThrow(`unsafeEnvOverrides["${name}"]: got "${name}"`);
    }
  });

  test('these shims are gone, on all architectures or on some', () => {
    const left = releaseFacts('4.1.0').shims;
    const gone = Object.entries(releaseFacts('3.22.0').shims).flatMap(([name, { architectures }]) => architectures
      .filter((one) => !left[name]?.architectures.includes(one)).map((one) => `${name} on ${one}`));
    const told = cells.filter(([name]) => /^`[a-z]/.test(name))
      .flatMap(([name, on]) => on.split(', ').map((one) => `${name.replaceAll('`', '')} on ${one}`));
    expect(told.sort()).toEqual(gone.sort());
  });
});
