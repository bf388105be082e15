import {
  BareMetalHostBootMode, RedfishBareMetalHost, RedfishBareMetalHostProps, RedfishExposure, RedfishRelease,
  RedfishSystemIdConvention, RedfishSystemPath, RedfishTls, SecretSource, SecretStore,
} from 'cdk8s-coco';
import { HOST, newChart, newServer, only, openShift, reference } from './server';
import { FOREIGN } from '../support/annotations';
import { Manifest } from '../support/synth';

/** A host, and what is written for it. */
function host(props: { [prop: string]: unknown } = {}, server = {}): { host: RedfishBareMetalHost; all: Manifest[] } {
  const chart = newChart('metal3');
  const built = new RedfishBareMetalHost(chart, 'Worker', {
    server: newServer(server),
    chassis: 'lab',
    virtualMachine: 'worker-0',
    bootMacAddress: '02:00:00:00:00:0A',
    credentials: reference(chart, 'ironic'),
    ...props,
  } as RedfishBareMetalHostProps);
  return { host: built, all: chart.toJson() as Manifest[] };
}

test('a host of a machine, by the server inside the cluster', () => {
  expect(host().all).toEqual([{
    apiVersion: 'metal3.io/v1alpha1',
    kind: 'BareMetalHost',
    metadata: { name: 'worker-0', namespace: 'metal3', annotations: FOREIGN },
    spec: {
      description: 'Virtual machine lab/worker-0',
      online: true,
      bootMACAddress: '02:00:00:00:00:0a',
      bootMode: 'UEFI',
      bmc: {
        address: 'redfish-virtualmedia+http://kubevirt-redfish.kubevirt-redfish.svc:8443/redfish/v1/Systems/worker-0',
        credentialsName: 'ironic',
      },
    },
  }]);
});

test('by its address outside, unless it is told otherwise', () => {
  const server = { ...openShift, tls: RedfishTls.serviceCa(), exposure: RedfishExposure.route(HOST) };
  expect(host({}, server).host.address).toBe(`redfish-virtualmedia+https://${HOST}/redfish/v1/Systems/worker-0`);
  expect(host({ internal: true, systemPath: RedfishSystemPath.CHASSIS }, server).host.address)
    .toBe('redfish-virtualmedia+https://kubevirt-redfish.kubevirt-redfish.svc:8443/redfish/v1/Chassis/lab/Systems/worker-0');
});

test('by namespace and machine, where the server calls systems so', () => {
  const server = { release: RedfishRelease.V0_2_3, systemIdConvention: RedfishSystemIdConvention.ENHANCED, chassis: [{ name: 'lab', namespace: 'vms' }] };
  const pathOf = (props: { [prop: string]: unknown }, convention: object) => host(props, { ...server, ...convention }).host.address.split(':8443')[1];
  expect(pathOf({}, {})).toBe('/redfish/v1/Systems/vms.worker-0');
  expect(pathOf({ virtualMachine: 'a.b' }, {})).toBe('/redfish/v1/Systems/vms.a.b');
  expect(pathOf({}, { systemIdConvention: RedfishSystemIdConvention.LEGACY })).toBe('/redfish/v1/Systems/worker-0');
  expect(pathOf({ systemPath: RedfishSystemPath.CHASSIS }, {})).toBe('/redfish/v1/Chassis/lab/Systems/worker-0');
});

test('a dot in the name of a machine, of which a newer server would read a namespace', () => {
  expect(host({ virtualMachine: 'a.b' }).host.address).toContain('/Systems/a.b');
  expect(() => host({ virtualMachine: 'a.b' }, { release: RedfishRelease.V0_2_3 })).toThrow('virtualMachine: got "a.b"; allowed: a name without ".", with the system ID convention '
    + 'legacy. The server would read a namespace before the dot: set `systemIdConvention` of the server to ENHANCED.');
});

test('every other prop', () => {
  const credentials = SecretSource.externalSecret({
    store: SecretStore.named('vault'), keys: { username: { key: 'bmc', property: 'user' }, password: { key: 'bmc', property: 'pass' } },
  });
  const { all } = host({
    credentials,
    name: 'spare',
    namespace: 'hosts',
    labels: { pool: 'spare' },
    online: false,
    bootMode: BareMetalHostBootMode.LEGACY,
    unsafeDisableCertificateVerification: true,
    userDataSecretName: 'user-data',
    description: 'A spare one',
  });
  expect(only('ExternalSecret', all)).toMatchObject({ metadata: { name: 'spare-bmc', namespace: 'hosts' }, spec: { target: { name: 'spare-bmc' } } });
  expect(only('BareMetalHost', all)).toMatchObject({
    metadata: { name: 'spare', namespace: 'hosts', labels: { pool: 'spare' } },
    spec: {
      description: 'A spare one',
      online: false,
      bootMode: 'legacy',
      bmc: { credentialsName: 'spare-bmc', disableCertificateVerification: true },
      userData: { name: 'user-data', namespace: 'hosts' },
    },
  });
});

test('the defaults that its comments state', () => {
  expect(host({
    online: true,
    bootMode: BareMetalHostBootMode.UEFI,
    systemPath: RedfishSystemPath.SYSTEMS,
    internal: false,
    unsafeDisableCertificateVerification: false,
  }).all).toEqual(host().all);
});

test.each<[string, { [prop: string]: unknown }, string[]]>([
  ['everything at once', { chassis: 'lap', virtualMachine: 'VM', bootMacAddress: '02-00', bootMode: 'uefi', namespace: 'A' }, [
    'bootMode: got "uefi"; allowed: UEFI, UEFISecureBoot, legacy. Did you mean "UEFI"? Take a member of BareMetalHostBootMode.',
    'chassis: got an unknown chassis "lap"; allowed: lab. Did you mean "lab"?',
    'virtualMachine: got "VM"; allowed: the name of an object: a-z, 0-9, "-" and ".". Take it from kubectl get vm.',
    'namespace: got "A"; allowed: the name of a namespace. Leave it out for that of the chart.',
    'bootMacAddress: got "02-00"; allowed: six pairs of hexadecimal digits, like "02:00:00:00:00:01". Take that of the machine\'s first network card.',
  ]],
  ['what is missing', { server: undefined, chassis: undefined }, ['chassis: got nothing; allowed: a string. It is required.', 'server: got nothing; allowed: a RedfishServer. It is required.']],
  ['a misspelt prop', { vm: 'x' }, ['vm: there is no such prop. Known: bootMacAddress, chassis, credentials, server, virtualMachine, bootMode, description, internal, labels, '
    + 'name, namespace, online, systemPath, unsafeDisableCertificateVerification, userDataSecretName.']],
  ['credentials without a name', { credentials: SecretSource.unsafeInline({ password: 'battery staple' }) },
    ['credentials.values: lacks the key "username"; needed: username, password. Add it.']],
])('refuses %s', (_, props, lines) => {
  expect(() => host(props)).toThrow(new Error([
    `redfish/Worker: ${lines.length === 1 ? '1 problem' : `${lines.length} problems`} with RedfishBareMetalHost`, ...lines.map((line) => `  - ${line}`),
  ].join('\n')));
});
