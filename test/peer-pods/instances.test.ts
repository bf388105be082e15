import {
  GcpConfidentialType, PeerPodsAlibabaCloudOptions, PeerPodsAwsOptions, PeerPodsAzureOptions, PeerPodsGcpOptions,
  PeerPodsIbmCloudOptions, PeerPodsProvider, PeerPodsRelease,
} from 'cdk8s-coco';
import { ALIBABA, AWS, AZURE, compose, existing, GCP, IBMCLOUD, NAMESPACE } from './support';
import { PROVIDERS } from '../../src/peer-pods/providers/table';
import { rendering } from '../cli/rendering';
import { problemsOf, saidAtSynth } from '../support/emitted';

const refused = (provider: PeerPodsProvider, more: object = {}) => problemsOf(
  (chart) => compose(chart, { provider, credentials: existing(), ...more }), NAMESPACE,
).slice(1).map((line) => line.replace('  - ', ''));
const warned = (provider: PeerPodsProvider, more: object = {}) => saidAtSynth(
  (chart) => compose(chart, { provider, credentials: existing(), ...more }), NAMESPACE,
).filter((line) => /architecture|arm64|amd64|regions/.test(line));

const aws = (options: Partial<PeerPodsAwsOptions>) => PeerPodsProvider.aws({ ...AWS, region: 'eu-west-1', ...options });
const azure = (options: Partial<PeerPodsAzureOptions>) => PeerPodsProvider.azure({ ...AZURE, ...options });
const gcp = (options: Partial<PeerPodsGcpOptions>) => PeerPodsProvider.gcp({ ...GCP, disableCvm: false, ...options });
const ibm = (options: Partial<PeerPodsIbmCloudOptions>) => PeerPodsProvider.ibmCloud({ ...IBMCLOUD, ...options });
const alibaba = (options: Partial<PeerPodsAlibabaCloudOptions>) => PeerPodsProvider.alibabaCloud({ ...ALIBABA, ...options });
const { SEV, SEV_SNP, TDX } = GcpConfidentialType;

test.each<[string, PeerPodsProvider, string]>([
  ...['t3.large', 'm5.large', 'm7i.large', 'm6g.large', 'm6a.48xlarge', 'm6a.metal', 'c6a.24xlarge', 'r6a.8xlarge', 'g5g.xlarge', 'im4gn.large']
    .map((instanceType) => [instanceType, aws({ instanceType }), 'provider.instanceType'] as [string, PeerPodsProvider, string]),
  ['m5.large in a list', aws({ instanceTypes: ['m6a.large', 'm5.large'] }), 'provider.instanceTypes'],
  ...['Standard_D2as_v5', 'Standard_DC2s_v3', 'Standard_DC4s', 'Standard_B2s', 'Standard_E4s_v5', 'Standard_D2ps_v5', 'Standard_NC24ads_A100_v4']
    .map((instanceSize) => [instanceSize, azure({ instanceSize }), 'provider.instanceSize'] as [string, PeerPodsProvider, string]),
  ...['e2-standard-2', 'n1-standard-2', 'n2-standard-2', 't2a-standard-1', 'c4a-standard-1', 'f1-micro']
    .map((machineType) => [machineType, gcp({ machineType, confidentialType: SEV }), 'provider.machineType'] as [string, PeerPodsProvider, string]),
  ['n2d has no TDX', gcp({ machineType: 'n2d-standard-2', confidentialType: TDX }), 'provider.machineType'],
  ['c3 has no SEV-SNP', gcp({ machineType: 'c3-standard-4', confidentialType: SEV_SNP }), 'provider.machineType'],
  ...['bx2-2x8', 'cx3d-2x5', 'mx2d-2x16'].map((instanceProfile) => (
    [instanceProfile, ibm({ instanceProfile, disableCvm: false }), 'provider.instanceProfile'] as [string, PeerPodsProvider, string])),
  ...['ecs.g8i.large', 'ecs.g7.xlarge', 'ecs.g8y.xlarge', 'ecs.c6.large'].map((instanceType) => (
    [instanceType, alibaba({ instanceType }), 'provider.instanceType'] as [string, PeerPodsProvider, string])),
])('%s makes no confidential VM: an error that names another type and the page of the cloud', (_name, provider, prop) => {
  const problems = refused(provider);
  expect(problems.map((line) => line.split(': ')[0])).toEqual([prop]);
  expect(problems[0]).toMatch(/allowed: a (machine )?type with .*, like ".*\(https:\/\/.*\)\. Or set disableCvm to true, for VMs without protection\.$/);
});

test.each<[string, PeerPodsProvider]>([
  ...['m6a.large', 'm6a.8xlarge', 'c6a.16xlarge', 'r6a.4xlarge', 'm8a.large', 'm9z.large'].map((instanceType) => [instanceType, aws({ instanceType })] as [string, PeerPodsProvider]),
  ['AWS without confidential VMs', aws({ instanceType: 't3.large', disableCvm: true })],
  ['a launch template', aws({ instanceType: 't3.large', launchTemplateName: 'mine' })],
  ...['Standard_DC2as_v5', 'Standard_DC4ads_v6', 'Standard_EC8as_v5', 'Standard_EC96ias_v5', 'Standard_DC2es_v6', 'Standard_EC4eds_v5',
    'Standard_NCC40ads_H100_v5', 'Standard_DC2as_v7', 'Standard_QC2as_v1'].map((instanceSize) => [instanceSize, azure({ instanceSize })] as [string, PeerPodsProvider]),
  ['n2d, SEV', gcp({ machineType: 'n2d-standard-2', confidentialType: SEV })],
  ['n2d, SEV-SNP', gcp({ machineType: 'n2d-highmem-2', confidentialType: SEV_SNP })],
  ['c3, TDX', gcp({ machineType: 'c3-standard-4', confidentialType: TDX })],
  ['z9, TDX', gcp({ machineType: 'z9-standard-4', confidentialType: TDX })],
  ['IBM Cloud, TDX', ibm({ instanceProfile: 'bx3dc-2x10', disableCvm: false })],
  ['IBM Cloud, Secure Execution', ibm({ instanceProfile: 'bz2e-2x8', disableCvm: false })],
  ['IBM Cloud, whose default is an ordinary VM', ibm({ instanceProfile: 'bx2-2x8' })],
  ['Alibaba Cloud, TDX', alibaba({ instanceType: 'ecs.g8i.2xlarge' })],
  ['Alibaba Cloud, newer', alibaba({ instanceType: 'ecs.g9i.large' })],
])('%s passes', (_name, provider) => {
  expect(warned(provider)).toEqual([]);
});

test('release 0.17.0 makes confidential VMs on IBM Cloud by itself, and only there bx2 is wrong', () => {
  const release = PeerPodsRelease.V0_17_0;
  expect(refused(ibm({ instanceProfile: 'bx2-2x8' }), { release })).toEqual([
    expect.stringContaining('provider.instanceProfile: got "bx2-2x8"'),
  ]);
  expect(warned(ibm({ instanceProfile: 'bx2-2x8', disableCvm: true }), { release })).toEqual([]);
});

test('a region that the cloud does not name for confidential VMs: a warning, as regions open', () => {
  expect(warned(aws({ region: 'eu-central-1' }))).toEqual([
    expect.stringMatching(/region eu-central-1: AWS names only these regions for confidential VMs \(https:.*\): eu-west-1, us-east-2/),
  ]);
  expect(warned(ibm({ instanceProfile: 'bx3dc-2x10', disableCvm: false, zone: 'jp-tok-1' }))).toEqual([expect.stringContaining('zone jp-tok-1')]);
  expect(warned(ibm({ instanceProfile: 'bx3dc-2x10', disableCvm: false, zone: 'us-south-1' }))).toEqual([]);
  expect(warned(aws({ region: 'eu-central-1', disableCvm: true }))).toEqual([]);
});

test('types of another architecture than the image, or than each other: a warning', () => {
  expect(warned(aws({ instanceType: 'm5.large', instanceTypes: ['m5.large', 'm6g.large'], disableCvm: true }))).toEqual([
    expect.stringContaining('instanceTypes m6g.large: it is arm64, and all VMs have one image: types of amd64, like m5.large'),
  ]);
  expect(warned(gcp({ imageName: 'podvm-arm64', machineType: 'n2-standard-2', disableCvm: true }))).toEqual([
    expect.stringContaining('machineType n2-standard-2: it is amd64, and all VMs have one image, whose name says arm64'),
  ]);
  expect(warned(gcp({ imageName: 'podvm-x86-64', machineType: 't2a-standard-1', disableCvm: true }))).toEqual([expect.stringContaining('says amd64')]);
  expect(warned(gcp({ imageName: 'podvm-arm64', machineType: 't2a-standard-1', disableCvm: true }))).toEqual([]);
});

test('render warns, and emits what the chart does', () => {
  const lines = (yaml: string) => rendering('peerpods@0.4.0', yaml).lines.filter((line) => /DISABLECVM|_INSTANCE|_REGION/.test(line));
  expect(lines('{provider: aws, providerConfigs: {aws: {AWS_REGION: eu-west-1, PODVM_INSTANCE_TYPE: t3.small}}}')).toEqual([
    'warning providerConfigs.aws.PODVM_INSTANCE_TYPE: t3.small: AWS makes no confidential VM of it (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sev-snp.html); '
      + 'take a type with confidential VMs, like "m6a.large", "c6a.large" or "r6a.large" (SEV-SNP), or set DISABLECVM to "true", for VMs without protection',
  ]);
  expect(lines('{provider: aws, providerConfigs: {aws: {AWS_REGION: eu-west-1, PODVM_INSTANCE_TYPE: t3.small, DISABLECVM: "true"}}}')).toEqual([]);
  expect(lines('{provider: azure, providerConfigs: {azure: {AZURE_REGION: westeurope, AZURE_INSTANCE_SIZE: Standard_D2s_v5}}}')).toEqual([
    expect.stringContaining('providerConfigs.azure.AZURE_INSTANCE_SIZE: Standard_D2s_v5: Azure makes no confidential VM'),
  ]);
});

test('every table names its page, and settings that the provider has', () => {
  for (const { settings, instances } of PROVIDERS) {
    if (!instances) continue;
    const { source, props, technology, image, regions, unless = [] } = instances;
    expect([source, regions?.source ?? source].every((url) => url.startsWith('https://'))).toBe(true);
    const named = [...props, ...unless, ...[technology, image, regions?.prop].flatMap((one) => one ?? [])];
    expect(named.filter((prop) => !settings[prop])).toEqual([]);
  }
});
