import { KataRuntimeProps, KataShim, KataShimOptions, RuntimeClasses } from 'cdk8s-coco';
import { DefaultText, defaultTexts, valueOf } from '../support/default-texts';
import { install, Manifest, uninstall } from '../support/synth';

const TEXTS = ['common', 'kata', 'gitops'].flatMap(defaultTexts);
const LITERALS = TEXTS.filter(({ literal }) => literal);
const ofInterface = (name: string) => LITERALS.filter(({ prop }) => prop.startsWith(`${name}.`));
const nameOf = ({ prop }: DefaultText) => prop.split('.')[1];
const both = (props: KataRuntimeProps): Manifest[][] => [install(props), uninstall(props)];

test('every optional prop says its default', () => {
  expect(TEXTS.length).toBeGreaterThan(40);
  expect(TEXTS.filter(({ text }) => text === '' || text.includes('undefined'))).toEqual([]);
});

test('every literal default is compared with the one in use, here below', () => {
  expect(LITERALS.map(({ prop, text }) => `${prop} = ${text}`)).toEqual([
    'NodeGate.imagePullPolicy = ImagePullPolicy.BY_TAG', // in custom-containerd-installer.test.ts
    'Toleration.operator = TolerationOperator.EQUAL', // Kubernetes' own: nothing is emitted
    'PrivilegedNamespaceProps.keep = true', // in privileged-namespace.test.ts
    'KataRuntimeProps.name = \'kata-deploy\'',
    'KataRuntimeProps.architectures = [Architecture.X86_64]',
    'KataRuntimeProps.distribution = KubernetesDistribution.K8S',
    'KataRuntimeProps.imagePullPolicy = ImagePullPolicy.ALWAYS',
    'KataRuntimeProps.priorityClassName = \'system-node-critical\'',
    'KataRuntimeProps.debug = false',
    'KataRuntimeProps.runtimeClasses = RuntimeClasses.BY_KATA_DEPLOY',
    'KataRuntimeProps.createDefaultRuntimeClass = false',
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

test('a toleration without operator has none in the manifest', () => {
  const [daemonSet] = install({ tolerations: [{ key: 'coco' }] }).slice(-1);
  expect(daemonSet.spec.template.spec.tolerations).toEqual([{ key: 'coco' }]);
});

describe('defaults that are sentences', () => {
  test('the release is the newest, the image its own', () => {
    const [daemonSet] = install().slice(-1);
    expect(daemonSet.spec.template.spec.containers[0].image).toBe('quay.io/kata-containers/kata-deploy:3.22.0');
  });

  test('nydus is set up where a shim uses it', () => {
    expect(both({ shims: [KataShim.QEMU_SNP], setupSnapshotters: valueOf('[Snapshotter.NYDUS]') as [] })).toEqual(both({ shims: [KataShim.QEMU_SNP] }));
    expect(both({ shims: [KataShim.QEMU], setupSnapshotters: [] })).toEqual(both({ shims: [KataShim.QEMU] }));
    expect(both({ shims: [KataShim.QEMU_SNP], setupSnapshotters: [] })).not.toEqual(both({ shims: [KataShim.QEMU_SNP] }));
  });
});
