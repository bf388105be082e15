import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { NAMESPACE } from '../peer-pods/support';
import { identities, one } from '../support/emitted';
import { exampleRun } from '../support/examples';

/*
 * One example per cloud. They run in this process, not as cdk8s-cli runs them: as many programs would take longer than all other
 * tests. That such programs run, examples.test.ts shows with others.
 */
const EXAMPLES = join(__dirname, '..', '..', 'examples');

/** What an example is expected to write into its ConfigMap, beside CLOUD_CONFIG_VERIFY. */
const CONFIGS: Record<string, Record<string, string>> = {
  'alibabacloud': {
    ALIBABA_CLOUD_OIDC_PROVIDER_ARN: 'acs:ram::1234567890123456:oidc-provider/ack-rrsa-c0123456789abcdef',
    ALIBABA_CLOUD_OIDC_TOKEN_FILE: '/var/run/secrets/ack.alibabacloud.com/rrsa-tokens/token',
    ALIBABA_CLOUD_ROLE_ARN: 'acs:ram::1234567890123456:role/peer-pods',
    IMAGEID: 'm-2ze1w9aj2aonwckv64cw',
    PEERPODS_LIMIT_PER_NODE: '20',
    PODVM_INSTANCE_TYPE: 'ecs.g8i.xlarge',
    REGION: 'cn-beijing',
    SECURITY_GROUP_IDS: 'sg-2ze8kfnv1p3h6qw5xyz1',
    TAGS: 'peer-pods-cluster=payments-cn',
    VSWITCH_ID: 'vsw-2ze3p7wx1q8u5yz0abcd',
  },
  'aws': {
    AWS_REGION: 'eu-west-1',
    AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/peer-pods',
    AWS_SG_IDS: 'sg-0123456789abcdef0',
    AWS_SUBNET_ID: 'subnet-0123456789abcdef0',
    AWS_WEB_IDENTITY_TOKEN_FILE: '/var/run/secrets/eks.amazonaws.com/serviceaccount/token',
    PEERPODS_LIMIT_PER_NODE: '20',
    PODVM_AMI_ID: 'ami-0123456789abcdef0',
    PODVM_INSTANCE_TYPE: 'm6a.large',
    PODVM_INSTANCE_TYPES: 'm6a.large,m6a.xlarge,c6a.2xlarge',
    TAGS: 'peer-pods-cluster=payments-eu',
  },
  'azure': {
    AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.com/',
    AZURE_CLIENT_ID: '22222222-3333-4444-5555-666666666666',
    AZURE_FEDERATED_TOKEN_FILE: '/var/run/secrets/azure/tokens/azure-identity-token',
    AZURE_IMAGE_ID: '/CommunityGalleries/cococommunity-42d8482d-92cd-415b-b332-7648bd978eff/Images/peerpod-podvm-fedora/Versions/0.22.0',
    AZURE_INSTANCE_SIZE: 'Standard_DC2as_v5',
    AZURE_INSTANCE_SIZES: 'Standard_DC2as_v5,Standard_DC4as_v5,Standard_DC8as_v5',
    AZURE_REGION: 'westeurope',
    AZURE_RESOURCE_GROUP: 'peer-pods',
    AZURE_SUBNET_ID: '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/network/providers/Microsoft.Network/virtualNetworks/cluster/subnets/peer-pods',
    AZURE_SUBSCRIPTION_ID: '11111111-2222-3333-4444-555555555555',
    AZURE_TENANT_ID: '33333333-4444-5555-6666-777777777777',
    PEERPODS_LIMIT_PER_NODE: '20',
    TAGS: 'peer-pods-cluster=payments-eu',
  },
  'byom': {
    PEERPODS_LIMIT_PER_NODE: '2',
    SSH_TIMEOUT: '60',
    VM_POOL_IPS: `${Array.from({ length: 10 }, (_, index) => `192.0.2.${10 + index}`).join(',')},192.0.2.42`,
  },
  'docker': { DOCKER_NETWORK_NAME: 'kind', PEERPODS_LIMIT_PER_NODE: '3' },
  'gcp': {
    GCP_CONFIDENTIAL_TYPE: 'SEV_SNP',
    GCP_CREDENTIALS: expect.stringMatching(/^\{"type":"external_account",.*\}$/) as unknown as string,
    GCP_INSTANCE_TYPES: 'n2d-standard-2,n2d-standard-4',
    GCP_MACHINE_TYPE: 'n2d-standard-2',
    GCP_NETWORK: 'global/networks/cluster',
    GCP_PROJECT_ID: 'my-project',
    GCP_SUBNETWORK: 'peer-pods',
    GCP_ZONE: 'europe-west4-a',
    GOOGLE_APPLICATION_CREDENTIALS: '/var/run/secrets/gcp/credentials.json',
    PEERPODS_LIMIT_PER_NODE: '20',
    PODVM_IMAGE_NAME: 'podvm-0-22-0',
  },
  'ibmcloud': {
    DISABLECVM: 'false',
    IBMCLOUD_IAM_PROFILE_ID: 'Profile-11111111-2222-3333-4444-555555555555',
    IBMCLOUD_PODVM_IMAGE_ID: 'r010-01234567-89ab-cdef-0123-456789abcdef',
    IBMCLOUD_PODVM_INSTANCE_PROFILE_LIST: 'bx3dc-2x10,bx3dc-4x20',
    IBMCLOUD_PODVM_INSTANCE_PROFILE_NAME: 'bx3dc-2x10',
    PEERPODS_LIMIT_PER_NODE: '20',
    TAGS: 'peer-pods-cluster:payments-eu',
  },
  'ibmcloud-powervs': {
    PEERPODS_LIMIT_PER_NODE: '10',
    POWERVS_IMAGE_ID: '33333333-4444-5555-6666-777777777777',
    POWERVS_MEMORY: '4',
    POWERVS_NETWORK_ID: '22222222-3333-4444-5555-666666666666',
    POWERVS_PROCESSORS: '0.5',
    POWERVS_PROCESSOR_TYPE: 'shared',
    POWERVS_SERVICE_INSTANCE_ID: '11111111-2222-3333-4444-555555555555',
    POWERVS_ZONE: 'dal10',
  },
  'libvirt': {
    LIBVIRT_CPU: '2',
    LIBVIRT_MEMORY: '4096',
    LIBVIRT_URI: 'qemu+ssh://root@192.0.2.1/system',
    LIBVIRT_VOL_NAME: 'podvm-base.qcow2',
    PEERPODS_LIMIT_PER_NODE: '5',
  },
  'vsphere': {
    GOVC_DATACENTER: 'dc1',
    GOVC_DRS: 'true',
    GOVC_FOLDER: 'peer-pods',
    GOVC_TEMPLATE: 'podvm-template',
    GOVC_URL: 'https://vcenter.example.com',
    GOVC_VCLUSTER: 'cluster1',
    PEERPODS_LIMIT_PER_NODE: '10',
  },
};

/** Examples without the resource controller, which cannot delete VMs of their provider. */
const UNCONTROLLED = ['alibabacloud', 'byom', 'docker', 'gcp'];

const runOf = (name: string) => exampleRun(`examples/peer-pods-${name}`);
const written = (name: string) => runOf(name).files['out/peer-pods.k8s.yaml'];

test('there is one for each cloud', () => {
  expect(readdirSync(EXAMPLES).filter((name) => name.startsWith('peer-pods-'))).toEqual(Object.keys(CONFIGS).map((name) => `peer-pods-${name}`));
});

describe.each(Object.entries(CONFIGS))('%s', (name, config) => {
  test('definitions come in a file before that of their objects', () => {
    const { files } = runOf(name);
    expect(Object.keys(files)).toEqual(['out-uninstall/peer-pods.k8s.yaml', 'out/crds.k8s.yaml', 'out/peer-pods.k8s.yaml']);
    expect(identities(files['out/crds.k8s.yaml'])).toEqual(['CustomResourceDefinition peerpods.confidentialcontainers.org']);
    expect(identities(files['out/peer-pods.k8s.yaml'])[0]).toBe(`Namespace ${NAMESPACE}`);
  });

  test('the adaptor\'s settings', () => {
    expect(one(written(name), 'ConfigMap', 'peer-pods-cm').data).toEqual({ CLOUD_CONFIG_VERIFY: 'true', CLOUD_PROVIDER: name, ...config });
  });

  test('adaptor, Kata, webhook, and the resource controller where it can delete VMs', () => {
    const workloads = identities(written(name)).filter((text) => /^(DaemonSet|Deployment) /.test(text)).sort();
    expect(workloads).toEqual([
      `DaemonSet ${NAMESPACE}/cloud-api-adaptor-daemonset`,
      `DaemonSet ${NAMESPACE}/kata-deploy`,
      ...(UNCONTROLLED.includes(name) ? [] : [`Deployment ${NAMESPACE}/peerpodctrl-controller-manager`]),
      'Deployment peer-pods-webhook-system/peer-pods-webhook-controller-manager',
    ]);
  });

  test('holds no Secret with values, and warns of nothing but ordinary VMs', () => {
    expect(identities(written(name)).filter((text) => text.startsWith('Secret '))).toEqual([]);
    expect(runOf(name).said.split('\n').filter((line) => line.startsWith('warning: ') && !line.includes('ordinary VMs'))).toEqual([]);
  });

  test('its README says what to prepare, and which nodes take part', () => {
    const text = readFileSync(join(EXAMPLES, `peer-pods-${name}`, 'README.md'), 'utf8');
    expect(text).toMatch(/^# .+\n\n[^]+\nPrepare:\n\n- [^]+\n {4}npx cdk8s synth\n/);
    const [label] = Object.entries(one(written(name), 'DaemonSet', 'cloud-api-adaptor-daemonset').spec.template.spec.nodeSelector as Record<string, string>)
      .map((pair) => pair.join('='));
    expect(text).toContain(`\`${label}\``);
  });
});

test('byom and Power take their Secrets from a store', () => {
  expect(one(written('byom'), 'ExternalSecret').spec.target.name).toBe('ssh-key-secret');
  expect(one(written('ibmcloud-powervs'), 'ExternalSecret').spec.target.name).toBe('peer-pods-secret');
});
