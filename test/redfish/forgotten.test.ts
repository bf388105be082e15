import {
  ContainerImage, RedfishBareMetalHost, RedfishClient, RedfishExposure, RedfishScc, RedfishTls, VirtualMachineSelector,
} from 'cdk8s-coco';
import { AnyProps, HOST, minimal, newChart, newServer, objects, only, openShift, podOf, problems } from './server';
import { ofKind } from '../support/synth';

const NOTHING = undefined as any;
const SECRET = 'correct-horse';

describe('a forgotten argument does not stand for everything', () => {
  test.each<[() => unknown, string]>([
    [() => VirtualMachineSelector.labels(NOTHING), 'VirtualMachineSelector.labels: labels: got nothing; allowed: a map of strings, like { pool: \'coco\' }. It is required.'],
    [() => VirtualMachineSelector.labels(['a'] as any), 'VirtualMachineSelector.labels: labels: got a list; allowed: a map of strings'],
    [() => VirtualMachineSelector.namesWithLabels(NOTHING, { a: 'b' }), 'VirtualMachineSelector.namesWithLabels: names: got nothing; allowed: a list of strings. It is required.'],
    [() => VirtualMachineSelector.namesWithLabels('vm' as any, { a: 'b' }), 'VirtualMachineSelector.namesWithLabels: names: got "vm"; allowed: a list of strings.'],
    [() => RedfishClient.namespace(NOTHING), 'RedfishClient.namespace: name: got nothing; allowed: a string. It is required.'],
    [() => RedfishClient.namespace(5 as any), 'RedfishClient.namespace: name: got 5; allowed: a string.'],
    [() => RedfishClient.pods('metal3', NOTHING), 'RedfishClient.pods: labels: got nothing; allowed: a map of strings'],
    [() => RedfishClient.cidr(NOTHING), 'RedfishClient.cidr: cidr: got nothing; allowed: a string.'],
    [() => RedfishExposure.gateway(HOST, NOTHING), 'RedfishExposure.gateway: options: got nothing; allowed: an object like { gatewayName, sectionName, … }. It is required.'],
    [() => RedfishExposure.route(HOST, null as any), 'RedfishExposure.route: options: got null; allowed: an object like { annotations, destinationCaCertificate, termination }. Leave it out for the default.'],
    [() => RedfishExposure.ingress(HOST, 'nginx' as any), 'RedfishExposure.ingress: options: got a value that is not printed here; allowed: an object like '],
    [() => RedfishExposure.ingress(null as any), 'RedfishExposure.ingress: host: got null; allowed: a string.'],
    [() => RedfishExposure.loadBalancer({ nodePort: 30443 } as any), 'RedfishExposure.loadBalancer: options.nodePort: there is no such prop.'],
    [() => RedfishTls.certManager(NOTHING), 'RedfishTls.certManager: options: got nothing; allowed: an object like { issuerName, … }.'],
    [() => RedfishScc.custom({ runAsUser: null as any }), 'RedfishScc.custom: options.runAsUser: got null; allowed: an object like { max, min }. Leave it out for the default.'],
  ])('%s', (call, message) => expect(call).toThrow(message));

  test.each<[string, AnyProps, string]>([
    ['a label that is none', { clients: [RedfishClient.pods('metal3', { 'a b': 'c' })] }, 'clients[0]["a b"]: got "a b"; allowed: a label:'],
    ['an address of IPv6 that is none', { clients: [RedfishClient.cidr(':::::/64')] }, 'clients[0]: got ":::::/64"; allowed: a network'],
    ['zeros in front', { clients: [RedfishClient.cidr('010.0.0.0/8')] }, 'clients[0]: got "010.0.0.0/8"; allowed: a network'],
    ['units of resources', { resources: { memory: { limit: '1Gi' } } }, 'resources.memory.limit: got "1Gi"; allowed: a Size of cdk8s,'],
    ['amounts of resources', { resources: { cpu: 5 } }, 'resources.cpu: got 5; allowed: an object like { limit, request }.'],
  ])('%s', (_, props, expected) => {
    const found = problems(props);
    expect(found[0].slice(0, expected.length)).toBe(expected);
  });
});

test.each<[string, AnyProps, string]>([
  ['users', { users: SECRET }, 'users'],
  ['a user', { users: [SECRET] }, 'users[0]'],
  ['the configuration', { users: undefined, configuration: SECRET }, 'configuration'],
  ['the certificate', { tls: SECRET }, 'tls'],
  ['the environment', { additionalEnv: SECRET }, 'additionalEnv'],
])('no message prints a secret that stands in the place of %s', (_, props, prop) => {
  const found = problems(props);
  expect(found[0].split(';')[0]).toBe(`${prop}: got a value that is not printed here`);
  expect(found.join('\n')).not.toContain(SECRET);
});

test('nor one that stands in the place of a host\'s credentials', () => {
  const chart = newChart();
  const server = newServer({}, chart);
  let hosts = 0;
  const host = (props: object) => () => new RedfishBareMetalHost(chart, `Host${hosts++}`, {
    server, chassis: 'lab', virtualMachine: 'vm', bootMacAddress: '02:00:00:00:00:01', ...props,
  } as any);
  expect(host({ credentials: SECRET })).toThrow('credentials: got a value that is not printed here; allowed: a SecretSource.');
  expect(host({ credentials: SECRET })).not.toThrow(SECRET);
  expect(host({ server: { chassisNamespaces: null, internalUrl: '' }, credentials: SECRET })).toThrow('server: got an object; allowed: a RedfishServer.');
});

test('labels and annotations are those that the API server takes', () => {
  expect(problems({
    commonLabels: { 'a b': 'c' }, podLabels: { '': 'c' }, commonAnnotations: { 'a b': 'c' }, podAnnotations: { a: 5 }, exposure: RedfishExposure.ingress(HOST, { annotations: { '/x': 'y' } }),
  }).map((line) => line.split(':')[0])).toEqual([
    'podAnnotations["a"]', 'exposure.annotations["/x"]', 'commonLabels["a b"]', 'podLabels[""]', 'commonAnnotations["a b"]',
  ]);
  expect(problems({ commonAnnotations: { 'Example.com/Note': 'A text: with all kinds of marks' } })).toEqual([]);
});

test('a tag that is no label is left out of the labels', () => {
  const labelsOf = (tag: string) => only('Service', objects({ image: ContainerImage.of('registry.example.com/redfish', { tag }) })).metadata.labels;
  expect(labelsOf('1.0')['app.kubernetes.io/version']).toBe('1.0');
  for (const tag of ['a'.repeat(64), '_1', '1-']) expect(labelsOf(tag)).not.toHaveProperty(['app.kubernetes.io/version']);
});

test('no Service becomes a variable by which the server overrides its file', () => {
  expect(podOf(objects({ name: 'kubevirt-redfish-server' })).enableServiceLinks).toBe(false);
});

describe('addresses', () => {
  test.each([
    ['Route', { ...openShift, exposure: RedfishExposure.route('10.0.0.1') }],
    ['Ingress', { exposure: RedfishExposure.ingress('10.0.0.1') }],
    ['HTTPRoute', { exposure: RedfishExposure.gateway('10.0.0.1', { gatewayName: 'edge', sectionName: 'https' }) }],
  ])('no %s has one for a host', (_, props) => {
    expect(problems(props)).toEqual(['exposure host: got "10.0.0.1"; allowed: a name: Routes, Ingresses and HTTPRoutes take no address. Give it a name in DNS.']);
  });

  test('a certificate has them where clients look for them', () => {
    const { spec } = only('Certificate', objects({
      tls: RedfishTls.certManager({ issuerName: 'internal' }), exposure: RedfishExposure.loadBalancer({ host: '10.0.0.1' }),
    }));
    expect(spec).toMatchObject({ ipAddresses: ['10.0.0.1'], dnsNames: ['kubevirt-redfish.kubevirt-redfish.svc.cluster.local', 'kubevirt-redfish.kubevirt-redfish.svc'] });
  });
});

test('an issuer\'s name and kind', () => {
  expect(problems({ tls: RedfishTls.certManager({ issuerName: 'A b', issuerKind: '', issuerGroup: 'x y' }) }).map((line) => line.split(':')[0]))
    .toEqual(['tls.issuerName', 'tls.issuerGroup', 'tls.issuerKind']);
});

describe('accounts of chassis', () => {
  const made = (...chassis: [string, string, string][]) => ofKind('ServiceAccount', objects({
    chassis: chassis.map(([name, namespace, serviceAccountName]) => (
      { name, namespace, serviceAccountName, createServiceAccount: true })),
  })).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).sort();

  test('names that only together look the same are two', () => {
    expect(made(['lab', 'a', 'b-c'], ['prod', 'a-b', 'c'])).toEqual(['a-b/c', 'a/b-c', 'kubevirt-redfish/kubevirt-redfish']);
  });

  test('the server\'s own is made once', () => {
    expect(made(['lab', 'kubevirt-redfish', 'kubevirt-redfish'])).toEqual(['kubevirt-redfish/kubevirt-redfish']);
  });
});

test('a chassis in a namespace with an odd name beside the rights on the upload proxy', () => {
  const chassis = [{ name: 'lab', namespace: 'upload-proxy-cdi' }];
  const found = objects({ chassis, cdiUploadProxy: { namespaces: ['cdi'] } });
  expect(ofKind('Role', found).map(({ metadata }) => metadata.namespace)).toEqual(['upload-proxy-cdi', 'cdi']);
});

test('props that are right are still right', () => expect(problems(minimal(newChart()) as unknown as AnyProps)).toEqual([]));
