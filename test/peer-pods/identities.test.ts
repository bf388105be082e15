import { PeerPodsCaaProps, PeerPodsIdentity, PeerPodsProvider, PeerPodsRelease } from 'cdk8s-coco';
import { ALIBABA, AWS, AZURE, compose, GCP, IBMCLOUD, NAMESPACE, refused, UUID, written } from './support';
import { one, saidAtSynth } from '../support/emitted';
import { Manifest } from '../support/synth';

interface Case {
  readonly provider: PeerPodsProvider;
  readonly identity: PeerPodsIdentity;
  readonly config: Record<string, string>;
  readonly annotations: Record<string, string>;
  readonly labels: Record<string, string>;
  readonly sources: object[];
  readonly mountPath: string;
  readonly audience: string;
}

const token = (audience: string, path: string, expirationSeconds = 3600) => (
  { serviceAccountToken: { audience, expirationSeconds, path } });

const POOL = 'projects/123456789012/locations/global/workloadIdentityPools/cluster/providers/cluster';
const EXTERNAL_ACCOUNT = {
  type: 'external_account',
  audience: `//iam.googleapis.com/${POOL}`,
  subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
  token_url: 'https://sts.googleapis.com/v1/token',
  credential_source: { file: '/var/run/secrets/gcp/token', format: { type: 'text' } },
  service_account_impersonation_url: 'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/vms@coco-project.iam.gserviceaccount.com:generateAccessToken',
};

const CASES: Record<string, Case> = {
  awsRole: {
    provider: PeerPodsProvider.aws(AWS),
    identity: PeerPodsIdentity.awsRole({ roleArn: 'arn:aws:iam::123456789012:role/peer-pods' }),
    config: {
      AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/peer-pods',
      AWS_WEB_IDENTITY_TOKEN_FILE: '/var/run/secrets/eks.amazonaws.com/serviceaccount/token',
    },
    annotations: { 'eks.amazonaws.com/audience': 'sts.amazonaws.com', 'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/peer-pods' },
    labels: {},
    sources: [token('sts.amazonaws.com', 'token', 86400)],
    mountPath: '/var/run/secrets/eks.amazonaws.com/serviceaccount',
    audience: 'sts.amazonaws.com',
  },
  azureWorkloadIdentity: {
    provider: PeerPodsProvider.azure(AZURE),
    identity: PeerPodsIdentity.azureWorkloadIdentity({ clientId: UUID, tenantId: UUID }),
    config: {
      AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.com/',
      AZURE_CLIENT_ID: UUID,
      AZURE_FEDERATED_TOKEN_FILE: '/var/run/secrets/azure/tokens/azure-identity-token',
      AZURE_TENANT_ID: UUID,
    },
    annotations: { 'azure.workload.identity/client-id': UUID, 'azure.workload.identity/tenant-id': UUID },
    labels: { 'azure.workload.identity/use': 'true' },
    sources: [token('api://AzureADTokenExchange', 'azure-identity-token')],
    mountPath: '/var/run/secrets/azure/tokens',
    audience: 'api://AzureADTokenExchange',
  },
  gcpFederation: {
    provider: PeerPodsProvider.gcp(GCP),
    identity: PeerPodsIdentity.gcpFederation({ provider: POOL, serviceAccount: 'vms@coco-project.iam.gserviceaccount.com' }),
    config: {
      GCP_CREDENTIALS: JSON.stringify(EXTERNAL_ACCOUNT),
      GOOGLE_APPLICATION_CREDENTIALS: '/var/run/secrets/gcp/credentials.json',
    },
    annotations: {},
    labels: {},
    sources: [
      token(`https://iam.googleapis.com/${POOL}`, 'token'),
      { configMap: { name: 'peer-pods-cm', items: [{ key: 'GCP_CREDENTIALS', path: 'credentials.json' }] } },
    ],
    mountPath: '/var/run/secrets/gcp',
    audience: `https://iam.googleapis.com/${POOL}`,
  },
  alibabaRrsa: {
    provider: PeerPodsProvider.alibabaCloud(ALIBABA),
    identity: PeerPodsIdentity.alibabaRrsa({ roleArn: 'acs:ram::1234567890123456:role/peer-pods', oidcProviderArn: 'acs:ram::1234567890123456:oidc-provider/ack-rrsa-c1' }),
    config: {
      ALIBABA_CLOUD_OIDC_PROVIDER_ARN: 'acs:ram::1234567890123456:oidc-provider/ack-rrsa-c1',
      ALIBABA_CLOUD_OIDC_TOKEN_FILE: '/var/run/secrets/ack.alibabacloud.com/rrsa-tokens/token',
      ALIBABA_CLOUD_ROLE_ARN: 'acs:ram::1234567890123456:role/peer-pods',
    },
    annotations: { 'pod-identity.alibabacloud.com/role-name': 'peer-pods' },
    labels: {},
    sources: [token('sts.aliyuncs.com', 'token')],
    mountPath: '/var/run/secrets/ack.alibabacloud.com/rrsa-tokens',
    audience: 'sts.aliyuncs.com',
  },
  ibmTrustedProfile: {
    provider: PeerPodsProvider.ibmCloud(IBMCLOUD),
    identity: PeerPodsIdentity.ibmTrustedProfile({ profileId: `Profile-${UUID}` }),
    config: { IBMCLOUD_IAM_PROFILE_ID: `Profile-${UUID}` },
    annotations: {},
    labels: {},
    sources: [token('iam', 'vault-token')],
    mountPath: '/var/run/secrets/tokens',
    audience: 'iam',
  },
};

const propsOf = ({ provider, identity }: Case, more: Partial<PeerPodsCaaProps> = {}) => (
  { provider, identity, credentials: undefined, ...more });

/** What a workload has of its identity. */
function carried(objects: Manifest[], workload: Manifest, container: string): object {
  const { metadata, spec } = workload.spec.template;
  const { volumeMounts, envFrom } = spec.containers.find(({ name }: Manifest) => name === container);
  const volume = spec.volumes.find((volumeOfPod: Manifest) => volumeOfPod.projected);
  return {
    annotations: one(objects, 'ServiceAccount', spec.serviceAccountName).metadata.annotations ?? {},
    labels: Object.fromEntries(Object.entries(metadata.labels).filter(([label]) => label.includes('identity'))),
    sources: volume.projected.sources,
    mount: volumeMounts.find(({ name }: Manifest) => name === volume.name),
    references: envFrom,
  };
}

test.each(Object.entries(CASES))('%s: no Secret, and both workloads carry what they need', (_name, one_) => {
  const objects = written(propsOf(one_));
  expect(objects.filter(({ kind }) => /Secret$/.test(kind))).toEqual([]);
  expect(one(objects, 'ConfigMap').data).toMatchObject(one_.config);
  const wanted = {
    annotations: one_.annotations,
    labels: one_.labels,
    sources: one_.sources,
    mount: { name: expect.any(String), mountPath: one_.mountPath, readOnly: true },
  };
  const adaptor = carried(objects, one(objects, 'DaemonSet'), 'cloud-api-adaptor-con');
  expect(adaptor).toEqual({ ...wanted, references: [{ configMapRef: { name: 'peer-pods-cm' } }] });
  const controller = carried(objects, one(objects, 'Deployment', 'peerpodctrl-controller-manager'), 'manager');
  expect(controller).toEqual({ ...wanted, references: [{ configMapRef: { name: 'peer-pods-cm', optional: true } }] });
});

test.each(Object.entries(CASES))('%s: what the cloud must trust is printed, and can be read', (_name, one_) => {
  const subjects = ['cloud-api-adaptor', 'peerpodctrl-controller-manager'].map((name) => `system:serviceaccount:${NAMESPACE}:${name}`);
  let bindings: object[] = [];
  const said = saidAtSynth((chart) => {
    bindings = compose(chart, propsOf(one_)).identityBindings;
  }, NAMESPACE);
  expect(bindings).toEqual(subjects.map((subject) => ({ subject, audience: one_.audience, setup: expect.stringMatching(/^\w.*\w$/) })));
  const notes = said.filter((line) => line.startsWith('note: '));
  expect(notes).toHaveLength(2);
  notes.forEach((note, index) => expect(note).toContain(`(subject "${subjects[index]}", audience "${one_.audience}")`));
});

test.each([
  ['awsRole', PeerPodsProvider.aws(AWS),
    PeerPodsIdentity.awsRole({ roleArn: 'arn:aws:iam::123456789012:role/a', controllerRoleArn: 'arn:aws:iam::123456789012:role/b' }),
    'AWS_ROLE_ARN', 'arn:aws:iam::123456789012:role/a', 'arn:aws:iam::123456789012:role/b'],
  ['azureWorkloadIdentity', PeerPodsProvider.azure(AZURE),
    PeerPodsIdentity.azureWorkloadIdentity({ clientId: UUID, tenantId: UUID, controllerClientId: UUID.replace(/1/g, '9') }),
    'AZURE_CLIENT_ID', UUID, UUID.replace(/1/g, '9')],
])('%s: the resource controller may have another one, which the ConfigMap does not overrule', (_name, provider, identity, variable, adaptorsOwn, controllersOwn) => {
  const objects = written({ provider, identity, credentials: undefined });
  // The controller reads the ConfigMap again while it runs.
  expect(one(objects, 'ConfigMap').data).not.toHaveProperty(variable);
  const envOf = (workload: Manifest, container: string) => workload.spec.template.spec.containers
    .find(({ name }: Manifest) => name === container).env.find(({ name }: Manifest) => name === variable).value;
  expect(envOf(one(objects, 'DaemonSet'), 'cloud-api-adaptor-con')).toBe(adaptorsOwn);
  expect(envOf(one(objects, 'Deployment', 'peerpodctrl-controller-manager'), 'manager')).toBe(controllersOwn);
  const annotations = ['cloud-api-adaptor', 'peerpodctrl-controller-manager'].map((name) => Object.values(one(objects, 'ServiceAccount', name).metadata.annotations));
  expect(annotations[0]).toContain(adaptorsOwn);
  expect(annotations[1]).toContain(controllersOwn);
});

describe('federation of Google Cloud', () => {
  const command = (release: PeerPodsRelease) => one(written(propsOf(CASES.gcpFederation, { release })), 'DaemonSet').spec.template.spec.containers[0].command;

  test('0.22.0: the program is started without its script, which insists on a key', () => {
    expect(command(PeerPodsRelease.V0_22_0)).toEqual(['cloud-api-adaptor', 'gcp', '-gcp-credentials=']);
  });

  test('0.17.0 takes any credentials from its variable', () => {
    expect(command(PeerPodsRelease.V0_17_0)).toEqual(['/usr/local/bin/entrypoint.sh']);
  });
});

describe('refused', () => {
  const { identity } = CASES.awsRole;

  test('with credentials too', () => {
    expect(refused({ identity })).toEqual([
      '  - identity: got AWS role and `credentials` too; allowed: one of the two. Keys that are there are used, and would be forgotten: leave `credentials` out, and delete the Secret.',
    ]);
  });

  test('of another cloud', () => {
    expect(refused({ identity, credentials: undefined, provider: PeerPodsProvider.azure(AZURE) })).toEqual([
      '  - identity: got AWS role for Azure; allowed: PeerPodsIdentity.azureWorkloadIdentity(...). Take `credentials` otherwise.',
    ]);
  });

  test('where the release starts only with keys', () => {
    expect(refused({ identity, credentials: undefined, release: PeerPodsRelease.V0_17_0 })).toEqual([
      '  - identity: got AWS role, but the release 0.17.0 starts only with access keys. Take PeerPodsRelease.V0_22_0, or give `credentials`.',
    ]);
  });

  test.each([
    [() => PeerPodsIdentity.awsRole({ roleArn: 'role/peer-pods', controllerRoleArn: 'x' }), /roleArn: got "role\/peer-pods".*controllerRoleArn: got "x"/],
    [() => PeerPodsIdentity.azureWorkloadIdentity({ clientId: 'me', tenantId: 'contoso.com' }), /clientId: got "me".*tenantId: got "contoso.com"/],
    [() => PeerPodsIdentity.gcpFederation({ provider: 'pool', serviceAccount: 'vms' }), /provider: got "pool".*serviceAccount: got "vms"/],
    [() => PeerPodsIdentity.alibabaRrsa({ roleArn: 'peer-pods', oidcProviderArn: 'ack' }), /roleArn: got "peer-pods".*oidcProviderArn: got "ack"/],
    [() => PeerPodsIdentity.ibmTrustedProfile({ profileId: UUID }), /profileId: got "1111.*allowed: the id of a trusted profile/],
  ])('options of another form, all at once: %#', (make, message) => {
    expect(make).toThrow(message);
  });
});
