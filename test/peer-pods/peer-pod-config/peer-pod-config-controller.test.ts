import { ApiObject, App, Chart } from 'cdk8s';
import { ContainerImage, PeerPodConfigController, PeerPodConfigControllerProps, PeerPodLimit } from 'cdk8s-coco';
import { emitted, identities, one, problemsOf } from '../../support/emitted';

const NAMESPACE = 'peerpodconfig-ctrl-system';
const controller = (props: PeerPodConfigControllerProps = {}) => emitted((chart) => new PeerPodConfigController(chart, 'Controller', props), NAMESPACE);
const rulesOf = (kind: string, name: string) => one(controller(), kind, name).rules;

test('the objects, with upstream\'s names', () => {
  expect(identities(controller())).toEqual([
    'ServiceAccount peerpodconfig-ctrl-system/peerpodconfig-ctrl-controller-manager',
    'ClusterRole peerpodconfig-ctrl-manager-role',
    'ClusterRoleBinding peerpodconfig-ctrl-manager-rolebinding',
    'Role peerpodconfig-ctrl-system/peerpodconfig-ctrl-daemonset-role',
    'RoleBinding peerpodconfig-ctrl-system/peerpodconfig-ctrl-daemonset-rolebinding',
    'Role peerpodconfig-ctrl-system/peerpodconfig-ctrl-leader-election-role',
    'RoleBinding peerpodconfig-ctrl-system/peerpodconfig-ctrl-leader-election-rolebinding',
    'ClusterRole peerpodconfig-ctrl-caa',
    'ClusterRoleBinding peerpodconfig-ctrl-caa',
    'Role peerpodconfig-ctrl-system/peerpodconfig-ctrl-caa',
    'RoleBinding peerpodconfig-ctrl-system/peerpodconfig-ctrl-caa',
    'ClusterRole peerpodconfig-ctrl-proxy-role',
    'ClusterRoleBinding peerpodconfig-ctrl-proxy-rolebinding',
    'ClusterRole peerpodconfig-ctrl-metrics-reader',
    'Service peerpodconfig-ctrl-system/peerpodconfig-ctrl-controller-manager-metrics-service',
    'NetworkPolicy peerpodconfig-ctrl-system/peerpodconfig-ctrl-controller-manager',
    'Deployment peerpodconfig-ctrl-system/peerpodconfig-ctrl-controller-manager',
  ]);
});

test('the program, with an adaptor that does not announce a limit of its own', () => {
  const { securityContext, containers: [proxy, manager] } = one(controller(), 'Deployment').spec.template.spec;
  expect(securityContext).toEqual({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
  expect(proxy.image).toBe('registry.k8s.io/kubebuilder/kube-rbac-proxy:v0.14.0');
  expect(manager).toEqual({
    name: 'manager',
    image: 'quay.io/confidential-containers/peerpodconfig-ctrl:v0.9.0',
    imagePullPolicy: 'IfNotPresent',
    command: ['/manager'],
    args: ['--health-probe-bind-address=:8081', '--metrics-bind-address=127.0.0.1:8080', '--leader-elect'],
    env: [
      { name: 'PEERPODS_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
      { name: 'RELATED_IMAGE_CAA', value: 'quay.io/confidential-containers/cloud-api-adaptor:v0.9.0' },
    ],
    livenessProbe: { httpGet: { path: '/healthz', port: 8081 }, initialDelaySeconds: 15, periodSeconds: 20 },
    readinessProbe: { httpGet: { path: '/readyz', port: 8081 }, initialDelaySeconds: 5, periodSeconds: 10 },
    resources: {
      limits: { 'cpu': '500m', 'memory': '128Mi', 'ephemeral-storage': '1Gi' }, requests: { 'cpu': '10m', 'memory': '64Mi', 'ephemeral-storage': '64Mi' },
    },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
  });
});

describe('its rights are those that it uses', () => {
  test('in the cluster', () => {
    expect(rulesOf('ClusterRole', 'peerpodconfig-ctrl-manager-role')).toEqual([
      { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: [''], resources: ['nodes/status'], verbs: ['patch'] },
      { apiGroups: ['confidentialcontainers.org'], resources: ['peerpodconfigs'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: ['confidentialcontainers.org'], resources: ['peerpodconfigs/status'], verbs: ['get', 'patch', 'update'] },
      { apiGroups: ['confidentialcontainers.org'], resources: ['peerpodconfigs/finalizers'], verbs: ['update'] },
    ]);
  });

  test('creating the DaemonSet is not bound to its name, which no authorizer sees then', () => {
    expect(rulesOf('Role', 'peerpodconfig-ctrl-daemonset-role')).toEqual([
      { apiGroups: ['apps'], resources: ['daemonsets'], verbs: ['create'] },
      { apiGroups: ['apps'], resourceNames: ['peerpodconfig-ctrl-caa-daemon'], resources: ['daemonsets'], verbs: ['get', 'patch', 'update'] },
    ]);
  });

  test('the adaptor runs as the default account of the namespace, which gets what the adaptor needs', () => {
    for (const kind of ['ClusterRoleBinding', 'RoleBinding']) {
      expect(one(controller(), kind, 'peerpodconfig-ctrl-caa').subjects).toEqual([{ kind: 'ServiceAccount', name: 'default', namespace: NAMESPACE }]);
    }
  });
});

test('the PeerPodConfig is in the namespace of its controller', () => {
  const objects = emitted((chart) => {
    new PeerPodConfigController(chart, 'Controller').addConfig('Workers', { limit: PeerPodLimit.forEachNode(3) });
  }, NAMESPACE);
  expect(one(objects, 'PeerPodConfig')).toMatchObject({ metadata: { namespace: NAMESPACE }, spec: { limit: '3' } });
});

test('names and objects can be reached', () => {
  const construct = new PeerPodConfigController(new Chart(new App(), 'peer-pods', { namespace: NAMESPACE }), 'Controller');
  expect(ApiObject.of(construct).kind).toBe('Deployment');
  expect(construct).toMatchObject({ namespace: NAMESPACE, deploymentName: 'peerpodconfig-ctrl-controller-manager' });
});

describe('the image of the adaptor', () => {
  const adaptor = (tag: string) => ({ adaptorImage: ContainerImage.of('registry.example.com/caa', { tag }) });

  test.each(['v0.9.0', 'v0.8.2', '0.9.0-alpha.4', 'mirror-7'])('may be %s', (tag) => {
    const [, manager] = one(controller(adaptor(tag)), 'Deployment').spec.template.spec.containers;
    expect(manager.env[1].value).toBe(`registry.example.com/caa:${tag}`);
  });

  test.each(['v0.10.0', 'v0.22.0', '1.0.0'])('must not be %s, which announces a limit of its own', (tag) => {
    expect(problemsOf((chart) => new PeerPodConfigController(chart, 'Controller', adaptor(tag)))).toEqual([
      'peer-pods/Controller: 1 problem with PeerPodConfigController',
      `  - adaptorImage: got "registry.example.com/caa:${tag}"; allowed: an adaptor up to v0.9.0. `
      + 'Since 0.10.0 the adaptor announces PEERPODS_LIMIT_PER_NODE itself, over the limit of the PeerPodConfig: use PeerPodsCAA.',
    ]);
  });
});

test('misspelt props are refused', () => {
  expect(problemsOf((chart) => new PeerPodConfigController(chart, 'Controller', { adapterImage: 1 } as PeerPodConfigControllerProps))[1])
    .toBe('  - adapterImage: there is no such prop. Did you mean "adaptorImage"?');
});
