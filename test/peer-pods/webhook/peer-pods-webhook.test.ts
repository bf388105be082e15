import { ApiObject, App, Chart } from 'cdk8s';
import { PeerPodsRelease, PeerPodsWebhook, PeerPodsWebhookProps, WebhookFailurePolicy } from 'cdk8s-coco';
import { onLinux } from '../../../src/common/private/node-affinity';
import { KEEP } from '../../support/annotations';
import { emitted, identities, one, problemsOf, saidAtSynth } from '../../support/emitted';

const NAMESPACE = 'confidential-containers-system';
const webhook = (props: Partial<PeerPodsWebhookProps> = {}) => emitted((chart) => new PeerPodsWebhook(chart, 'Webhook', { release: PeerPodsRelease.latest(), ...props }), NAMESPACE);

test('the objects, the registration with the API server last', () => {
  expect(identities(webhook())).toEqual([
    'Namespace peer-pods-webhook-system',
    'ServiceAccount peer-pods-webhook-system/peer-pods-webhook-controller-manager',
    'Role peer-pods-webhook-system/peer-pods-webhook-leader-election-role',
    'RoleBinding peer-pods-webhook-system/peer-pods-webhook-leader-election-rolebinding',
    'ClusterRole peer-pods-webhook-metrics-auth-role',
    'ClusterRoleBinding peer-pods-webhook-metrics-auth-rolebinding',
    'ClusterRole peer-pods-webhook-metrics-reader',
    'Service peer-pods-webhook-system/peer-pods-webhook-webhook-service',
    'Issuer peer-pods-webhook-system/peer-pods-webhook-selfsigned-issuer',
    'Certificate peer-pods-webhook-system/peer-pods-webhook-serving-cert',
    'NetworkPolicy peer-pods-webhook-system/peer-pods-webhook-controller-manager',
    'PodDisruptionBudget peer-pods-webhook-system/peer-pods-webhook-controller-manager',
    'Deployment peer-pods-webhook-system/peer-pods-webhook-controller-manager',
    'MutatingWebhookConfiguration peer-pods-webhook-mutating-webhook-configuration',
  ]);
});

test('the Deployment by default', () => {
  expect(one(webhook(), 'Deployment')).toEqual({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: 'peer-pods-webhook-controller-manager',
      namespace: 'peer-pods-webhook-system',
      labels: {
        'app.kubernetes.io/component': 'manager',
        'app.kubernetes.io/created-by': 'peerpods-webhook',
        'app.kubernetes.io/instance': 'controller-manager',
        'app.kubernetes.io/name': 'deployment',
        'app.kubernetes.io/part-of': 'peerpods-webhook',
        'control-plane': 'controller-manager',
      },
    },
    spec: {
      replicas: 2,
      selector: { matchLabels: { 'control-plane': 'controller-manager' } },
      template: {
        metadata: {
          annotations: { 'kubectl.kubernetes.io/default-container': 'manager' },
          labels: { 'control-plane': 'controller-manager', 'app.kubernetes.io/part-of': 'peerpods-webhook' },
        },
        spec: {
          priorityClassName: 'system-cluster-critical',
          serviceAccountName: 'peer-pods-webhook-controller-manager',
          terminationGracePeriodSeconds: 10,
          affinity: onLinux(['amd64', 'ppc64le', 's390x']), // upstream builds no image for Arm
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
          volumes: [{ name: 'cert', secret: { defaultMode: 420, secretName: 'webhook-server-cert' } }],
          containers: [{
            name: 'manager',
            image: 'quay.io/confidential-containers/peer-pods-webhook:v0.22.0',
            imagePullPolicy: 'IfNotPresent',
            command: ['/manager'],
            args: ['--leader-elect', '--health-probe-bind-address=:8081', '--metrics-bind-address=:8443'],
            env: [
              { name: 'TARGET_RUNTIMECLASS', value: 'kata-remote' },
              { name: 'POD_VM_EXTENDED_RESOURCE', value: 'kata.peerpods.io/vm' },
            ],
            ports: [
              { containerPort: 8443, name: 'https', protocol: 'TCP' },
              { containerPort: 9443, name: 'webhook-server', protocol: 'TCP' },
            ],
            livenessProbe: { httpGet: { path: '/healthz', port: 8081 }, initialDelaySeconds: 15, periodSeconds: 20 },
            readinessProbe: { tcpSocket: { port: 9443 }, initialDelaySeconds: 5, periodSeconds: 10 },
            resources: {
              limits: { 'cpu': '500m', 'memory': '128Mi', 'ephemeral-storage': '1Gi' }, requests: { 'cpu': '10m', 'memory': '64Mi', 'ephemeral-storage': '64Mi' },
            },
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
            volumeMounts: [{ mountPath: '/tmp/k8s-webhook-server/serving-certs', name: 'cert', readOnly: true }],
          }],
        },
      },
    },
  });
});

describe('which pods depend on it', () => {
  test('new ones of the RuntimeClass, and the API server finds out by itself', () => {
    expect(one(webhook(), 'MutatingWebhookConfiguration').webhooks).toEqual([{
      name: 'mwebhook.peerpods.io',
      admissionReviewVersions: ['v1'],
      clientConfig: {
        service: { name: 'peer-pods-webhook-webhook-service', namespace: 'peer-pods-webhook-system', path: '/mutate-v1-pod' },
      },
      failurePolicy: 'Fail',
      matchConditions: [{
        name: 'runs-in-a-peer-pod',
        expression: 'has(object.spec.runtimeClassName) && object.spec.runtimeClassName == "kata-remote"',
      }],
      namespaceSelector: {
        matchExpressions: [{
          key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['peer-pods-webhook-system', 'kube-system'],
        }],
      },
      reinvocationPolicy: 'IfNeeded',
      rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'], scope: 'Namespaced' }],
      sideEffects: 'None',
    }]);
  });

  test('the condition and the program look for the same RuntimeClass, and both releases have the condition', () => {
    for (const release of PeerPodsRelease.all()) {
      const objects = webhook({ release, runtimeClassName: 'kata-remote-gpu' });
      expect(one(objects, 'MutatingWebhookConfiguration').webhooks[0].matchConditions[0].expression).toContain('== "kata-remote-gpu"');
      const [manager] = one(objects, 'Deployment').spec.template.spec.containers.slice(-1);
      expect(manager.env[0]).toEqual({ name: 'TARGET_RUNTIMECLASS', value: 'kata-remote-gpu' });
    }
  });

  test('not those of namespaces that are left out, each of which stands once', () => {
    const [hook] = one(webhook({ namespace: 'hooks', excludedNamespaces: ['kube-system', 'monitoring'] }), 'MutatingWebhookConfiguration').webhooks;
    expect(hook.namespaceSelector.matchExpressions[0].values).toEqual(['hooks', 'kube-system', 'monitoring']);
  });
});

describe('its namespace', () => {
  test('is its own, where Pod Security allows what it needs and no more', () => {
    expect(one(webhook(), 'Namespace').metadata).toEqual({
      name: 'peer-pods-webhook-system',
      annotations: KEEP,
      labels: { 'pod-security.kubernetes.io/enforce': 'restricted', 'pod-security.kubernetes.io/warn': 'restricted' },
    });
  });

  test('is not emitted where it is that of the chart, or made elsewhere', () => {
    const made = (props: Partial<PeerPodsWebhookProps>) => webhook(props).filter(({ kind }) => kind === 'Namespace').length;
    expect(made({ namespace: NAMESPACE })).toBe(0);
    expect(made({ createNamespace: false })).toBe(0);
    expect(made({ namespace: NAMESPACE, createNamespace: true })).toBe(1);
  });

  test('all objects that have one are in it', () => {
    const objects = webhook({ namespace: 'hooks' });
    expect(new Set(objects.map(({ metadata }) => metadata.namespace))).toEqual(new Set(['hooks', undefined]));
    expect(JSON.stringify(objects)).not.toContain('peer-pods-webhook-system');
  });
});

test('it may do nothing with pods, in which upstream gives it all rights', () => {
  const rules = webhook().filter(({ kind }) => /Role$/.test(kind)).flatMap((role) => role.rules);
  expect(rules.flatMap(({ resources = [] }) => resources)).toEqual(['leases', 'events', 'tokenreviews', 'subjectaccessreviews']);
});

test('its Service finds no pods of other programs that have upstream\'s common label', () => {
  const objects = webhook({ namespace: NAMESPACE });
  const { selector } = one(objects, 'Service').spec;
  expect(selector).toEqual({ 'control-plane': 'controller-manager', 'app.kubernetes.io/part-of': 'peerpods-webhook' });
  expect(one(objects, 'Deployment').spec.template.metadata.labels).toMatchObject(selector);
});

test('release 0.17.0 has a sidecar for its metrics', () => {
  const objects = webhook({ release: PeerPodsRelease.V0_17_0 });
  const [proxy, manager] = one(objects, 'Deployment').spec.template.spec.containers;
  expect(proxy).toEqual({
    name: 'kube-rbac-proxy',
    image: 'registry.k8s.io/kubebuilder/kube-rbac-proxy:v0.14.0',
    args: ['--secure-listen-address=0.0.0.0:8443', '--upstream=http://127.0.0.1:8080/', '--logtostderr=true', '--v=0'],
    ports: [{ containerPort: 8443, name: 'https', protocol: 'TCP' }],
    resources: {
      limits: { 'cpu': '500m', 'memory': '128Mi', 'ephemeral-storage': '1Gi' }, requests: { 'cpu': '5m', 'memory': '64Mi', 'ephemeral-storage': '64Mi' },
    },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true, runAsNonRoot: true },
  });
  expect(manager).toMatchObject({
    image: 'quay.io/confidential-containers/peer-pods-webhook:v0.17.0',
    args: ['--leader-elect', '--health-probe-bind-address=:8081', '--metrics-bind-address=127.0.0.1:8080'],
    ports: [{ containerPort: 9443, name: 'webhook-server', protocol: 'TCP' }],
  });
  expect(identities(objects)).toEqual(expect.arrayContaining(['ClusterRole peer-pods-webhook-proxy-role', 'ClusterRoleBinding peer-pods-webhook-proxy-rolebinding']));
});

test('names and objects can be reached', () => {
  const chart = new Chart(new App(), 'peer-pods');
  const construct = new PeerPodsWebhook(chart, 'Webhook', { release: PeerPodsRelease.latest() });
  expect(ApiObject.of(construct).kind).toBe('Deployment');
  expect(construct).toMatchObject({
    namespace: 'peer-pods-webhook-system',
    runtimeClassName: 'kata-remote',
    extendedResource: 'kata.peerpods.io/vm',
    deploymentName: 'peer-pods-webhook-controller-manager',
    serviceName: 'peer-pods-webhook-webhook-service',
    certificateSecretName: 'webhook-server-cert',
  });
  expect(construct.release.version).toBe('0.22.0');
});

test('two of them in a cluster are an error', () => {
  expect(problemsOf((chart) => {
    new PeerPodsWebhook(chart, 'One', { release: PeerPodsRelease.latest() });
    return new PeerPodsWebhook(chart, 'Two', { release: PeerPodsRelease.latest() });
  }).slice(1)).toEqual([
    expect.stringMatching(/^ {2}- \(construct\): would put into its cluster what peer-pods\/One puts there already: .* A cluster has one webhook for peer pods: leave one of the two out\.$/),
    '  - createNamespace: would put into its cluster what peer-pods/One puts there already: Namespace peer-pods-webhook-system; '
    + 'allowed: each once in a cluster. Set it to false.',
  ]);
});

test('it warns of what costs VMs, and of nothing else', () => {
  const said = (props: Partial<PeerPodsWebhookProps>) => saidAtSynth((chart) => new PeerPodsWebhook(chart, 'Webhook', { release: PeerPodsRelease.latest(), ...props }));
  expect(said({})).toEqual([]);
  expect(said({ failurePolicy: WebhookFailurePolicy.IGNORE, extendedResource: 'example.com/vm' })).toEqual([
    'warning: peer-pods/Webhook: the adaptor announces kata.peerpods.io/vm only: peer pods stay pending until something else announces example.com/vm on the nodes.\n',
    'warning: peer-pods/Webhook: peer pods that are made while no replica answers do not count against the limit of VMs.\n',
  ]);
});
