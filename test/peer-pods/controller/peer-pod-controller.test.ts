import { ApiObject, App, Chart, Size } from 'cdk8s';
import {
  ContainerImage, ImagePullPolicy, MetricsEndpoint, PeerPodController, PeerPodControllerProps, PeerPodsIdentity,
  PeerPodsProvider, PeerPodsRelease, SecretSource, SecretStore, TolerationOperator,
} from 'cdk8s-coco';
import { Secret } from 'cdk8s-plus-28';
import { emitted, identities, one, problemsOf, saidAtSynth } from '../../support/emitted';

const NAMESPACE = 'confidential-containers-system';
const controller = (props: Partial<PeerPodControllerProps> = {}) => emitted((chart) => new PeerPodController(chart, 'Controller', { release: PeerPodsRelease.latest(), ...props }), NAMESPACE);
const pod = (props?: Partial<PeerPodControllerProps>) => one(controller(props), 'Deployment').spec.template;
const manager = (props?: Partial<PeerPodControllerProps>) => pod(props).spec.containers.slice(-1)[0];

test('the objects', () => {
  expect(identities(controller())).toEqual([
    'ServiceAccount confidential-containers-system/peerpodctrl-controller-manager',
    'ClusterRole peerpodctrl-manager-role',
    'ClusterRoleBinding peerpodctrl-manager-rolebinding',
    'Role confidential-containers-system/peerpodctrl-settings-viewer',
    'RoleBinding confidential-containers-system/peerpodctrl-settings-viewer',
    'Role confidential-containers-system/peerpodctrl-leader-election-role',
    'RoleBinding confidential-containers-system/peerpodctrl-leader-election-rolebinding',
    'ClusterRole peerpodctrl-proxy-role',
    'ClusterRoleBinding peerpodctrl-proxy-rolebinding',
    'ClusterRole peerpodctrl-metrics-reader',
    'Service confidential-containers-system/peerpodctrl-controller-manager-metrics-service',
    'NetworkPolicy confidential-containers-system/peerpodctrl-controller-manager',
    'Deployment confidential-containers-system/peerpodctrl-controller-manager',
  ]);
});

test('it may delete VMs of PeerPods, and read what the adaptor reads', () => {
  const role = one(controller(), 'ClusterRole', 'peerpodctrl-manager-role');
  expect(role.rules).toEqual([
    { apiGroups: ['confidentialcontainers.org'], resources: ['peerpods'], verbs: ['delete', 'get', 'list', 'update', 'watch'] },
  ]);
  expect(one(controller(), 'Role', 'peerpodctrl-settings-viewer').rules).toEqual([
    { apiGroups: [''], resourceNames: ['peer-pods-cm', 'peer-pods-secret'], resources: ['configmaps', 'secrets'], verbs: ['get'] },
  ]);
  expect(one(controller(), 'Role', 'peerpodctrl-leader-election-role').rules).toEqual([
    { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create', 'get', 'update'] },
    { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
  ]);
  const binding = one(controller(), 'ClusterRoleBinding', 'peerpodctrl-manager-rolebinding');
  expect(binding.roleRef.name).toBe(role.metadata.name); // in the chart 0.1.0 it names a role that is not there
});

test('its pod has the settings and the keys of the adaptor, as far as they are there', () => {
  expect(manager()).toEqual({
    name: 'manager',
    image: 'quay.io/confidential-containers/peerpod-ctrl:v0.22.0',
    imagePullPolicy: 'IfNotPresent',
    command: ['/manager'],
    args: ['--health-probe-bind-address=:8081', '--metrics-bind-address=127.0.0.1:8080', '--leader-elect'],
    env: [{ name: 'PEERPODS_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } }],
    envFrom: [
      { secretRef: { name: 'peer-pods-secret', optional: true } },
      { configMapRef: { name: 'peer-pods-cm', optional: true } },
    ],
    livenessProbe: { httpGet: { path: '/healthz', port: 8081 }, initialDelaySeconds: 15, periodSeconds: 20 },
    readinessProbe: { httpGet: { path: '/readyz', port: 8081 }, initialDelaySeconds: 5, periodSeconds: 10 },
    resources: {
      limits: { 'cpu': '500m', 'memory': '128Mi', 'ephemeral-storage': '1Gi' }, requests: { 'cpu': '10m', 'memory': '64Mi', 'ephemeral-storage': '64Mi' },
    },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
    volumeMounts: [{ mountPath: '/root/.ssh/', name: 'ssh', readOnly: true }, { mountPath: '/tmp', name: 'tmp' }],
  });
  expect(pod().spec.volumes).toEqual([
    { name: 'ssh', secret: { defaultMode: 384, optional: true, secretName: 'ssh-key-secret' } }, { name: 'tmp', emptyDir: { sizeLimit: '256Mi' } },
  ]);
  expect(pod().spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms).toEqual([{
    matchExpressions: [
      { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64', 'arm64', 'ppc64le', 's390x'] },
      { key: 'kubernetes.io/os', operator: 'In', values: ['linux'] },
    ],
  }]);
});

/** Every prop with a value that is not its default: a new prop breaks this file until it reaches the manifests. */
const all = (secret: (name: string) => Secret): Required<PeerPodControllerProps> => ({
  release: PeerPodsRelease.V0_17_0,
  provider: PeerPodsProvider.ibmCloud({ imageIds: ['r010-1'], instanceProfile: 'bx2-2x8' }),
  image: ContainerImage.of('registry.example.com/ctrl', { tag: 'v1' }),
  imagePullPolicy: ImagePullPolicy.NEVER,
  imagePullSecrets: [secret('pull')],
  resources: { memory: { limit: Size.mebibytes(256) } },
  metrics: MetricsEndpoint.disabled(),
  networkPolicy: false,
  readOnlyRootFilesystem: false,
  nodeSelector: { pool: 'infra' },
  tolerations: [{ key: 'infra', operator: TolerationOperator.EXISTS }],
  affinity: { podAntiAffinity: {} },
  priorityClassName: '',
  credentials: SecretSource.fromSecretName('aws-keys'),
  identity: PeerPodsIdentity.awsRole({ roleArn: 'arn:aws:iam::123456789012:role/peer-pods' }), // tried by itself: it takes the place of keys
  sshKey: SecretSource.fromSecretName('libvirt-key'),
  serviceAccountAnnotations: { 'azure.workload.identity/client-id': 'id' },
  podLabels: { 'azure.workload.identity/use': 'true' },
  additionalEnv: { AWS_ENDPOINT_URL: 'http://$(HOST)' },
});

test('every prop reaches the manifests', () => {
  const objects = emitted((chart) => {
    const { identity: _identity, ...props } = all((name) => Secret.fromSecretName(chart, name, name) as Secret);
    return new PeerPodController(chart, 'Controller', props);
  }, NAMESPACE);
  const { metadata, spec } = one(objects, 'Deployment').spec.template;
  expect(metadata.labels).toEqual({
    'control-plane': 'controller-manager', 'app.kubernetes.io/part-of': 'peerpodctrl', 'azure.workload.identity/use': 'true',
  });
  expect(one(objects, 'ServiceAccount').metadata.annotations).toEqual({ 'azure.workload.identity/client-id': 'id' });
  expect(spec).toMatchObject({
    imagePullSecrets: [{ name: 'pull' }],
    nodeSelector: { pool: 'infra' },
    tolerations: [{ key: 'infra', operator: 'Exists' }],
    volumes: [{ name: 'ssh', secret: { secretName: 'libvirt-key' } }],
    affinity: { podAntiAffinity: {} },
  });
  expect(spec).not.toHaveProperty('priorityClassName');
  expect(spec.containers).toHaveLength(1);
  expect(spec.containers[0]).toMatchObject({
    image: 'registry.example.com/ctrl:v1',
    imagePullPolicy: 'Never',
    args: ['--health-probe-bind-address=:8081', '--metrics-bind-address=0', '--leader-elect'],
    env: [{ name: 'PEERPODS_NAMESPACE' }, { name: 'NODE_NAME' }, { name: 'AWS_ENDPOINT_URL', value: 'http://$$(HOST)' }], // the kubelet makes one dollar of two
    envFrom: [{ secretRef: { name: 'aws-keys', optional: true } }, { configMapRef: { name: 'peer-pods-cm', optional: true } }],
    resources: { limits: { 'cpu': '500m', 'memory': '256Mi', 'ephemeral-storage': '1Gi' }, requests: { 'cpu': '10m', 'ephemeral-storage': '64Mi' } },
  });
  expect(spec.containers[0].securityContext).toEqual({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } });
  expect(spec.volumes).toHaveLength(1);
  expect(identities(objects).filter((id) => id.startsWith('NetworkPolicy '))).toEqual([]);
  expect(identities(objects).filter((id) => /proxy|metrics/.test(id))).toEqual([]);
});

describe('how it reaches the cloud', () => {
  const ROLE = 'arn:aws:iam::123456789012:role/peer-pods';
  const identity = PeerPodsIdentity.awsRole({ roleArn: ROLE });
  const provider = PeerPodsProvider.aws({ imageId: 'ami-0123456789abcdef0', region: 'eu-west-1' });
  const envFrom = (props: Partial<PeerPodControllerProps>) => manager(props).envFrom.map(
    ({ secretRef, configMapRef }: any) => (secretRef ?? configMapRef).name);

  test('with an identity there is no Secret, and the cloud is told to trust its own service account', () => {
    const props = { identity, provider, additionalEnv: { OTHER: 'x' } };
    const { spec } = pod(props);
    const container = spec.containers.slice(-1)[0];
    expect(envFrom(props)).toEqual(['peer-pods-cm']);
    expect(container.env.slice(1).map((variable: any) => variable.name)).toEqual(['OTHER']);
    expect(container.volumeMounts[1]).toMatchObject({ readOnly: true });
    expect(spec.volumes[1]).toMatchObject({
      name: container.volumeMounts[1].name, projected: { sources: [{ serviceAccountToken: { audience: 'sts.amazonaws.com' } }] },
    });
    const construct = new PeerPodController(new Chart(new App(), 'chart', { namespace: NAMESPACE }), 'It', { release: PeerPodsRelease.latest(), ...props });
    expect(construct.identityBindings).toMatchObject([
      { subject: `system:serviceaccount:${NAMESPACE}:peerpodctrl-controller-manager`, audience: 'sts.amazonaws.com' },
    ]);
    expect(saidAtSynth((chart) => new PeerPodController(chart, 'It', { release: PeerPodsRelease.latest(), ...props }), NAMESPACE)).toHaveLength(1);
  });

  test('keys come from the Secret of the adaptor, if there is one, unless the provider reads none', () => {
    expect(envFrom({})).toEqual(['peer-pods-secret', 'peer-pods-cm']);
    expect(envFrom({ provider })).toEqual(['peer-pods-secret', 'peer-pods-cm']);
    expect(envFrom({ provider: PeerPodsProvider.docker({}) })).toEqual(['peer-pods-cm']);
    expect(envFrom({ provider, credentials: SecretSource.fromSecretName('aws-keys') })).toEqual(['aws-keys', 'peer-pods-cm']);
  });

  test('a store makes Secrets of the names that the adaptor looks for', () => {
    const store = SecretStore.clusterWide('vault');
    const objects = controller({
      provider,
      credentials: SecretSource.externalSecret({ store, keys: { AWS_ACCESS_KEY_ID: { key: 'aws' }, AWS_SECRET_ACCESS_KEY: { key: 'aws' } } }),
      sshKey: SecretSource.externalSecret({ store, keys: { id_rsa: { key: 'kvm' } } }),
    });
    expect(identities(objects).filter((id) => id.startsWith('ExternalSecret'))).toEqual([
      `ExternalSecret ${NAMESPACE}/peer-pods-secret`, `ExternalSecret ${NAMESPACE}/ssh-key-secret`,
    ]);
  });

  test.each<[string, Partial<PeerPodControllerProps>, string]>([
    ['keys and an identity', { provider, identity, credentials: SecretSource.fromSecretName('aws-keys') }, 'identity: got'],
    ['an identity of another cloud', { provider: PeerPodsProvider.docker({}), identity }, 'none, as the program does not support identities'],
    ['keys for a provider that reads none', { provider: PeerPodsProvider.docker({}), credentials: SecretSource.fromSecretName('keys') }, 'which reads none'],
    ['keys that are not enough', { provider, credentials: SecretSource.unsafeInline({ AWS_ACCESS_KEY_ID: 'geheim' }) }, 'lacks the key "AWS_SECRET_ACCESS_KEY"'],
    ['a Secret without a name', { credentials: SecretSource.fromSecretName('') }, 'credentials: got nothing'],
  ])('refused: %s', (_name, props, message) => {
    const lines = problemsOf((chart) => new PeerPodController(chart, 'It', { release: PeerPodsRelease.latest(), ...props }), NAMESPACE);
    expect(lines.slice(1)).toEqual([expect.stringContaining(message)]);
    expect(lines.join()).not.toContain('geheim');
  });
});

test('its metrics can be open, with a warning', () => {
  const metrics = MetricsEndpoint.unsafeOpen();
  expect(manager({ metrics }).args).toContain('--metrics-bind-address=0.0.0.0:8080');
  expect(saidAtSynth((chart) => new PeerPodController(chart, 'Controller', { release: PeerPodsRelease.latest(), metrics }), NAMESPACE)).toHaveLength(1);
  expect(saidAtSynth((chart) => new PeerPodController(chart, 'Controller', { release: PeerPodsRelease.latest() }), NAMESPACE)).toEqual([]);
});

test('names and objects can be reached', () => {
  const construct = new PeerPodController(new Chart(new App(), 'peer-pods', { namespace: NAMESPACE }), 'Controller', { release: PeerPodsRelease.latest() });
  expect(ApiObject.of(construct).kind).toBe('Deployment');
  expect(construct).toMatchObject({
    namespace: NAMESPACE, deploymentName: 'peerpodctrl-controller-manager', serviceAccountName: 'peerpodctrl-controller-manager',
  });
});

describe('what is refused', () => {
  const refused = (props: { [prop: string]: unknown }, namespace?: string) => problemsOf(
    (chart) => new PeerPodController(chart, 'Controller', { release: PeerPodsRelease.latest(), ...props }), namespace);

  test('all of it at once', () => {
    expect(refused({
      podLabels: { 'control-plane': 'mine', 'a b': 'x', 'ok': 'not ok', 'number': 1 },
      serviceAccountAnnotations: { '/x': 'y' },
      additionalEnv: { 'A-B': 'x', 'PEERPODS_NAMESPACE': 'x' },
      tolerations: [{ value: 'x' }],
    }).map((line) => line.replace(/; allowed.*/, ''))).toEqual([
      'peer-pods/Controller: 8 problems with PeerPodController',
      '  - podLabels["number"]: got 1',
      '  - additionalEnv["A-B"]: got "A-B"',
      '  - additionalEnv["PEERPODS_NAMESPACE"]: got "PEERPODS_NAMESPACE"',
      '  - podLabels["a b"]: got "a b"',
      '  - podLabels["ok"]: got "not ok"',
      '  - podLabels["control-plane"]: got "control-plane"',
      '  - serviceAccountAnnotations["/x"]: got "/x"',
      '  - tolerations[0].operator: got nothing',
    ]);
  });

  test('secrets among its variables, which are not printed', () => {
    const lines = refused({ additionalEnv: { AWS_SECRET_ACCESS_KEY: 'geheim', HTTPS_PROXY: 'http://me:geheim@proxy', AZURE_CLIENT_ID: 'id' } });
    expect(lines.slice(1).map((line) => line.split(';')[0])).toEqual([
      '  - additionalEnv["AWS_SECRET_ACCESS_KEY"]: got a value that is not printed here',
      '  - additionalEnv["HTTPS_PROXY"]: got a value that is not printed here',
    ]);
    expect(lines.join()).not.toContain('geheim');
  });

  test('misspelt props and wrong types', () => {
    const lines = refused({ quux: 1, credentials: 'aws-keys' });
    expect(lines).toEqual([
      'peer-pods/Controller: 2 problems with PeerPodController',
      expect.stringMatching(/^ {2}- quux: there is no such prop\. Known: release, additionalEnv, affinity, credentials, /),
      '  - credentials: got a value that is not printed here; allowed: a SecretSource. It is of the type string. Take SecretSource.externalSecret(...) or SecretSource.fromSecret(...) or SecretSource.fromSecretName(...).',
    ]);
  });

  test('a chart without a namespace, and two of them in one', () => {
    expect(problemsOf((chart) => new PeerPodController(new Chart(chart, 'bare'), 'Controller', { release: PeerPodsRelease.latest() }))[1]).toContain('(chart): has no namespace');
    expect(problemsOf((chart) => {
      new PeerPodController(chart, 'One', { release: PeerPodsRelease.latest() });
      return new PeerPodController(chart, 'Two', { release: PeerPodsRelease.latest() });
    })[1]).toMatch(/^ {2}- \(construct\): .* A cluster has one resource controller for peer pods: leave one of the two out\.$/);
  });
});
