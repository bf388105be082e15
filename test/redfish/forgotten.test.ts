import {
  ContainerImage, RedfishBareMetalHost, RedfishClient, RedfishExposure, RedfishScc, RedfishTls, VirtualMachineSelector,
} from 'cdk8s-coco';
import { AnyProps, HOST, minimal, newChart, newServer, objects, only, openShift, podOf, problems } from './server';
import { ofKind } from '../support/synth';

const NOTHING = undefined as any;
const SECRET = 'correct-horse';
const selected = (vmSelector: VirtualMachineSelector) => ({ chassis: [{ name: 'lab', namespace: 'lab', vmSelector }] });

describe('what a caller without a compiler forgot does not pass for everything', () => {
  test.each<[string, AnyProps, string]>([
    ['labels of machines', selected(VirtualMachineSelector.labels(NOTHING)), 'chassis[0].vmSelector: got null; allowed: labels by their names.'],
    ['a list for labels', selected(VirtualMachineSelector.labels(['a'] as any)), 'chassis[0].vmSelector: got a list; allowed: labels by their names.'],
    ['names of machines', selected(VirtualMachineSelector.namesWithLabels(NOTHING, { a: 'b' })), 'chassis[0].vmSelector: got null; allowed: a list of names.'],
    ['a text for names', selected(VirtualMachineSelector.namesWithLabels('vm' as any, { a: 'b' })), 'chassis[0].vmSelector: got "vm"; allowed: a list of names.'],
    ['the namespace of clients', { clients: [RedfishClient.namespace(NOTHING)] }, 'clients[0]: got nothing; allowed: the name of a namespace.'],
    ['a number for a namespace', { clients: [RedfishClient.namespace(5 as any)] }, 'clients[0]: got 5; allowed: the name of a namespace.'],
    ['the namespace of pods', { clients: [RedfishClient.pods(NOTHING, { a: 'b' })] }, 'clients[0]: got nothing; allowed: the name of a namespace.'],
    ['the labels of pods', { clients: [RedfishClient.pods('metal3', NOTHING)] }, 'clients[0]: got nothing; allowed: at least one label.'],
    ['a label that is none', { clients: [RedfishClient.pods('metal3', { 'a b': 'c' })] }, 'clients[0]["a b"]: got "a b"; allowed: a label: an optional'],
    ['a network', { clients: [RedfishClient.cidr(NOTHING)] }, 'clients[0]: got nothing; allowed: a network'],
    ['an address of IPv6 that is none', { clients: [RedfishClient.cidr(':::::/64')] }, 'clients[0]: got ":::::/64"; allowed: a network'],
    ['zeros in front', { clients: [RedfishClient.cidr('010.0.0.0/8')] }, 'clients[0]: got "010.0.0.0/8"; allowed: a network'],
    ['the Gateway', { exposure: RedfishExposure.gateway(HOST, NOTHING) }, 'exposure: got null; allowed: options by their names: gatewayName,'],
    ['options of a Route', { ...openShift, exposure: RedfishExposure.route(HOST, null as any) }, 'exposure: got null; allowed: options by their names: termination,'],
    ['a text for options', { exposure: RedfishExposure.ingress(HOST, 'nginx' as any) }, 'exposure: got "nginx"; allowed: options by their names: ingressClassName,'],
    ['options of a load balancer', { exposure: RedfishExposure.loadBalancer(null as any) }, 'exposure: got null; allowed: options by their names: sourceRanges,'],
    ['a port of nodes, for a load balancer', { exposure: RedfishExposure.loadBalancer({ nodePort: 30443 } as any) }, 'exposure.nodePort: there is no such prop.'],
    ['an issuer', { tls: RedfishTls.certManager(NOTHING) }, 'tls: got null; allowed: options by their names: issuerName,'],
    ['options of constraints', { ...openShift, scc: RedfishScc.custom(null as any) }, 'scc: got null; allowed: options by their names: name,'],
    ['a range of constraints', { ...openShift, scc: RedfishScc.custom({ runAsUser: null as any }) }, 'scc.runAsUser: got null; allowed: { min, max }.'],
    ['units of resources', { resources: { memory: { limit: '1Gi' } } }, 'resources.memory.limit: got "1Gi"; allowed: a Size.'],
    ['amounts of resources', { resources: { cpu: 5 } }, 'resources.cpu: got 5; allowed: { request, limit }.'],
    ['a host\'s name', { exposure: RedfishExposure.ingress(null as any) }, 'exposure host: got null; allowed: the name of a host'],
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
  expect(host({ credentials: SECRET })).toThrow('credentials: got no SecretSource');
  expect(host({ credentials: SECRET })).not.toThrow(SECRET);
  expect(host({ server: { chassisNamespaces: null, internalUrl: '' }, credentials: SECRET })).toThrow('server: got an object; allowed: a RedfishServer.');
});

test('labels and annotations are those that the API server takes', () => {
  expect(problems({
    labels: { 'a b': 'c' }, podLabels: { '': 'c' }, annotations: { 'a b': 'c' }, podAnnotations: { a: 5 }, exposure: RedfishExposure.ingress(HOST, { annotations: { '/x': 'y' } }),
  }).map((line) => line.split(':')[0])).toEqual([
    'labels["a b"]', 'podLabels[""]', 'annotations["a b"]', 'podAnnotations["a"]', 'exposure.annotations["/x"]',
  ]);
  expect(problems({ annotations: { 'Example.com/Note': 'A text: with all kinds of marks' } })).toEqual([]);
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
