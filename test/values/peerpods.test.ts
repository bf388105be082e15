import { EDITIONS } from '../../src/values/editions';
import { SchemaNode } from '../../src/values/engine/schema';
import { changes, rendering } from '../cli/rendering';
import { Manifest } from '../support/synth';

const OLD = 'peerpods@0.1.0';
const NEW = 'peerpods@0.4.0';
const BOTH = [OLD, NEW];

type Changes = Record<string, unknown>;

/** Values, and everything that they change in what the chart's defaults give. */
interface Row {
  readonly editions: readonly string[];
  readonly yaml: string;
  readonly expected: Changes;
}

const row = (editions: readonly string[], yaml: string, expected: Changes = {}): Row => ({ editions, yaml, expected });

const DAEMON_SET = 'DaemonSet cloud-api-adaptor-daemonset';
const POD = `${DAEMON_SET} spec.template.spec`;
const ADAPTOR = `${POD}.containers[cloud-api-adaptor-con]`;
const CONFIG = 'ConfigMap peer-pods-cm data';
const CREDENTIALS = 'Secret peer-pods-secret';
const CONTROLLER = 'Deployment peerpodctrl-controller-manager spec.template';
const MANAGER = `${CONTROLLER}.spec.containers[manager]`;
const HOOK = 'Deployment peer-pods-webhook-controller-manager spec';
const HOOK_MANAGER = `${HOOK}.template.spec.containers[manager]`;
const REGISTRATION = 'MutatingWebhookConfiguration peer-pods-webhook-mutating-webhook-configuration';
const NOT_CREATED = {
  [`${CREDENTIALS} apiVersion`]: undefined,
  [`${CREDENTIALS} kind`]: undefined,
  [`${CREDENTIALS} metadata.name`]: undefined,
  [`${CREDENTIALS} metadata.namespace`]: undefined,
  [`${CREDENTIALS} metadata.labels.app.kubernetes.io/instance`]: undefined,
  [`${CREDENTIALS} metadata.labels.app.kubernetes.io/managed-by`]: undefined,
  [`${CREDENTIALS} metadata.labels.app.kubernetes.io/name`]: undefined,
  [`${CREDENTIALS} stringData`]: undefined,
  [`${CREDENTIALS} type`]: undefined,
};
const volume = (name: string, mount: Changes, source: Changes) => ({
  [`${ADAPTOR}.volumeMounts[${name}].name`]: 'name' in mount ? mount.name : name,
  ...Object.fromEntries(Object.entries(mount).filter(([key]) => key !== 'name').map(([key, value]) => [`${ADAPTOR}.volumeMounts[${name}].${key}`, value])),
  [`${POD}.volumes[${name}].name`]: 'name' in mount ? mount.name : name,
  ...Object.fromEntries(Object.entries(source).map(([key, value]) => [`${POD}.volumes[${name}].${key}`, value])),
});
const secretVolume = (name: string, mountPath: string, secretName: string) => volume(
  name, { mountPath, readOnly: true }, { 'secret.defaultMode': 0o600, 'secret.optional': true, 'secret.secretName': secretName });
const gone = (there: Changes) => Object.fromEntries(Object.keys(there).map((key) => [key, undefined]));
const SSH = secretVolume('ssh', '/root/.ssh/', 'ssh-key-secret');
const inlineSecret = (name: string, data: Changes) => ({
  [`Secret ${name} apiVersion`]: 'v1',
  [`Secret ${name} kind`]: 'Secret',
  [`Secret ${name} metadata.name`]: name,
  [`Secret ${name} metadata.namespace`]: expect.any(String),
  [`Secret ${name} metadata.labels.app.kubernetes.io/instance`]: 'release-name',
  [`Secret ${name} metadata.labels.app.kubernetes.io/managed-by`]: 'Helm',
  [`Secret ${name} metadata.labels.app.kubernetes.io/name`]: 'peerpods',
  [`Secret ${name} type`]: 'Opaque',
  ...Object.fromEntries(Object.entries(data).map(([key, value]) => [`Secret ${name} stringData.${key}`, value])),
});
const filled = (data: Changes) => ({
  [`${CREDENTIALS} stringData`]: undefined, // it was empty
  ...Object.fromEntries(Object.entries(data).map(([key, value]) => [`${CREDENTIALS} stringData.${key}`, value])),
});

const IBM_PLACE = 'IBMCLOUD_CLUSTER_ID: c1, IBMCLOUD_ZONE: eu-de-1, IBMCLOUD_VPC_ENDPOINT: "https://eu-de.iaas.cloud.ibm.com/v1"';

const ROWS: readonly Row[] = [
  // The adaptor
  row(BOTH, 'image: {name: registry.example.com/caa, tag: v1}', { [`${ADAPTOR}.image`]: 'registry.example.com/caa:v1' }),
  row(BOTH, 'image: {tag: 7}', { [`${ADAPTOR}.image`]: 'quay.io/confidential-containers/cloud-api-adaptor:7' }),
  row(BOTH, 'image: {name: "", tag: null}'),
  row(BOTH, 'image: {tag: 0}'),
  row(BOTH, 'limit: 50'),
  row(BOTH, 'daemonset: {updateStrategy: {maxUnavailable: "010", maxSurge: 0}}', { // octal, as Helm writes it without quotes
    [`${DAEMON_SET} spec.updateStrategy.rollingUpdate.maxUnavailable`]: 8,
    [`${DAEMON_SET} spec.updateStrategy.rollingUpdate.maxSurge`]: 0,
  }),
  row(BOTH, 'daemonset: {updateStrategy: {maxUnavailable: "25%", maxSurge: "0"}}', {
    [`${DAEMON_SET} spec.updateStrategy.rollingUpdate.maxUnavailable`]: '25%',
    [`${DAEMON_SET} spec.updateStrategy.rollingUpdate.maxSurge`]: 0,
  }),
  row(BOTH, 'daemonset: {podLabels: {azure.workload.identity/use: "true", app: cloud-api-adaptor}}', {
    [`${DAEMON_SET} spec.template.metadata.labels.azure.workload.identity/use`]: 'true',
  }),
  row([NEW], 'daemonset: {serviceAccount: {annotations: {azure.workload.identity/client-id: id}}}', {
    'ServiceAccount cloud-api-adaptor metadata.annotations.azure.workload.identity/client-id': 'id',
  }),

  // Its settings
  row(BOTH, 'providerConfigs: {libvirt: {LIBVIRT_NET: a, PORT: 7, HALF: 0.5, ON_OR_OFF: true, NONE: null}, aws: {AWS_REGION: b}}', {
    [`${CONFIG}.LIBVIRT_NET`]: 'a',
    [`${CONFIG}.PORT`]: '7',
    [`${CONFIG}.HALF`]: '0.5',
    [`${CONFIG}.ON_OR_OFF`]: 'true',
    [`${CONFIG}.NONE`]: '',
  }),
  row(BOTH, String.raw`providerConfigs: {libvirt: {A: "a\"b\\c", B: "x\ny", C: 1234567, D: "日本", E: "$HOME", F: "it's"}}`, {
    [`${CONFIG}.A`]: 'a"b\\c',
    [`${CONFIG}.B`]: 'x\ny',
    [`${CONFIG}.C`]: '1234567',
    [`${CONFIG}.D`]: '日本',
    [`${CONFIG}.E`]: '$HOME',
    [`${CONFIG}.F`]: 'it\'s',
  }),
  row(BOTH, 'providerConfigs: {libvirt: {CLOUD_PROVIDER: other}}', { [`${CONFIG}.CLOUD_PROVIDER`]: 'other' }),
  row([NEW], 'provider: ibmcloudpowervs', { [`${CONFIG}.CLOUD_PROVIDER`]: 'ibmcloud-powervs', ...gone(SSH) }),
  row([NEW], 'provider: ibmcloud-powervs', { [`${CONFIG}.CLOUD_PROVIDER`]: 'ibmcloud-powervs', ...gone(SSH) }),
  row([OLD], 'provider: ibmcloud-powervs', { [`${CONFIG}.CLOUD_PROVIDER`]: 'ibmcloud-powervs' }),
  row([OLD], 'provider: docker', {
    [`${CONFIG}.CLOUD_PROVIDER`]: 'docker',
    ...volume('docker-socket', { mountPath: '/var/run/docker.sock' }, { 'hostPath.path': '/var/run/docker.sock' }),
    ...volume('docker-dir', { mountPath: '/var/lib/docker' }, { 'hostPath.path': '/var/lib/docker' }),
  }),
  row([NEW], `provider: ibmcloud, providerConfigs: {ibmcloud: {${IBM_PLACE}}}`, {
    [`${CONFIG}.CLOUD_PROVIDER`]: 'ibmcloud',
    [`${CONFIG}.IBMCLOUD_CLUSTER_ID`]: 'c1',
    [`${CONFIG}.IBMCLOUD_ZONE`]: 'eu-de-1',
    [`${CONFIG}.IBMCLOUD_VPC_ENDPOINT`]: 'https://eu-de.iaas.cloud.ibm.com/v1',
    ...gone(SSH),
    ...volume('vault-token', { mountPath: '/var/run/secrets/tokens' }, {
      'projected.sources[0].serviceAccountToken.audience': 'iam',
      'projected.sources[0].serviceAccountToken.expirationSeconds': 3600,
      'projected.sources[0].serviceAccountToken.path': 'vault-token',
    }),
  }),
  row([NEW], 'provider: alibabacloud, alibabacloud: {rrsa: {enable: true}}', {
    [`${CONFIG}.CLOUD_PROVIDER`]: 'alibabacloud',
    ...gone(SSH),
    ...volume('rrsa-oidc-token', { mountPath: '/var/run/secrets/ack.alibabacloud.com/rrsa-tokens', readOnly: true }, {
      'projected.defaultMode': 0o644,
      'projected.sources[0].serviceAccountToken.audience': 'sts.aliyuncs.com',
      'projected.sources[0].serviceAccountToken.expirationSeconds': 3600,
      'projected.sources[0].serviceAccountToken.path': 'token',
    }),
  }),
  row([NEW], 'alibabacloud: {rrsa: {enable: true}}'), // another provider
  row([NEW], 'tlsProfile: {minVersion: VersionTLS12, cipherSuites: "A,B"}', {
    [`${CONFIG}.TLS_MIN_VERSION`]: 'VersionTLS12', [`${CONFIG}.TLS_CIPHER_SUITES`]: 'A,B',
  }),
  row([NEW], 'providerConfigs: {libvirt: {TLS_MIN_VERSION: VersionTLS12}}, tlsProfile: {minVersion: VersionTLS13}', {
    [`${CONFIG}.TLS_MIN_VERSION`]: 'VersionTLS13',
  }),

  // Secrets
  row(BOTH, 'secrets: {mode: null}', NOT_CREATED),
  row(BOTH, 'secrets: {existingSecretName: mine}'), // for the mode reference only
  row([OLD], 'secrets: {mode: reference, existingSecretName: mine}', { ...NOT_CREATED, [`${ADAPTOR}.envFrom[0].secretRef.name`]: 'mine' }),
  row([NEW], 'secrets: {mode: reference, existingSecretName: mine, existingSshKeySecretName: key}', {
    ...NOT_CREATED,
    [`${ADAPTOR}.envFrom[0].secretRef.name`]: 'mine',
    [`${POD}.volumes[ssh].secret.secretName`]: 'key',
  }),
  row([NEW], 'secrets: {mode: reference}', {
    ...NOT_CREATED,
    ...gone(SSH),
    [`${ADAPTOR}.envFrom[0].secretRef.name`]: undefined,
    [`${ADAPTOR}.envFrom[0].configMapRef.name`]: 'peer-pods-cm',
    [`${ADAPTOR}.envFrom[1].configMapRef.name`]: undefined,
  }),
  row([NEW], 'providerConfigs: {libvirt: {CACERT_FILE: /c}}, secrets: {mode: reference, existingSecretName: mine, '
    + 'existingSshKeySecretName: ssh-key-secret, existingTlsSecretName: tls}', {
    ...NOT_CREATED,
    [`${CONFIG}.CACERT_FILE`]: '/c',
    [`${ADAPTOR}.envFrom[0].secretRef.name`]: 'mine',
    ...secretVolume('certs', '/etc/certificates', 'tls'),
  }),
  row([NEW], 'providerConfigs: {libvirt: {CACERT_FILE: /c}}, secrets: {tlsCerts: {caCert: a, clientCert: "b\\n", clientKey: "c\\n\\n"}}', {
    [`${CONFIG}.CACERT_FILE`]: '/c',
    ...secretVolume('certs', '/etc/certificates', 'certs-for-tls'),
    ...inlineSecret('certs-for-tls', { 'ca.crt': 'a\n', 'client.crt': 'b\n', 'client.key': 'c\n' }),
  }),
  row(BOTH, String.raw`providerSecrets: {libvirt: {P: "p\"'$\\é", NUMBER: 1234567, J: "{\"k\":\n\"v\"}"}, aws: {X: y}}`, filled({
    P: 'p"\'$\\é', NUMBER: '1234567', J: '{"k":\n"v"}',
  })),
  row([OLD], 'providerSecrets: {libvirt: {id_rsa: key, id_rsa.pub: "public\\n"}}', inlineSecret('ssh-key-secret', { 'id_rsa': 'key\n', 'id_rsa.pub': 'public\n' })),
  row([NEW], 'providerSecrets: {libvirt: {id_rsa: "key\\r\\nmore"}}', inlineSecret('ssh-key-secret', { id_rsa: 'key\nmore\n' })),
  row([NEW], 'provider: byom, providerSecrets: {byom: {id_rsa: key, id_rsa_pub: public}}', {
    [`${CONFIG}.CLOUD_PROVIDER`]: 'byom',
    ...inlineSecret('ssh-key-secret', { 'id_rsa': 'key\n', 'id_rsa.pub': 'public\n' }),
  }),

  // The resource controller
  row(BOTH, 'resourceCtrl: {image: {repository: registry.example.com/ctrl, tag: v1, pullPolicy: Always}}', {
    [`${MANAGER}.image`]: 'registry.example.com/ctrl:v1', [`${MANAGER}.imagePullPolicy`]: 'Always',
  }),
  row(BOTH, 'resourceCtrl: {authProxy: {image: registry.example.com/proxy:v1}}', {
    [`${CONTROLLER}.spec.containers[kube-rbac-proxy].image`]: 'registry.example.com/proxy:v1',
  }),
  row(BOTH, 'daemonset: {podLabels: {a: null}}', { [`${DAEMON_SET} spec.template.metadata.labels.a`]: '' }),
  row([NEW], 'resourceCtrl: {podLabels: {a: b}, serviceAccount: {annotations: {c: d}}}', {
    [`${CONTROLLER}.metadata.labels.a`]: 'b', 'ServiceAccount peerpodctrl-controller-manager metadata.annotations.c': 'd',
  }),
  row(BOTH, 'resourceCtrl: {enabled: true}'),
  row(BOTH, 'resourceCtrl: {global: {a: 1}}, global: {b: {c: 2}}'),

  // The webhook
  row(BOTH, 'webhook: {image: {repository: registry.example.com/hook, tag: v1, pullPolicy: ""}}', {
    [`${HOOK_MANAGER}.image`]: 'registry.example.com/hook:v1', [`${HOOK_MANAGER}.imagePullPolicy`]: undefined,
  }),
  row(BOTH, 'webhook: {replicas: "3", resources: {limits: {cpu: 1}}}', { [`${HOOK}.replicas`]: 3, [`${HOOK_MANAGER}.resources.limits.cpu`]: 1 }),
  row(BOTH, 'webhook: {replicas: "010", resources: {limits: {cpu: 0.5}}}', { // octal, as Helm writes it without quotes
    [`${HOOK}.replicas`]: 8, [`${HOOK_MANAGER}.resources.limits.cpu`]: 0.5,
  }),
  row(BOTH, 'webhook: {replicas: null, enabled: true}', { [`${HOOK}.replicas`]: undefined }),
  row(BOTH, 'webhook: {webhook: {targetRuntimeClass: kata, podVMExtendedResource: example.com/vm, failurePolicy: Ignore}}', {
    [`${HOOK_MANAGER}.env[TARGET_RUNTIMECLASS].value`]: 'kata',
    [`${HOOK_MANAGER}.env[POD_VM_EXTENDED_RESOURCE].value`]: 'example.com/vm',
    [`${REGISTRATION} webhooks[mwebhook.peerpods.io].failurePolicy`]: 'Ignore',
  }),
  row([NEW], 'webhook: {tlsMinVersion: VersionTLS12, tlsCipherSuites: " A,B "}', {
    [`${HOOK_MANAGER}.env[TLS_MIN_VERSION].name`]: 'TLS_MIN_VERSION',
    [`${HOOK_MANAGER}.env[TLS_MIN_VERSION].value`]: 'VersionTLS12',
    [`${HOOK_MANAGER}.env[TLS_CIPHER_SUITES].name`]: 'TLS_CIPHER_SUITES',
    [`${HOOK_MANAGER}.env[TLS_CIPHER_SUITES].value`]: 'A,B',
  }),
  row([OLD], 'webhook: {authProxy: {image: registry.example.com/proxy:v1, resources: null}}', {
    [`${HOOK}.template.spec.containers[kube-rbac-proxy].image`]: 'registry.example.com/proxy:v1',
    ...Object.fromEntries(['limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'].map((key) => (
      [`${HOOK}.template.spec.containers[kube-rbac-proxy].resources.${key}`, undefined]))),
  }),
];

const text = (yaml: string) => (/\bproviderConfigs:/.test(yaml) ? `{${yaml}}` : `{providerConfigs: {}${yaml && `, ${yaml}`}}`);
const standard = new Map<string, Manifest[]>();
function defaults(edition: string): Manifest[] {
  if (!standard.has(edition)) standard.set(edition, rendering(edition, '{providerConfigs: {}}').objects);
  return standard.get(edition)!;
}
function render(edition: string, yaml: string): Manifest[] {
  const { objects, lines } = rendering(edition, text(yaml));
  expect(lines.filter((line) => line.startsWith('error'))).toEqual([]);
  return objects;
}
const named = (objects: readonly Manifest[]) => objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);

describe.each(BOTH)('%s', (edition) => {
  test.each(ROWS.filter(({ editions }) => editions.includes(edition)))('$yaml', ({ yaml, expected }) => {
    expect(changes(defaults(edition), render(edition, yaml))).toStrictEqual(expected);
  });
});

test.each(BOTH)('%s: every key that the schema has is in the table, or has a test below', (edition) => {
  const below = [
    'namespace', 'resourceCtrl.namespace', 'resourceCtrl.namePrefix', 'resourceCtrl.authProxy.enabled', 'webhook.namespace', 'webhook.namespaceOverride',
    'webhook.namePrefix', 'webhook.authProxy.enabled', 'webhook.certManager.enabled', 'webhook.global', 'webhook.resources.requests',
    'webhook.resources.claims', 'webhook.authProxy.resources.requests', 'webhook.authProxy.resources.claims', 'kata-deploy',
  ];
  const tried = ROWS.filter(({ editions }) => editions.includes(edition)).map(({ yaml }) => yaml).join('\n');
  const missing = keys(EDITIONS.find(({ name }) => name === edition)!.load().schema)
    .filter((path) => !/^provider(Configs|Secrets)\./.test(path) && !below.some((one) => path === one || path.startsWith('kata-deploy.')))
    .filter((path) => !tried.includes(`${path.split('.').pop()!}:`));
  expect(missing).toEqual([]);
});

describe('namespaces', () => {
  const namespaces = (edition: string, yaml: string) => {
    const found = render(edition, yaml);
    return {
      objects: found.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata),
      used: [...new Set(found.map(({ metadata }) => metadata.namespace).filter(Boolean))],
    };
  };
  const webhook = (name: string) => ({ name, labels: { 'control-plane': 'controller-manager' } });
  const controller = (name: string) => ({
    name,
    labels: {
      'control-plane': 'controller-manager',
      'app.kubernetes.io/name': 'namespace',
      'app.kubernetes.io/instance': 'system',
      'app.kubernetes.io/component': 'manager',
      'app.kubernetes.io/created-by': 'peerpodctrl',
      'app.kubernetes.io/part-of': 'peerpodctrl',
    },
  });
  const COCO = 'confidential-containers-system';

  test('0.1.0: one object where webhook and controller share it, with the labels of the webhook\'s chart', () => {
    expect(namespaces(OLD, '').objects).toEqual([webhook(COCO)]);
  });

  test('0.1.0: one each where they do not; nobody creates the adaptor\'s', () => {
    const { objects, used } = namespaces(OLD, 'namespace: a, webhook: {namespace: b}, resourceCtrl: {namespace: c}');
    expect(objects).toEqual([controller('c'), webhook('b')]);
    expect(used).toEqual(expect.arrayContaining(['a', 'b', 'c']));
    expect(used).not.toContain(COCO);
  });

  test('0.1.0: with one of them off', () => {
    expect(namespaces(OLD, 'webhook: {enabled: false}').objects).toEqual([controller(COCO)]);
    expect(namespaces(OLD, 'resourceCtrl: {enabled: false}').objects).toEqual([webhook(COCO)]);
    expect(namespaces(OLD, 'webhook: {enabled: false}, resourceCtrl: {enabled: false}').objects).toEqual([]);
  });

  test('0.4.0: the webhook\'s own, unless it is that of the release', () => {
    expect(namespaces(NEW, '').objects).toEqual([{ name: 'peer-pods-webhook-system' }]);
    expect(namespaces(NEW, 'webhook: {namespaceOverride: hooks}').objects).toEqual([{ name: 'hooks' }]);
    expect(namespaces(NEW, 'webhook: {namespaceOverride: ""}')).toEqual({ objects: [], used: ['default'] });
    expect(namespaces(NEW, 'webhook: {namespaceOverride: default}')).toEqual({ objects: [], used: ['default'] });
  });
});

describe.each(BOTH)('%s: parts', (edition) => {
  const WEBHOOK = /peer-pods-webhook/;
  const RESOURCE_CONTROLLER = /peerpodctrl|CustomResourceDefinition/;

  test('the CRD comes first, and a namespace before what is in it', () => {
    const [first, ...rest] = defaults(edition);
    expect(`${first.kind} ${first.metadata.name}`).toBe('CustomResourceDefinition peerpods.confidentialcontainers.org');
    const namespace = rest.findIndex(({ kind }) => kind === 'Namespace');
    expect(namespace).toBeLessThan(rest.findIndex(({ metadata }) => metadata.namespace === rest[namespace].metadata.name));
  });

  test('without the webhook', () => {
    const found = named(render(edition, 'webhook: {enabled: false}'));
    expect(found.filter((name) => WEBHOOK.test(name))).toEqual([]);
    expect(found.filter((name) => RESOURCE_CONTROLLER.test(name))).not.toEqual([]);
  });

  test('without the resource controller, its CRD included', () => {
    const found = named(render(edition, 'resourceCtrl: {enabled: false}'));
    expect(found.filter((name) => RESOURCE_CONTROLLER.test(name))).toEqual([]);
    expect(found.filter((name) => WEBHOOK.test(name))).not.toEqual([]);
  });

  test('another prefix renames every object, and what refers to it', () => {
    const before = JSON.stringify(defaults(edition));
    const after = JSON.stringify(render(edition, 'webhook: {namePrefix: my-hook-}, resourceCtrl: {namePrefix: my-ctrl-}'));
    expect(after).toBe(before.split('peer-pods-webhook-').join('my-hook-').split('peerpodctrl-').join('my-ctrl-')
      .split('my-hook-system').join('peer-pods-webhook-system'));
  });

  test('metrics without a sidecar: no Service and no roles for them', () => {
    const before = named(defaults(edition));
    const found = render(edition, 'resourceCtrl: {authProxy: {enabled: false}}');
    expect(before.filter((name) => !named(found).includes(name))).toEqual([
      'ClusterRole peerpodctrl-proxy-role', 'ClusterRoleBinding peerpodctrl-proxy-rolebinding', 'ClusterRole peerpodctrl-metrics-reader',
      'Service peerpodctrl-controller-manager-metrics-service',
    ]);
    const { containers } = found.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'peerpodctrl-controller-manager')!.spec.template.spec;
    expect(containers.map(({ name, args }: Manifest) => [name, args])).toEqual([
      ['manager', ['--health-probe-bind-address=:8081', '--metrics-bind-address=0.0.0.0:8080', '--leader-elect']],
    ]);
  });

  test('without cert-manager: no certificate, and nothing that would have a CA injected', () => {
    const found = render(edition, 'webhook: {certManager: {enabled: false}}');
    expect(named(defaults(edition)).filter((name) => !named(found).includes(name))).toEqual([
      'Issuer peer-pods-webhook-selfsigned-issuer', 'Certificate peer-pods-webhook-serving-cert',
    ]);
    const { metadata, webhooks } = found.find(({ kind }) => kind === 'MutatingWebhookConfiguration')!;
    expect(metadata.annotations).toBeUndefined();
    expect(Object.keys(webhooks[0].clientConfig)).toEqual(['service']);
  });
});

describe.each(BOTH)('%s: kata-deploy', (edition) => {
  const PART = /\bkata-deploy|^RuntimeClass /;
  const daemonSet = (objects: readonly Manifest[]) => objects.find(({ kind, metadata }) => kind === 'DaemonSet' && metadata.name === 'kata-deploy')!;

  test('the shim of remote hypervisors, and its RuntimeClass', () => {
    const found = defaults(edition);
    expect(named(found)).toContain('RuntimeClass kata-remote');
    expect(daemonSet(found).metadata.namespace).toBe('default'); // the release's, whatever the chart's own values say
    const { env } = daemonSet(found).spec.template.spec.containers[0];
    expect(env.find(({ name }: Manifest) => name === 'SHIMS_X86_64').value.split(' ')).toContain('remote');
  });

  test('its values reach it', () => {
    const place = 'DaemonSet kata-deploy spec.template.spec';
    expect(changes(defaults(edition), render(edition, 'kata-deploy: {image: {tag: 9.9.9}, nodeSelector: {pool: a}}'))).toEqual(expect.objectContaining({
      [`${place}.containers[kube-kata].image`]: 'quay.io/kata-containers/kata-deploy:9.9.9', [`${place}.nodeSelector.pool`]: 'a',
    }));
  });

  test('the uninstall phase is its own; the other parts leave nothing on nodes', () => {
    const { objects } = rendering(edition, '{providerConfigs: {}}', 'uninstall');
    expect(objects.length).toBeGreaterThan(3);
    expect(named(objects).filter((name) => !PART.test(name))).toEqual([]);
  });

  test('its switch, which 0.1.0 does not have', () => {
    const { objects, lines } = rendering(edition, text('kata-deploy: {enabled: false}'));
    if (edition === OLD) {
      expect(lines.filter((line) => line.startsWith('error'))).toEqual([expect.stringMatching(/^error kata-deploy\.enabled: unknown key/)]);
      return;
    }
    expect(named(objects)).toEqual(named(defaults(edition)).filter((name) => !PART.test(name)));
    expect(rendering(edition, text('kata-deploy: {enabled: false}'), 'uninstall').objects).toEqual([]);
  });
});

test('0.1.0: the webhook\'s metrics without a sidecar', () => {
  const found = render(OLD, 'webhook: {authProxy: {enabled: false}}');
  expect(named(defaults(OLD)).filter((name) => !named(found).includes(name))).toEqual([
    'ClusterRole peer-pods-webhook-proxy-role', 'ClusterRoleBinding peer-pods-webhook-proxy-rolebinding', 'ClusterRole peer-pods-webhook-metrics-reader',
  ]);
  const service = found.find(({ kind, metadata }) => kind === 'Service' && metadata.name === 'peer-pods-webhook-webhook-service')!;
  expect(service.spec.ports.map(({ port }: Manifest) => port)).toEqual([443]);
});

test('what the charts\' own mistakes would leave broken', () => {
  const old = defaults(OLD);
  const binding = old.find(({ kind, metadata }) => kind === 'ClusterRoleBinding' && metadata.name === 'peerpodctrl-manager-rolebinding')!;
  expect(named(old)).toContain(`ClusterRole ${binding.roleRef.name}`);
  expect(old.find(({ kind }) => kind === 'MutatingWebhookConfiguration')!.metadata.annotations).toEqual({
    'cert-manager.io/inject-ca-from': 'confidential-containers-system/peer-pods-webhook-serving-cert',
  });
});

describe.each([OLD, NEW])('%s on IBM Cloud: VMs can be deleted', (edition) => {
  const manager = (yaml: string) => render(edition, yaml).find(({ metadata }) => metadata.name === 'peerpodctrl-controller-manager'
    && metadata.labels['app.kubernetes.io/name'] === 'deployment')!.spec.template.spec;
  const more = (yaml: string) => named(render(edition, yaml)).filter((name) => /cluster-info|peerpodctrl-node-viewer/.test(name));

  test('its id is read from kube-system, and its zone from the node', () => {
    expect(more('provider: ibmcloud')).toEqual([
      'Role peerpodctrl-cluster-info', 'RoleBinding peerpodctrl-cluster-info', 'ClusterRole peerpodctrl-node-viewer',
      'ClusterRoleBinding peerpodctrl-node-viewer', 'Role cloud-api-adaptor-cluster-info', 'RoleBinding cloud-api-adaptor-cluster-info',
    ]);
    const roles = render(edition, 'provider: ibmcloud').filter(({ metadata }) => /cluster-info$/.test(metadata.name));
    expect(new Set(roles.map(({ metadata }) => metadata.namespace))).toEqual(new Set(['kube-system']));
    expect(manager('provider: ibmcloud').containers.slice(-1)[0].env)
      .toContainEqual({ name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } });
  });

  test('nothing is added where the values say it, or for another provider', () => {
    expect(more(`provider: ibmcloud, providerConfigs: {ibmcloud: {${IBM_PLACE}}}`)).toEqual([]);
    expect(more('provider: ibmcloud-powervs')).toEqual([]);
    expect(more('provider: byom')).toEqual([]);
  });
});

test('0.4.0 on IBM Cloud with a trusted profile: the resource controller gets its token too', () => {
  const volumes = (yaml: string) => render(NEW, yaml).find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'peerpodctrl-controller-manager')!
    .spec.template.spec.volumes.map(({ name }: { name: string }) => name);
  expect(volumes('provider: ibmcloud, providerConfigs: {ibmcloud: {IBMCLOUD_IAM_PROFILE_ID: Profile-1}}')).toEqual(['ssh', 'vault-token']);
  expect(volumes('provider: ibmcloud, providerSecrets: {ibmcloud: {IBMCLOUD_IAM_PROFILE_ID: Profile-1}}')).toEqual(['ssh', 'vault-token']);
  expect(volumes('provider: ibmcloud, providerSecrets: {ibmcloud: {IBMCLOUD_API_KEY: k}}')).toEqual(['ssh']);
});

/** The path of every value below a schema; free maps, lists and sections that hold anything count as one. */
function keys(schema: SchemaNode, path: readonly string[] = []): string[] {
  return schema.kind === 'object' && !schema.open
    ? Object.entries(schema.fields).flatMap(([key, field]) => keys(field, [...path, key]))
    : [path.join('.')];
}
