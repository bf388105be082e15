import { EDITIONS } from '../../src/values/editions';
import { SchemaNode } from '../../src/values/engine/schema';
import { at, changes, rendering } from '../cli/rendering';

const RELEASE = 'dpf-hcp-provisioner-operator@0.1.0';
const PRE = 'dpf-hcp-provisioner-operator@0.1.0-pre';
const IMAGE = 'quay.io/lhadad/dpf-hcp-provisioner-operator';
const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

type Changes = Record<string, unknown>;

/** A value and what it changes, as Helm would: places are those below the Deployment's spec, unless they name an object. */
type Row = readonly [path: string, yaml: string, changes: Changes];

const LABELLED_0_1_0 = [
  'ServiceAccount release-name', 'ClusterRole release-name-manager-role', 'ClusterRoleBinding release-name-manager-rolebinding', 'Role release-name-manager-role',
  'DPFHCPProvisionerConfig default', 'Deployment release-name',
];
const LABELLED_PRE = [...LABELLED_0_1_0.slice(0, 3), 'ConfigMap ocp-bluefield-images', 'Deployment release-name'];
const ARGS = ['--leader-elect', '--health-probe-bind-address=:8081', '--zap-log-level=info'];
const args = (...list: string[]) => Object.fromEntries(ARGS.map((old, index) => [index, list[index] === old ? old : list[index]])
  .filter(([index, text]) => text !== ARGS[index as number]).map(([index, text]) => [`manager.args[${index}]`, text]));
const POD = 'template.spec.';
const pod = (map: Changes) => Object.fromEntries(Object.entries(map).map(([place, value]) => [`${POD}${place}`, value]));
const ANYWHERE = { 'nodeSelector.node-role.kubernetes.io/master': undefined, 'tolerations[0].key': undefined, 'tolerations[0].operator': undefined, 'tolerations[0].effect': undefined };
const everywhere = (objects: readonly string[], place: string, value: unknown) => Object.fromEntries(objects.map((one) => [`${one} ${place}`, value]));

const COMMON: readonly Row[] = [
  ['image.repository', 'registry.example.com/dpf', { 'manager.image': 'registry.example.com/dpf:v0.1.0' }],
  ['image.tag', 'v0.2.0', { 'manager.image': `${IMAGE}:v0.2.0` }],
  ['image.tag', '""', {}],
  ['image.tag', 'null', {}],
  ['image.pullPolicy', 'Never', { 'manager.imagePullPolicy': 'Never' }],
  ['image.pullPolicy', '""', { 'manager.imagePullPolicy': undefined }],
  ['replicaCount', '2', { replicas: 2 }],
  ['replicaCount', '"3"', { replicas: 3 }],
  ['replicaCount', '0', { replicas: 0 }],
  ['replicaCount', 'null', { replicas: undefined }],
  ['serviceAccount.name', 'mine', {}], // the chart passes over it
  ['serviceAccount.annotations', '{a: "b"}', { 'ServiceAccount release-name metadata.annotations.a': 'b' }],
  ['resources.limits', '{cpu: 2}', { 'manager.resources.limits.cpu': 2 }],
  ['resources', 'null', {
    'manager.resources': {},
    'manager.resources.limits.cpu': undefined,
    'manager.resources.limits.memory': undefined,
    'manager.resources.requests.cpu': undefined,
    'manager.resources.requests.memory': undefined,
  }],
  ['logLevel', 'debug', args(ARGS[0], ARGS[1], '--zap-log-level=debug')],
  ['logLevel', '5', args(ARGS[0], ARGS[1], '--zap-log-level=5')],
  ['logLevel', '""', args(ARGS[0], ARGS[1])],
  ['leaderElection.enabled', 'false', args(ARGS[1], ARGS[2])],
  ['leaderElection.enabled', 'null', args(ARGS[1], ARGS[2])],
  ['healthProbe.port', '9090', {
    ...args(ARGS[0], '--health-probe-bind-address=:9090', ARGS[2]),
    'manager.ports[health].containerPort': 9090,
    'manager.livenessProbe.httpGet.port': 9090,
    'manager.readinessProbe.httpGet.port': 9090,
  }],
  ['healthProbe.livenessProbe', '{initialDelaySeconds: "1", periodSeconds: 2}',
    { 'manager.livenessProbe.initialDelaySeconds': 1, 'manager.livenessProbe.periodSeconds': 2 }],
  ['healthProbe.livenessProbe', '{initialDelaySeconds: 0, periodSeconds: 0}',
    { 'manager.livenessProbe.initialDelaySeconds': 0, 'manager.livenessProbe.periodSeconds': 0 }],
  ['healthProbe.readinessProbe', '{initialDelaySeconds: null, periodSeconds: null}',
    { 'manager.readinessProbe.initialDelaySeconds': undefined, 'manager.readinessProbe.periodSeconds': undefined }],
  ['podSecurityContext', '{runAsUser: 1000}', pod({ 'securityContext.runAsUser': 1000 })],
  ['securityContext.capabilities', '{drop: [NET_RAW]}', { 'manager.securityContext.capabilities.drop[0]': 'NET_RAW' }],
  ['placement.target', 'worker', pod({ ...ANYWHERE, 'nodeSelector.node-role.kubernetes.io/worker': '' })],
  ['placement.target', 'custom', pod(ANYWHERE)],
  ['placement.target', '""', pod(ANYWHERE)],
  ['placement.target', 'null', pod(ANYWHERE)],
  ['nodeSelector', '{a: "b"}', {}],
  ['affinity', '{podAffinity: {}}', {}],
  ['tolerations', '[{operator: Exists}]', {}],
  ['podAnnotations', '{a: "b"}', { 'template.metadata.annotations.a': 'b' }],
  ['podAnnotations', 'null', { 'template.metadata.annotations.kubectl.kubernetes.io/default-container': undefined }],
  ['namespaceLabels', '{a: "b"}', {}],
  ['global', '{a: 1}', {}],
];

const ROWS: Record<string, readonly Row[]> = {
  [RELEASE]: [
    ...COMMON,
    ['image.digest', DIGEST, { 'manager.image': `${IMAGE}@${DIGEST}` }],
    ['nameOverride', '""', {}],
    ['commonLabels', '{team: edge}', everywhere(LABELLED_0_1_0, 'metadata.labels.team', 'edge')],
    ['commonLabels', '{app.kubernetes.io/part-of: mine}', everywhere(LABELLED_0_1_0, 'metadata.labels.app.kubernetes.io/part-of', 'mine')],
    ['commonAnnotations', '{owner: me}', everywhere(['DPFHCPProvisionerConfig default', 'Deployment release-name'], 'metadata.annotations.owner', 'me')],
    ['provisionerConfig', '{blueFieldOCPLayerRepo: registry.example.com/bfb}', { 'DPFHCPProvisionerConfig default spec.blueFieldOCPLayerRepo': 'registry.example.com/bfb' }],
    ['provisionerConfig', '{blueFieldOCPLayerRepo: ""}', {}],
    ['provisionerConfig', '{disableMetalLB: true}', { 'DPFHCPProvisionerConfig default spec.disableMetalLB': true }],
    ['provisionerConfig', '{disableMetalLB: "false"}', { 'DPFHCPProvisionerConfig default spec.disableMetalLB': false }],
    ['provisionerConfig', '{disableMetalLB: null}', {}],
    ['provisionerConfig', '{manageDPUServiceTemplates: true}', { 'DPFHCPProvisionerConfig default spec.manageDPUServiceTemplates': true }],
  ],
  [PRE]: [
    ...COMMON,
    ['nameOverride', 'null', {}],
    ['features.blueFieldValidation.enabled', 'true', { 'manager.env[ENABLE_BLUEFIELD_VALIDATION].name': 'ENABLE_BLUEFIELD_VALIDATION', 'manager.env[ENABLE_BLUEFIELD_VALIDATION].value': 'true' }],
    ['blueFieldImages', '{"4.19.0": a, "4.18": 4.5}', {
      'ConfigMap ocp-bluefield-images data': undefined, 'ConfigMap ocp-bluefield-images data.4.18': '4.5', 'ConfigMap ocp-bluefield-images data.4.19.0': 'a',
    }],
    ['commonLabels', '{team: edge}', everywhere(LABELLED_PRE, 'metadata.labels.team', 'edge')],
    ['commonAnnotations', '{owner: me}', everywhere(['ConfigMap ocp-bluefield-images', 'Deployment release-name'], 'metadata.annotations.owner', 'me')],
  ],
};

/** Places as the rows write them: those of the container after `manager.`, those of the Deployment without its name. */
const short = (map: Changes) => Object.fromEntries(Object.entries(map).map(([place, value]) => [
  place.replace('Deployment release-name spec.', '').replace(/^template\.spec\.containers\[manager\]/, 'manager'), value,
]).map(([place, value]) => [String(place).replace(/^Deployment release-name spec /, ''), value]));

describe.each(Object.entries(ROWS))('%s', (edition, rows) => {
  const before = rendering(edition);

  test('the default values need no word', () => expect(before.lines).toEqual([]));

  test.each(rows)('%s: %s', (path, yaml, expected) => {
    const { objects, lines } = rendering(edition, at(path.split('.'), yaml));
    expect(lines.filter((line) => line.startsWith('error'))).toEqual([]);
    expect(short(changes(before.objects, objects))).toEqual(expected);
  });

  test('every key of the schema has a row', () => {
    const { schema } = EDITIONS.find(({ name }) => name === edition)!.load();
    const keys = (node: SchemaNode, path: string): string[] => (node.kind === 'object' && !node.open
      ? Object.entries(node.fields).flatMap(([key, field]) => keys(field, path ? `${path}.${key}` : key)) : [path]);
    const covered = rows.map(([path, yaml]) => `${path} ${yaml}`);
    const elsewhere = ['fullnameOverride', 'namespace'];
    expect(keys(schema, '').filter((key) => !elsewhere.includes(key)
      && !covered.some((row) => row.startsWith(`${key} `) || row.startsWith(`${key}.`) || (row.startsWith(`${key.replace(/\.[^.]+$/, '')} `) && row.includes(key.split('.').at(-1)!))))).toEqual([]);
  });
});

test('the definitions come before objects of their kinds', () => {
  const kinds = (edition: string) => rendering(edition).objects.map(({ kind }) => kind);
  expect(kinds(RELEASE).filter((kind) => /^(CustomResource|DPF)/.test(kind))).toEqual([
    'CustomResourceDefinition', 'CustomResourceDefinition', 'DPFHCPProvisionerConfig',
  ]);
  expect(kinds(PRE).filter((kind) => /^(CustomResource|DPF)/.test(kind))).toEqual(['CustomResourceDefinition']);
});

test('the role in openshift-config is in the namespace of the cluster\'s configuration', () => {
  expect(rendering(RELEASE).objects.filter(({ kind }) => kind === 'Role').map(({ metadata }) => metadata.namespace)).toEqual(['openshift-config']);
});

test('custom placement takes the three keys', () => {
  const { objects } = rendering(RELEASE, 'placement: {target: custom}\nnodeSelector: {a: "b", c: null}\ntolerations: [{key: x, operator: "", value: "1"}]\naffinity: {podAffinity: {}}');
  expect(objects.at(-1)!.spec.template.spec).toMatchObject({
    nodeSelector: { a: 'b', c: '' }, tolerations: [{ key: 'x', value: '1' }], affinity: { podAffinity: {} },
  });
});

describe('names', () => {
  const names = (text: string) => rendering(RELEASE, text).objects
    .filter(({ kind }) => kind !== 'CustomResourceDefinition').map(({ metadata }) => metadata.name);
  test.each([
    ['other', 'other'],
    ['a'.repeat(70), 'a'.repeat(63)],
    [`${'b'.repeat(62)}-c`, 'b'.repeat(62)],
  ])('fullnameOverride %s', (override, name) => {
    expect(names(`fullnameOverride: ${override}`)).toEqual([name, `${name}-manager-role`, `${name}-manager-rolebinding`, `${name}-manager-role`, 'default', name]);
  });

  test('nameOverride is a label, fullnameOverride is none', () => {
    const { spec } = rendering(RELEASE, 'nameOverride: short\nfullnameOverride: other').objects.at(-1)!;
    expect(spec.selector.matchLabels).toEqual({
      'app.kubernetes.io/name': 'short', 'app.kubernetes.io/instance': 'release-name', 'control-plane': 'controller-manager',
    });
  });

  test.each([['my-namespace', 'my-namespace'], ['""', 'dpf-hcp-provisioner-system'], ['null', 'dpf-hcp-provisioner-system']])('namespace %s', (yaml, namespace) => {
    const { objects } = rendering(RELEASE, `namespace: ${yaml}`);
    expect(objects.at(-1)!.metadata.namespace).toBe(namespace);
    expect(objects.find(({ kind }) => kind === 'ClusterRoleBinding')!.subjects[0].namespace).toBe(namespace);
  });
});

test('nothing is to be uninstalled on nodes', () => {
  expect(rendering(RELEASE, '{}', 'uninstall').objects).toEqual([]);
});
