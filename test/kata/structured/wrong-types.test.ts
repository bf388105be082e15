import {
  CustomKataRuntime, DaemonSetDeploymentProps, ErofsOptions, JobCleanupSelection, JobDeploymentProps, KataContainerdOptions,
  KataDeployment, KataMonitorOptions, KataProbe, KataRelease, KataRuntime, KataRuntimeClassOptions, KataRuntimeProps, KataShim,
  KataShimOptions, KataUpdateStrategy, KataVerificationOptions, StartupTaint, Tee, Toleration,
} from 'cdk8s-coco';
import type { ContainerResources, k8s } from 'cdk8s-plus-28';
import { newChart, refusal } from '../../support/synth';

// What callers without a compiler get wrong, everywhere: a message that names the place, and never a TypeError.

const ALWAYS_WRONG = [null, NaN, 1n, Symbol('x'), () => 1, new Date(0)];
const TEXTS = ['', 'x', 'false'];
const NUMBERS = [5, -1];
const OBJECTS = [{}, { nonsense: 1 }];
const LISTS = [[], [null], [[]], [undefined]];

/** Values that are wrong for each type. */
const WRONG = {
  text: [...ALWAYS_WRONG, true, ...NUMBERS, ...OBJECTS, ...LISTS],
  boolean: [...ALWAYS_WRONG, ...TEXTS, ...NUMBERS, ...OBJECTS, ...LISTS],
  number: [...ALWAYS_WRONG, true, -1, 1.5, ...TEXTS, ...OBJECTS, ...LISTS],
  list: [...ALWAYS_WRONG, true, ...TEXTS, ...NUMBERS, ...OBJECTS, ...LISTS.slice(1), [NaN], [() => 1]],
  texts: [...ALWAYS_WRONG.slice(0, -1), true, ...TEXTS, ...NUMBERS, { a: 5 }, { a: null }, { a: {} }, ...LISTS],
  struct: [...ALWAYS_WRONG.slice(0, -1), true, ...TEXTS, ...NUMBERS, { nonsense: 1 }, ...LISTS],
  instance: [...ALWAYS_WRONG, true, ...TEXTS, ...NUMBERS, ...OBJECTS, ...LISTS],
};
type Type = keyof typeof WRONG;
type Types<T> = Record<keyof T, Type>;

const PROPS: Types<KataRuntimeProps> = {
  name: 'text',
  release: 'instance',
  architectures: 'list',
  shims: 'list',
  defaultShim: 'instance',
  architectureDefaultShims: 'list',
  distribution: 'instance',
  image: 'instance',
  imagePullPolicy: 'text',
  imagePullSecrets: 'list',
  nodeSelector: 'texts',
  tolerations: 'list',
  priorityClassName: 'text',
  debug: 'boolean',
  runtimeClasses: 'instance',
  createDefaultRuntimeClass: 'boolean',
  defaultRuntimeClassName: 'text',
  runtimeClassTolerations: 'list',
  runtimeClassOverhead: 'boolean',
  installationPrefix: 'text',
  multiInstallSuffix: 'text',
  allowedHypervisorAnnotations: 'list',
  agentHttpsProxy: 'text',
  agentNoProxy: 'list',
  hostOs: 'instance',
  setupSnapshotters: 'list',
  erofs: 'struct',
  deployment: 'instance',
  containerd: 'struct',
  affinity: 'struct',
  startupTaints: 'list',
  podLabels: 'texts',
  podAnnotations: 'texts',
  seLinuxOptions: 'struct',
  devkit: 'boolean',
  logLevel: 'instance',
  monitor: 'struct',
  nodeFeatureDiscovery: 'instance',
  nodeFeatureRules: 'boolean',
  verification: 'struct',
  customRuntimes: 'list',
  kubectlImage: 'instance',
  instanceName: 'text',
  additionalEnv: 'texts',
  unsafeEnvOverrides: 'texts',
};
const RUNTIME_CLASS: Types<KataRuntimeClassOptions> = {
  nodeSelector: 'texts', tolerations: 'list', overheadEnabled: 'boolean', overheadCpu: 'text', overheadMemory: 'text',
};
const SHIM: Types<KataShimOptions> = {
  architectures: 'list',
  snapshotter: 'instance',
  pullType: 'instance',
  forceGuestPull: 'boolean',
  allowedHypervisorAnnotations: 'list',
  agentHttpsProxy: 'text',
  agentNoProxy: 'list',
  dropIn: 'text',
  runtimeClass: 'struct',
};
const EROFS: Types<ErofsOptions> = { mergeMode: 'instance', snapshotterMode: 'instance', dmVerity: 'boolean' };
const CONTAINERD: Types<KataContainerdOptions> = { configDir: 'text', configFileName: 'text', runtimeSocket: 'text', userDropIn: 'text' };
const MONITOR: Types<KataMonitorOptions> = {
  image: 'instance', port: 'number', listenAddress: 'text', runtimeEndpoint: 'text', logLevel: 'instance', resources: 'struct', securityContext: 'struct',
};
const VERIFICATION: Types<KataVerificationOptions> = { pod: 'instance', namespace: 'text', timeout: 'instance', installTimeout: 'instance' };
const CUSTOM: Types<CustomKataRuntime> = {
  name: 'text', baseShim: 'instance', dropIn: 'text', snapshotter: 'instance', pullType: 'instance', runtimeClass: 'struct',
};
const DAEMON_SET: Types<DaemonSetDeploymentProps> = {
  updateStrategy: 'instance',
  resources: 'struct',
  healthPort: 'number',
  startupProbe: 'struct',
  livenessProbe: 'struct',
  readinessProbe: 'struct',
  dispatcherImage: 'instance',
};
const PROBE: Types<KataProbe> = { enabled: 'boolean', initialDelay: 'instance', period: 'instance', failureThreshold: 'number', timeout: 'instance' };
const JOB: Types<JobDeploymentProps> = {
  dispatcherImage: 'instance',
  dispatcherNodeSelector: 'texts',
  dispatcherTolerations: 'list',
  parallelism: 'number',
  nodes: 'list',
  waitForNodes: 'instance',
  nodeSettle: 'instance',
  waitNodeReady: 'instance',
  ttlAfterFinished: 'instance',
  activeDeadline: 'instance',
  backoffLimit: 'number',
  cleanup: 'struct',
  lateNodes: 'boolean',
  lateNodesSchedule: 'text',
};
const CLEANUP: Types<JobCleanupSelection> = { nodes: 'list', nodeSelector: 'texts', nodeAffinity: 'struct' };
const TOLERATION: Types<Toleration> = { key: 'text', operator: 'instance', value: 'text', effect: 'instance', tolerationSeconds: 'number' };
const TAINT: Types<StartupTaint> = { key: 'text', effect: 'instance' };
const AFFINITY: Types<k8s.Affinity> = { nodeAffinity: 'struct', podAffinity: 'struct', podAntiAffinity: 'struct' };
const NODE_AFFINITY: Types<k8s.NodeAffinity> = {
  requiredDuringSchedulingIgnoredDuringExecution: 'struct', preferredDuringSchedulingIgnoredDuringExecution: 'list',
};
const EXPRESSION: Types<k8s.NodeSelectorRequirement> = { key: 'text', operator: 'instance', values: 'list' };
const RESOURCES: Types<ContainerResources> = { cpu: 'struct', memory: 'struct', ephemeralStorage: 'struct' };

const exists = { operator: 'Exists' };
const required = (nodeSelectorTerms: unknown) => ({ requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } });
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';

type Wrap = (options: any) => object;
/** Where options stand, what they are, and the props with them. */
const GROUPS: [string, Record<string, Type>, Wrap][] = [
  ['', PROPS, (options) => options],
  ['shims[0].', SHIM, (options) => ({ shims: [KataShim.QEMU.withOptions(options)] })],
  ['shims[0].runtimeClass.', RUNTIME_CLASS, (options) => ({ shims: [KataShim.QEMU.withOptions({ runtimeClass: options })] })],
  ['shims[0].', { overheadCpu: 'text', overheadMemory: 'text' }, (options) => ({ shims: [KataShim.custom('mine', options)] })],
  ['erofs.', EROFS, (options) => ({ erofs: options })],
  ['containerd.', CONTAINERD, (options) => ({ containerd: options })],
  ['monitor.', MONITOR, (options) => ({ monitor: options })],
  ['monitor.resources.', RESOURCES, (options) => ({ monitor: { resources: options } })],
  ['monitor.securityContext.', { runAsUser: 'number', privileged: 'boolean', capabilities: 'struct', seccompProfile: 'struct' },
    (options) => ({ monitor: { securityContext: options } })],
  ['verification.', VERIFICATION, (options) => ({ verification: { pod: {}, ...options } })],
  ['verification.pod.', { kind: 'instance', metadata: 'instance', spec: 'instance' }, (pod) => ({ verification: { pod } })],
  ['customRuntimes[0].', CUSTOM, (options) => ({ customRuntimes: [{ name: 'a', baseShim: KataShim.QEMU_SNP, ...options }] })],
  ['customRuntimes[0].runtimeClass.', RUNTIME_CLASS,
    (runtimeClass) => ({ customRuntimes: [{ name: 'a', baseShim: KataShim.QEMU_SNP, runtimeClass }] })],
  ['deployment.', DAEMON_SET, (options) => ({ deployment: KataDeployment.daemonSet(options) })],
  ['deployment.livenessProbe.', PROBE, (options) => ({ deployment: KataDeployment.daemonSet({ livenessProbe: options }) })],
  ['deployment.resources.', RESOURCES, (options) => ({ deployment: KataDeployment.daemonSet({ resources: options }) })],
  ['deployment.', JOB, (options) => ({ deployment: KataDeployment.job(options) })],
  ['deployment.cleanup.', CLEANUP, (options) => ({ deployment: KataDeployment.job({ cleanup: options }) })],
  ['tolerations[0].', TOLERATION, (options) => ({ tolerations: [{ key: 'a', ...exists, ...options }] })],
  ['startupTaints[0].', TAINT, (options) => ({ startupTaints: [{ key: 'a', ...options }] })],
  ['architectureDefaultShims[0].', { architecture: 'instance', shim: 'instance' }, (options) => ({ architectureDefaultShims: [options] })],
  ['affinity.', AFFINITY, (options) => ({ affinity: options })],
  ['affinity.nodeAffinity.', NODE_AFFINITY, (options) => ({ affinity: { nodeAffinity: options } })],
  [`affinity.nodeAffinity.${REQUIRED}[0].matchExpressions[0].`, EXPRESSION,
    (options) => ({ affinity: { nodeAffinity: required([{ matchExpressions: [{ key: 'a', ...exists, ...options }] }]) } })],
  [`deployment.cleanup.nodeAffinity.${REQUIRED}[0].`, { matchExpressions: 'list', matchFields: 'list' },
    (term) => ({ deployment: KataDeployment.job({ cleanup: { nodeAffinity: required([term]) as k8s.NodeAffinity } }) })],
];
const PLACES = GROUPS.flatMap(([at, types, wrap]) => (
  Object.entries(types).map(([option, type]): [string, Type, Wrap] => [`${at}${option}`, type, (value) => wrap({ [option]: value })])));

test.each(PLACES)('%s, which is a %s', (place, type, wrap) => {
  // What is not named in its own line, or is no refusal at all.
  const offenders = WRONG[type].flatMap((value) => {
    const message = refusal({ release: KataRelease.V4_1_0, ...wrap(value) });
    const named = message.split('\n').some((line) => line.startsWith(`  - ${place}`));
    return message.startsWith('coco/Kata: ') && named ? [] : [[value, message]];
  });
  expect(offenders).toEqual([]);
});

test.each<[string, Wrap]>([
  ['deployment', (options) => ({ deployment: KataDeployment.job(options) })],
  ['deployment', (options) => ({ deployment: KataDeployment.daemonSet(options) })],
  ['deployment.updateStrategy', (most) => ({ deployment: KataDeployment.daemonSet({ updateStrategy: KataUpdateStrategy.rollingUpdate(most) }) })],
])('%s, made of what it should not be', (place, wrap) => {
  for (const value of [null, 5, 'x', []]) {
    expect(refusal({ release: KataRelease.V4_1_0, ...wrap(value) })).toContain(`  - ${place}: got `);
  }
});

test.each([null, 5, 'x', [], () => 1])('props that are none: %s', (props) => {
  expect(() => new KataRuntime(newChart(), 'Kata', props as object)).toThrow(/^coco\/Kata: 1 problem with KataRuntime\n {2}- props: got .*; allowed: an object\./);
});

test('presets leave a wrong release to the construct', () => {
  const props = { release: '4.1.0' } as unknown as KataRuntimeProps;
  expect(() => KataRuntime.confidential(newChart(), 'Kata', Tee.TDX, props)).toThrow('release: got "4.1.0"; allowed: a KataRelease.');
  expect(() => KataRuntime.nvidiaGpu(newChart(), 'Kata', props)).toThrow('release: got "4.1.0"; allowed: a KataRelease.');
});

test('names that are no texts', () => {
  expect(() => KataShim.of(undefined as unknown as string)).toThrow(/^KataShim.of: unknown shim nothing; allowed: clh, /);
  expect(() => KataRuntime.confidential(newChart(), 'Kata', undefined as unknown as Tee)).toThrow(/^KataRuntime.confidential: unknown TEE nothing; allowed: /);
});

test('a text in place of something that may hold a secret is not printed', () => {
  const secret = 's3cret';
  const wrong = {
    containerd: secret,
    customRuntimes: secret,
    verification: secret,
    additionalEnv: secret,
    agentNoProxy: secret,
    affinity: secret,
  };
  const message = refusal({ ...wrong, release: KataRelease.V4_1_0 });
  expect(message).toContain(': 6 problems with');
  expect(message).not.toContain(secret);
});
