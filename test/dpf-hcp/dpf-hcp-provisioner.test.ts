import { Chart } from 'cdk8s';
import { DpfHcpAvailabilityPolicy, DpfHcpProvisioner, DpfHcpProvisionerProps, DpfHcpRelease, SecretSource, SecretStore, Lifecycle } from 'cdk8s-coco';
import { newDpfChart, newProvisioner, provisionerProps, reference, refusals } from '../support/dpf-hcp';

const VAULT = SecretStore.clusterWide('vault');
const written = (props: { [prop: string]: unknown } = {}) => Chart.of(newProvisioner(props)).toJson();
const refuse = (props: { [prop: string]: unknown }) => refusals(() => newProvisioner(props));

test('what is not given is left to the API server', () => {
  expect(written()).toEqual([{
    apiVersion: 'provisioning.dpu.hcp.io/v1alpha1',
    kind: 'DPFHCPProvisioner',
    metadata: { name: 'rack1', namespace: 'my-dpu-clusters' },
    spec: {
      baseDomain: 'clusters.example.com',
      dpuClusterRef: { name: 'my-dpucluster', namespace: 'dpu-clusters' },
      dpuDeploymentRef: { name: 'ovn-hbn', namespace: 'dpu-clusters' },
      ocpReleaseImage: 'quay.io/openshift-release-dev/ocp-release:4.19.0-ec.5-x86_64',
      pullSecretRef: { name: 'my-pull-secret' },
      sshKeySecretRef: { name: 'my-ssh-key' },
      virtualIP: '192.168.1.100',
    },
  }]);
});

test('every prop reaches the object', () => {
  const chart = newDpfChart();
  const all: Required<DpfHcpProvisionerProps> = {
    lifecycle: Lifecycle.PRESENT,
    name: 'rack-1',
    namespace: 'other',
    labels: { team: 'edge', a: '' },
    annotations: { note: 'x' },
    release: DpfHcpRelease.V0_1_0,
    baseDomain: 'a.example',
    dpuClusterRef: { name: 'a', namespace: 'b' },
    dpuDeploymentRef: { name: 'c', namespace: 'd' },
    etcdStorageClass: 'fast',
    ocpReleaseImage: 'quay.io/ocp:4.20.1-multi',
    pullSecret: reference(chart, 'pull'),
    sshKey: reference(chart, 'ssh'),
    virtualIp: '192.0.2.1',
    controlPlaneAvailabilityPolicy: DpfHcpAvailabilityPolicy.SINGLE_REPLICA,
    nodeSelector: { b: '', a: 'x' },
    flannelEnabled: false,
    machineOsUrl: 'quay.io/os:1',
    networking: { clusterNetwork: [{ cidr: '10.0.0.0/8', hostPrefix: 24 }], serviceNetwork: [{ cidr: '11.0.0.0/8' }], machineNetwork: [{ cidr: 'fd00::/8' }] },
  };
  expect(new DpfHcpProvisioner(chart, 'All', all)).toMatchObject({ name: 'rack-1', namespace: 'other' });
  expect(chart.toJson()).toEqual([{
    apiVersion: 'provisioning.dpu.hcp.io/v1alpha1',
    kind: 'DPFHCPProvisioner',
    metadata: { name: 'rack-1', namespace: 'other', labels: { a: '', team: 'edge' }, annotations: { note: 'x' } },
    spec: {
      baseDomain: 'a.example',
      dpuClusterRef: { name: 'a', namespace: 'b' },
      dpuDeploymentRef: { name: 'c', namespace: 'd' },
      etcdStorageClass: 'fast',
      ocpReleaseImage: 'quay.io/ocp:4.20.1-multi',
      pullSecretRef: { name: 'pull' },
      sshKeySecretRef: { name: 'ssh' },
      virtualIP: '192.0.2.1',
      controlPlaneAvailabilityPolicy: 'SingleReplica',
      nodeSelector: { a: 'x', b: '' },
      flannelEnabled: false,
      machineOSURL: 'quay.io/os:1',
      networking: { clusterNetwork: [{ cidr: '10.0.0.0/8', hostPrefix: 24 }], serviceNetwork: [{ cidr: '11.0.0.0/8' }], machineNetwork: [{ cidr: 'fd00::/8' }] },
    },
  }]);
});

test('before 0.1.0 there is no DPUDeployment', () => {
  const old = { release: DpfHcpRelease.V0_1_0_PRE };
  expect(written({ ...old, dpuDeploymentRef: undefined })[0].spec).not.toHaveProperty('dpuDeploymentRef');
  expect(refuse({ ...old, machineOsUrl: 'x' })).toEqual(['dpuDeploymentRef', 'machineOsUrl'].map((prop) => (
    `${prop}: the release 0.1.0-pre does not have it, 0.1.0 does. Leave it out, or take the newer release.`)));
});

describe('problems are named after props', () => {
  test.each<[{ [prop: string]: unknown }, string]>([
    [{ virtualIp: undefined }, 'virtualIp: got nothing; allowed: an IP address, where the control plane is HighlyAvailable. '
      + 'Give the address of the load balancer, or take the policy SingleReplica.'],
    [{ virtualIP: '1.2.3.4' }, 'virtualIP: there is no such prop. Did you mean "virtualIp"?'],
    [{ baseDomain: undefined }, 'baseDomain: got nothing; allowed: a string. It is required.'],
    [{ dpuClusterRef: { name: 'a' } }, 'dpuClusterRef.namespace: got nothing; allowed: a string. It is required.'],
    [{ dpuClusterRef: { name: 'a', namespace: 'b', nme: 1 } }, 'dpuClusterRef.nme: got 1; allowed: the fields name, namespace. Did you mean "name"?'],
    [{ dpuDeploymentRef: undefined }, 'dpuDeploymentRef: got nothing; allowed: an object. It is required.'],
    [{ machineOsUrl: 5 }, 'machineOsUrl: got 5; allowed: a string. It is of the type number. Put it in quotes.'],
    [{ networking: { clusterNetwork: [{ cidr: 'x' }] } }, 'networking.clusterNetwork[0].cidr: got "x"; allowed: an IPv4 or IPv6 network in CIDR notation. '
      + 'Write the network with its prefix length, like "192.168.1.0/24".'],
    [{ nodeSelector: ['a'] }, 'nodeSelector: got a list; allowed: a map of strings, like { pool: \'coco\' }. It is of the type list.'],
    [{ name: 'Rack_1' }, 'name: got "Rack_1"; allowed: a DNS name: a-z, 0-9, "-" and ".", at most 253 characters. The names of the hosted cluster are made of it.'],
    [{ name: undefined }, 'name: got nothing; allowed: a string. It is required.'],
    [{ namespace: 'a.b' }, 'namespace: got "a.b"; allowed: a DNS label: a-z, 0-9 and "-", at most 63 characters. The Secrets must be there, too.'],
    [{ namespace: 'A' }, 'namespace: got "A"; allowed: a DNS label: a-z, 0-9 and "-", at most 63 characters. The Secrets must be there, too.'],
    [{ labels: { a: 'b c' } }, 'labels["a"]: got "b c"; allowed: a label value: letters, digits, "-", "_" and ".", at most 63 characters. '
      + 'Numbers and booleans need quotes.'],
    [{ release: '0.1.0' }, 'release: got "0.1.0"; allowed: a DpfHcpRelease. It is of the type string. Take DpfHcpRelease.of(...).'],
  ])('%j', (props, message) => expect(refuse(props)).toEqual([message]));

  test('no props', () => {
    for (const props of [null, undefined, 5]) {
      expect(refusals(() => new DpfHcpProvisioner(newDpfChart(), 'Rack1', props as unknown as DpfHcpProvisionerProps))).toEqual([
        expect.stringMatching(/^props: got .*; allowed: an object like { baseDomain, dpuClusterRef, name, … }\./),
      ]);
    }
  });

  test('addresses with passwords, which are not printed', () => {
    const found = refuse({ machineOsUrl: 'https://user:hunter2@example.com/os', ocpReleaseImage: 'user:hunter2@quay.io/ocp:4.19.0' });
    expect(found.map((line) => line.split(': got a value that is not printed here')[0])).toEqual(['ocpReleaseImage', 'machineOsUrl']);
    for (const fine of ['quay.io:443/ocp:4.19.0', `quay.io/ocp@sha256:${'a'.repeat(64)}`, `quay.io/ocp:4.19.0@sha256:${'a'.repeat(64)}`, 'ocp:4@sha256:x']) {
      expect(() => newProvisioner({ ocpReleaseImage: fine })).not.toThrow();
    }
  });

  test('all at once', () => {
    expect(() => newProvisioner({ name: 'A', baseDomain: 'x', virtualIp: 'y', pullSecret: 'z' })).toThrow(/^dpf\/Rack1: 4 problems with DpfHcpProvisioner\n/);
  });

  test('a chart without a namespace', () => {
    expect(refusals(() => newProvisioner({}, newDpfChart('')))[0]).toMatch(/^namespace: got ""; allowed: a DNS label/);
  });

  test('two objects of one name', () => {
    const chart = newDpfChart();
    newProvisioner({}, chart);
    expect(() => new DpfHcpProvisioner(chart, 'Again', provisionerProps(newDpfChart()))).toThrow(
      /name: would put into its cluster what dpf\/Rack1 puts there already: DPFHCPProvisioner rack1 in the namespace dpf-hcp-provisioner-system/);
  });
});

describe('Secrets', () => {
  const external = (...keys: string[]) => SecretSource.externalSecret({
    store: VAULT, keys: Object.fromEntries(keys.map((key) => [key, { key: 'dpu', property: key }])),
  });

  test('may come from a store, beside the object and under its name', () => {
    const objects = written({ pullSecret: external('.dockerconfigjson'), sshKey: external('id_rsa.pub') });
    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`)).toEqual([
      'ExternalSecret my-dpu-clusters/rack1-registry-credentials', 'ExternalSecret my-dpu-clusters/rack1-ssh-public-key',
      'DPFHCPProvisioner my-dpu-clusters/rack1',
    ]);
    expect(objects[2].spec).toMatchObject({ pullSecretRef: { name: 'rack1-registry-credentials' }, sshKeySecretRef: { name: 'rack1-ssh-public-key' } });
    expect(objects[0].spec.data).toEqual([{ secretKey: '.dockerconfigjson', remoteRef: { key: 'dpu', property: '.dockerconfigjson' } }]);
  });

  // What the operator makes and looks for: internal/controller/hostedcluster/secrets.go of upstream's.
  test.each(['pull-secret', 'ssh-key', 'etcd-encryption-key'])('never have the name <name>-%s, which the operator gives to its own', (suffix) => {
    const chart = newDpfChart('my-dpu-clusters');
    const name = `rack1-${suffix}`;
    expect(refusals(() => newProvisioner({ pullSecret: reference(chart, name), sshKey: reference(chart, `other-${suffix}`) }, chart))).toEqual([
      'pullSecret: got a value that is not printed here; allowed: a Secret of any name but rack1-pull-secret, rack1-ssh-key, rack1-etcd-encryption-key. '
      + 'The operator makes Secrets of these names itself, and gives up where they exist: rename the Secret.',
    ]);
    const all = [external('.dockerconfigjson'), external('id_rsa.pub')];
    expect(written({ pullSecret: all[0], sshKey: all[1] }).map(({ metadata }) => metadata.name)).not.toContain(name);
  });

  test('from a store must have the key that the operator looks for, and no other', () => {
    expect(refuse({ pullSecret: external('pull-secret'), sshKey: external('id_rsa.pub', 'id_rsa') })).toEqual([
      'pullSecret.keys: lacks the key ".dockerconfigjson"; needed: .dockerconfigjson. Add it.',
      'pullSecret.keys: has the key "pull-secret", which nothing reads; allowed: .dockerconfigjson. Take it out.',
      'sshKey.keys: has the key "id_rsa", which nothing reads; allowed: id_rsa.pub. Take it out.',
    ]);
  });

  test('are never given as texts', () => {
    const problems = refuse({ pullSecret: '{"auths":{}}', sshKey: 'ssh-ed25519 AAAAhunter2' });
    expect(problems.map((line) => line.split(':')[0])).toEqual(['pullSecret', 'sshKey']);
    expect(problems.join()).not.toMatch(/auths|hunter2/);
  });

  const inline = (key: string, value: string) => SecretSource.unsafeInline({ [key]: value });

  test.each([
    'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC7 user@example.com\n', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5', 'ecdsa-sha2-nistp256 AAAAE2VjZHNh x y',
    'sk-ssh-ed25519@openssh.com AAAAGnNr',
  ])('the inline key %j is one', (key) => expect(() => newProvisioner({ sshKey: inline('id_rsa.pub', key) })).not.toThrow());

  test.each(['', 'hunter2', 'ssh-rsa', 'ssh-dss AAAA', 'ssh-rsa AAAA x\nssh-rsa BBBB y'])('the inline key %j is none, and is not printed', (key) => {
    const [problem, ...more] = refuse({ sshKey: inline('id_rsa.pub', key) });
    expect(more).toEqual([]);
    expect(problem).toBe('sshKey.values["id_rsa.pub"]: got a value that is not printed here; allowed: one public key in a line, like "ssh-ed25519 AAAA… name". '
      + 'Use the content of the file that ends in .pub.');
  });

  test('a private key is named as what it is', () => {
    expect(refuse({ sshKey: inline('id_rsa.pub', '-----BEGIN OPENSSH PRIVATE KEY-----\nhunter2') })).toEqual([
      expect.stringMatching(/This is a private key, which must never leave its owner: take the file that ends in \.pub\.$/),
    ]);
  });

  test.each(['', '{}', '[]', 'null', '{"auths":{}}', '{"auths":[', '"hunter2"'])('the inline pull secret %j is none, and is not printed', (text) => {
    expect(refuse({ pullSecret: inline('.dockerconfigjson', text) })).toEqual([
      'pullSecret.values[".dockerconfigjson"]: got a value that is not printed here; allowed: JSON of the form {"auths":{"quay.io":{"auth":"…"}}}. '
      + 'Take the pull secret as OpenShift gives it.',
    ]);
  });

  test('an inline pull secret stands in a Secret', () => {
    const text = '{"auths":{"quay.io":{"auth":"dTpw"}}}';
    const told = jest.spyOn(console, 'error').mockReturnValue();
    expect(written({ pullSecret: inline('.dockerconfigjson', text) })[0]).toMatchObject({
      kind: 'Secret', metadata: { name: 'rack1-registry-credentials', namespace: 'my-dpu-clusters' }, stringData: { '.dockerconfigjson': text },
    });
    expect(told.mock.calls).toEqual([[expect.stringMatching(/^warning: dpf\/Rack1\/PullSecret: .* in plain text/)]]);
    told.mockRestore();
  });
});

describe('what an API server takes and the operator cannot work with is a warning at synth', () => {
  const told = (props: { [prop: string]: unknown }) => {
    const write = jest.spyOn(console, 'error').mockReturnValue();
    newProvisioner(props).node.findAll().forEach(({ node }) => node.validate());
    const lines = write.mock.calls.map(([text]) => String(text));
    write.mockRestore();
    return lines;
  };

  test('nothing about a right one', () => {
    expect(told({})).toEqual([]);
    expect(told({ ocpReleaseImage: `quay.io/ocp@sha256:${'a'.repeat(64)}` })).toEqual([]);
  });
  test('a release without a version', () => {
    expect(told({ ocpReleaseImage: 'quay.io:443/ocp' })).toEqual([expect.stringMatching(/^warning: dpf\/Rack1: ocpReleaseImage is "quay.io:443\/ocp", which names no release/)]);
  });
  test('a second control plane for one DPUCluster', () => {
    const chart = newDpfChart('my-dpu-clusters');
    newProvisioner({}, chart);
    const write = jest.spyOn(console, 'error').mockReturnValue();
    new DpfHcpProvisioner(chart, 'Second', { ...provisionerProps(newDpfChart()), name: 'second' }).node.validate();
    expect(write.mock.calls).toEqual([
      [expect.stringMatching(/^warning: dpf\/Second: the DPUCluster dpu-clusters\/my-dpucluster has a control plane already, dpf\/Rack1;/)],
      [expect.stringMatching(/^warning: dpf\/Second: the virtual IP 192\.168\.1\.100 is that of dpf\/Rack1, too;/)],
    ]);
    write.mockRestore();
  });
  test('one name in two namespaces, as address pools are all in one', () => {
    const chart = newDpfChart('my-dpu-clusters');
    newProvisioner({}, chart);
    const write = jest.spyOn(console, 'error').mockReturnValue();
    const props = { ...provisionerProps(newDpfChart()), namespace: 'other', dpuClusterRef: { name: 'b', namespace: 'b' }, virtualIp: '192.168.1.101' };
    new DpfHcpProvisioner(chart, 'Second', props).node.validate();
    new DpfHcpProvisioner(chart, 'Third', {
      ...props,
      namespace: 'third',
      dpuClusterRef: { name: 'c', namespace: 'c' },
      virtualIp: undefined,
      controlPlaneAvailabilityPolicy: DpfHcpAvailabilityPolicy.SINGLE_REPLICA,
    }).node.validate();
    expect(write.mock.calls).toEqual([[expect.stringMatching(/^warning: dpf\/Second: the address pool rack1 is that of dpf\/Rack1, too: .*openshift-operators/)]]);
    write.mockRestore();
  });
  test('names of which no namespace can be made', () => {
    expect(told({ name: 'a'.repeat(47) })).toEqual([]);
    expect(told({ name: 'a'.repeat(48) })).toEqual([
      `warning: dpf/Rack1: the control plane runs in the namespace my-dpu-clusters-${'a'.repeat(48)}, and namespaces have at most 63 characters, not 64: take a shorter name`,
    ]);
    expect(told({ name: 'rack.1' })).toEqual([expect.stringContaining('gives the virtual IP to the namespace my-dpu-clusters-rack.1, and namespaces have no "."')]);
    expect(told({ name: 'rack.1', virtualIp: undefined, controlPlaneAvailabilityPolicy: 'SingleReplica' })).toEqual([]);
  });
  test('a virtual IP of IPv6', () => {
    expect(told({ virtualIp: '2001:db8::1' })).toEqual([expect.stringContaining('virtualIp is 2001:db8::1: for MetalLB the operator makes a pool 2001:db8::1/32 of it')]);
  });
  test('networks that are none, or one and the same', () => {
    const network = (cidr: string) => [{ cidr }];
    expect(told({ networking: { clusterNetwork: network('10.0.0.0/8'), serviceNetwork: network('fd00::/112') } })).toEqual([]);
    expect(told({ networking: { clusterNetwork: network('10.0.0.256/8'), machineNetwork: network('10.0.0.0/33') } })).toEqual([
      expect.stringContaining('networking.clusterNetwork[0].cidr is "10.0.0.256/8", which looks like a network but is not valid'),
      expect.stringContaining('networking.machineNetwork[0].cidr is "10.0.0.0/33", which'),
    ]);
    expect(told({ networking: { machineNetwork: network('172.31.0.0/16') } })).toEqual([
      expect.stringContaining('networking: machineNetwork and serviceNetwork are both 172.31.0.0/16, which HyperShift refuses'),
    ]);
  });
  test('names that nothing can have', () => {
    expect(told({ dpuClusterRef: { name: '', namespace: 'A' }, dpuDeploymentRef: { name: 'a', namespace: 'b c' } })).toEqual([
      expect.stringContaining('dpuClusterRef.name is "", which nothing in a cluster can be called'),
      expect.stringContaining('dpuClusterRef.namespace is "A", which'),
      expect.stringContaining('dpuDeploymentRef.namespace is "b c", which'),
    ]);
  });
});
