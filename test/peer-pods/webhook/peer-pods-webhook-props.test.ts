import { Size } from 'cdk8s';
import {
  ContainerImage, ImagePullPolicy, MetricsEndpoint, PeerPodsRelease, PeerPodsWebhook, PeerPodsWebhookProps, TaintEffect,
  TlsCipherSuite, TlsMinVersion, TolerationOperator, WebhookCertificate, WebhookFailurePolicy,
} from 'cdk8s-coco';
import { Cpu, Secret } from 'cdk8s-plus-28';
import { emitted, identities, one, problemsOf, saidAtSynth } from '../../support/emitted';

const webhook = (props: (secret: (name: string) => Secret) => Partial<PeerPodsWebhookProps>) => emitted((chart) => (
  new PeerPodsWebhook(chart, 'Webhook', {
    release: PeerPodsRelease.latest(), ...props((name) => Secret.fromSecretName(chart, name, name) as Secret),
  })), 'peer-pods-ns');

/** Every prop with a value that is not its default: a new prop breaks this file until it reaches the manifests. */
const all = (secret: (name: string) => Secret): Required<PeerPodsWebhookProps> => ({
  release: PeerPodsRelease.V0_22_0,
  image: ContainerImage.of('registry.example.com/webhook', { tag: 'v0.22.0-mirror' }),
  imagePullPolicy: ImagePullPolicy.ALWAYS,
  imagePullSecrets: [secret('first'), secret('second')],
  resources: {
    cpu: { request: Cpu.millis(20), limit: Cpu.units(1) },
    memory: { request: Size.kibibytes(1000), limit: Size.gibibytes(1) },
  },
  metrics: MetricsEndpoint.disabled(),
  nodeSelector: { pool: 'infra', arch: 'any' },
  tolerations: [{ key: 'infra', operator: TolerationOperator.EXISTS, effect: TaintEffect.NO_SCHEDULE }],
  affinity: { podAntiAffinity: {} },
  priorityClassName: 'high',
  namespace: 'hooks',
  createNamespace: false,
  replicas: 3,
  disruptionBudget: false,
  networkPolicy: false,
  readOnlyRootFilesystem: false,
  failurePolicy: WebhookFailurePolicy.IGNORE,
  certificate: WebhookCertificate.openshiftServiceCa(),
  excludedNamespaces: ['monitoring'],
  tlsMinVersion: TlsMinVersion.TLS_1_2,
  tlsCipherSuites: [TlsCipherSuite.ECDHE_RSA_WITH_AES_128_GCM_SHA256, TlsCipherSuite.ECDHE_RSA_WITH_AES_256_GCM_SHA384],
  runtimeClassName: 'kata-remote-b',
  extendedResource: 'example.com/vm',
});

test('every prop reaches the manifests', () => {
  const objects = webhook(all);
  const { spec } = one(objects, 'Deployment');
  expect(spec.replicas).toBe(3);
  expect(spec.template.spec).toMatchObject({
    imagePullSecrets: [{ name: 'first' }, { name: 'second' }],
    nodeSelector: { arch: 'any', pool: 'infra' },
    tolerations: [{ key: 'infra', operator: 'Exists', effect: 'NoSchedule' }],
    affinity: { podAntiAffinity: {} },
    priorityClassName: 'high',
    containers: [{
      name: 'manager',
      image: 'registry.example.com/webhook:v0.22.0-mirror',
      imagePullPolicy: 'Always',
      args: ['--leader-elect', '--health-probe-bind-address=:8081', '--metrics-bind-address=0'],
      env: [
        { name: 'TARGET_RUNTIMECLASS', value: 'kata-remote-b' },
        { name: 'POD_VM_EXTENDED_RESOURCE', value: 'example.com/vm' },
        { name: 'TLS_MIN_VERSION', value: 'VersionTLS12' },
        { name: 'TLS_CIPHER_SUITES', value: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384' },
      ],
      ports: [{ containerPort: 9443, name: 'webhook-server', protocol: 'TCP' }],
      resources: {
        limits: { 'cpu': '1', 'memory': '1Gi', 'ephemeral-storage': '1Gi' },
        requests: { 'cpu': '20m', 'memory': '1000Ki', 'ephemeral-storage': '64Mi' },
      },
    }],
  });
  expect(spec.template.spec.containers[0].securityContext).toEqual({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } });
  expect(one(objects, 'MutatingWebhookConfiguration').webhooks[0].failurePolicy).toBe('Ignore');
  expect(identities(objects)).toEqual([
    'ServiceAccount hooks/peer-pods-webhook-controller-manager',
    'Role hooks/peer-pods-webhook-leader-election-role',
    'RoleBinding hooks/peer-pods-webhook-leader-election-rolebinding',
    'Service hooks/peer-pods-webhook-webhook-service',
    'Deployment hooks/peer-pods-webhook-controller-manager',
    'MutatingWebhookConfiguration peer-pods-webhook-mutating-webhook-configuration',
  ]);
  expect(one(objects, 'Service').spec.ports).toEqual([{ name: 'webhook', port: 443, protocol: 'TCP', targetPort: 9443 }]);
});

describe('what guards the pods', () => {
  const SELECTED = { 'control-plane': 'controller-manager', 'app.kubernetes.io/part-of': 'peerpods-webhook' };
  const ports = (props: Partial<PeerPodsWebhookProps>) => one(webhook(() => props), 'NetworkPolicy').spec.ingress[0].ports.map(({ port }: { port: number }) => port);

  test('they are reached at the ports of admission, metrics and health, by everyone: an API server has no labels', () => {
    const { metadata, spec } = one(webhook(() => ({})), 'NetworkPolicy');
    expect([metadata.namespace, metadata.name]).toEqual(['peer-pods-webhook-system', 'peer-pods-webhook-controller-manager']);
    expect(spec).toEqual({
      podSelector: { matchLabels: SELECTED },
      policyTypes: ['Ingress'],
      ingress: [{ ports: [9443, 8443, 8081].map((port) => ({ port, protocol: 'TCP' })) }],
    });
    expect(one(webhook(() => ({})), 'Deployment').spec.template.metadata.labels).toMatchObject(SELECTED);
    expect(ports({ metrics: MetricsEndpoint.disabled() })).toEqual([9443, 8081]);
    expect(ports({ release: PeerPodsRelease.V0_17_0, metrics: MetricsEndpoint.unsafeOpen() })).toEqual([9443, 8080, 8081]);
  });

  test('one after the other is evicted, and those that crash always', () => {
    expect(one(webhook(() => ({})), 'PodDisruptionBudget').spec).toEqual({
      maxUnavailable: 1, selector: { matchLabels: SELECTED }, unhealthyPodEvictionPolicy: 'AlwaysAllow',
    });
    const isBudget = (identity: string) => identity.startsWith('PodDisruptionBudget ');
    const has = (props: Partial<PeerPodsWebhookProps>) => identities(webhook(() => props)).some(isBudget);
    const given = [{ replicas: 1 }, { replicas: 1, disruptionBudget: true }, { disruptionBudget: false }];
    expect(given.map(has)).toEqual([false, true, false]);
  });
});

describe('metrics of release 0.17.0', () => {
  const old = (metrics: MetricsEndpoint) => webhook(() => ({ release: PeerPodsRelease.V0_17_0, metrics }));

  test('open to everyone, with a warning', () => {
    const [manager, ...others] = one(old(MetricsEndpoint.unsafeOpen()), 'Deployment').spec.template.spec.containers;
    expect(others).toEqual([]);
    expect(manager.args).toContain('--metrics-bind-address=0.0.0.0:8080');
    expect(saidAtSynth((chart) => new PeerPodsWebhook(chart, 'Webhook', {
      release: PeerPodsRelease.V0_17_0, metrics: MetricsEndpoint.unsafeOpen(),
    }))).toEqual(['warning: peer-pods/Webhook: everyone who reaches its pod can read its metrics; MetricsEndpoint.authenticated() asks the API server.\n']);
  });

  test('behind an image of your own', () => {
    const metrics = MetricsEndpoint.authenticated(ContainerImage.of('registry.example.com/proxy', { tag: 'v0.18.0' }));
    expect(one(old(metrics), 'Deployment').spec.template.spec.containers[0].image).toBe('registry.example.com/proxy:v0.18.0');
  });
});

test.each([
  ['cpu', { cpu: { limit: Cpu.units(2) } }, {
    limits: { 'cpu': '2', 'memory': '128Mi', 'ephemeral-storage': '1Gi' }, requests: { 'memory': '64Mi', 'ephemeral-storage': '64Mi' },
  }],
  ['ephemeralStorage', { ephemeralStorage: { limit: Size.gibibytes(3) } }, {
    limits: { 'cpu': '500m', 'memory': '128Mi', 'ephemeral-storage': '3Gi' }, requests: { cpu: '10m', memory: '64Mi' },
  }],
  ['memory, and nothing for ephemeralStorage,', { memory: { request: Size.mebibytes(32) }, ephemeralStorage: {} }, {
    limits: { cpu: '500m' }, requests: { cpu: '10m', memory: '32Mi' },
  }],
])('what is given for %s replaces both of its quantities, and leaves the others', (_, resources, expected) => {
  expect(one(webhook(() => ({ resources })), 'Deployment').spec.template.spec.containers[0].resources).toEqual(expected);
});

describe('what is refused', () => {
  const refused = (props: { [prop: string]: unknown }) => problemsOf((chart) => new PeerPodsWebhook(chart, 'Webhook', { release: PeerPodsRelease.latest(), ...props }));

  test('all of it at once', () => {
    expect(refused({
      replicas: 0,
      failurePolicy: 'Fial',
      runtimeClassName: 'Kata"; true',
      namespace: 'Hooks',
      excludedNamespaces: ['ok', 'not ok'],
      extendedResource: 'kubernetes.io/vm',
      imagePullPolicy: 'Sometimes',
      resources: {
        cpu: { request: Cpu.units(1), limit: Cpu.millis(999) },
        memory: { request: Size.gibibytes(1), limit: Size.mebibytes(1023) },
      },
      nodeSelector: { pool: 1 },
      priorityClassName: 'Very High',
      tlsMinVersion: 'VersionTLS11',
      tlsCipherSuites: ['ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'TLS_RSA_WITH_RC4_128_SHA'],
    })).toEqual([
      'peer-pods/Webhook: 14 problems with PeerPodsWebhook',
      '  - failurePolicy: got "Fial"; allowed: Fail, Ignore. Did you mean "Fail"? Take a member of WebhookFailurePolicy.',
      '  - imagePullPolicy: got "Sometimes"; allowed: Always, IfNotPresent, Never. Take a member of ImagePullPolicy.',
      '  - nodeSelector["pool"]: got 1; allowed: a string. It is of the type number. Put it in quotes.',
      '  - replicas: got 0; allowed: a whole number from 1. Without a replica no peer pod can start; two let one node fail.',
      '  - runtimeClassName: got "Kata\\"; true"; allowed: a DNS name: a-z, 0-9, "-" and ".". Leave it out for kata-remote.',
      '  - namespace: got "Hooks"; allowed: a DNS label: a-z, 0-9 and "-", at most 63 characters. Take it from kubectl get namespaces.',
      '  - excludedNamespaces[1]: got "not ok"; allowed: a DNS label: a-z, 0-9 and "-", at most 63 characters. Take it from kubectl get namespaces.',
      expect.stringMatching(/^ {2}- extendedResource: got "kubernetes.io\/vm"; allowed: a domain, "\/" and a name/),
      '  - tlsMinVersion: got "VersionTLS11"; allowed: VersionTLS12, VersionTLS13. Take a member of TlsMinVersion.',
      expect.stringMatching(/^ {2}- tlsCipherSuites\[0\]: got "ECDHE_RSA_WITH_AES_128_GCM_SHA256"; .* Take members of TlsCipherSuite\.$/),
      expect.stringMatching(/^ {2}- tlsCipherSuites\[1\]: got "TLS_RSA_WITH_RC4_128_SHA"; .* Take members of TlsCipherSuite\.$/),
      '  - priorityClassName: got "Very High"; allowed: a DNS name: a-z, 0-9, "-" and ".", at most 253 characters. Take it from kubectl get priorityclasses.',
      '  - resources.cpu: got the request "1" and the limit "999m"; allowed: a limit that is not below the request. Raise the limit.',
      '  - resources.memory: got the request "1Gi" and the limit "1023Mi"; allowed: a limit that is not below the request. Raise the limit.',
    ]);
  });

  test('cipher suites beside TLS 1.3, on which the program would stop', () => {
    const tlsCipherSuites = [TlsCipherSuite.ECDHE_RSA_WITH_AES_128_GCM_SHA256];
    expect(refused({ tlsMinVersion: TlsMinVersion.TLS_1_3, tlsCipherSuites }).slice(1)).toEqual([
      '  - tlsCipherSuites: got 1 with the oldest version TLS 1.3; allowed: none, as the cipher suites of TLS 1.3 cannot be chosen and the '
      + 'program would stop. Leave it out, or take TlsMinVersion.TLS_1_2.',
    ]);
  });

  test.each([
    [{ tlsMinVersion: TlsMinVersion.TLS_1_3 }, 'tlsMinVersion: got "VersionTLS13"'],
    [{ tlsCipherSuites: [TlsCipherSuite.ECDHE_RSA_WITH_AES_128_GCM_SHA256] }, 'tlsCipherSuites: got a list'],
  ])('a TLS profile with the release 0.17.0: %j', (props, start) => {
    expect(refused({ ...props, release: PeerPodsRelease.V0_17_0 })[1]).toBe(
      `  - ${start}; allowed: nothing with the release 0.17.0, whose programs do not read it. Take PeerPodsRelease.V0_22_0, or leave it out.`);
  });

  test.each([MetricsEndpoint.unsafeOpen(), MetricsEndpoint.authenticated(ContainerImage.of('proxy', { tag: '1' }))])('metrics that 0.22.0 cannot serve', (metrics) => {
    expect(refused({ metrics })[1]).toContain('metrics: the webhook of release 0.22.0 asks the API server itself who may read its metrics');
  });

  test('misspelt props and wrong types', () => {
    expect(refused({ replica: 2, image: 'webhook:v1', createNamespace: 'no', tlsCipherSuites: 'TLS' })).toEqual([
      'peer-pods/Webhook: 4 problems with PeerPodsWebhook',
      '  - replica: there is no such prop. Did you mean "replicas"?',
      '  - createNamespace: got "no"; allowed: true, false. Give a boolean, not a string.',
      '  - image: got "webhook:v1"; allowed: a ContainerImage. It is of the type string. Take ContainerImage.fromReference(...) or ContainerImage.of(...).',
      '  - tlsCipherSuites: got "TLS"; allowed: a list of TlsCipherSuite values. It is of the type string.',
    ]);
  });

  test.each([
    [{ gpu: {} }, 'gpu: there is no such prop. Did you mean "cpu"?'],
    [{ cpu: '100m' }, 'cpu: got "100m"; allowed: an object like { limit, request }. It is of the type string.'],
    [{ cpu: { request: '100m' } }, 'cpu.request: got "100m"; allowed: a Cpu of cdk8s-plus, like Cpu.millis(10). It is of the type string.'],
    [{ cpu: { limit: Cpu.millis(0) } }, 'cpu.limit: got an object; allowed: a Cpu of more than nothing. Take Cpu.millis(10), for instance.'],
    [{ memory: { limit: 64 } }, 'memory.limit: got 64; allowed: a Size of cdk8s, like Size.mebibytes(64). It is of the type number.'],
    [{ memory: null }, 'memory: got null; allowed: an object like { limit, request }. Leave it out for the default.'],
  ])('the resources %j', (resources, message) => {
    expect(refused({ resources }).slice(1)).toEqual([`  - resources.${message}`]);
  });

  test.each([-1, 1.5, NaN, '2'])('%p replicas', (replicas) => {
    expect(refused({ replicas })[1]).toContain('replicas: got ');
  });

  test.each(['vm', 'kata.peerpods.io/', '/vm', 'a/b/c', 'x.kubernetes.io/vm', 'Kata.io/vm', 'kata.peerpods.io/v m', `${'a.'.repeat(125)}io/vm`])(
    'the extended resource %s', (extendedResource) => {
      expect(refused({ extendedResource })[1]).toContain('extendedResource: got ');
    });
});
