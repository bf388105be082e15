import { Duration, Size } from 'cdk8s';
import {
  RedfishClient, RedfishExposure, RedfishPlatform, RedfishScc, RedfishServer, RedfishTls, RouteTermination, SecretSource,
  VirtualMachineSelector,
} from 'cdk8s-coco';
import { AnyProps, HOST, newChart, newServer, openShift, problems, reference } from './server';

const chassis = (changes: object) => ({ chassis: [{ name: 'lab', namespace: 'lab', ...changes }] });
const user = (changes: object) => ({ users: [{ username: 'ironic', credentials: reference(newChart(), 'i'), chassis: ['lab'], ...changes }] });
const selector = (vmSelector: VirtualMachineSelector) => chassis({ vmSelector });
const issuer = RedfishTls.certManager({ issuerName: 'internal' });
const gateway = { gatewayName: 'edge', sectionName: 'https' };
const ALL = 'VirtualMachineSelector.all() takes every machine of the namespace.';
const CA = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

test('everything that is wrong comes at once, with the path, the prop, what was given, what is allowed, and the repair', () => {
  const wrong = {
    platform: RedfishPlatform.KUBERNETES,
    chassis: [{ name: 'lab', namespace: 'lab' }, { name: 'lab', namespace: 'other', vmSelector: VirtualMachineSelector.labels({}) }],
    users: [
      { username: 'nobody', credentials: SecretSource.unsafeInline({ password: 'abcde' }), chassis: [] },
      { username: 'ironic', credentials: reference(newChart(), 'i'), chassis: ['lap'] },
    ],
    tls: 'internal',
    exposure: RedfishExposure.route(HOST),
  };
  expect(() => newServer(wrong)).toThrow(`redfish/Redfish: 7 problems with RedfishServer
  - tls: got a value that is not printed here; allowed: a RedfishTls. It is of the type string. Take RedfishTls.certManager(...) or RedfishTls.fromSecret(...).
  - chassis[1].vmSelector: got no labels, and the server would take that for every machine; allowed: at least one. ${ALL}
  - chassis[1].name: got "lab"; allowed: each name once. Rename one of the two.
  - users[0].credentials: got a value that is not printed here; allowed: at least 6 characters. Choose a longer one.
  - users[0].chassis: got an empty list; allowed: at least one of: lab, lab. A user without chassis can do nothing.
  - users[1].chassis[0]: got "lap"; allowed: the chassis that there are: lab, lab. Did you mean "lab"?
  - exposure: got a Route, which only OpenShift has, and \`platform\` is kubernetes. Take RedfishExposure.ingress(...) or RedfishExposure.gateway(...).`);
});

const ROWS: [string, AnyProps, string[]][] = [
  ['no platform', { platform: undefined }, ['platform: got nothing; allowed: kubernetes, openshift. It is required.']],
  ['an unknown platform', { platform: 'openshfit' }, ['platform: got "openshfit"; allowed: kubernetes, openshift. Did you mean "openshift"? Take a member of RedfishPlatform.']],
  ['a misspelt prop', { chasis: [] }, ['chasis: there is no such prop. Did you mean "chassis"?']],
  ['a prop of another type', { replicas: '2' }, ['replicas: got "2"; allowed: a number. It is of the type string. Remove the quotes.']],
  ['a misspelt prop inside', chassis({ vm_selector: {} }), ['chassis[0].vm_selector: there is no such prop. Did you mean "vmSelector"?']],
  ['no chassis at all', { chassis: undefined }, ['chassis: got nothing; allowed: a list of objects like { name, namespace, … }. It is required.']],
  ['an empty list of chassis', { chassis: [], users: undefined, configuration: reference(newChart(), 'c') },
    ['chassis: got an empty list; allowed: at least one chassis. Name the namespace that the machines are in.']],
  ['a chassis without namespace', { chassis: [{ name: 'lab' }] }, ['chassis[0].namespace: got nothing; allowed: a string. It is required.']],
  ['a name that is none of a chassis', { ...chassis({ name: 'Lab_1' }), ...user({ chassis: ['Lab_1'] }) },
    ['chassis[0].name: got "Lab_1"; allowed: a-z, 0-9 and "-", at most 63 characters. It becomes part of URLs.']],
  ['a namespace that none can have', chassis({ namespace: '-lab' }),
    ['chassis[0].namespace: got "-lab"; allowed: the name of a namespace: a-z, 0-9 and "-", at most 63 characters. Take it from kubectl get namespaces.']],
  ['a namespace that the server refuses', chassis({ namespace: 'La b' }),
    ['chassis[0].namespace: got "La b"; allowed: the name of a namespace. Name the one that the machines are in.']],
  ['an account without a name', chassis({ serviceAccountName: '' }), ['chassis[0].serviceAccountName: got ""; allowed: the name of a service account. The server does not use it, and insists on it: take the server\'s own.']],
  ['an account to make without a name', chassis({ createServiceAccount: true }), ['chassis[0].createServiceAccount: got true; allowed: true only with a name. Name it with `serviceAccountName`.']],
  ['a selector without names', selector(VirtualMachineSelector.names()), [`chassis[0].vmSelector: got no names, and the server would take that for every machine; allowed: at least one. ${ALL}`]],
  ['a label in upper case', selector(VirtualMachineSelector.labels({ Pool: 'a' })),
    ['chassis[0].vmSelector["Pool"]: got "Pool"; allowed: a label in lower case. The server reads every name of its file in lower case, and would select by another label.']],
  ['a label that is none', selector(VirtualMachineSelector.labels({ 'a b': 'c d' })), [
    'chassis[0].vmSelector["a b"]: got "a b"; allowed: a label: an optional DNS name and "/", then at most 63 letters, digits, "-", "_" and ".". Rename it.',
    'chassis[0].vmSelector["a b"]: got "c d"; allowed: a label value: letters, digits, "-", "_" and ".", at most 63 characters. Numbers and booleans need quotes.',
  ]],
  ['a machine that none can be', selector(VirtualMachineSelector.names('VM 1')), ['chassis[0].vmSelector.names[0]: got "VM 1"; allowed: the name of a virtual machine. Take it from kubectl get vm.']],
  ['nobody', { users: undefined }, ['users: got nothing; allowed: at least one user, or `configuration` with the whole file. There is no default user.']],
  ['an empty list of users', { users: [] }, ['users: got an empty list; allowed: at least one user. There is no anonymous access.']],
  ['a name that no user can have', user({ username: 'a:b c' }), ['users[0].username: got "a:b c"; allowed: letters, digits, "-" and "_", at most 63. Choose another name.']],
  ['a user twice', { users: [...user({}).users, ...user({}).users] }, ['users[1].username: got "ironic"; allowed: each name once. Merge the two.']],
  ['a password as a text', user({ credentials: 'battery staple' }), ['users[0].credentials: got a value that is not printed here; allowed: a SecretSource. It is of the type string. Take SecretSource.externalSecret(...) or SecretSource.fromSecret(...) or SecretSource.fromSecretName(...).']],
  ['a key that none can be', user({ passwordKey: 'pass word' }), ['users[0].passwordKey: got a value that is not printed here; allowed: letters, digits, "-", "_" and ".", at most 253 characters. Take the key of the Secret.']],
  ['a short password under another key', user({ passwordKey: 'pw', credentials: SecretSource.unsafeInline({ pw: 'ab' }) }),
    ['users[0].credentials: got a value that is not printed here; allowed: at least 6 characters. Choose a longer one.']],
  ['both users and the whole configuration', { configuration: reference(newChart(), 'c'), kubevirtTimeout: Duration.seconds(5) }, [
    'users: cannot be combined with `configuration`, whose Secret has the whole file. Set it there, or remove `configuration`.',
    'kubevirtTimeout: cannot be combined with `configuration`, whose Secret has the whole file. Set it there, or remove `configuration`.',
  ]],
  ['a name of 41 characters', { name: 'r'.repeat(41) }, [`name: got "${'r'.repeat(41)}"; allowed: a-z, 0-9 and "-", starting with a letter, at most 40 characters. The names of all objects start with it.`]],
  ['a name that objects cannot have', { name: 'Red Fish' }, ['name: got "Red Fish"; allowed: a-z, 0-9 and "-", starting with a letter, at most 40 characters. The names of all objects start with it.']],
  ['names of other objects', { serviceAccountName: 'A', priorityClassName: 'B', dataVolume: { storageClass: 'C' } }, [
    ...['serviceAccountName: got "A"', 'dataVolume.storageClass: got "C"'].map((problem) => (
      `${problem}; allowed: the name of an object: a-z, 0-9, "-" and ".". Leave it out for the default.`)),
    'priorityClassName: got "B"; allowed: a DNS name: a-z, 0-9, "-" and ".", at most 253 characters. Take it from kubectl get priorityclasses.',
  ]],
  ['numbers out of range', { replicas: 1.5, port: 443, runAsUser: 0 }, [
    'replicas: got 1.5; allowed: a whole number from 0 to 100. The chart says 1.',
    'port: got 443; allowed: a whole number from 1024 to 65535. Lower ones are for root.',
    'runAsUser: got 0; allowed: a whole number from 1 to 2147483647. 0 is root.',
  ]],
  ['times out of range', { kubevirtTimeout: Duration.minutes(6), dataVolume: { vmUpdateTimeout: Duration.millis(500) }, livenessProbe: { period: Duration.seconds(0) } }, [
    'kubevirtTimeout: got "360 seconds"; allowed: whole seconds from 1 to 300. Give another duration.',
    'dataVolume.vmUpdateTimeout: got "0.5 seconds"; allowed: whole seconds from 1 to 86400. Give another duration.',
    'livenessProbe.period: got "0 seconds"; allowed: whole seconds from 1 to 86400. Give another duration.',
  ]],
  ['a size that the server cannot read', { dataVolume: { storageSize: Size.kibibytes(1500) } }, ['dataVolume.storageSize: got "1.46484375 MiB"; allowed: whole mebibytes, 1 or more. Give another size.']],
  ['a proxy without a namespace', { cdiUploadProxy: { namespaces: [] } }, ['cdiUploadProxy.namespaces: got an empty list; allowed: at least one namespace. Name that of CDI, such as "cdi".']],
  ['labels of the construct', { podLabels: { 'app.kubernetes.io/name': 'x' } }, ['podLabels["app.kubernetes.io/name"]: got "app.kubernetes.io/name"; allowed: labels that are not set already. The selector uses this one: choose another.']],
  ['variables of the server', { additionalEnv: { 'LOG_LEVEL': 'x', 'KUBEVIRT_REDFISH_SERVER_PORT': '1', 'a b': '' } }, [
    ...['LOG_LEVEL', 'KUBEVIRT_REDFISH_SERVER_PORT'].map((name) => `additionalEnv["${name}"]: got "${name}"; allowed: variables that no prop sets: `
      + 'not CONFIG_PATH, LOG_LEVEL, REDFISH_LOG_LEVEL, REDFISH_LOGGING_ENABLED, KUBEVIRT_REDFISH_.... Use the prop; the last ones would replace what the configuration says.'),
    'additionalEnv["a b"]: got "a b"; allowed: the name of an environment variable. Letters, digits and "_", not starting with a digit.',
  ]],
  ['no issuer', { tls: RedfishTls.certManager({ issuerName: '' }) }, ['tls.issuerName: got ""; allowed: the name of an issuer. Take it from kubectl get clusterissuers.']],
  ['a certificate without its key', { tls: RedfishTls.fromSecret(SecretSource.unsafeInline({ 'tls.crt': CA })) }, ['tls.values: lacks the key "tls.key"; needed: tls.crt, tls.key. Add it.']],
  ['OpenShift\'s things elsewhere', { tls: RedfishTls.serviceCa(), scc: RedfishScc.restricted(), clients: [RedfishClient.hostNetwork()] }, [
    'tls: got RedfishTls.serviceCa(), which only OpenShift has, and `platform` is kubernetes. Take RedfishTls.certManager(...) or RedfishTls.fromSecret(...).',
    'scc: got SecurityContextConstraints, which only OpenShift has, and `platform` is kubernetes. Leave it out.',
    'clients[0]: got RedfishClient.hostNetwork(), which only OpenShift has, and `platform` is kubernetes. Take RedfishClient.cidr(...) with the network of the nodes.',
  ]],
  ['ranges the wrong way round', { ...openShift, scc: RedfishScc.custom({ runAsUser: { min: 2, max: 1 } }) }, ['scc.runAsUser: got 2 to 1; allowed: ids from 1 up, the lowest first. Swap or correct them.']],
  ['a Route to a certificate that routers do not trust', { ...openShift, tls: issuer, exposure: RedfishExposure.route(HOST) },
    ['exposure.destinationCaCertificate: got nothing, and routers trust only OpenShift\'s own authority; allowed: the certificate of the authority that signed '
      + 'the server\'s. Give it, or take RedfishTls.serviceCa().']],
  ['an edge in front of TLS', { ...openShift, tls: RedfishTls.serviceCa(), exposure: RedfishExposure.route(HOST, { termination: RouteTermination.EDGE }) },
    ['exposure.termination: got edge, where the router speaks plain HTTP to the pod, and the server has TLS. Take RouteTermination.REENCRYPT, or leave `tls` out.']],
  ['passthrough without TLS', { ...openShift, exposure: RedfishExposure.route(HOST, { termination: RouteTermination.PASSTHROUGH }) },
    ['exposure.termination: got passthrough, where the router speaks TLS to the pod, and the server has none. Give it a certificate with `tls`, or take RouteTermination.EDGE.']],
  ['an authority that is none, where none is needed', { ...openShift, exposure: RedfishExposure.route(HOST, { destinationCaCertificate: 'x' }) }, [
    'exposure.destinationCaCertificate: got a value that is not printed here; allowed: certificates in PEM. It starts with -----BEGIN CERTIFICATE-----.',
    'exposure.destinationCaCertificate: is for RouteTermination.REENCRYPT only. Leave it out.',
  ]],
  ['a URL for a host', { exposure: RedfishExposure.ingress('https://redfish.example.com/') }, ['exposure host: got "https://redfish.example.com/"; allowed: the name of a host, like "redfish.example.com". Did you mean "redfish.example.com"?']],
  ['a Gateway that cannot check the server', { tls: issuer, exposure: RedfishExposure.gateway(HOST, gateway) },
    ['exposure.backendCaConfigMap: got nothing, and the gateway has to check the server\'s certificate; allowed: the name of a ConfigMap with the key ca.crt. Name it, or leave `tls` out.']],
  ['an authority without TLS', { exposure: RedfishExposure.gateway(HOST, { ...gateway, backendCaConfigMap: 'ca' }) },
    ['exposure.backendCaConfigMap: is for a server with TLS. Leave it out, or give it a certificate with `tls`.']],
  ['passwords in plain text', { exposure: RedfishExposure.loadBalancer() },
    ['tls: got nothing, and clients would send passwords in plain text over the network. Give the server a certificate, or say `unsafeWithoutTls` in the exposure.']],
  ['networks that are none', { tls: issuer, exposure: RedfishExposure.loadBalancer({ sourceRanges: ['10.0.0.1', '10.0.0.0/33'] }), clients: [RedfishClient.cidr('300.0.0.0/8')] }, [
    'exposure.sourceRanges[0]: got "10.0.0.1"; allowed: a network, like "10.0.0.0/8". Did you mean "10.0.0.1/32"?',
    'exposure.sourceRanges[1]: got "10.0.0.0/33"; allowed: a network, like "10.0.0.0/8". An address needs the length of its prefix.',
    'clients[0]: got "300.0.0.0/8"; allowed: a network, like "10.0.0.0/8". An address needs the length of its prefix.',
  ]],
  ['pods without labels', { clients: [RedfishClient.pods('metal3', {})] }, ['clients[0]: got an object; allowed: at least one label. RedfishClient.namespace() takes every pod of a namespace.']],
  ['a taint without a key', { tolerations: [{}] }, ['tolerations[0].operator: got nothing; allowed: Exists, where there is no key. Name the taint\'s key, or tolerate all with Exists.']],
];

test.each(ROWS)('refuses %s', (_, props, expected) => {
  expect(problems(props)).toEqual(expected);
});

test('props that are missing altogether are no crash', () => {
  expect(() => new (RedfishServer as unknown as new (...args: unknown[]) => unknown)(newChart(), 'Redfish')).toThrow('redfish/Redfish: 1 problem with RedfishServer\n  - props: got nothing; allowed: an object like { chassis, platform, release, … }. It is required.');
});

test.each([null, 7, 'text', [], {}, true])('no value of any type makes a stack trace: %p', (value) => {
  const names = ('platform chassis users configuration name image imagePullPolicy imagePullSecrets configImage replicas port commonLabels commonAnnotations podLabels '
    + 'podAnnotations resources logLevel logging additionalEnv tls exposure clients networkPolicy disruptionBudget permissions serviceAccountName scc runAsUser kubevirtTimeout '
    + 'kubevirtAllowInsecureTls dataVolume cdiUploadProxy livenessProbe readinessProbe temporarySize additionalVolumes nodeSelector tolerations affinity priorityClassName').split(' ');
  for (const name of names) {
    try {
      newServer({ [name]: value });
    } catch (error) {
      expect((error as Error).message).toMatch(/^redfish\/Redfish: \d+ problems? with RedfishServer\n/);
    }
  }
  for (const key of ['name', 'namespace', 'description', 'vmSelector', 'serviceAccountName', 'createServiceAccount']) {
    try {
      newServer(chassis({ [key]: value }));
    } catch (error) {
      expect((error as Error).message).toMatch(/^redfish\/Redfish: \d+ problems? with RedfishServer\n/);
    }
  }
  for (const key of ['username', 'credentials', 'passwordKey', 'chassis']) {
    try {
      newServer(user({ [key]: value }));
    } catch (error) {
      expect((error as Error).message).toMatch(/^redfish\/Redfish: \d+ problems? with RedfishServer\n/);
    }
  }
});
