import { App, Chart, Duration, Size } from 'cdk8s';
import {
  ContainerImage, KataRelease, KataRuntime, KataShim, PeerPodsCAA, PeerPodsCaaProps, PeerPodsIdentity, PeerPodsImageVariant,
  PeerPodsProvider, PeerPodsRelease, SecretSource, SecretStore, TlsCipherSuite, TlsMinVersion,
} from 'cdk8s-coco';
import { PercentOrAbsolute } from 'cdk8s-plus-28';
import {
  ALIBABA, AWS, AZURE, BYOM, compose, existing, GCP, IBMCLOUD, LIBVIRT, NAMESPACE, POWERVS, PROPS, refused, UUID, VSPHERE,
} from './support';
import { Problems } from '../../src/common/private/problems';
import { PEER_PODS_0_22_0 } from '../../src/peer-pods/catalogue/releases';
import { settingTexts } from '../../src/peer-pods/private/setting-texts';
import { SettingKind } from '../../src/peer-pods/providers/contract';
import { problemsOf } from '../support/emitted';

const V0_17_0 = PeerPodsRelease.V0_17_0;
const NO_KEYS = { credentials: undefined };

/** Options as callers without a compiler may give them. */
const any = (options: object) => options as never;

/** The places of problems, without their texts. */
const places = (props: object) => refused(props).map((line) => /^ {2}- ([^:]+):/.exec(line)![1]);

describe('the provider', () => {
  test('is a string: the factory that was meant', () => {
    expect(refused({ provider: 'awss' })).toEqual([
      '  - provider: got a value that is not printed here; allowed: a PeerPodsProvider. It is of the type string. Take PeerPodsProvider.aws(...).',
    ]);
  });

  test('is missing', () => {
    expect(refused({ provider: undefined })).toEqual([expect.stringMatching(/^ {2}- provider: got nothing; allowed: a PeerPodsProvider\. It is required\. Take /)]);
  });

  test('went away: the last release that has it is named', () => {
    const has = 'alibabacloud, aws, azure, byom, gcp, ibmcloud, ibmcloud-powervs, libvirt';
    expect(refused({ provider: PeerPodsProvider.vsphere(VSPHERE) })).toEqual([
      `  - provider: got VMware vSphere with the release 0.22.0, whose adaptor has: ${has}. `
      + 'Upstream removed it in 0.18.0; 0.17.0 is the last release that has it.',
    ]);
    expect(refused({ provider: PeerPodsProvider.docker(), ...NO_KEYS })).toEqual([
      `  - provider: got Docker with the release 0.22.0, whose adaptor has: ${has}. `
      + 'Upstream removed it in 0.22.0; 0.21.1 is its last release that has it, and 0.17.0 the last of those here.',
    ]);
  });

  test('has an option that does not exist', () => {
    expect(() => PeerPodsProvider.aws(any({ ...AWS, regoin: 'eu-central-1' }))).toThrow(
      'PeerPodsProvider.aws: options.regoin: there is no such prop. Did you mean "region"?');
  });
});

describe('required options', () => {
  test.each<[string, () => unknown, string[]]>([
    ['alibabacloud', () => PeerPodsProvider.alibabaCloud(any({})), ['imageId', 'securityGroupIds', 'vswitchId']],
    ['aws', () => PeerPodsProvider.aws(any({})), ['imageId']],
    ['azure', () => PeerPodsProvider.azure(any({})), ['imageId', 'region', 'resourceGroup', 'subnetId', 'subscriptionId']],
    ['byom', () => PeerPodsProvider.byom(any({})), ['vmPoolIps']],
    ['gcp', () => PeerPodsProvider.gcp(any({ disableCvm: true })), ['imageName', 'network', 'projectId', 'zone']],
    ['ibmcloud', () => PeerPodsProvider.ibmCloud(any({})), ['imageIds']],
    ['ibmcloud-powervs', () => PeerPodsProvider.ibmCloudPowerVs(any({})), ['imageId', 'networkId', 'serviceInstanceId', 'zone']],
    ['libvirt', () => PeerPodsProvider.libvirt(any({})), ['uri']],
    ['vsphere', () => PeerPodsProvider.vsphere(any({ drs: true })), ['datacenter', 'url']],
  ])('%s: all that are missing at once', (_name, make, missing) => {
    let message = '';
    try { make(); } catch (error) { message = (error as Error).message; }
    expect([...message.matchAll(/options\.(\w+): got nothing/g)].map(([, name]) => name)).toEqual(missing);
  });

  test('lists must not be empty', () => {
    expect(places({ provider: PeerPodsProvider.byom({ vmPoolIps: [] }), ...NO_KEYS, sshKey: existing() })).toEqual(['provider.vmPoolIps']);
  });
});

describe('forms of options', () => {
  type Row = [cloud: string, option: string, value: unknown, rule: RegExp];
  const gallery = (id: string) => `/subscriptions/${id}/resourceGroups/g/providers/Microsoft.Network`;
  const ROWS: Row[] = [
    ['aws', 'imageId', 'ami-1', /8 or 17 hexadecimal digits/],
    ['aws', 'imageId', 'AMI-0123456789abcdef0', /an AMI id/],
    ['aws', 'subnetId', 'sn-0123456789abcdef0', /a subnet id/],
    ['aws', 'region', 'Frankfurt', /like "eu-west-1"/],
    ['aws', 'instanceType', 'm6a', /like "m6a.large"/],
    ['aws', 'launchTemplateName', 'a b', /3 to 128/],
    ['aws', 'rootVolumeSize', Size.mebibytes(1500), /of whole GiB/],
    ['gcp', 'rootVolumeSize', Size.gibibytes(0), /at least 1/],
    ['aws', 'keyPairName', '', /not empty/],
    ['azure', 'subscriptionId', 'sub-1', /a UUID/],
    ['azure', 'region', 'West Europe', /like "westeurope"/],
    ['azure', 'resourceGroup', 'group.', /not ending with "."/],
    ['azure', 'subnetId', '/subscriptions/s/subnets/x', /virtualNetworks/],
    ['azure', 'subnetId', `${gallery(UUID)}/virtualNetworks/v`, /virtualNetworks/],
    ['azure', 'securityGroupId', `${gallery('s')}/networkSecurityGroups/n`, /networkSecurityGroups/],
    ['azure', 'imageId', 'podvm:1.0', /CommunityGalleries/],
    ['azure', 'instanceSize', 'DC2as_v5', /like "Standard_DC2as_v5"/],
    ['gcp', 'zone', 'europe-west4', /a region and a letter/],
    ['gcp', 'projectId', 'My Project', /a project id/],
    ['gcp', 'network', 'default', /like "global\/networks\/default"/],
    ['gcp', 'subnetwork', 'Pods', /name of a subnetwork/],
    ['gcp', 'imageName', 'images/podvm', /the name of an image/],
    ['gcp', 'machineType', 'n2d', /like "n2d-standard-2"/],
    ['ibmcloud', 'zone', 'eu-de', /like "eu-de-1"/],
    ['ibmcloud', 'vpcEndpoint', 'eu-de.iaas.cloud.ibm.com', /a URL/],
    ['ibmcloud', 'instanceProfile', 'large', /like "bx2-2x8"/],
    ['powervs', 'networkId', 'net', /a UUID/],
    ['powervs', 'processors', 0.1, /at least 0.25/],
    ['libvirt', 'uri', 'ssh://host', /a libvirt URI/],
    ['libvirt', 'cpu', 0, /a whole number, at least 1/],
    ['libvirt', 'cpu', 1.5, /a whole number/],
    ['libvirt', 'cpuSet', '0-', /like "0-3,8,10-12"/],
    ['libvirt', 'firmware', 'OVMF.fd', /an absolute path/],
    ['byom', 'sshTimeout', Duration.millis(1500), /whole seconds/],
    ['byom', 'maxRangeIps', 0, /at least 1/],
    ['byom', 'poolConfigMapName', 'other', /byom-ip-pool-state/],
    ['alibaba', 'vswitchId', 'vswitch-1', /a vSwitch id/],
    ['alibaba', 'imageId', 'img', /an image id/],
    ['alibaba', 'instanceType', 'm6a.large', /like "ecs.g8i.xlarge"/],
    ['alibaba', 'region', 'Beijing', /like "cn-beijing"/],
    ['alibaba', 'systemDiskSize', Size.gibibytes(10), /at least 20/],
  ];
  const make: Record<string, (more: object) => object> = {
    aws: (more) => ({ provider: PeerPodsProvider.aws({ ...AWS, ...more }) }),
    azure: (more) => ({ provider: PeerPodsProvider.azure({ ...AZURE, ...more }) }),
    gcp: (more) => ({ provider: PeerPodsProvider.gcp({ ...GCP, ...more }) }),
    ibmcloud: (more) => ({ provider: PeerPodsProvider.ibmCloud({ ...IBMCLOUD, ...more }) }),
    powervs: (more) => ({ provider: PeerPodsProvider.ibmCloudPowerVs({ ...POWERVS, ...more }) }),
    libvirt: (more) => ({ provider: PeerPodsProvider.libvirt({ ...LIBVIRT, ...more }), ...NO_KEYS, sshKey: existing() }),
    byom: (more) => ({ provider: PeerPodsProvider.byom({ ...BYOM, ...more }), ...NO_KEYS, sshKey: existing() }),
    alibaba: (more) => ({ provider: PeerPodsProvider.alibabaCloud({ ...ALIBABA, ...more }) }),
  };

  test.each<[string, string, unknown, string]>([
    ['aws', 'instanceType', 6, 'got 6; allowed: a string. It is of the type number.'],
    ['aws', 'rootVolumeSize', 30, 'got 30; allowed: a Size of cdk8s,'],
    ['aws', 'tags', 'a=b', 'got a value that is not printed here; allowed: a map of strings'],
    ['aws', 'usePublicIp', 'false', 'got "false"; allowed: true, false. Give a boolean, not a string.'],
    ['powervs', 'processors', '2', 'got "2"; allowed: a number. It is of the type string. Remove the quotes.'],
    ['powervs', 'processorType', 'fast', 'got "fast"; allowed: shared, capped, dedicated. Take a member of PowerVsProcessorType.'],
    ['powervs', 'buildTimeout', 150, 'got 150; allowed: a Duration of cdk8s,'],
    ['libvirt', 'launchSecurity', 'sev', 'got "sev"; allowed: s390-pv. Take a member of LibvirtLaunchSecurity.'],
    ['gcp', 'confidentialType', 'SNP', 'got "SNP"; allowed: SEV, SEV_SNP, TDX. '],
  ])('%s: another type: %s is %p', (cloud, option, value, message) => {
    expect(() => make[cloud]({ [option]: value })).toThrow(`options.${option}: ${message}`);
  });

  test.each(ROWS)('%s: %s is %p', (cloud, option, value, rule) => {
    const [line, ...more] = refused(make[cloud]({ [option]: value })).filter((one) => !one.includes('sshKey'));
    expect(more).toEqual([]);
    expect(line).toMatch(new RegExp(`^ {2}- provider\\.${option}: got .*; allowed: `));
    expect(line).toMatch(rule);
  });

  test.each([
    ['aws', 'securityGroupIds', ['sg-12345678', 'sg-x'], 'provider.securityGroupIds[1]', '"sg-x"'],
    ['aws', 'instanceTypes', ['m6a.large,m6a.xlarge'], 'provider.instanceTypes[0]', '"m6a.large,m6a.xlarge"'],
    ['aws', 'tags', { 'a,b': '1' }, 'provider.tags["a,b"]', '"a,b"'],
    ['aws', 'tags', { a: '1,2' }, 'provider.tags["a"]', '"1,2"'],
    ['ibmcloud', 'tags', ['a, b'], 'provider.tags[0]', '"a, b"'],
    ['byom', 'vmPoolIps', ['192.0.2.1', '192.0.2.300'], 'provider.vmPoolIps[1]', '"192.0.2.300"'],
    ['byom', 'vmPoolIps', ['192.0.2.1-192.0.2.101'], 'provider.vmPoolIps[0]', '"192.0.2.1-192.0.2.101"'],
    ['byom', 'vmPoolIps', ['1:2'], 'provider.vmPoolIps[0]', '"1:2"'],
    ['byom', 'vmPoolIps', ['192.0.2.1-2001:db8::1'], 'provider.vmPoolIps[0]', '"192.0.2.1-2001:db8::1"'],
    ['byom', 'vmPoolIps', ['10.0.0.1', '::-ffff::'], 'provider.vmPoolIps[1]', '"::-ffff::"'],
    ['byom', 'vmPoolIps', ['192.0.2.20-192.0.2.10'], 'provider.vmPoolIps[0]', '"192.0.2.20-192.0.2.10"'],
  ])('%s: the item of %s that is wrong: %p', (cloud, option, value, place, got) => {
    const lines = refused(make[cloud]({ [option]: value }));
    expect(lines).toHaveLength(1);
    expect(lines[0].startsWith(`  - ${place}: got ${got}; allowed: `)).toBe(true);
  });

  test.each([
    ['aws', { imageId: 'ami-12345678', region: 'us-gov-west-1', securityGroupIds: [], tags: { 'a b': 'c=d "e" \'f\' $g \\h ü' } }],
    ['azure', { imageId: `/subscriptions/${UUID}/resourceGroups/G.1/providers/Microsoft.Compute/galleries/g/images/i/versions/1.0.0` }],
    ['azure', { imageId: `/subscriptions/${UUID}/resourceGroups/g/providers/Microsoft.Compute/images/podvm` }],
    ['azure', { subnetId: AZURE.subnetId.replace('resourceGroups', 'resourcegroups') }],
    ['gcp', { projectId: '1234567', imageName: '/projects/p-12345/global/images/podvm', network: 'projects/p-12345/global/networks/n' }],
    ['gcp', { projectId: 'example.com:my-project', zone: 'northamerica-northeast1-a', subnetwork: 'regions/europe-west4/subnetworks/s' }],
    ['libvirt', { uri: 'qemu+ssh://root@192.168.122.1/system?no_verify=1' }],
    ['byom', { vmPoolIps: ['2001:db8::1', '192.0.2.9-192.0.2.10'] }],
  ])('%s: right ones are taken: %#', (cloud, more) => {
    expect(problemsFree(make[cloud](more))).toBe(true);
  });

  /** Whether props are taken. */
  function problemsFree(props: object): boolean {
    expect(() => refused(props)).toThrow('expected the props to be refused');
    return true;
  }
});

describe('credentials', () => {
  test.each<[string, object, string]>([
    ['aws', { provider: PeerPodsProvider.aws(AWS) }, 'AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, or `identity`: PeerPodsIdentity.awsRole(...)'],
    ['azure', { provider: PeerPodsProvider.azure(AZURE) }, 'AZURE_CLIENT_ID, AZURE_CLIENT_SECRET, AZURE_TENANT_ID, or `identity`'],
    ['gcp', { provider: PeerPodsProvider.gcp(GCP) }, 'GCP_CREDENTIALS, or `identity`'],
    ['ibmcloud', { provider: PeerPodsProvider.ibmCloud(IBMCLOUD) }, 'IBMCLOUD_API_KEY or IBMCLOUD_IAM_PROFILE_ID, or `identity`'],
    ['powervs', { provider: PeerPodsProvider.ibmCloudPowerVs(POWERVS) }, 'IBMCLOUD_API_KEY. The adaptor does not start'],
    ['alibabacloud', { provider: PeerPodsProvider.alibabaCloud(ALIBABA) }, 'ALIBABACLOUD_ACCESS_KEY_ID, ALIBABACLOUD_ACCESS_KEY_SECRET, or'],
    ['vsphere', { provider: PeerPodsProvider.vsphere(VSPHERE), release: V0_17_0 }, 'GOVC_USERNAME, GOVC_PASSWORD. The'],
  ])('%s: missing, and which keys it needs', (_name, props, keys) => {
    const [line, ...more] = refused({ ...props, ...NO_KEYS });
    expect(more).toEqual([]);
    expect(line).toContain(`- credentials: got nothing; allowed: SecretSource.fromSecretName(...) of a Secret with the keys ${keys}`);
  });

  test('of an ExternalSecret lack a key', () => {
    const credentials = SecretSource.externalSecret({ store: SecretStore.named('vault'), keys: { AWS_ACCESS_KEY_ID: { key: 'aws' }, AWS_SECRET: { key: 'aws' } } });
    expect(refused({ credentials })).toEqual([
      '  - credentials.keys: lacks the key "AWS_SECRET_ACCESS_KEY"; needed: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY. Add it.',
      expect.stringContaining('  - credentials.keys: has the key "AWS_SECRET", which nothing reads; allowed: '),
    ]);
  });

  test('inline, with a value that is no text: it is not printed', () => {
    expect(() => SecretSource.unsafeInline({ AWS_ACCESS_KEY_ID: 4711, AWS_SECRET_ACCESS_KEY: 'geheim' } as never)).toThrow(new Error(
      'SecretSource.unsafeInline: values["AWS_ACCESS_KEY_ID"]: got a value that is not printed here; allowed: a string. It is of the type number. Put it in quotes.'));
  });

  test('as texts', () => {
    const rule = (got: string) => new RegExp(`: got ${got}; allowed: a SecretSource\\..* Take SecretSource\\.externalSecret.*fromSecretName\\(\\.\\.\\.\\)\\.$`);
    const hidden = 'a value that is not printed here';
    for (const [credentials, got] of [['geheim', hidden], [{ AWS_ACCESS_KEY_ID: 'geheim' }, 'an object'], [null, 'null']]) {
      const lines = refused({ credentials });
      expect(lines).toEqual([expect.stringMatching(rule(got as string))]);
      expect(lines.join()).not.toContain('geheim');
    }
    const keys = { sshKey: 'geheim', tlsCertificates: 'geheim' };
    expect(refused({ provider: PeerPodsProvider.libvirt(LIBVIRT), ...NO_KEYS, ...keys })).toEqual([
      expect.stringMatching(rule(hidden)), expect.stringMatching(rule(hidden)),
    ]);
  });

  test('of IBM Cloud may be either of two', () => {
    const provider = PeerPodsProvider.ibmCloud(IBMCLOUD);
    expect(() => refused({ provider, credentials: SecretSource.unsafeInline({ IBMCLOUD_IAM_PROFILE_ID: 'p' }) })).toThrow('expected the props');
    expect(places({ provider, credentials: SecretSource.unsafeInline({}) })).toEqual(['credentials.values']);
  });

  test('where there is nothing to know', () => {
    expect(refused({ provider: PeerPodsProvider.libvirt(LIBVIRT), sshKey: existing() })).toEqual([
      '  - credentials: got some for libvirt, which reads none; allowed: none. Leave it out; the SSH key goes into `sshKey`.',
    ]);
  });

  test('in the ConfigMap', () => {
    const lines = refused({ additionalConfig: { AWS_SECRET_ACCESS_KEY: 'geheim', GOVC_PASSWORD: 'geheim' } });
    expect(lines.map((line) => line.split(': ')[0])).toEqual(['  - additionalConfig["AWS_SECRET_ACCESS_KEY"]', '  - additionalConfig["GOVC_PASSWORD"]']);
    expect(lines.join()).not.toContain('geheim');
  });
});

describe('SSH keys and certificates', () => {
  test('libvirt over SSH and byom need keys', () => {
    expect(refused({ provider: PeerPodsProvider.libvirt(LIBVIRT), ...NO_KEYS })).toEqual([
      '  - sshKey: got nothing; allowed: SecretSource.fromSecretName(...), with the keys id_rsa. libvirt is reached with SSH.',
    ]);
    expect(refused({ provider: PeerPodsProvider.byom(BYOM), ...NO_KEYS })).toEqual([expect.stringContaining('with the keys id_rsa, id_rsa.pub.')]);
    expect(() => refused({ provider: PeerPodsProvider.libvirt({ uri: 'qemu+tcp://192.0.2.1/system' }), ...NO_KEYS })).toThrow('expected the props');
  });

  test('other clouds read none', () => {
    expect(places({ sshKey: existing() })).toEqual(['sshKey']);
  });

  test('inline ones must be whole', () => {
    const keys = { sshKey: SecretSource.unsafeInline({ id_rsa: 'k' }), tlsCertificates: SecretSource.unsafeInline({ 'ca.crt': 'c' }) };
    expect(refused({ provider: PeerPodsProvider.byom(BYOM), ...NO_KEYS, ...keys })).toEqual([
      '  - sshKey.values: lacks the key "id_rsa.pub"; needed: id_rsa, id_rsa.pub. Add it.',
      '  - tlsCertificates.values: lacks the key "client.crt"; needed: ca.crt, client.crt, client.key. Add it.',
      '  - tlsCertificates.values: lacks the key "client.key"; needed: ca.crt, client.crt, client.key. Add it.',
    ]);
  });
});

describe('images and releases', () => {
  const libvirt = { provider: PeerPodsProvider.libvirt(LIBVIRT), ...NO_KEYS, sshKey: existing() };
  const image = (tag: string) => ContainerImage.of('registry.example.com/mirror/cloud-api-adaptor', { tag });
  const repair = 'Of 0.22.0, only the dev image was built with libvirt: leave imageVariant and image out for quay.io/confidential-containers/cloud-api-adaptor:v0.22.0-dev.';

  test('a release image on libvirt', () => {
    expect(refused({ ...libvirt, imageVariant: PeerPodsImageVariant.RELEASE })).toEqual([
      `  - imageVariant: got "release"; allowed: dev, with libvirt. ${repair}`,
    ]);
    const printed = 'registry.example.com/mirror/cloud-api-adaptor:v0.22.0';
    for (const [tag, got] of [['v0.22.0', `"${printed}"`], ['0123456789abcdef0123456789abcdef01234567', 'a value that is not printed here']]) {
      expect(refused({ ...libvirt, image: image(tag) })).toEqual([
        `  - image: got ${got}; allowed: a dev image, with libvirt. ${repair} `
        + 'Say imageVariant: DEV where yours was built with it all the same.',
      ]);
    }
    expect(() => refused({ ...libvirt, image: image('v0.22.0'), imageVariant: PeerPodsImageVariant.DEV })).toThrow('expected the props');
  });

  test('images of another release, each', () => {
    const old = image('v0.17.0');
    expect(refused({ image: old, webhook: { image: old }, resourceController: { image: old } })).toEqual(['image', 'webhook.image', 'resourceController.image'].map((prop) => (
      `  - ${prop}: got "${old.reference}"; allowed: the version 0.22.0, which release says. 0.17.0 and 0.22.0 do not belong together: change release, or the image.`)));
  });

  test('a variant that does not exist', () => {
    expect(places({ imageVariant: 'cgo' })).toEqual(['imageVariant']);
  });

  test('another Kata', () => {
    const lines = problemsOf((chart) => compose(chart, {
      ...PROPS,
      release: PeerPodsRelease.V0_22_0,
      runtime: new KataRuntime(chart, 'Kata', { release: KataRelease.V3_25_0, shims: [KataShim.REMOTE] }),
    }), NAMESPACE);
    expect(lines.slice(1)).toEqual([
      '  - runtime: is Kata 3.25.0, but Cloud API Adaptor 0.22.0 belongs to Kata 4.0.0: the agent in its pod VMs is of that version. '
      + 'Set the release of the runtime to KataRelease.of(\'4.0.0\'), or `release` here to PeerPodsRelease.of(\'0.17.0\').',
    ]);
  });

  test('a Kata that no adaptor belongs to', () => {
    const lines = problemsOf((chart) => compose(chart, {
      ...PROPS, runtime: new KataRuntime(chart, 'Kata', { release: KataRelease.V4_1_0, shims: [KataShim.REMOTE] }),
    }), NAMESPACE);
    expect(lines.slice(1)).toEqual([
      '  - runtime: is Kata 4.1.0, but Cloud API Adaptor 0.22.0 belongs to Kata 4.0.0: the agent in its pod VMs is of that version. '
      + 'Set the release of the runtime to KataRelease.of(\'4.0.0\'); there is no adaptor for Kata 4.1.0.',
    ]);
  });

  test('a Kata without the shim remote', () => {
    const lines = problemsOf((chart) => compose(chart, {
      ...PROPS, runtime: KataRuntime.fromKataRuntimeAttributes(chart, 'Kata', { shims: [KataShim.QEMU_SNP] }),
    }), NAMESPACE);
    expect(lines.slice(1)).toEqual([expect.stringContaining('- runtime: has the RuntimeClasses kata-qemu-snp; allowed: one with the shim remote')]);
  });
});

describe('settings', () => {
  test.each<[keyof Partial<PeerPodsCaaProps>, unknown, RegExp]>([
    ['limit', 0, /a whole number, at least 1/],
    ['limit', -1, /at least 1/],
    ['limit', 2.5, /a whole number/],
    ['limit', '10', /got "10"; allowed: a number\. It is of the type string\. Remove the quotes/],
    ['initdata', 'algorithm = "sha256"', /compressed with gzip, in base64/],
    ['forwarderPort', 65536, /at most 65535/],
    ['vxlanPort', 0, /at least 1/],
    ['tunnelType', 'ipsec', /vxlan/],
    ['proxyTimeout', Duration.seconds(0), /more than none/],
    ['podsDir', '/var/pods', /below \/run\/peerpod/],
    ['podsDir', '/run/peerpod/../x', /below \/run\/peerpod/],
    ['remoteHypervisorEndpoint', 'h.sock', /below \/run\/peerpod/],
    ['pauseImage', 'pause 3', /without whitespace/],
    ['secureComms', true, /nothing with the release 0.22.0, whose program does not read SECURE_COMMS.*0.17.0 is the last/],
    ['clusterName', 'my cluster', /letters, digits/],
    ['maxUnavailable', 'all', /a PercentOrAbsolute of cdk8s-plus/],
    ['maxSurge', PercentOrAbsolute.percent(101), /a whole number, or a percentage up to 100%/],
    ['maxSurge', PercentOrAbsolute.absolute(0), /exactly one of the two is 0/],
    ['maxUnavailable', PercentOrAbsolute.absolute(1), /exactly one of the two is 0/],
    ['imagePullPolicy', 'Sometimes', /Always, IfNotPresent, Never/],
  ])('%s is %p', (prop, value, rule) => {
    const lines = refused({ [prop]: value });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(rule);
  });

  test('TLS 1.3 with cipher suites', () => {
    const tlsCipherSuites = [TlsCipherSuite.ECDHE_RSA_WITH_AES_128_GCM_SHA256];
    expect(refused({ tlsMinVersion: TlsMinVersion.TLS_1_3, tlsCipherSuites })).toEqual([
      expect.stringContaining('- tlsCipherSuites: got 1 with the oldest version TLS 1.3; allowed: none'),
    ]);
  });

  test('what 0.17.0 does not read', () => {
    expect(places({ release: V0_17_0, tlsMinVersion: TlsMinVersion.TLS_1_2 })).toEqual(['tlsMinVersion']);
    expect(refused({ release: V0_17_0, provider: PeerPodsProvider.gcp({ ...GCP, machineTypes: ['n2d-standard-2'], usePublicIp: true }) })).toEqual([
      '  - provider.machineTypes: got a list; allowed: nothing with the release 0.17.0, whose program does not read GCP_INSTANCE_TYPES. Take the release 0.18.0 or a newer one, or leave it out.',
      '  - provider.usePublicIp: got true; allowed: nothing with the release 0.17.0, whose program does not read USE_PUBLIC_IP. Take the release 0.18.0 or a newer one, or leave it out.',
    ]);
    expect(places({ release: V0_17_0, provider: PeerPodsProvider.gcp(GCP), podSubnetCidrs: ['10.0.0.0/8'] })).toEqual(['podSubnetCidrs']);
    expect(() => refused({ release: V0_17_0, podSubnetCidrs: ['10.0.0.0/8'], externalNetworkViaPodVm: true })).toThrow('expected the props');
  });

  test('texts that the script of 0.17.0 would split', () => {
    const provider = PeerPodsProvider.aws({ ...AWS, tags: { team: 'confidential containers' }, keyPairName: 'a*' });
    expect(places({ release: V0_17_0, provider })).toEqual(['provider.keyPairName', 'provider.tags']);
    expect(() => refused({ provider })).toThrow('expected the props');
  });

  test('that other props set', () => {
    expect(refused({ additionalConfig: { 'CLOUD_PROVIDER': 'x', 'PODVM_AMI_ID': 'x', 'PAUSE_IMAGE': 'x', 'a-b': 'x', 'FINE': 'x', 'NUMBER': 1 } })).toEqual([
      expect.stringContaining('additionalConfig["NUMBER"]: got 1; allowed: a string'),
      expect.stringContaining('additionalConfig["CLOUD_PROVIDER"]: got "CLOUD_PROVIDER"; allowed: names that this library does not set itself'),
      expect.stringContaining('additionalConfig["PAUSE_IMAGE"]: got "PAUSE_IMAGE"; allowed: variables that no prop sets. Use `pauseImage`.'),
      expect.stringContaining('Use `imageId`.'),
      expect.stringContaining('additionalConfig["a-b"]: got "a-b"; allowed: the name of an environment variable'),
    ]);
  });
});

describe('clouds', () => {
  test('Google Cloud: confidential VMs need their type, and a machine that has it', () => {
    const provider = (more: object) => ({ provider: PeerPodsProvider.gcp({ ...GCP, disableCvm: undefined, ...more }) });
    expect(places(provider({}))).toEqual(['provider.confidentialType', 'provider.machineType']);
    expect(places(provider({ confidentialType: 'TDX', machineType: 'e2-medium' }))).toEqual(['provider.machineType']);
    expect(() => refused(provider({ confidentialType: 'TDX', machineType: 'c3-standard-4' }))).toThrow('expected the props');
  });

  test('the cluster\'s tag, where VMs have none or it must exist', () => {
    expect(refused({ clusterName: 'prod', provider: PeerPodsProvider.gcp(GCP) })).toEqual([
      '  - clusterName: got "prod"; allowed: nothing with Google Cloud. Google Cloud makes no VM with a tag that does not exist: create the tag in the project, and give it in `tags`.',
    ]);
    expect(places({ clusterName: 'prod', provider: PeerPodsProvider.libvirt(LIBVIRT), ...NO_KEYS, sshKey: existing() })).toEqual(['clusterName']);
  });

  test('docker: with TLS the program reads neither image nor network', () => {
    const provider = PeerPodsProvider.docker({ tlsVerify: true, podVmImage: 'registry.example.com/podvm:1', networkName: 'n' });
    expect(places({ provider, release: V0_17_0, ...NO_KEYS })).toEqual(['provider.podVmImage', 'provider.networkName']);
  });

  test('vSphere without DRS needs a host and a data store', () => {
    expect(places({ provider: PeerPodsProvider.vsphere({ url: VSPHERE.url, datacenter: 'dc1' }), release: V0_17_0 })).toEqual(['provider.host', 'provider.datastore']);
  });
});

test('everything at once, and the path', () => {
  expect(problemsOf((chart) => compose(chart, {
    provider: PeerPodsProvider.aws({ imageId: 'ami-x', region: 'Frankfurt' }),
    limit: 0,
    tlsMinVersion: TlsMinVersion.TLS_1_3,
    tlsCipherSuites: [TlsCipherSuite.ECDHE_RSA_WITH_AES_128_GCM_SHA256],
    imageVariant: 'x',
    nodeSelector: { pool: 'a b' },
  }), NAMESPACE).map((line) => line.split(': ')[0])).toEqual([
    'peer-pods/PeerPods', '  - tlsCipherSuites', '  - provider.imageId', '  - provider.region', '  - limit', '  - imageVariant', '  - credentials', '  - nodeSelector["pool"]',
  ]);
});

test('those of webhook and resource controller too', () => {
  expect(places({
    limit: 0, webhook: { replicas: 0, failurePolicy: 'Never' }, resourceController: { nodeSelector: { pool: 'a b' }, podLabelz: {} },
  })).toEqual([
    'resourceController.podLabelz', 'webhook.failurePolicy', 'limit', 'webhook.replicas', 'resourceController.nodeSelector["pool"]',
  ]);
  expect(() => refused({ webhookEnabled: false, webhook: { replicas: 0 } })).toThrow('expected the props');
});

test('a prop that does not exist, and one of another type', () => {
  expect(refused({ limitt: 3, additionalConfig: 'x' })).toEqual([
    '  - limitt: there is no such prop. Did you mean "limit"?',
    expect.stringContaining('  - additionalConfig: got a value that is not printed here; allowed: a map of strings'),
  ]);
});

test('what callers without a compiler may give', () => {
  expect(problemsOf((chart) => new PeerPodsCAA(chart, 'PeerPods', undefined as never), NAMESPACE)[1]).toContain('- props: got nothing; allowed: an object like { ');
  expect(() => PeerPodsProvider.aws(undefined as never)).toThrow('PeerPodsProvider.aws: options: got nothing; allowed: an object like { imageId, … }. It is required.');
  expect(() => PeerPodsIdentity.awsRole(undefined as never)).toThrow('PeerPodsIdentity.awsRole: options: got nothing; allowed: an object like { roleArn, … }. It is required.');
  expect(() => PeerPodsIdentity.awsRole(any({ rolearn: 'x' }))).toThrow('options.rolearn: there is no such prop. Did you mean "roleArn"?');
});

test.each<[SettingKind, string]>([
  ['string', 'a string'],
  ['boolean', 'true, false'],
  ['integer', 'a whole number'],
  ['number', 'a number'],
  ['strings', 'a list of strings'],
  ['addresses', 'a list of strings'],
  ['tags', 'a map of strings, like { team: \'coco\' }'],
  ['duration', 'a Duration of cdk8s, more than none'],
  ['seconds', 'a Duration of cdk8s of whole seconds, more than none'],
  ['size in GiB', 'a Size of cdk8s of whole GiB'],
  ['size in MiB', 'a Size of cdk8s of whole MiB'],
])('a setting of the kind %s that is missing: %s', (kind, allowed) => {
  const problems = new Problems();
  settingTexts({ setting: { env: 'SETTING', kind, required: true } }, {}, PEER_PODS_0_22_0, '', problems);
  expect(problems.all).toEqual([{
    level: 'error', path: 'setting', message: `got nothing; allowed: ${allowed}. The adaptor does not work without it.`,
  }]);
});

test('a tag of the cluster beside one of your own', () => {
  expect(places({ provider: PeerPodsProvider.aws({ ...AWS, tags: { 'peer-pods-cluster': 'a' } }), clusterName: 'b' })).toEqual(['clusterName']);
  expect(places({ provider: PeerPodsProvider.ibmCloud({ ...IBMCLOUD, tags: ['peer-pods-cluster:a'] }), clusterName: 'b' })).toEqual(['clusterName']);
});

test('a chart without a namespace', () => {
  expect(() => compose(new Chart(new App(), 'peer-pods'))).toThrow('(chart): has no namespace, which these objects need');
});

test('two in one chart', () => {
  const twice = (chart: Chart) => {
    compose(chart);
    return new PeerPodsCAA(chart, 'Second', PROPS);
  };
  expect(problemsOf(twice, NAMESPACE)).toEqual([
    'peer-pods/Second: 1 problem with PeerPodsCAA',
    '  - (name): would put into its cluster what peer-pods/PeerPods puts there already: DaemonSet cloud-api-adaptor-daemonset in the namespace confidential-containers-system; '
    + 'allowed: each once in a cluster. Leave one of the two out.',
  ]);
});
