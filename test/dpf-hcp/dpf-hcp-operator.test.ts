import { ApiObject, App, Chart } from 'cdk8s';
import { Cluster, DpfHcpCrds, DpfHcpCrdsProps, DpfHcpOperator, DpfHcpRelease } from 'cdk8s-coco';
import { KEEP } from '../support/annotations';
import { deployment, DPF_NAMESPACE, newDpfChart, newOperator, operator } from '../support/dpf-hcp';
import { Manifest } from '../support/synth';

const NAME = 'dpf-hcp-provisioner-operator';
const SELECTOR = { 'app.kubernetes.io/name': NAME, 'app.kubernetes.io/instance': NAME, 'control-plane': 'controller-manager' };
const LABELS = { ...SELECTOR, 'app.kubernetes.io/version': 'v0.1.0', 'app.kubernetes.io/part-of': NAME };

const title = ({ kind, metadata }: Manifest) => `${kind} ${metadata.namespace ?? '-'}/${metadata.name}`;

test('the objects of 0.1.0', () => {
  const objects = operator();
  expect(objects.map(title)).toEqual([
    `ServiceAccount ${DPF_NAMESPACE}/${NAME}`,
    `ClusterRole -/${NAME}-manager-role`,
    `ClusterRoleBinding -/${NAME}-manager-rolebinding`,
    'DPFHCPProvisionerConfig -/default',
    `NetworkPolicy ${DPF_NAMESPACE}/${NAME}`,
    `Deployment ${DPF_NAMESPACE}/${NAME}`,
  ]);
  for (const { metadata } of objects) expect(metadata.labels).toEqual(LABELS);
  expect(objects[2]).toMatchObject({
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: `${NAME}-manager-role` },
    subjects: [{ kind: 'ServiceAccount', name: NAME, namespace: DPF_NAMESPACE }],
  });
  expect(objects[3]).toEqual({
    apiVersion: 'provisioning.dpu.hcp.io/v1alpha1',
    kind: 'DPFHCPProvisionerConfig',
    metadata: { name: 'default', labels: LABELS, annotations: KEEP },
    spec: { blueFieldOCPLayerRepo: 'quay.io/eelgaev/rhcos-bfb', manageDPUServiceTemplates: false },
  });
});

test('the Deployment', () => {
  const noSchedule = (key: string) => ({ key, operator: 'Exists', effect: 'NoSchedule' });
  expect(deployment(operator())).toEqual({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: NAME, namespace: DPF_NAMESPACE, labels: LABELS },
    spec: {
      replicas: 1,
      selector: { matchLabels: SELECTOR },
      template: {
        metadata: { annotations: { 'kubectl.kubernetes.io/default-container': 'manager' }, labels: SELECTOR },
        spec: {
          serviceAccountName: NAME,
          terminationGracePeriodSeconds: 10,
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
          nodeSelector: { 'node-role.kubernetes.io/control-plane': '' },
          tolerations: [noSchedule('node-role.kubernetes.io/control-plane'), noSchedule('node-role.kubernetes.io/master')],
          containers: [{
            name: 'manager',
            image: 'quay.io/lhadad/dpf-hcp-provisioner-operator:v0.1.0',
            imagePullPolicy: 'IfNotPresent',
            command: ['/manager'],
            args: ['--leader-elect', '--health-probe-bind-address=:8081', '--zap-log-level=info'],
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
            ports: [{ containerPort: 8081, name: 'health', protocol: 'TCP' }],
            livenessProbe: { httpGet: { path: '/healthz', port: 8081 }, initialDelaySeconds: 15, periodSeconds: 20 },
            readinessProbe: { httpGet: { path: '/readyz', port: 8081 }, initialDelaySeconds: 5, periodSeconds: 10 },
            resources: {
              limits: { 'cpu': '500m', 'memory': '512Mi', 'ephemeral-storage': '1Gi' },
              requests: { 'cpu': '100m', 'memory': '128Mi', 'ephemeral-storage': '64Mi' },
            },
          }],
        },
      },
    },
  });
});

test('its pods are reached at the port of their health alone; of several, one after the other is evicted', () => {
  const objects = operator({ replicas: 2, healthProbe: { port: 9090 } });
  const guards = objects.filter(({ kind }) => /NetworkPolicy|Budget/.test(kind));
  expect(guards.map(({ kind, metadata }) => [kind, metadata.name])).toEqual([['NetworkPolicy', NAME], ['PodDisruptionBudget', NAME]]);
  expect(guards.map(({ spec }) => spec)).toEqual([
    { podSelector: { matchLabels: SELECTOR }, policyTypes: ['Ingress'], ingress: [{ ports: [{ port: 9090, protocol: 'TCP' }] }] },
    { maxUnavailable: 1, selector: { matchLabels: SELECTOR }, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
  ]);
  const kinds = (props: object) => operator(props).map(({ kind }) => kind).filter((kind) => /NetworkPolicy|Budget/.test(kind));
  expect(kinds({ networkPolicy: false })).toEqual([]);
  expect(kinds({ disruptionBudget: true })).toEqual(['NetworkPolicy', 'PodDisruptionBudget']);
  expect(kinds({ replicas: 2, disruptionBudget: false })).toEqual(['NetworkPolicy']);
});

test('before 0.1.0: a ConfigMap in place of the settings, and no role in openshift-config', () => {
  const objects = operator({ release: DpfHcpRelease.V0_1_0_PRE, blueFieldImages: { '4.19.0': 'b', '4.18.0': 'a' }, blueFieldValidation: true });
  expect(objects.map(({ kind }) => kind)).toEqual(['ServiceAccount', 'ClusterRole', 'ClusterRoleBinding', 'ConfigMap', 'NetworkPolicy', 'Deployment']);
  expect(objects[3]).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'ocp-bluefield-images', namespace: DPF_NAMESPACE, labels: LABELS },
    data: { '4.18.0': 'a', '4.19.0': 'b' },
  });
  const [container] = deployment(objects).spec.template.spec.containers;
  expect(container).toMatchObject({ imagePullPolicy: 'Always', env: [{ name: 'ENABLE_BLUEFIELD_VALIDATION', value: 'true' }] });
  expect(deployment(operator({ release: DpfHcpRelease.V0_1_0_PRE })).spec.template.spec.containers[0]).not.toHaveProperty('env');
});

test('what the operator may do grows with the release', () => {
  const verbs = (release: DpfHcpRelease, resource: string) => operator({ release })[1].rules
    .filter(({ resources }: Manifest) => resources.includes(resource)).flatMap((rule: Manifest) => rule.verbs).sort();
  expect(verbs(DpfHcpRelease.V0_1_0_PRE, 'configmaps')).toEqual(['get', 'list', 'watch']);
  expect(verbs(DpfHcpRelease.V0_1_0, 'configmaps')).toEqual(['create', 'delete', 'get', 'list', 'update', 'watch']);
  expect(verbs(DpfHcpRelease.V0_1_0_PRE, 'ipaddresspools')).toEqual([]);
  expect(verbs(DpfHcpRelease.V0_1_0, 'ipaddresspools')).toHaveLength(6);
  expect(verbs(DpfHcpRelease.V0_1_0, 'hostedclusters/status')).toEqual([]);
});

describe('the namespace', () => {
  const namespaces = (objects: Manifest[]) => [...new Set(objects.map(({ metadata }) => metadata.namespace).filter(Boolean))];

  test('is that of the chart', () => expect(namespaces(operator({}, newDpfChart('mine')))).toEqual(['mine']));
  test('is upstream\'s where the chart has none', () => {
    const chart = new Chart(new App(), 'dpf');
    expect(namespaces(operator({}, chart))).toEqual([DPF_NAMESPACE]);
  });
  test('is the prop\'s before all', () => {
    expect(namespaces(operator({ namespace: 'other' }, newDpfChart('mine')))).toEqual(['other']);
    expect(newOperator({ namespace: 'other' })).toMatchObject({ namespace: 'other', deploymentName: NAME, serviceAccountName: NAME });
  });
});

describe('the definitions', () => {
  test('lie in a chart of their own, before all others', () => {
    const app = new App();
    new DpfHcpOperator(new Chart(app, 'dpf', { namespace: 'dpf' }), 'Operator', { release: DpfHcpRelease.latest() });
    expect(app.charts.map((chart) => [chart.node.path, chart.toJson().map(({ kind }) => kind)])).toEqual([
      ['0-dpf-operator-crds', ['CustomResourceDefinition', 'CustomResourceDefinition']],
      ['dpf', ['ServiceAccount', 'ClusterRole', 'ClusterRoleBinding', 'DPFHCPProvisionerConfig', 'NetworkPolicy', 'Deployment']],
    ]);
  });

  test('are kept by Argo CD, Flux and Helm', () => {
    const { crds } = newOperator();
    expect(crds!.names).toEqual(['dpfhcpprovisioners.provisioning.dpu.hcp.io', 'dpfhcpprovisionerconfigs.provisioning.dpu.hcp.io']);
    for (const { metadata } of Chart.of(crds!).toJson()) {
      expect(metadata.annotations).toMatchObject({ ...KEEP, 'helm.sh/resource-policy': 'keep' });
      expect(metadata.namespace).toBeUndefined();
    }
  });

  test('are left out where somebody else installs them, which is then a prerequisite', () => {
    const mine = newOperator({ installCrds: false });
    expect(mine.crds).toBeUndefined();
    expect(mine.node.root.node.findAll().filter(Chart.isChart)).toEqual([Chart.of(mine)]);
    expect(mine.prerequisites.at(-1)).toEqual({
      name: 'definitions of provisioning.dpu.hcp.io',
      reason: 'describe the objects of the operator',
      check: 'kubectl get crd dpfhcpprovisioners.provisioning.dpu.hcp.io dpfhcpprovisionerconfigs.provisioning.dpu.hcp.io',
    });
  });

  test('of each release can stand alone, and once in a chart', () => {
    const chart = newDpfChart();
    expect(new DpfHcpCrds(chart, 'Crds', { release: DpfHcpRelease.V0_1_0_PRE }).names).toEqual(['dpfhcpprovisioners.provisioning.dpu.hcp.io']);
    expect(() => new DpfHcpCrds(chart, 'Again', { release: DpfHcpRelease.latest() })).toThrow(
      /release: would put into its cluster what dpf\/Crds puts there already: CustomResourceDefinition dpfhcpprovisioners\S+; .*`installCrds: false`/);
    expect(() => new DpfHcpCrds(chart, 'Wrong', { release: DpfHcpRelease.latest(), relase: 1 } as DpfHcpCrdsProps)).toThrow(/relase: there is no such prop. Did you mean "release"\?/);
  });
});

test('every object can be reached', () => {
  const mine = newOperator();
  expect(ApiObject.of(mine).kind).toBe('Deployment');
  expect(mine.node.children.map(({ node }) => node.id)).toEqual([
    'ServiceAccount', 'ClusterRole', 'ClusterRoleBinding', 'Config', 'NetworkPolicy', 'Resource',
  ]);
});

test('two operators in one cluster are refused: the settings are there once', () => {
  const app = new App();
  const chart = (id: string, cluster?: string) => {
    const made = new Chart(app, id, { namespace: id });
    if (cluster) Cluster.assign(made, cluster);
    return made;
  };
  new DpfHcpOperator(chart('one'), 'Operator', { release: DpfHcpRelease.latest() });
  expect(() => new DpfHcpOperator(chart('two'), 'Operator', { release: DpfHcpRelease.latest(), name: 'other' })).toThrow(
    /release: would put into its cluster what one\/Operator puts there already: DPFHCPProvisionerConfig default; .* Let one operator serve the whole cluster/);
  expect(() => new DpfHcpOperator(chart('three', 'elsewhere'), 'Operator', { release: DpfHcpRelease.latest() })).not.toThrow(); // its definitions, too
});
