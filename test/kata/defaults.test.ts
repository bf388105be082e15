import { Duration } from 'cdk8s';
import {
  KataDeployment, KataRelease, KataRuntime, KataRuntimeProps, KataShim, KataShimOptions, NodeFeatureDiscovery, RuntimeClasses,
  Snapshotter,
} from 'cdk8s-coco';
import { DefaultText, defaultTexts, valueOf } from '../support/default-texts';
import { share, some, Strides } from '../support/stride';
import { install, manifests, Manifest, newChart, ofKind, uninstall } from '../support/synth';

const TEXTS = ['common', 'kata'].flatMap(defaultTexts);
const LITERALS = TEXTS.filter(({ literal }) => literal);
const ofInterface = (name: string) => LITERALS.filter(({ prop }) => prop.startsWith(`${name}.`));
const nameOf = ({ prop }: DefaultText) => prop.split('.')[1];
const both = (props: Partial<KataRuntimeProps>): Manifest[][] => [install(props), uninstall(props)];

test('every optional prop says its default', () => {
  expect(TEXTS.length).toBeGreaterThan(40);
  expect(TEXTS.filter(({ text }) => text === '' || text.includes('undefined'))).toEqual([]);
});

test('every literal default is compared with the one in use, here below', () => {
  expect(LITERALS.map(({ prop, text }) => `${prop} = ${text}`)).toEqual([
    'Toleration.operator = TolerationOperator.EQUAL', // Kubernetes' own: nothing is emitted
    'PrivilegedNamespaceProps.keep = true', // in privileged-namespace.test.ts
    'PrivilegedNamespaceProps.criticalPods = false', // in privileged-namespace.test.ts
    'RestrictedNamespaceProps.keep = true', // in restricted-namespace.test.ts
    'ExternalSecretProps.refreshInterval = Duration.hours(1)', // in secret-source.test.ts
    'KataProbe.enabled = true',
    'KataProbe.timeout = Duration.seconds(3)',
    'DaemonSetDeploymentProps.healthPort = 8090',
    'JobDeploymentProps.parallelism = 100',
    'JobDeploymentProps.waitForNodes = Duration.seconds(120)',
    'JobDeploymentProps.nodeSettle = Duration.seconds(15)',
    'JobDeploymentProps.waitNodeReady = Duration.seconds(300)',
    'JobDeploymentProps.ttlAfterFinished = Duration.seconds(600)',
    'JobDeploymentProps.activeDeadline = Duration.hours(1)',
    'JobDeploymentProps.backoffLimit = 3',
    'ErofsOptions.dmVerity = false',
    'KataMonitorOptions.port = 8090',
    'KataVerificationOptions.namespace = \'default\'',
    'KataVerificationOptions.timeout = Duration.minutes(3)',
    'KataVerificationOptions.installTimeout = Duration.minutes(20)',
    'KataRuntimeProps.name = \'kata-deploy\'',
    'KataRuntimeProps.lifecycle = Lifecycle.PRESENT',
    'KataRuntimeProps.architectures = [Architecture.X86_64]',
    'KataRuntimeProps.architectureAffinity = true',
    'KataRuntimeProps.impliedDefaultShims = true',
    'KataRuntimeProps.distribution = KubernetesDistribution.K8S',
    'KataRuntimeProps.debug = false',
    'KataRuntimeProps.createDefaultRuntimeClass = false',
    'KataRuntimeProps.defaultRuntimeClassName = \'kata\'',
    'KataRuntimeProps.runtimeClassOverhead = true',
    'KataRuntimeProps.devkit = false',
    'KataRuntimeProps.nodeFeatureDiscovery = NodeFeatureDiscovery.ABSENT',
    'KataShimOptions.forceGuestPull = false',
    'CustomKataShimOptions.overheadCpu = \'250m\'',
    'CustomKataShimOptions.overheadMemory = \'160Mi\'',
  ]);
});

// A value that the documents state as default changes nothing, and kata-runtime-props.test.ts shows that others do.
test.each(ofInterface('KataRuntimeProps').map((one) => [nameOf(one), one.text]))('KataRuntime without `%s` is as with %s', (prop, text) => {
  expect(both({ [prop]: valueOf(text) })).toEqual(both({}));
});

test.each(ofInterface('KataShimOptions').map((one) => [nameOf(one), one.text]))('a shim without `%s` is as with %s', (prop, text) => {
  const options: KataShimOptions = { [prop]: valueOf(text) };
  expect(both({ shims: [KataShim.QEMU_SNP.withOptions(options)] })).toEqual(both({ shims: [KataShim.QEMU_SNP] }));
});

test.each(ofInterface('CustomKataShimOptions').map((one) => [nameOf(one), one.text]))('a custom shim without `%s` is as with %s', (prop, text) => {
  const props = (options: object) => ({ shims: [KataShim.custom('mine', options)], runtimeClasses: RuntimeClasses.BY_MANIFEST });
  expect(both(props({ [prop]: valueOf(text) }))).toEqual(both(props({})));
  expect(both(props({ [prop]: '7' }))).not.toEqual(both(props({})));
});

const NEWEST = { release: KataRelease.latest() };
const POD = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'check' }, spec: { runtimeClassName: 'kata-qemu-snp', restartPolicy: 'Never' } };

/** Options in groups of their own: what each is put into, and another value for those that are numbers, texts or durations. */
const GROUPS: Record<string, (options: object) => Partial<KataRuntimeProps>> = {
  KataProbe: (options) => ({
    deployment: KataDeployment.daemonSet({ startupProbe: options, livenessProbe: options, readinessProbe: options }),
  }),
  DaemonSetDeploymentProps: (options) => ({ deployment: KataDeployment.daemonSet(options) }),
  JobDeploymentProps: (options) => ({ deployment: KataDeployment.job(options) }),
  ErofsOptions: (options) => ({ erofs: options, setupSnapshotters: [Snapshotter.EROFS] }),
  KataMonitorOptions: (options) => ({ monitor: options }),
  KataVerificationOptions: (options) => ({ verification: { pod: POD, ...options } }),
};
const OTHER = (value: unknown) => (
  typeof value === 'boolean' ? !value : typeof value === 'number' ? value + 1 : typeof value === 'string' ? 'other' : Duration.seconds(77));

const GROUPED = Object.keys(GROUPS).flatMap(ofInterface).map((one) => [one.prop, one.text]);

const SOME: Strides = { gate: 1, loop: 4 };

test.each(some(GROUPED, SOME))(`%s is %s where it is left out, and another value shows${share(SOME)}`, (path, text) => {
  const [group, prop] = path.split('.');
  const props = (options: object) => ({ ...NEWEST, ...GROUPS[group](options) });
  expect(both(props({ [prop]: valueOf(text) }))).toEqual(both(props({})));
  expect(both(props({ [prop]: OTHER(valueOf(text)) }))).not.toEqual(both(props({})));
});

test.each([
  ['defaultRuntimeClassName', { defaultShim: KataShim.QEMU_SNP, createDefaultRuntimeClass: true, shims: [KataShim.QEMU_SNP] }, 'mine'],
  ['runtimeClassOverhead', {}, false],
  ['devkit', { debug: true }, true],
  ['nodeFeatureDiscovery', {}, NodeFeatureDiscovery.PRESENT],
])('with the newest release, `%s` is as documented where it is left out, and another value shows', (prop, rest, other) => {
  const { text } = LITERALS.find((one) => one.prop === `KataRuntimeProps.${prop}`)!;
  expect(both({ ...NEWEST, ...rest, [prop]: valueOf(text) })).toEqual(both({ ...NEWEST, ...rest }));
  expect(both({ ...NEWEST, ...rest, [prop]: other })).not.toEqual(both({ ...NEWEST, ...rest }));
});

test('a toleration without operator has none in the manifest', () => {
  const [daemonSet] = install({ tolerations: [{ key: 'coco' }] }).slice(-1);
  expect(daemonSet.spec.template.spec.tolerations).toEqual([{ key: 'coco' }]);
});

describe('defaults that are sentences', () => {
  test('the release is the newest, the image its own', () => {
    const [daemonSet] = ofKind('DaemonSet', manifests(new KataRuntime(newChart(), 'Kata', { release: KataRelease.latest() })));
    expect(daemonSet.spec.template.spec.containers[0].image).toBe('quay.io/kata-containers/kata-deploy:4.1.0');
  });

  test('nydus is set up where a shim uses it', () => {
    expect(both({ shims: [KataShim.QEMU_SNP], setupSnapshotters: valueOf('[Snapshotter.NYDUS]') as [] })).toEqual(both({ shims: [KataShim.QEMU_SNP] }));
    expect(both({ shims: [KataShim.QEMU], setupSnapshotters: [] })).toEqual(both({ shims: [KataShim.QEMU] }));
    expect(both({ shims: [KataShim.QEMU_SNP], setupSnapshotters: [] })).not.toEqual(both({ shims: [KataShim.QEMU_SNP] }));
  });
});
