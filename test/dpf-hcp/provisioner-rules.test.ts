import { DpfHcpProvisioner, DpfHcpRelease } from 'cdk8s-coco';

type Json = { [key: string]: any };

const SPEC = {
  baseDomain: 'clusters.example.com',
  dpuClusterRef: { name: 'a', namespace: 'b' },
  dpuDeploymentRef: { name: 'c', namespace: 'd' },
  ocpReleaseImage: 'quay.io/ocp:4.19.0',
  pullSecretRef: { name: 'pull' },
  sshKeySecretRef: { name: 'ssh' },
  virtualIP: '192.168.1.100',
};
const object = (spec: Json) => ({ apiVersion: 'provisioning.dpu.hcp.io/v1alpha1', kind: 'DPFHCPProvisioner', metadata: { name: 'x' }, spec });
const changed = (change: Json) => object({ ...SPEC, ...change });
const check = (change: Json, release?: DpfHcpRelease) => DpfHcpProvisioner.checkManifest(changed(change), release);
const update = (before: Json, after: Json) => DpfHcpProvisioner.checkUpdate(changed(before), changed(after));

const NETWORK = 'allowed: an IPv4 or IPv6 network in CIDR notation. Write the network with its prefix length, like "192.168.1.0/24".';
const CANNOT = 'allowed: the value that the object has already, as this field cannot change. Keep the value, or delete the object and make a new one.';

test('a right object has no problem, with and without what has defaults', () => {
  expect(check({})).toEqual([]);
  expect(check({ virtualIP: undefined, controlPlaneAvailabilityPolicy: 'SingleReplica' })).toEqual([]);
  expect(check({ pullSecretRef: {}, nodeSelector: null, flannelEnabled: null })).toEqual([]);
  expect(check({
    networking: { clusterNetwork: [{ cidr: '10.132.0.0/14', hostPrefix: 23 }], machineNetwork: [], serviceNetwork: [{ cidr: 'fd02::/112' }] },
    nodeSelector: Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`label-${index}`, ''])),
  })).toEqual([]);
});

test.each<[Json, string]>([
  [{ baseDomain: undefined }, 'spec.baseDomain: got nothing; allowed: a string. It is required.'],
  [{ baseDomain: 5 }, 'spec.baseDomain: got 5; allowed: a string. The API server takes no other type.'],
  [{ baseDomain: 'a.b' }, 'spec.baseDomain: got "a.b"; allowed: 4 to 253 characters. It has 3.'],
  [{ baseDomain: 'Clusters.example.com' }, 'spec.baseDomain: got "Clusters.example.com"; allowed: what matches ^([a-z0-9]([-a-z0-9]*[a-z0-9])?\\.)+[a-z]{2,}$. '
    + 'Write a domain in lower case with at least one dot, like "clusters.example.com".'],
  [{ dpuClusterRef: { name: 'a' } }, 'spec.dpuClusterRef.namespace: got nothing; allowed: a string. It is required.'],
  [{ dpuDeploymentRef: undefined }, 'spec.dpuDeploymentRef: got nothing; allowed: an object. It is required.'],
  [{ virtualIP: undefined }, 'spec.virtualIP: got nothing; allowed: an IP address, where the control plane is HighlyAvailable. '
    + 'Give the address of the load balancer, or take the policy SingleReplica.'],
  [{ virtualIP: '' }, 'spec.virtualIP: got ""; allowed: an IP address, where the control plane is HighlyAvailable. '
    + 'Give the address of the load balancer, or take the policy SingleReplica.'],
  [{ virtualIP: '10.0.0.1/24' }, 'spec.virtualIP: got "10.0.0.1/24"; allowed: an IPv4 or IPv6 address. Write it without a prefix length, a port, a zone and leading zeros.'],
  [{ controlPlaneAvailabilityPolicy: 'singleReplica' },
    'spec.controlPlaneAvailabilityPolicy: got "singleReplica"; allowed: HighlyAvailable, SingleReplica. Did you mean "SingleReplica"?'],
  [{ nodeSelector: Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`label-${index}`, ''])) },
    'spec.nodeSelector: got an object; allowed: at most 20 labels. Select the nodes by fewer labels.'],
  [{ nodeSelector: { a: true } }, 'spec.nodeSelector.a: got true; allowed: a string. The API server takes no other type.'],
  [{ networking: { clusterNetwork: [{ cidr: '10.0.0.0' }] } }, `spec.networking.clusterNetwork[0].cidr: got "10.0.0.0"; ${NETWORK}`],
  [{ networking: { serviceNetwork: [{ cidr: `${'1111:'.repeat(9)}/64` }] } },
    'spec.networking.serviceNetwork[0].cidr: got "1111:1111:1111:1111:1111:1111:1111:1111:1111:/64"; '
    + 'allowed: at most 43 characters. It has 48.'],
  [{ networking: { machineNetwork: [{ cidr: '10.0.0.0/8' }, { cidr: '11.0.0.0/8' }] } },
    'spec.networking.machineNetwork: got a list; allowed: a list of at most 1. It has 2: leave out what is too much.'],
  [{ networking: { clusterNetwork: [{ cidr: '10.0.0.0/8', hostPrefix: 23.5 }] } },
    'spec.networking.clusterNetwork[0].hostPrefix: got 23.5; allowed: a whole number. The API server takes no other type.'],
  [{ networking: { clusterNetwork: [{ cidr: '10.0.0.0/8', hostPrefix: 2 ** 31 }] } },
    'spec.networking.clusterNetwork[0].hostPrefix: got 2147483648; allowed: a whole number from -2147483648 to 2147483647. Write a smaller one.'],
  [{ flannelEnabled: 'true' }, 'spec.flannelEnabled: got "true"; allowed: true, false. The API server takes no other type.'],
  [{ virtualIp: '10.0.0.1' }, 'spec.virtualIp: got "10.0.0.1"; allowed: the fields baseDomain, controlPlaneAvailabilityPolicy, dpuClusterRef, dpuDeploymentRef, '
    + 'etcdStorageClass, flannelEnabled, machineOSURL, networking, nodeSelector, ocpReleaseImage, pullSecretRef, sshKeySecretRef, virtualIP. Did you mean "virtualIP"?'],
])('%j', (change, message) => {
  expect(check(change)).toEqual([message]);
});

test('all problems come at once', () => {
  expect(check({ baseDomain: 'x', virtualIP: 'y', flannelEnabled: 3, unknown: 1 }).map((line) => line.split(':')[0])).toEqual([
    'spec.unknown', 'spec.baseDomain', 'spec.virtualIP', 'spec.flannelEnabled',
  ]);
});

test('lengths are counted in characters, not in units of UTF-16', () => {
  const cidr = '😀'.repeat(43);
  expect(check({ networking: { machineNetwork: [{ cidr }] } })).toEqual([`spec.networking.machineNetwork[0].cidr: got a string of 86 characters; ${NETWORK}`]);
});

test('before 0.1.0 there are fewer fields and rules', () => {
  const { dpuDeploymentRef: _, ...spec } = SPEC;
  const old = (change: Json) => DpfHcpProvisioner.checkManifest(object({ ...spec, ...change }), DpfHcpRelease.V0_1_0_PRE);
  expect(old({})).toEqual([]);
  expect(old({ virtualIP: 'not an address' })).toEqual([]);
  expect(old({ flannelEnabled: true, machineOSURL: 'x' }).map((line) => line.split(':')[0])).toEqual(['spec.flannelEnabled', 'spec.machineOSURL']);
});

test.each<[string, Json]>([
  ['baseDomain', { baseDomain: 'other.example.com' }],
  ['controlPlaneAvailabilityPolicy', { controlPlaneAvailabilityPolicy: 'SingleReplica' }],
  ['dpuClusterRef', { dpuClusterRef: { name: 'other', namespace: 'b' } }],
  ['dpuDeploymentRef', { dpuDeploymentRef: { name: 'other', namespace: 'd' } }],
  ['flannelEnabled', { flannelEnabled: false }], // it was true, by default
  ['pullSecretRef', { pullSecretRef: { name: 'other' } }],
  ['sshKeySecretRef', { sshKeySecretRef: {} }],
  ['virtualIP', { virtualIP: '192.168.1.101' }],
])('%s cannot change', (field, change) => {
  const [problem, ...more] = update({}, change);
  expect(more).toEqual([]);
  expect(problem).toMatch(new RegExp(`^spec\\.${field}: got .*; `));
  expect(problem.endsWith(CANNOT)).toBe(true);
});

test.each<[string, Json, Json]>([
  ['etcdStorageClass', { etcdStorageClass: 'a' }, { etcdStorageClass: 'b' }],
  ['nodeSelector', { nodeSelector: { a: '' } }, { nodeSelector: { a: '', b: '' } }],
  ['networking', { networking: { machineNetwork: [] } }, { networking: {} }],
])('%s cannot change once it is there', (field, before, after) => {
  expect(update(before, after)).toEqual([expect.stringContaining(`spec.${field}: got `)]);
  expect(update({}, after)).toEqual([]);
  expect(update(before, before)).toEqual([]);
});

test('the release, the image of the machines and metadata may change, and defaults that are written down are no change', () => {
  expect(update({}, { ocpReleaseImage: 'quay.io/ocp:4.20.0', machineOSURL: 'x', flannelEnabled: true, controlPlaneAvailabilityPolicy: 'HighlyAvailable' })).toEqual([]);
  expect(DpfHcpProvisioner.checkUpdate(changed({}), { ...changed({}), metadata: { name: 'x', labels: { a: 'b' } } })).toEqual([]);
});

test('a changed object is held to the rules for new ones, too', () => {
  expect(update({}, { baseDomain: 'X' })).toEqual([expect.stringContaining('spec.baseDomain: got "X"; allowed: 4 to 253 characters')]);
});

test.each([null, undefined, [], 'text', {}, { kind: 'Deployment' }])('%j is no DPFHCPProvisioner', (manifest) => {
  const found = DpfHcpProvisioner.checkManifest(manifest as Json);
  expect(found).toEqual([expect.stringMatching(/^kind: got .*; allowed: DPFHCPProvisioner\. Give the whole object, as in a manifest\.$/)]);
  expect(DpfHcpProvisioner.checkUpdate(manifest as Json, changed({}))).toEqual(found);
});

test('another version, and another object, are told', () => {
  expect(DpfHcpProvisioner.checkManifest({ ...changed({}), apiVersion: 'provisioning.dpu.hcp.io/v1' })).toEqual([
    'apiVersion: got "provisioning.dpu.hcp.io/v1"; allowed: provisioning.dpu.hcp.io/v1alpha1. The definition has no other version.',
  ]);
  expect(DpfHcpProvisioner.checkUpdate(changed({}), { ...changed({}), metadata: { name: 'y' } })).toEqual([
    'metadata.name: got "y"; allowed: that of the object before, "x". These are two objects.',
  ]);
});

// As a real API server says of each.
describe('what is not the spec', () => {
  const verdict = (more: object) => DpfHcpProvisioner.checkManifest({ ...object(SPEC), ...more }).map((line) => line.split(':')[0]);

  test.each<[string, object]>([
    ['a status of another form, which the API server passes over', { status: { phase: 'x', conditions: 5 } }],
    ['a generated name', { metadata: { generateName: 'a-' } }],
    ['labels that are not there', { metadata: { name: 'a', labels: null, annotations: { a: null } } }],
    ['what a cluster adds', { metadata: { name: 'a', managedFields: [], generation: 3, uid: 'x', finalizers: ['a/b'] }, status: { phase: 'Ready' } }],
  ])('%s', (_, more) => expect(verdict(more)).toEqual([]));

  test.each<[string, object]>([
    ['metadata', { metadata: 5 }],
    ['metadata', { metadata: undefined }],
    ['metadata.name', { metadata: {} }],
    ['metadata.name', { metadata: { name: 'UPPER x' } }],
    ['metadata.name', { metadata: { name: 'a'.repeat(254) } }],
    ['metadata.namespace', { metadata: { name: 'a', namespace: 'a.b' } }],
    ['metadata.labels["a b"]', { metadata: { name: 'a', labels: { 'a b': 'c' } } }],
    ['metadata.labels["a"]', { metadata: { name: 'a', labels: { a: 1 } } }],
    ['metadata.labels', { metadata: { name: 'a', labels: [] } }],
    ['metadata.annotations["a"]', { metadata: { name: 'a', annotations: { a: 5 } } }],
    ['metadata.lables', { metadata: { name: 'a', lables: {} } }],
    ['status.foo', { status: { foo: 1 } }],
  ])('%s', (place, more) => expect(verdict(more)).toEqual([place]));
});
