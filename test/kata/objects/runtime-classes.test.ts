import { KataRelease, KataRuntimeProps, KataShim, RuntimeClasses } from 'cdk8s-coco';
import { installed, only, settings, shim } from './support';
import { releaseFacts } from '../../../src/kata/catalogue/releases';
import { CustomRuntimeModel, KataModel } from '../../../src/kata/private/model';
import { FOREIGN } from '../../support/annotations';
import { install, Manifest, ofKind, oneProblem, refusal } from '../../support/synth';

const OWNED = { 'katacontainers.io/kata-runtime': 'true', 'kata-deploy.katacontainers.io/default': 'true' };
const DISCOVERED = { enforced: false, present: true, rules: true };

function classes(own: Partial<KataModel>): Record<string, Manifest> {
  const objects = installed(settings({ runtimeClasses: { defaultName: 'kata' }, ...own }));
  return Object.fromEntries(objects.filter(({ kind }) => kind === 'RuntimeClass').map((one) => [one.metadata.name, one]));
}

test('has one for each shim of which an overhead is known', () => {
  expect(classes({ shims: [shim('qemu'), shim('own', { overhead: undefined })] })).toEqual({
    'kata-qemu': {
      apiVersion: 'node.k8s.io/v1',
      kind: 'RuntimeClass',
      metadata: {
        name: 'kata-qemu',
        labels: { 'app.kubernetes.io/managed-by': 'kata-deploy', 'kata-deploy/instance': 'default' },
        annotations: { 'katacontainers.io/kata-version': '4.1.0' },
      },
      handler: 'kata-qemu',
      overhead: { podFixed: { cpu: '250m', memory: '320Mi' } },
      scheduling: { nodeSelector: OWNED },
    },
  });
});

test('has none where none are asked for', () => {
  expect(classes({ runtimeClasses: undefined })).toEqual({});
});

test('tells one installation from the other', () => {
  const { 'kata-qemu-two': one } = classes({ suffix: 'two' });
  expect(one.handler).toBe('kata-qemu-two');
  expect(one.metadata.labels['kata-deploy/instance']).toBe('two');
  expect(one.scheduling.nodeSelector).toEqual({
    'katacontainers.io/kata-runtime': 'true', 'kata-deploy.katacontainers.io/two': 'true',
  });
});

test('has a default one with the handler of its shim', () => {
  const { kata, ...others } = classes({ runtimeClasses: { defaultShim: 'qemu', defaultName: 'kata' } });
  expect(Object.keys(others)).toEqual(['kata-qemu']);
  expect(kata).toEqual({ ...others['kata-qemu'], metadata: { ...others['kata-qemu'].metadata, name: 'kata' } });
});

test('has the default one of kata-deploy 3.25 even where its shim is not installed', () => {
  const runtimeClasses = { defaultShim: 'clh', defaultName: 'kata', defaultOverhead: { cpu: '1', memory: '2Gi' } };
  expect(classes({ release: releaseFacts('3.25.0'), runtimeClasses }).kata).toEqual({
    apiVersion: 'node.k8s.io/v1',
    kind: 'RuntimeClass',
    metadata: { name: 'kata', labels: { 'app.kubernetes.io/managed-by': 'kata-deploy', 'kata-deploy/instance': 'default' } },
    handler: 'kata-clh',
    overhead: { podFixed: { cpu: '1', memory: '2Gi' } },
    scheduling: { nodeSelector: { 'katacontainers.io/kata-runtime': 'true' } },
  });
});

test('has variants for debugging, with handlers of their own, since kata-deploy 4.1', () => {
  const handlers = (own: Partial<KataModel>) => Object.values(classes(own)).map(({ handler }) => handler);
  expect(handlers({ suffix: 'two', debug: true })).toEqual(['kata-qemu-two', 'kata-qemu-two-debug']);
  expect(handlers({ debug: true, devkit: true })).toEqual(['kata-qemu', 'kata-qemu-debug', 'kata-qemu-devkit']);
  expect(handlers({ devkit: true })).toEqual(['kata-qemu']);
  expect(handlers({ debug: true, release: releaseFacts('4.0.0') })).toEqual(['kata-qemu']);
});

test.each([
  ['qemu-snp', { 'amd.feature.node.kubernetes.io/snp': 'true' }, { 'sev-snp.amd.com/esids': '1' }],
  ['qemu-tdx-runtime-rs', { 'intel.feature.node.kubernetes.io/tdx': 'true' }, { 'tdx.intel.com/keys': '1' }],
  ['qemu-se', { 'feature.node.kubernetes.io/cpu-security.se.enabled': 'true' }, {}],
  ['qemu-se-runtime-rs', { 'feature.node.kubernetes.io/cpu-security.se.enabled': 'true' }, {}],
  ['qemu-nvidia-gpu-tdx', {}, { 'tdx.intel.com/keys': '1' }],
  ['qemu', {}, {}],
])('finds nodes with the TEE of %s, and takes a key of theirs', (name, labels, keys) => {
  const { [`kata-${name}`]: one } = classes({ nodeFeatures: DISCOVERED, shims: [shim(name)] });
  expect(one.scheduling.nodeSelector).toEqual({ ...OWNED, ...labels });
  expect(one.overhead.podFixed).toEqual({ cpu: '250m', memory: '320Mi', ...keys });
});

test('takes keys without an overhead too, and has none at all without either', () => {
  const shims = [shim('qemu-tdx', { overheadEnabled: false })];
  expect(classes({ shims, nodeFeatures: DISCOVERED })['kata-qemu-tdx'].overhead).toEqual({ podFixed: { 'tdx.intel.com/keys': '1' } });
  expect(classes({ shims })['kata-qemu-tdx'].overhead).toBeUndefined();
});

test('leaves keys to kata-deploy before 4.1, and labels of Node Feature Discovery before 4.0', () => {
  const shims = [shim('qemu-tdx')];
  const { 'kata-qemu-tdx': older } = classes({ shims, nodeFeatures: DISCOVERED, release: releaseFacts('4.0.0') });
  expect(older.overhead.podFixed).toEqual({ cpu: '250m', memory: '320Mi' });
  expect(older.scheduling.nodeSelector).toEqual({
    'katacontainers.io/kata-runtime': 'true', 'intel.feature.node.kubernetes.io/tdx': 'true',
  });
  const { 'kata-qemu-tdx': oldest } = classes({ shims, nodeFeatures: DISCOVERED, release: releaseFacts('3.25.0') });
  expect(oldest.scheduling.nodeSelector).toEqual({ 'katacontainers.io/kata-runtime': 'true' });
});

test('goes where the user says instead, but never to nodes that are not its own', () => {
  const runtimeClassNodeSelector = { 'zone': 'a', 'katacontainers.io/kata-runtime': 'false' };
  const tolerations = [{ key: 'gpu', operator: 'Exists' }];
  const shims = [shim('qemu-snp', { runtimeClassNodeSelector, runtimeClassTolerations: tolerations })];
  expect(classes({ shims, nodeFeatures: DISCOVERED })['kata-qemu-snp'].scheduling).toEqual({
    nodeSelector: { ...OWNED, zone: 'a' }, tolerations,
  });
});

test('comes with the rule that counts keys', () => {
  const rule = only('NodeFeatureRule', installed(settings({ suffix: 'two', nodeFeatures: DISCOVERED })));
  expect(rule.metadata).toEqual({
    name: 'kata-tee-keys-two',
    labels: { 'app.kubernetes.io/managed-by': 'kata-deploy', 'app.kubernetes.io/instance': 'mine', 'kata-deploy/instance': 'two' },
    annotations: FOREIGN,
  });
  expect(rule.spec.rules).toEqual([
    {
      name: 'amd.sev-snp',
      labels: { 'amd.feature.node.kubernetes.io/snp': 'true' },
      extendedResources: { 'sev-snp.amd.com/esids': '@cpu.security.sev.encrypted_state_ids' },
      matchFeatures: [{ feature: 'cpu.security', matchExpressions: { 'sev.snp.enabled': { op: 'Exists' } } }],
    },
    {
      name: 'intel.tdx',
      labels: { 'intel.feature.node.kubernetes.io/tdx': 'true' },
      extendedResources: { 'tdx.intel.com/keys': '@cpu.security.tdx.total_keys' },
      matchFeatures: [{ feature: 'cpu.security', matchExpressions: { 'tdx.enabled': { op: 'Exists' } } }],
    },
  ]);
});

describe('of custom runtimes', () => {
  const custom = (own: Partial<CustomRuntimeModel> = {}): CustomRuntimeModel => ({
    key: 'mine',
    handler: 'kata-mine',
    baseConfig: 'qemu',
    dropIn: 'a = 1\n',
    snapshotter: 'nydus',
    pullType: 'guest-pull',
    runtimeClass: { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'kata-mine' }, handler: 'kata-mine' },
    inheritBaseOverhead: true,
    baseOverhead: { cpu: '1', memory: '2Gi' },
    ...own,
  });
  const made = (own: Partial<CustomRuntimeModel>, more: Partial<KataModel> = {}) => (
    classes({ customRuntimes: [custom(own)], runtimeClasses: undefined, ...more })['kata-mine']
  );

  test('are the user\'s, with the overhead of what they are made from, on nodes of this installation', () => {
    expect(made({})).toEqual({
      apiVersion: 'node.k8s.io/v1',
      kind: 'RuntimeClass',
      metadata: { name: 'kata-mine' },
      handler: 'kata-mine',
      overhead: { podFixed: { cpu: '1', memory: '2Gi' } },
      scheduling: { nodeSelector: { 'kata-deploy.katacontainers.io/default': 'true' } },
    });
  });

  test('keep what the user says', () => {
    const runtimeClass = {
      ...custom().runtimeClass,
      overhead: { podFixed: { cpu: '3', gpu: '1' } },
      scheduling: { nodeSelector: { a: 'b' }, tolerations: [{ operator: 'Exists' }] },
    };
    expect(made({ runtimeClass })).toMatchObject({
      overhead: { podFixed: { cpu: '3', memory: '2Gi', gpu: '1' } },
      scheduling: { nodeSelector: { 'a': 'b', 'kata-deploy.katacontainers.io/default': 'true' }, tolerations: [{ operator: 'Exists' }] },
    });
    expect(made({ runtimeClass, inheritBaseOverhead: false }, { release: releaseFacts('4.0.0') })).toEqual(runtimeClass);
  });

  test('are told to kata-deploy where they name a handler', () => {
    const customRuntimes = [custom(), custom({ key: 'other', handler: '', runtimeClass: undefined })];
    const maps = installed(settings({ customRuntimes })).filter(({ kind }) => kind === 'ConfigMap');
    expect(maps.find(({ metadata }) => metadata.name === 'kata-deploy-custom-configs')!.data).toEqual({
      'custom-runtimes.list': 'kata-mine:qemu:nydus:guest-pull\n', 'dropin-kata-mine.toml': 'a = 1\n',
    });
  });
});

describe('a custom runtime cannot have the name', () => {
  const BASE = { release: KataRelease.V4_1_0, shims: [KataShim.QEMU] };
  const named = (name: string) => ({ customRuntimes: [{ name, baseShim: KataShim.QEMU }] });

  const CLASS = 'a name that no other RuntimeClass of the installation has';

  test.each<[string, string, Partial<KataRuntimeProps>, string]>([
    ['of a shim', 'kata-qemu', {}, `${CLASS}. shims[0] makes it`],
    ['of the default RuntimeClass', 'kata', { createDefaultRuntimeClass: true, defaultShim: KataShim.QEMU }, `${CLASS}. defaultRuntimeClassName makes it`],
    ['of a shim for debugging', 'kata-qemu-debug', { debug: true }, `${CLASS}. shims[0] makes it`],
    ['of a shim with the devkit', 'kata-qemu-devkit', { debug: true, devkit: true }, `${CLASS}. shims[0] makes it`],
    ['of a handler without RuntimeClass', 'kata-qemu-debug', { debug: true, runtimeClasses: RuntimeClasses.NONE }, 'a handler that no other runtime has. shims[0] has it'],
  ])('%s', (_, name, props, rule) => {
    expect(refusal({ ...BASE, ...props, ...named(name) })).toBe(oneProblem(
      `customRuntimes[0].name: got "${name}"; allowed: ${rule}, too: choose another one.`));
  });

  test.each<[string, string, Partial<KataRuntimeProps>]>([
    ['of a default RuntimeClass that is not there', 'kata', {}],
    ['of a shim for debugging that is not there', 'kata-qemu-debug', {}],
    ['of the devkit that is not there', 'kata-qemu-devkit', { debug: true }],
    ['of what this release does not know', 'kata-qemu-debug', { release: KataRelease.V4_0_0, debug: true }],
  ])('%s: it can', (_, name, props) => {
    expect(ofKind('RuntimeClass', install({ ...BASE, ...props, ...named(name) })).map(({ metadata }) => metadata.name)).toContain(name);
  });

  test('of a shim for debugging: nor can the default RuntimeClass', () => {
    const defaults = { createDefaultRuntimeClass: true, defaultShim: KataShim.QEMU, defaultRuntimeClassName: 'kata-qemu-debug' };
    expect(refusal({ ...BASE, ...defaults, debug: true })).toBe(oneProblem(
      `defaultRuntimeClassName: got "kata-qemu-debug"; allowed: ${CLASS}. shims[0] makes it, too: choose another one.`));
  });
});
