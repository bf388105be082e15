import { rendering } from '../cli/rendering';
import { ofKind } from '../support/synth';

const RELEASE = 'kubevirt-redfish@0.2.1';
const SECRET = 'correct-horse';
const errorsOf = (values: string, name = RELEASE) => rendering(name, values).lines.filter((line) => line.startsWith('error '));

test.each([
  `authentication: ${SECRET}`,
  `authentication: { users: ${SECRET} }`,
  `authentication: { users: [${SECRET}] }`,
  `authentication: { users: [{ username: a, password: ${SECRET}, chassis: ${SECRET} }] }`,
])('a password in another place than its own is not printed: %s', (values) => {
  const { lines } = rendering(RELEASE, values);
  expect(lines).toEqual([expect.stringMatching(/^error authentication.*: got the string \(hidden\); allowed: /)]);
});

test.each([
  ['probe that asks in two ways', 'deployment: { container: { livenessProbe: { exec: { command: [a] } } } }',
    'deployment.container.livenessProbe: asks in several ways, httpGet and exec, and the API server allows one; set that of the chart to null: httpGet: null'],
  ['probe that asks in none', 'deployment: { container: { readinessProbe: { httpGet: null } } }',
    'deployment.container.readinessProbe: asks in no way; allowed: one of httpGet, tcpSocket, exec, grpc, or null for no probe'],
  ['folder of two volumes', 'deployment: { container: { volumeMounts: [{ name: config-volume, mountPath: /a }, { name: temp-storage, mountPath: /a }] } }',
    'deployment.container.volumeMounts[1].mountPath: two volumes would be at "/a", and the API server refuses the Deployment; take another folder'],
  ['name of two volumes', 'volumes: { config: { name: temp-storage } }\ndeployment: { container: { volumeMounts: null } }',
    'volumes.temp.name: both volumes have the name "temp-storage", and the API server refuses the Deployment; rename one'],
  ['name of two ports', 'service: { ports: [{ name: http, port: 1 }, { name: http, port: 2 }] }',
    'service.ports[1].name: two ports have the name "http", and the API server refuses that; rename one'],
  ['number of two ports', 'service: { ports: [{ name: http, port: 1 }, { name: https, port: 1 }] }',
    'service.ports[1].port: two ports have the number 1, and the API server refuses that; change one'],
  ['name that no port has', 'service: { ports: [{ name: HTTP, port: 1 }] }',
    'service.ports[0].name: got the string "HTTP"; allowed: a-z, 0-9 and "-", at most 63 characters'],
])('what the API server refuses is an error: a %s', (_, values, expected) => {
  expect(errorsOf(values)).toEqual([`error ${expected}`]);
});

test('several ports need names', () => {
  expect(errorsOf('service: { ports: [{ port: 1 }, { port: 1, protocol: UDP }] }')).toHaveLength(2);
  expect(errorsOf('service: { ports: [{ name: a, port: 1 }, { name: b, port: 1, protocol: UDP }] }')).toEqual([]);
});

test('roles have names that other objects cannot have', () => {
  const { objects } = rendering(RELEASE, 'rbac: { clusterRole: { create: false, name: "kubevirt.io:view" }, clusterRoleBinding: { name: "Bmc:view" } }');
  expect(ofKind('ClusterRoleBinding', objects)[0]).toMatchObject({ metadata: { name: 'Bmc:view' }, roleRef: { name: 'kubevirt.io:view' } });
  expect(errorsOf('rbac: { clusterRole: { name: a/b } }')).toEqual(['error rbac.clusterRole.name: got the string "a/b"; allowed: a name without "/" and "%"']);
});

test('an account that is taken away is missed where constraints refer to it', () => {
  const values = (scc: boolean) => `rbac: { enabled: false, serviceAccount: null, scc: { enabled: ${scc} } }`;
  expect(errorsOf(values(true), `${RELEASE}-pre`)).toEqual([expect.stringContaining('rbac.serviceAccount: null takes the whole section away')]);
  expect(errorsOf(values(false), `${RELEASE}-pre`)).toEqual([]);
});

test.each([
  ['a name by which the Service changes the server\'s port', 'fullnameOverride: kubevirt-redfish-server', 'warning service: Kubernetes tells pods of a Service'],
  ['a private key in the manifest', `route: { tls: { key: ${SECRET} } }`, 'warning route.tls.key: the manifest contains the private key in plain text'],
])('warns of %s', (_, values, expected) => {
  const { lines } = rendering(RELEASE, values);
  expect(lines.filter((line) => line.startsWith(expected))).toHaveLength(1);
  expect(lines.join('\n')).not.toContain(SECRET);
  expect(rendering(RELEASE).lines.filter((line) => line.startsWith(expected))).toEqual([]);
});

test('a key of a later version', () => {
  for (const edition of ['0.2.1', '0.2.3']) {
    expect(rendering(`kubevirt-redfish@${edition}`, 'system_id_convention: enhanced').lines).toContain(
      'error system_id_convention: unknown key; it is a setting of the server\'s own file; the chart has server.system_id_convention, from version 0.2.3 on');
  }
  expect(rendering('kubevirt-redfish@0.2.2', 'server: { system_id_convention: enhanced }').lines).toContain(
    'error server.system_id_convention: unknown key; allowed: host, port, tls');
});

test('the hash of a password, which the template writes as the text of a map', () => {
  expect(errorsOf('authentication: { users: [{ username: a, password: { hash: $2y$10$abc }, chassis: [default] }] }', 'kubevirt-redfish@0.2.3')).toEqual([
    'error authentication.users[0].password: got a map; allowed: a string',
  ]);
});
