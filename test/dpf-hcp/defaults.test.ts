import { DpfHcpOperatorProps, DpfHcpRelease, ImagePullPolicy } from 'cdk8s-coco';
import { DefaultText, defaultTexts, valueOf } from '../support/default-texts';
import { newOperator, operator } from '../support/dpf-hcp';

const TEXTS = defaultTexts('dpf-hcp');
const LITERALS = TEXTS.filter(({ literal }) => literal);
const nameOf = ({ prop }: DefaultText) => prop.split('.')[1];

test('every optional prop says its default', () => {
  expect(TEXTS.length).toBeGreaterThan(40);
  expect(TEXTS.filter(({ text }) => text === '' || text.includes('undefined'))).toEqual([]);
});

test('every literal default is compared with the one in use, here below', () => {
  expect(LITERALS.map(({ prop, text }) => `${prop} = ${text}`)).toEqual([
    'DpfHcpHealthProbe.port = 8081',
    'DpfHcpConfig.blueFieldOcpLayerRepo = \'quay.io/eelgaev/rhcos-bfb\'',
    'DpfHcpConfig.manageDpuServiceTemplates = false',
    'DpfHcpOperatorProps.lifecycle = Lifecycle.PRESENT',
    'DpfHcpOperatorProps.name = \'dpf-hcp-provisioner-operator\'',
    'DpfHcpOperatorProps.appName = \'dpf-hcp-provisioner-operator\'',
    'DpfHcpOperatorProps.replicas = 1',
    'DpfHcpOperatorProps.networkPolicy = true',
    'DpfHcpOperatorProps.logLevel = DpfHcpLogLevel.INFO',
    'DpfHcpOperatorProps.leaderElection = true',
    'DpfHcpOperatorProps.spreadAcrossZones = false',
    'DpfHcpOperatorProps.blueFieldValidation = false',
    'DpfHcpOperatorProps.installCrds = true',
    'DpfHcpProvisionerProps.lifecycle = Lifecycle.PRESENT',
  ]);
});

/** The props that stand in another one. */
const WITHIN: Record<string, string> = { DpfHcpHealthProbe: 'healthProbe', DpfHcpConfig: 'config' };

// A value that the documents state as default changes nothing, and dpf-hcp-operator-props.test.ts shows that others do.
test.each(LITERALS.map((one) => [one.prop, one] as const))('%s', (prop, one) => {
  const inner = { [nameOf(one)]: valueOf(one.text) };
  const within = WITHIN[prop.split('.')[0]];
  const edition: Partial<DpfHcpOperatorProps> = prop.endsWith('blueFieldValidation') ? { release: DpfHcpRelease.V0_1_0_PRE } : {};
  const props = { ...edition, ...(within ? { [within]: inner } : inner) };
  expect(operator(props)).toEqual(operator(edition));
  expect(newOperator(props).crds?.names).toEqual(newOperator(edition).crds!.names);
});

describe('defaults that are sentences', () => {
  test('the probes', () => {
    const liveness = { initialDelaySeconds: 15, periodSeconds: 20 };
    const readiness = { initialDelaySeconds: 5, periodSeconds: 10 };
    expect(operator({ healthProbe: { liveness, readiness } })).toEqual(operator());
    expect(operator({ healthProbe: { liveness: {}, readiness: {} } })).toEqual(operator());
  });
  test('the image is pulled if it is not there, and before 0.1.0 always', () => {
    expect(operator({ imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT })).toEqual(operator());
    const release = DpfHcpRelease.V0_1_0_PRE;
    expect(operator({ release, imagePullPolicy: ImagePullPolicy.ALWAYS })).toEqual(operator({ release }));
  });
});
