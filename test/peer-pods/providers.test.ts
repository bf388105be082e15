import { Duration, Size } from 'cdk8s';
import {
  GcpConfidentialType, LibvirtLaunchSecurity, PeerPodsAdaptorOptions, PeerPodsAlibabaCloudOptions, PeerPodsAwsOptions,
  PeerPodsAzureOptions, PeerPodsByomOptions, PeerPodsDockerOptions, PeerPodsGcpOptions, PeerPodsIbmCloudOptions,
  PeerPodsIbmCloudPowerVsOptions, PeerPodsLibvirtOptions, PeerPodsProvider, PeerPodsRelease, PeerPodsVsphereOptions,
  PowerVsProcessorType, TlsCipherSuite, TlsMinVersion,
} from 'cdk8s-coco';
import { ALIBABA, AWS, AZURE, config, existing, GCP, IBMCLOUD, LIBVIRT, POWERVS, UUID, VSPHERE } from './support';
import { COMMON_SETTINGS } from '../../src/peer-pods/catalogue/common-settings';
import { PROVIDERS } from '../../src/peer-pods/providers/table';

/** Every prop of a provider, and every variable that it becomes. `Required` makes a new prop break this until it is here. */
interface Case {
  readonly provider: PeerPodsProvider;
  readonly texts: Record<string, string>;
  readonly release?: PeerPodsRelease;
  readonly keys?: boolean;
  readonly ssh?: boolean;
  /** Variables of other releases. */
  readonly not?: string[];
}

const V0_17_0 = PeerPodsRelease.V0_17_0;
const GROUP = `/subscriptions/${UUID}/resourceGroups/coco/providers/Microsoft.Network`;

const CASES: Record<string, Case> = {
  'alibabacloud': {
    provider: PeerPodsProvider.alibabaCloud({
      ...ALIBABA,
      region: 'eu-central-1',
      instanceType: 'ecs.g8i.2xlarge',
      keyPairName: 'admin',
      systemDiskSize: Size.gibibytes(50),
      tags: { team: 'coco' },
      usePublicIp: true,
      disableCvm: true,
    } satisfies Required<PeerPodsAlibabaCloudOptions>),
    texts: {
      DISABLECVM: 'true',
      IMAGEID: 'm-2ze1w9aj2aonwckv64cw',
      KEYNAME: 'admin',
      PODVM_INSTANCE_TYPE: 'ecs.g8i.2xlarge',
      REGION: 'eu-central-1',
      SECURITY_GROUP_IDS: 'sg-2ze8kfnv1p3h6qw5xyz1',
      SYSTEM_DISK_SIZE: '50',
      TAGS: 'team=coco',
      USE_PUBLIC_IP: 'true',
      VSWITCH_ID: 'vsw-2ze3p7wx1q8u5yz0abcd',
    },
    keys: true,
  },
  'aws': {
    provider: PeerPodsProvider.aws({
      ...AWS,
      region: 'eu-central-1',
      subnetId: 'subnet-0123456789abcdef0',
      securityGroupIds: ['sg-0123456789abcdef0', 'sg-12345678'],
      instanceType: 'm6a.xlarge',
      instanceTypes: ['m6a.large', 'm6a.xlarge'],
      launchTemplateName: 'peer-pods',
      useLaunchTemplate: true,
      keyPairName: 'admin',
      rootVolumeSize: Size.gibibytes(40),
      tags: { team: 'coco', cost: '42' },
      usePublicIp: true,
      disableCvm: true,
    } satisfies Required<PeerPodsAwsOptions>),
    texts: {
      AWS_REGION: 'eu-central-1',
      AWS_SG_IDS: 'sg-0123456789abcdef0,sg-12345678',
      AWS_SUBNET_ID: 'subnet-0123456789abcdef0',
      DISABLECVM: 'true',
      PODVM_AMI_ID: 'ami-0123456789abcdef0',
      PODVM_INSTANCE_TYPE: 'm6a.xlarge',
      PODVM_INSTANCE_TYPES: 'm6a.large,m6a.xlarge',
      PODVM_LAUNCHTEMPLATE_NAME: 'peer-pods',
      ROOT_VOLUME_SIZE: '40',
      SSH_KP_NAME: 'admin',
      TAGS: 'cost=42,team=coco',
      USE_PODVM_LAUNCHTEMPLATE: 'true',
      USE_PUBLIC_IP: 'true',
    },
    keys: true,
  },
  'azure': {
    provider: PeerPodsProvider.azure({
      ...AZURE,
      securityGroupId: `${GROUP}/networkSecurityGroups/pods`,
      instanceSize: 'Standard_DC4as_v5',
      instanceSizes: ['Standard_DC2as_v5', 'Standard_DC4as_v5'],
      sshUsername: 'admin',
      rootVolumeSize: Size.gibibytes(64),
      enableSecureBoot: true,
      tags: { team: 'coco' },
      usePublicIp: true,
      disableCvm: true,
    } satisfies Required<PeerPodsAzureOptions>),
    texts: {
      AZURE_IMAGE_ID: AZURE.imageId,
      AZURE_INSTANCE_SIZE: 'Standard_DC4as_v5',
      AZURE_INSTANCE_SIZES: 'Standard_DC2as_v5,Standard_DC4as_v5',
      AZURE_NSG_ID: `${GROUP}/networkSecurityGroups/pods`,
      AZURE_REGION: 'westeurope',
      AZURE_RESOURCE_GROUP: 'coco',
      AZURE_SUBNET_ID: AZURE.subnetId,
      AZURE_SUBSCRIPTION_ID: UUID,
      DISABLECVM: 'true',
      ENABLE_SECURE_BOOT: 'true',
      ROOT_VOLUME_SIZE: '64',
      SSH_USERNAME: 'admin',
      TAGS: 'team=coco',
      USE_PUBLIC_IP: 'true',
    },
    keys: true,
  },
  'byom': {
    provider: PeerPodsProvider.byom({
      vmPoolIps: ['192.0.2.10-192.0.2.12', '192.0.2.11'],
      maxRangeIps: 50,
      sshUsername: 'admin',
      sshPublicKeyPath: '/keys/id.pub',
      sshPrivateKeyPath: '/keys/id',
      sshTimeout: Duration.minutes(1),
      sshHostKeyAllowlistDir: '/keys/hosts',
      poolNamespace: 'pool',
      poolConfigMapName: 'byom-ip-pool-state',
    } satisfies Required<PeerPodsByomOptions>),
    texts: {
      MAX_RANGE_IPS: '50',
      POOL_CONFIGMAP_NAME: 'byom-ip-pool-state',
      POOL_NAMESPACE: 'pool',
      SSH_HOST_KEY_ALLOWLIST_DIR: '/keys/hosts',
      SSH_PRIV_KEY_PATH: '/keys/id',
      SSH_PUB_KEY_PATH: '/keys/id.pub',
      SSH_TIMEOUT: '60',
      SSH_USERNAME: 'admin',
      VM_POOL_IPS: '192.0.2.10,192.0.2.11,192.0.2.12',
    },
    ssh: true,
  },
  'docker': {
    release: V0_17_0,
    // With TLS the program reads no image and no network; those have a test of their own.
    provider: PeerPodsProvider.docker({
      host: 'tcp://192.0.2.1:2376', apiVersion: '1.44', certPath: '/certs', tlsVerify: true,
    } satisfies Omit<Required<PeerPodsDockerOptions>, 'podVmImage' | 'networkName'>),
    texts: { DOCKER_API_VERSION: '1.44', DOCKER_CERT_PATH: '/certs', DOCKER_HOST: 'tcp://192.0.2.1:2376', DOCKER_TLS_VERIFY: 'true' },
    not: ['DOCKER_NETWORK_NAME', 'DOCKER_PODVM_IMAGE'],
  },
  'gcp': {
    provider: PeerPodsProvider.gcp({
      ...GCP,
      subnetwork: 'pods',
      machineType: 'n2d-standard-2',
      machineTypes: ['n2d-standard-2', 'n2d-standard-4'],
      confidentialType: GcpConfidentialType.SEV_SNP,
      diskType: 'pd-balanced',
      rootVolumeSize: Size.gibibytes(20),
      tags: { team: 'coco' },
      usePublicIp: true,
      disableCvm: true,
    } satisfies Required<PeerPodsGcpOptions>),
    texts: {
      DISABLECVM: 'true',
      GCP_CONFIDENTIAL_TYPE: 'SEV_SNP',
      GCP_DISK_TYPE: 'pd-balanced',
      GCP_INSTANCE_TYPES: 'n2d-standard-2,n2d-standard-4',
      GCP_MACHINE_TYPE: 'n2d-standard-2',
      GCP_NETWORK: 'global/networks/default',
      GCP_PROJECT_ID: 'coco-project',
      GCP_SUBNETWORK: 'pods',
      GCP_ZONE: 'europe-west4-a',
      PODVM_IMAGE_NAME: 'podvm-1',
      ROOT_VOLUME_SIZE: '20',
      TAGS: 'team=coco',
      USE_PUBLIC_IP: 'true',
    },
    keys: true,
  },
  'ibmcloud': {
    provider: PeerPodsProvider.ibmCloud({
      imageIds: ['r010-amd64', 'r010-s390x'],
      instanceProfile: 'bx3dc-2x10',
      instanceProfiles: ['bx3dc-2x10', 'bz2-2x8'],
      zone: 'eu-de-1',
      vpcId: 'r010-vpc',
      subnetId: '02b7-subnet',
      securityGroupIds: ['r010-sg1', 'r010-sg2'],
      resourceGroupId: 'abcdef',
      clusterId: 'c1',
      sshKeyId: 'r010-key',
      vpcEndpoint: 'https://eu-de.iaas.cloud.ibm.com/v1',
      iamEndpoint: 'https://iam.test.cloud.ibm.com/identity/token',
      dedicatedHostIds: ['h1', 'h2'],
      dedicatedHostGroupIds: ['g1'],
      tags: ['team:coco'],
      disableCvm: false,
    } satisfies Omit<Required<PeerPodsIbmCloudOptions>, 'securityGroupId'>),
    texts: {
      DISABLECVM: 'false',
      IBMCLOUD_CLUSTER_ID: 'c1',
      IBMCLOUD_DEDICATED_HOST_GROUP_IDS: 'g1',
      IBMCLOUD_DEDICATED_HOST_IDS: 'h1,h2',
      IBMCLOUD_IAM_ENDPOINT: 'https://iam.test.cloud.ibm.com/identity/token',
      IBMCLOUD_PODVM_IMAGE_ID: 'r010-amd64,r010-s390x',
      IBMCLOUD_PODVM_INSTANCE_PROFILE_LIST: 'bx3dc-2x10,bz2-2x8',
      IBMCLOUD_PODVM_INSTANCE_PROFILE_NAME: 'bx3dc-2x10',
      IBMCLOUD_RESOURCE_GROUP_ID: 'abcdef',
      IBMCLOUD_SECURITY_GROUP_IDS: 'r010-sg1,r010-sg2',
      IBMCLOUD_SSH_KEY_ID: 'r010-key',
      IBMCLOUD_VPC_ENDPOINT: 'https://eu-de.iaas.cloud.ibm.com/v1',
      IBMCLOUD_VPC_ID: 'r010-vpc',
      IBMCLOUD_VPC_SUBNET_ID: '02b7-subnet',
      IBMCLOUD_ZONE: 'eu-de-1',
      TAGS: 'team:coco',
    },
    keys: true,
    not: ['IBMCLOUD_VPC_SG_ID'],
  },
  'ibmcloud-powervs': {
    provider: PeerPodsProvider.ibmCloudPowerVs({
      ...POWERVS,
      memory: Size.gibibytes(4),
      processors: 0.25,
      processorType: PowerVsProcessorType.CAPPED,
      systemType: 'e980',
      sshKeyName: 'my key',
      buildTimeout: Duration.minutes(5),
      usePublicIp: true,
    } satisfies Required<PeerPodsIbmCloudPowerVsOptions>),
    texts: {
      POWERVS_BUILD_TIMEOUT: '300s',
      POWERVS_IMAGE_ID: UUID,
      POWERVS_MEMORY: '4',
      POWERVS_NETWORK_ID: UUID,
      POWERVS_PROCESSORS: '0.25',
      POWERVS_PROCESSOR_TYPE: 'capped',
      POWERVS_SERVICE_INSTANCE_ID: UUID,
      POWERVS_SSH_KEY_NAME: 'my key',
      POWERVS_SYSTEM_TYPE: 'e980',
      POWERVS_ZONE: 'dal10',
      USE_PUBLIC_IP: 'true',
    },
    keys: true,
  },
  'libvirt': {
    provider: PeerPodsProvider.libvirt({
      ...LIBVIRT,
      pool: 'pods',
      network: 'pods',
      volumeName: 'podvm.qcow2',
      cpu: 4,
      memory: Size.gibibytes(4),
      cpuSet: '0-3,8',
      rootDiskSize: Size.gibibytes(20),
      firmware: '/usr/share/edk2/OVMF.fd',
      launchSecurity: LibvirtLaunchSecurity.S390_PV,
      disableCvm: false,
    } satisfies Required<PeerPodsLibvirtOptions>),
    texts: {
      DISABLECVM: 'false',
      LIBVIRT_CPU: '4',
      LIBVIRT_CPUSET: '0-3,8',
      LIBVIRT_EFI_FIRMWARE: '/usr/share/edk2/OVMF.fd',
      LIBVIRT_LAUNCH_SECURITY: 's390-pv',
      LIBVIRT_MEMORY: '4096',
      LIBVIRT_NET: 'pods',
      LIBVIRT_POOL: 'pods',
      LIBVIRT_ROOT_DISK_SIZE: '20',
      LIBVIRT_URI: 'qemu+ssh://root@192.0.2.1/system',
      LIBVIRT_VOL_NAME: 'podvm.qcow2',
    },
    ssh: true,
  },
  'vsphere': {
    release: V0_17_0,
    provider: PeerPodsProvider.vsphere({
      ...VSPHERE, template: 'podvm', cluster: 'c1', folder: 'pods', drs: true,
    } satisfies Required<PeerPodsVsphereOptions>),
    texts: {
      GOVC_DATACENTER: 'dc1',
      GOVC_DATASTORE: 'ds1',
      GOVC_DRS: 'true',
      GOVC_FOLDER: 'pods',
      GOVC_HOST: 'esx1',
      GOVC_TEMPLATE: 'podvm',
      GOVC_URL: 'https://vcenter.example.com',
      GOVC_VCLUSTER: 'c1',
    },
    keys: true,
  },
};

const propsOf = ({ provider, release = PeerPodsRelease.latest(), keys, ssh }: Case) => ({
  provider, release, credentials: keys ? existing() : undefined, sshKey: ssh ? existing('ssh-keys') : undefined,
});

test('each provider has a case', () => {
  expect(Object.keys(CASES)).toEqual(PROVIDERS.map(({ name }) => name));
});

test.each(Object.entries(CASES))('%s: every prop becomes its variable', (name, one) => {
  const { CLOUD_PROVIDER, CLOUD_CONFIG_VERIFY, PEERPODS_LIMIT_PER_NODE, ...texts } = config(propsOf(one));
  expect({ CLOUD_PROVIDER, CLOUD_CONFIG_VERIFY, PEERPODS_LIMIT_PER_NODE })
    .toEqual({ CLOUD_PROVIDER: name, CLOUD_CONFIG_VERIFY: 'true', PEERPODS_LIMIT_PER_NODE: '10' });
  expect(texts).toEqual(one.texts);
  const { settings } = PROVIDERS.find((provider) => provider.name === name)!;
  expect([...Object.keys(texts), ...one.not ?? []].sort()).toEqual(Object.values(settings).map(({ env }) => env).sort());
});

test('every setting that all providers have becomes its variable', () => {
  const props: Required<Omit<PeerPodsAdaptorOptions, `secureComms${string}`>> = {
    limit: 7,
    cloudConfigVerify: false,
    initdata: 'H4sIAAAAAAAAA0vOyS9KBQBt',
    proxyTimeout: Duration.millis(1500),
    forwarderPort: 15151,
    pauseImage: 'registry.example.com/pause:3.9',
    tunnelType: 'vxlan',
    vxlanPort: 4790,
    enableScratchSpace: true,
    externalNetworkViaPodVm: true,
    podSubnetCidrs: ['10.0.0.0/8', 'fd00::/8'],
    tlsMinVersion: TlsMinVersion.TLS_1_2,
    tlsCipherSuites: [TlsCipherSuite.ECDHE_RSA_WITH_AES_128_GCM_SHA256, TlsCipherSuite.ECDHE_RSA_WITH_AES_256_GCM_SHA384],
    tlsSkipVerify: true,
    podsDir: '/run/peerpod/p',
    remoteHypervisorEndpoint: '/run/peerpod/h.sock',
  };
  const { CLOUD_PROVIDER, PODVM_AMI_ID, AWS_REGION, ...texts } = config(props);
  expect(texts).toEqual({
    // CLOUD_CONFIG_VERIFY: the program's own default is false.
    ENABLE_SCRATCH_SPACE: 'true',
    EXTERNAL_NETWORK_VIA_PODVM: 'true',
    FORWARDER_PORT: '15151',
    INITDATA: 'H4sIAAAAAAAAA0vOyS9KBQBt',
    PAUSE_IMAGE: 'registry.example.com/pause:3.9',
    PEERPODS_LIMIT_PER_NODE: '7',
    PODS_DIR: '/run/peerpod/p',
    POD_SUBNET_CIDRS: '10.0.0.0/8,fd00::/8',
    PROXY_TIMEOUT: '1500ms',
    REMOTE_HYPERVISOR_ENDPOINT: '/run/peerpod/h.sock',
    TLS_CIPHER_SUITES: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
    TLS_MIN_VERSION: 'VersionTLS12',
    TLS_SKIP_VERIFY: 'true',
    TUNNEL_TYPE: 'vxlan',
    VXLAN_PORT: '4790',
  });
  const secure = config({
    release: V0_17_0,
    secureComms: true,
    secureCommsNoTrustee: true,
    secureCommsKbsAddress: 'kbs.example.com:8080',
    secureCommsInbounds: ['BOTH_PHASE:KUBERNETES_PHASE:7030'],
    secureCommsOutbounds: ['o1', 'o2'],
    secureCommsPeerPodInbounds: ['i'],
    secureCommsPeerPodOutbounds: ['o'],
  });
  expect(Object.fromEntries(Object.entries(secure).filter(([name]) => name.startsWith('SECURE')))).toEqual({
    SECURE_COMMS: 'true',
    SECURE_COMMS_INBOUNDS: 'BOTH_PHASE:KUBERNETES_PHASE:7030',
    SECURE_COMMS_KBS_ADDR: 'kbs.example.com:8080',
    SECURE_COMMS_NO_TRUSTEE: 'true',
    SECURE_COMMS_OUTBOUNDS: 'o1,o2',
    SECURE_COMMS_PP_INBOUNDS: 'i',
    SECURE_COMMS_PP_OUTBOUNDS: 'o',
  });
  expect(Object.keys(COMMON_SETTINGS)).toHaveLength(Object.keys(props).length + 7);
});

describe('releases', () => {
  const alibaba = { provider: CASES.alibabacloud.provider, credentials: existing() };

  test('0.17.0 takes the instance type of Alibaba Cloud under another name, too', () => {
    expect(config({ ...alibaba, release: V0_17_0 }).INSTANCE_TYPE).toBe('ecs.g8i.2xlarge');
    expect(config(alibaba)).not.toHaveProperty('INSTANCE_TYPE');
  });

  test('0.17.0 uses a launch template that has a name; newer ones are told to', () => {
    const provider = PeerPodsProvider.aws({ ...AWS, launchTemplateName: 'lt1' });
    expect(config({ provider, release: V0_17_0 })).toMatchObject({ PODVM_LAUNCHTEMPLATE_NAME: 'lt1' });
    expect(config({ provider, release: V0_17_0 })).not.toHaveProperty('USE_PODVM_LAUNCHTEMPLATE');
    expect(config({ provider })).toMatchObject({ PODVM_LAUNCHTEMPLATE_NAME: 'lt1', USE_PODVM_LAUNCHTEMPLATE: 'true' });
    expect(config({ provider: PeerPodsProvider.aws({ ...AWS, launchTemplateName: 'lt1', useLaunchTemplate: false }) }))
      .not.toHaveProperty('USE_PODVM_LAUNCHTEMPLATE');
  });

  test('a false that the program takes for true, or that is its own default, is not written', () => {
    const provider = PeerPodsProvider.aws({ ...AWS, usePublicIp: false, disableCvm: false });
    const texts = config({ provider, tlsSkipVerify: false, release: V0_17_0 });
    expect(Object.keys(texts)).toEqual(['AWS_REGION', 'CLOUD_CONFIG_VERIFY', 'CLOUD_PROVIDER', 'PEERPODS_LIMIT_PER_NODE', 'PODVM_AMI_ID']);
  });

  test('the security group of IBM Cloud is read by 0.17.0 only', () => {
    expect(config({ provider: PeerPodsProvider.ibmCloud({ ...IBMCLOUD, securityGroupId: 'r010-sg', disableCvm: true }), release: V0_17_0 }).IBMCLOUD_VPC_SG_ID).toBe('r010-sg');
  });

  test('0.22.0 finds no address in a range: each is written', () => {
    const addresses = (...vmPoolIps: string[]) => config({
      provider: PeerPodsProvider.byom({ vmPoolIps }), credentials: undefined, sshKey: existing(),
    }).VM_POOL_IPS;
    expect(addresses('10.0.0.254-10.0.1.1')).toBe('10.0.0.254,10.0.0.255,10.0.1.0,10.0.1.1');
    expect(addresses('2001:db8::fffe-2001:db8::1:0')).toBe('2001:db8:0:0:0:0:0:fffe,2001:db8:0:0:0:0:0:ffff,2001:db8:0:0:0:0:1:0');
    expect(addresses('192.0.2.1', '2001:db8::1')).toBe('192.0.2.1,2001:db8::1');
  });

  test('the address of libvirt is quoted in the script of 0.17.0', () => {
    const provider = PeerPodsProvider.libvirt({ uri: 'qemu+ssh://root@192.168.122.1/system?no_verify=1' });
    expect(config({ provider, release: V0_17_0, credentials: undefined, sshKey: existing() }).LIBVIRT_URI).toMatch(/\?no_verify=1$/);
  });

  test('docker takes image and network without TLS', () => {
    const provider = PeerPodsProvider.docker({ podVmImage: 'registry.example.com/podvm:1', networkName: 'kind' });
    expect(config({ provider, release: V0_17_0, credentials: undefined }))
      .toMatchObject({ DOCKER_PODVM_IMAGE: 'registry.example.com/podvm:1', DOCKER_NETWORK_NAME: 'kind' });
  });
});
