import { ApiObject, App, Chart } from 'cdk8s';
import {
  RedfishPermissions, RedfishPlatform, RedfishScc, RedfishServer, SecretSource, SecretStore, VirtualMachineSelector,
} from 'cdk8s-coco';
import { parse } from 'yaml';
import { fileOf, minimal, NAMESPACE, newChart, newServer, objects, only, openShift, podOf, reference } from './server';
import { onLinux } from '../../src/common/private/node-affinity';
import { CHASSIS_RULES, CLUSTER_RULES } from '../../src/redfish/catalogue/rules';
import { NO_SUBSTITUTION } from '../support/annotations';
import { ofKind } from '../support/synth';

const LABELS = {
  'app.kubernetes.io/name': 'kubevirt-redfish', 'app.kubernetes.io/instance': 'kubevirt-redfish', 'app.kubernetes.io/version': 'v0.2.1',
};
const SELECTOR = { 'app.kubernetes.io/name': 'kubevirt-redfish', 'app.kubernetes.io/instance': 'kubevirt-redfish' };
const metadata = (name: string, namespace?: string) => ({ name, ...(namespace ? { namespace } : {}), labels: LABELS });

test('a server for one user and one chassis: these objects, and nothing else', () => {
  const all = objects();
  expect(all.map(({ kind, metadata: { name, namespace } }) => `${kind} ${namespace ?? '-'}/${name}`)).toEqual([
    'ServiceAccount kubevirt-redfish/kubevirt-redfish',
    'Role lab/kubevirt-redfish:kubevirt-redfish',
    'RoleBinding lab/kubevirt-redfish:kubevirt-redfish',
    'ConfigMap kubevirt-redfish/kubevirt-redfish-config',
    'Service kubevirt-redfish/kubevirt-redfish',
    'NetworkPolicy kubevirt-redfish/kubevirt-redfish',
    'Deployment kubevirt-redfish/kubevirt-redfish',
  ]);
});

test('its configuration names no user and no password', () => {
  expect(parse(fileOf(objects()))).toEqual({
    server: { host: '0.0.0.0', port: 8443, tls: { enabled: false } },
    chassis: [{
      name: 'lab',
      namespace: 'lab',
      service_account: 'kubevirt-redfish',
      description: 'Virtual machines of the namespace lab',
      vm_selector: { labels: { 'redfish-enabled': 'true' } },
    }],
    kubevirt: { api_version: 'v1', timeout: 30, allow_insecure_tls: false },
    datavolume: {
      storage_size: '3Gi',
      allow_insecure_tls: false,
      storage_class: '',
      vm_update_timeout: '2m',
      iso_download_timeout: '30m',
      helper_image: 'docker.io/library/alpine:3.22',
    },
  });
});

test('its Deployment', () => {
  const deployment = only('Deployment', objects());
  const { template, ...spec } = deployment.spec;
  expect(deployment.metadata).toEqual({ ...metadata('kubevirt-redfish', NAMESPACE), annotations: NO_SUBSTITUTION });
  expect(spec).toEqual({ replicas: 1, selector: { matchLabels: SELECTOR } });
  expect(template.metadata).toEqual({ labels: LABELS, annotations: { 'cdk8s-coco/configuration': expect.stringMatching(/^[0-9a-f]{8}$/) } });
  const { initContainers: [assembler], containers: [server], ...pod } = template.spec;
  expect(pod).toEqual({
    affinity: onLinux(undefined),
    serviceAccountName: 'kubevirt-redfish',
    terminationGracePeriodSeconds: 5, // its server does not end on SIGTERM
    enableServiceLinks: false,
    securityContext: { runAsUser: 1001, runAsGroup: 1001, fsGroup: 1001, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    volumes: [
      { name: 'config-volume', emptyDir: { medium: 'Memory', sizeLimit: '4Mi' } },
      { name: 'template', configMap: { name: 'kubevirt-redfish-config' } },
      {
        name: 'passwords',
        projected: { defaultMode: 0o440, sources: [{ secret: { name: 'redfish-ironic', items: [{ key: 'password', path: 'ironic' }] } }] },
      },
      { name: 'temp-storage', emptyDir: { sizeLimit: '50Gi' } },
    ],
  });
  const securityContext = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } };
  const httpGet = { path: '/redfish/v1/', port: 8443, scheme: 'HTTP' };
  expect(server).toEqual({
    name: 'kubevirt-redfish',
    image: 'quay.io/bjozsa-redhat/kubevirt-redfish:v0.2.1',
    imagePullPolicy: 'IfNotPresent',
    ports: [{ name: 'http', containerPort: 8443, protocol: 'TCP' }],
    env: [
      { name: 'CONFIG_PATH', value: '/app/config/config.yaml' },
      { name: 'LOG_LEVEL', value: 'info' },
      { name: 'REDFISH_LOG_LEVEL', value: 'INFO' },
      { name: 'REDFISH_LOGGING_ENABLED', value: 'true' },
    ],
    resources: {
      requests: { 'cpu': '100m', 'memory': '512Mi', 'ephemeral-storage': '64Mi' }, limits: { 'cpu': '500m', 'memory': '2Gi', 'ephemeral-storage': '51Gi' },
    },
    livenessProbe: { httpGet, initialDelaySeconds: 30, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
    readinessProbe: { httpGet, initialDelaySeconds: 5, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 3 },
    securityContext,
    volumeMounts: [
      { name: 'config-volume', mountPath: '/app/config', readOnly: true },
      { name: 'temp-storage', mountPath: '/tmp' },
    ],
  });
  expect(assembler).toEqual({
    name: 'assemble-config',
    image: 'quay.io/bjozsa-redhat/kubevirt-redfish:v0.2.1',
    imagePullPolicy: 'IfNotPresent',
    command: ['/bin/sh', '-c', expect.stringContaining('REDFISH_USERS')],
    env: [
      { name: 'REDFISH_TEMPLATE', value: '/template/config.yaml' },
      { name: 'REDFISH_USERS', value: 'ironic:lab' },
      { name: 'REDFISH_PASSWORDS', value: '/passwords' },
      { name: 'REDFISH_CONFIG', value: '/app/config/config.yaml' },
    ],
    resources: {
      requests: { 'cpu': '10m', 'memory': '16Mi', 'ephemeral-storage': '64Mi' }, limits: { 'cpu': '500m', 'memory': '64Mi', 'ephemeral-storage': '1Gi' },
    },
    securityContext,
    volumeMounts: [
      { name: 'template', mountPath: '/template', readOnly: true },
      { name: 'passwords', mountPath: '/passwords', readOnly: true },
      { name: 'config-volume', mountPath: '/app/config' },
    ],
  });
});

test('the Deployment is its main object, and each other is reached by its id', () => {
  const server = newServer();
  expect(ApiObject.of(server).kind).toBe('Deployment');
  expect(['ServiceAccount', 'Role-lab', 'RoleBinding-lab', 'Configuration', 'Service', 'NetworkPolicy']
    .map((id) => ApiObject.of(server.node.findChild(id)).kind)).toEqual(['ServiceAccount', 'Role', 'RoleBinding', 'ConfigMap', 'Service', 'NetworkPolicy']);
});

test('a change of the configuration or of who may log in starts another pod, a change of anything else does not', () => {
  const sum = (props: object) => only('Deployment', objects(props)).spec.template.metadata.annotations['cdk8s-coco/configuration'];
  expect(sum({})).toBe(sum({ networkPolicy: false }));
  expect(sum({ port: 9443 })).not.toBe(sum({}));
  const chart = newChart();
  expect(sum({ users: [{ username: 'other', credentials: reference(chart, 'redfish-ironic'), chassis: ['lab'] }] })).not.toBe(sum({}));
});

describe('users', () => {
  const user = (username: string, credentials: SecretSource, passwordKey?: string) => ({ username, credentials, passwordKey, chassis: ['lab'] });
  const store = { store: SecretStore.named('vault'), keys: { password: { key: 'bmc' } } };

  test('come from Secrets of their own, from a store, and through the door named unsafe', () => {
    const said = jest.spyOn(console, 'error').mockImplementation();
    const chart = newChart();
    const all = objects({
      users: [
        user('ironic', reference(chart, 'redfish-ironic')),
        user('Ops_2', reference(chart, 'ops'), 'pass'),
        user('stored', SecretSource.externalSecret(store)),
        user('inline', SecretSource.unsafeInline({ password: 'battery staple' })),
      ],
    }, chart);
    expect(podOf(all).volumes[2].projected.sources).toEqual([
      { secret: { name: 'redfish-ironic', items: [{ key: 'password', path: 'ironic' }] } },
      { secret: { name: 'ops', items: [{ key: 'pass', path: 'Ops_2' }] } },
      { secret: { name: 'kubevirt-redfish-user-stored', items: [{ key: 'password', path: 'stored' }] } },
      { secret: { name: 'kubevirt-redfish-user-inline', items: [{ key: 'password', path: 'inline' }] } },
    ]);
    expect(podOf(all).initContainers[0].env[1].value).toBe('ironic:lab Ops_2:lab stored:lab inline:lab');
    expect(only('ExternalSecret', all).spec.target).toEqual({
      name: 'kubevirt-redfish-user-stored', creationPolicy: 'Owner', template: { type: 'kubernetes.io/basic-auth' },
    });
    expect(only('Secret', all)).toEqual({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { ...metadata('kubevirt-redfish-user-inline', NAMESPACE), annotations: { 'cdk8s-coco/unsafe-inline': 'true' } },
      type: 'kubernetes.io/basic-auth',
      stringData: { password: 'battery staple' },
    });
    expect(said.mock.calls).toEqual([[expect.stringContaining('the Secret kubevirt-redfish-user-inline holds its values in plain text')]]);
    expect(said.mock.calls.join()).not.toContain('battery staple');
    said.mockRestore();
  });

  test('names that are none of objects get a sum, so that no two share a Secret', () => {
    const all = objects({ users: ['ops', 'OPS', 'ops_', '_'].map((username) => user(username, SecretSource.externalSecret(store))) });
    const names = ofKind('ExternalSecret', all).map((one) => one.metadata.name as string);
    expect(names[0]).toBe('kubevirt-redfish-user-ops');
    expect(new Set(names).size).toBe(4);
    expect(names.filter((name) => !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name))).toEqual([]);
  });
});

test('one Secret with the whole configuration: no init container, no ConfigMap', () => {
  const chart = newChart();
  const all = objects({ users: undefined, configuration: reference(chart, 'whole') }, chart);
  expect(ofKind('ConfigMap', all)).toEqual([]);
  expect(podOf(all).initContainers).toBeUndefined();
  expect(podOf(all).volumes[0]).toEqual({
    name: 'config-volume', secret: { secretName: 'whole', defaultMode: 0o440, items: [{ key: 'config.yaml', path: 'config.yaml' }] },
  });
  expect(only('Deployment', all).spec.template.metadata.annotations).toBeUndefined();
});

describe('rights', () => {
  const two = [{ name: 'a', namespace: 'tenant' }, { name: 'b', namespace: 'tenant', vmSelector: VirtualMachineSelector.all() }];
  const users = (chart: Chart) => [{ username: 'ironic', credentials: reference(chart, 'i'), chassis: ['a'] }];

  test('a Role per namespace, also where two chassis share it, and no right on Secrets', () => {
    const chart = newChart();
    const all = objects({ chassis: two, users: users(chart) }, chart);
    expect(only('Role', all)).toEqual({
      apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: metadata('kubevirt-redfish:kubevirt-redfish', 'tenant'), rules: CHASSIS_RULES,
    });
    expect(only('RoleBinding', all)).toEqual({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: metadata('kubevirt-redfish:kubevirt-redfish', 'tenant'),
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'kubevirt-redfish:kubevirt-redfish' },
      subjects: [{ kind: 'ServiceAccount', name: 'kubevirt-redfish', namespace: NAMESPACE }],
    });
    expect(JSON.stringify(CHASSIS_RULES)).not.toMatch(/secrets|\*/);
    expect(all.filter(({ kind }) => kind.startsWith('Cluster'))).toEqual([]);
  });

  test('those of the chart, everywhere', () => {
    const all = objects({ permissions: RedfishPermissions.CLUSTER_WIDE });
    expect(only('ClusterRole', all)).toEqual({
      apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: metadata('kubevirt-redfish-role'), rules: CLUSTER_RULES,
    });
    expect(only('ClusterRoleBinding', all).roleRef.name).toBe('kubevirt-redfish-role');
    expect(ofKind('Role', all)).toEqual([]);
  });

  test('none, and an account that exists', () => {
    const all = objects({ permissions: RedfishPermissions.NONE, serviceAccountName: 'bmc' });
    expect(all.filter(({ kind }) => /Role|Account/.test(kind))).toEqual([]);
    expect(podOf(all).serviceAccountName).toBe('bmc');
    expect(parse(fileOf(all)).chassis[0].service_account).toBe('bmc');
  });

  test('the upload proxy of CDI may be seen, and nothing else in its namespace', () => {
    const all = objects({ cdiUploadProxy: { namespaces: ['cdi'] } });
    const role = ofKind('Role', all).find((one) => one.metadata.namespace === 'cdi')!;
    expect(role.rules).toEqual([{ apiGroups: [''], resources: ['services'], resourceNames: ['cdi-uploadproxy'], verbs: ['get'] }]);
    expect(parse(fileOf(all)).cdi).toEqual({ upload_proxy: { service_name: 'cdi-uploadproxy', namespaces: ['cdi'], port: 443, timeout: 30 } });
  });

  test('the account of a chassis is made where that is asked for', () => {
    const chassis = [{ name: 'lab', namespace: 'lab', serviceAccountName: 'redfish-lab', createServiceAccount: true }];
    const all = objects({ chassis });
    expect(ofKind('ServiceAccount', all).map((one) => `${one.metadata.namespace}/${one.metadata.name}`)).toEqual([
      'kubevirt-redfish/kubevirt-redfish', 'lab/redfish-lab',
    ]);
    expect(parse(fileOf(all)).chassis[0].service_account).toBe('redfish-lab');
  });
});

describe('OpenShift', () => {
  test('restricted by default: no user id, and a binding of the service account', () => {
    const all = objects(openShift);
    expect(podOf(all).securityContext).toEqual({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    const binding = ofKind('RoleBinding', all).find((one) => one.metadata.name === 'kubevirt-redfish-restricted')!;
    expect(binding.roleRef).toEqual({ apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:openshift:scc:restricted-v2' });
    expect(ofKind('SecurityContextConstraints', all)).toEqual([]);
  });

  test('constraints of its own, with the ranges of the chart or others', () => {
    const own = (options = {}) => only('SecurityContextConstraints', objects({ ...openShift, scc: RedfishScc.custom(options) }));
    expect(own()).toMatchObject({
      metadata: metadata('kubevirt-redfish-scc'),
      priority: 10,
      runAsUser: { type: 'MustRunAsRange', uidRangeMin: 1000000000, uidRangeMax: 1000099999 },
      fsGroup: { type: 'MustRunAs', ranges: [{ min: 1000000000, max: 1000099999 }] },
      supplementalGroups: { type: 'MustRunAs', ranges: [{ min: 1000000000, max: 1000099999 }] },
      requiredDropCapabilities: ['ALL'],
      users: ['system:serviceaccount:kubevirt-redfish:kubevirt-redfish'],
    });
    expect(own({ name: 'bmc', priority: 1, runAsUser: { min: 5, max: 6 } })).toMatchObject({
      metadata: { name: 'bmc' }, priority: 1, runAsUser: { uidRangeMin: 5, uidRangeMax: 6 },
    });
  });

  test('nothing where that is asked for', () => {
    const all = objects({ ...openShift, scc: RedfishScc.none() });
    expect(ofKind('RoleBinding', all).map((one) => one.metadata.namespace)).toEqual(['lab']);
  });
});

test('two servers in one chart need names of their own, and then share nothing', () => {
  const chart = newChart();
  newServer({}, chart);
  expect(() => new RedfishServer(chart, 'Second', minimal(chart))).toThrow(
    'redfish/Second: 1 problem with RedfishServer\n  - name: would put into its cluster what redfish/Redfish puts there already: ');
  new RedfishServer(chart, 'Third', { ...minimal(chart), name: 'other' });
  const names = (chart.toJson() as { kind: string; metadata: { name: string; namespace?: string } }[])
    .map(({ kind, metadata: { name, namespace } }) => `${kind} ${namespace}/${name}`);
  expect(new Set(names).size).toBe(names.length);
});

test('a chart without a namespace is refused', () => {
  const chart = new Chart(new App(), 'redfish');
  expect(() => new RedfishServer(chart, 'Redfish', { ...minimal(chart), platform: RedfishPlatform.KUBERNETES })).toThrow('(chart): has no namespace');
});
