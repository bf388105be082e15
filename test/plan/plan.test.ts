import { execFileSync } from 'child_process';
import { readFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { pageWith } from '../../scripts/markdown';
import { classesTable, PAGE, rulesTable } from '../../scripts/plan-table';
import { PLAN_CLASSES, PlanClass, PlanObject } from '../../src/plan/manifest';
import { planOf } from '../../src/plan/plan';
import { planMarkdown, planText } from '../../src/plan/plan-text';
import { RULES } from '../../src/plan/rules';
import { command } from '../cli/command';

const object = (apiVersion: string, kind: string, more: object = {}): PlanObject => (
  { apiVersion, kind, metadata: { name: 'one', namespace: 'coco' }, ...more });
const pod = (spec: object, metadata: object = { labels: { app: 'one' } }) => ({ metadata, spec: { containers: [{ name: 'a', image: 'registry.example.com/a:1' }], ...spec } });
const workload = (kind: string, spec: object = {}, podSpec: object = {}, podMetadata?: object) => (
  object('apps/v1', kind, { spec: { selector: { matchLabels: { app: 'one' } }, template: pod(podSpec, podMetadata), ...spec } }));
const image = (text: string) => ({ containers: [{ name: 'a', image: text }] });
const kata = (podSpec: object = {}, spec: object = {}) => workload('DaemonSet', spec, { ...image('quay.io/kata-containers/kata-deploy:4.1.0'), ...podSpec });
const job = (podSpec: object = {}, spec: object = {}) => object('batch/v1', 'Job', { spec: { template: pod(podSpec), ...spec } });
const hooks = (hook: object = {}, kind = 'MutatingWebhookConfiguration') => object('admissionregistration.k8s.io/v1', kind, {
  webhooks: [{ name: 'a.example.com', failurePolicy: 'Fail', rules: [{ resources: ['pods'] }], timeoutSeconds: 10, ...hook }],
});
const runtimeClass = (more: object = {}) => object('node.k8s.io/v1', 'RuntimeClass', { handler: 'kata-qemu', ...more });
const crd = (spec: object = {}) => object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', {
  spec: { group: 'example.com', scope: 'Namespaced', names: { plural: 'things', kind: 'Thing' }, versions: [{ name: 'v1' }], ...spec },
});
const config = (data: object, more: object = {}) => object('v1', 'ConfigMap', { data, ...more });
const secret = (data: object, more: object = {}) => object('v1', 'Secret', { type: 'Opaque', data, ...more });
const named = (one: PlanObject, name: string, labels?: Record<string, string>): PlanObject => (
  { ...one, metadata: { ...one.metadata, name, labels } });
const adaptor = (podSpec: object = {}) => named(workload('DaemonSet', {}, podSpec), 'cloud-api-adaptor-daemonset');
const installer = (podSpec: object = {}) => named(workload('DaemonSet', {}, podSpec), 'x-containerd-installer', { 'app.kubernetes.io/component': 'containerd-installer' });
const namespace = (level?: string) => object('v1', 'Namespace', { metadata: { name: 'coco', labels: level ? { 'pod-security.kubernetes.io/enforce': level } : {} } });
const agent = (more: object = {}) => workload('DaemonSet', {}, { hostPID: true, containers: [{ name: 'a', image: 'registry.example.com/a:1', securityContext: { privileged: true } }], ...more });

type Row = readonly [name: string, before: PlanObject | undefined, after: PlanObject | undefined, expected: PlanClass | 'nothing'];

const ROWS: readonly Row[] = [
  ['nothing at all', workload('Deployment'), workload('Deployment'), 'nothing'],
  ['the status, which manifests do not have', workload('Deployment'), { ...workload('Deployment'), status: { replicas: 1 } }, 'nothing'],
  ['a label of an object', workload('Deployment'), named(workload('Deployment'), 'one', { team: 'a' }), 'metadata'],
  ['an annotation of a custom resource', object('example.com/v1', 'Thing'), object('example.com/v1', 'Thing', { metadata: { name: 'one', namespace: 'coco', annotations: { a: 'b' } } }), 'metadata'],
  ['a label of the pods of a DaemonSet', workload('DaemonSet'), workload('DaemonSet', {}, {}, { labels: { app: 'one', team: 'a' } }), 'rolling-restart'],
  ['an image of a Deployment', workload('Deployment'), workload('Deployment', {}, image('registry.example.com/a:2')), 'rolling-restart'],
  ['the number of replicas', workload('Deployment', { replicas: 1 }), workload('Deployment', { replicas: 2 }), 'in-place'],
  ['an image, where pods are replaced when somebody deletes them', workload('DaemonSet', { updateStrategy: { type: 'OnDelete' } }),
    workload('DaemonSet', { updateStrategy: { type: 'OnDelete' } }, image('registry.example.com/a:2')), 'in-place'],
  ['the selector of a Deployment', workload('Deployment'), workload('Deployment', { selector: { matchLabels: { app: 'two' } } }), 'replaced'],
  ['the selector of a DaemonSet', workload('DaemonSet'), workload('DaemonSet', { selector: { matchLabels: { app: 'one', more: 'x' } } }), 'replaced'],
  ['the volumes of a StatefulSet', workload('StatefulSet', { volumeClaimTemplates: [] }), workload('StatefulSet', { volumeClaimTemplates: [{ metadata: { name: 'a' } }] }), 'replaced'],
  ['the pods of a Job', job(), job(image('registry.example.com/a:2')), 'replaced'],
  ['how long a finished Job stays', job(), job({}, { ttlSecondsAfterFinished: 5 }), 'in-place'],
  ['the schedule of a CronJob', object('batch/v1', 'CronJob', { spec: { schedule: '1 * * * *' } }), object('batch/v1', 'CronJob', { spec: { schedule: '2 * * * *' } }), 'in-place'],
  ['kata-deploy: another version', kata(), kata(image('quay.io/kata-containers/kata-deploy:4.2.0')), 'disruptive'],
  ['kata-deploy: a label of its pods', kata(), { ...kata(), spec: { ...(kata().spec as object), template: pod(image('quay.io/kata-containers/kata-deploy:4.1.0'), { labels: { app: 'one', b: 'c' } }) } }, 'disruptive'],
  ['kata-deploy: other nodes', kata(), kata({ nodeSelector: { pool: 'a' } }), 'disruptive'],
  ['kata-deploy: how many nodes at a time', kata(), kata({}, { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 2 } } }), 'in-place'],
  ['kata-deploy comes', undefined, kata(), 'disruptive'],
  ['kata-deploy goes', kata(), undefined, 'disruptive'],
  ['a Job that installs Kata comes', undefined, job(image('quay.io/kata-containers/kata-deploy-job-dispatcher:4.1.0')), 'disruptive'],
  ['the installer of containerd: another tarball', installer(), installer({ containers: [{ name: 'a', image: 'a', env: [{ name: 'COCO_URL', value: 'x' }] }] }), 'disruptive'],
  ['the adaptor: another image', adaptor(), adaptor(image('registry.example.com/caa:2')), 'disruptive'],
  ['the adaptor goes', adaptor(), undefined, 'data-loss'],
  ['an agent that changes nodes: another image', agent(), agent({ nodeSelector: { pool: 'a' } }), 'disruptive'],
  ['the handler of a RuntimeClass', runtimeClass(), runtimeClass({ handler: 'kata-clh' }), 'replaced'],
  ['the overhead of a RuntimeClass', runtimeClass(), runtimeClass({ overhead: { podFixed: { memory: '1Gi' } } }), 'rolling-restart'],
  ['a RuntimeClass goes', runtimeClass(), undefined, 'disruptive'],
  ['a RuntimeClass comes', undefined, runtimeClass(), 'added'],
  ['a webhook that fails closed from now on', hooks({ failurePolicy: 'Ignore' }), hooks(), 'disruptive'],
  ['a webhook that fails open from now on', hooks(), hooks({ failurePolicy: 'Ignore' }), 'in-place'],
  ['a webhook that gets other objects', hooks(), hooks({ rules: [{ resources: ['*'] }] }), 'disruptive'],
  ['a webhook that waits longer', hooks(), hooks({ timeoutSeconds: 20 }), 'in-place'],
  ['a webhook that comes', undefined, hooks({}, 'ValidatingWebhookConfiguration'), 'disruptive'],
  ['a webhook that comes, and fails open', undefined, hooks({ failurePolicy: 'Ignore' }), 'added'],
  ['a version of a definition goes', crd({ versions: [{ name: 'v1alpha1' }, { name: 'v1' }] }), crd(), 'data-loss'],
  ['a version of a definition comes', crd(), crd({ versions: [{ name: 'v1' }, { name: 'v2' }] }), 'in-place'],
  ['the scope of a definition', crd(), crd({ scope: 'Cluster' }), 'replaced'],
  ['a definition goes', crd(), undefined, 'data-loss'],
  ['a namespace goes', namespace(), undefined, 'data-loss'],
  ['a namespace that admits less', namespace('privileged'), namespace('restricted'), 'disruptive'],
  ['a namespace that admits more', namespace('restricted'), namespace('privileged'), 'metadata'],
  ['the name of a Secret', secret({ a: 'eA==' }), named(secret({ a: 'eA==' }), 'two'), 'data-loss'],
  ['a value of a Secret', secret({ a: 'eA==' }), secret({ a: 'eQ==' }), 'in-place'],
  ['the type of a Secret', secret({}), secret({}, { type: 'kubernetes.io/tls' }), 'replaced'],
  ['a value of a ConfigMap', config({ a: '1' }), config({ a: '2' }), 'in-place'],
  ['a value of a ConfigMap that is immutable', config({ a: '1' }, { immutable: true }), config({ a: '2' }, { immutable: true }), 'replaced'],
  ['the role of a binding', object('rbac.authorization.k8s.io/v1', 'RoleBinding', { roleRef: { name: 'a' } }), object('rbac.authorization.k8s.io/v1', 'RoleBinding', { roleRef: { name: 'b' } }), 'replaced'],
  ['what a role may do', object('rbac.authorization.k8s.io/v1', 'ClusterRole', { rules: [] }), object('rbac.authorization.k8s.io/v1', 'ClusterRole', { rules: [{}] }), 'in-place'],
  ['a MachineConfig', object('machineconfiguration.openshift.io/v1', 'MachineConfig', { spec: { a: 1 } }), object('machineconfiguration.openshift.io/v1', 'MachineConfig', { spec: { a: 2 } }), 'disruptive'],
  ['a hosted cluster goes', object('provisioning.dpu.hcp.io/v1alpha1', 'DPFHCPProvisioner'), undefined, 'data-loss'],
  ['a custom resource that nobody here knows', object('example.com/v1', 'Thing', { spec: { a: 1 } }), object('example.com/v1', 'Thing', { spec: { a: 2 } }), 'review'],
  ['a Service of another group', object('serving.knative.dev/v1', 'Service', { spec: { a: 1 } }), object('serving.knative.dev/v1', 'Service', { spec: { a: 2 } }), 'review'],
  ['a newer version of an API', object('external-secrets.io/v1beta1', 'ExternalSecret', { spec: {} }), object('external-secrets.io/v1', 'ExternalSecret', { spec: {} }), 'in-place'],
];

test.each(ROWS)('%s', (_name, before, after, expected) => {
  const found = planOf(before ? [before] : [], after ? [after] : []);
  expect(found[0]?.class ?? 'nothing').toBe(expected);
});

test('each rule has a name of its own, and says why', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  expect(RULES.filter(({ reason, id }) => !reason && !['added', 'removed'].includes(id))).toEqual([]);
});

test('the worst comes first, with all that speaks for it, and the nodes', () => {
  const changes = planOf(
    [config({ a: '1' }), kata({ nodeSelector: { pool: 'a' } })],
    [config({ a: '2' }), { ...kata({ nodeSelector: { pool: 'a' }, hostPID: true }), metadata: { name: 'one', namespace: 'coco', labels: { a: 'b' } } }]);
  expect(changes).toMatchObject([
    { object: 'DaemonSet coco/one', event: 'changed', class: 'disruptive', nodes: 'pool=a', paths: ['metadata.labels', 'spec.template.spec.hostPID'] },
    { object: 'ConfigMap coco/one', event: 'changed', class: 'in-place' },
  ]);
  expect(changes[0].reasons).toHaveLength(2);
  expect(planText(changes)).toBe(`disruptive (1): nodes or other pods are disturbed
  DaemonSet coco/one
      changed: metadata.labels, spec.template.spec.hostPID
      Kata is installed anew, and containerd restarts; running Kata pods may lose their shim
      nothing reads it but people, selectors and engines
      nodes: pool=a

in-place (1): taken over without a restart
  ConfigMap coco/one
      changed: data.a
      pods that have it as files see it within minutes; as environment variables, at their next start
`);
  expect(planMarkdown(changes)).toContain('| `ConfigMap coco/one` | changed: data.a | pods that have it');
});

test('the tables in the docs are those of the rules (npm run tables writes them)', () => {
  const page = readFileSync(PAGE, 'utf8');
  expect(page).toBe(pageWith(pageWith(page, 'classes', classesTable()), 'rules', rulesTable()));
});

describe('the command', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'cdk8s-coco-')); });
  afterEach(() => rmSync(folder, { recursive: true }));
  const place = (name: string, text: string | Buffer) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const MAP = (value: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: "${value}"}\n`;

  test('two versions of a chart: nothing is missed as harmless', () => {
    const of = (version: string) => place(`${version}.yaml`, command('render', `kata-deploy@${version}`).stdout);
    const { status, stdout, stderr } = command('plan', of('3.22.0'), of('4.1.0'), '--json', '--fail-on', 'disruptive');
    expect([status, stderr]).toEqual([3, '']);
    expect(JSON.parse(stdout)[0]).toMatchObject({ object: 'DaemonSet default/kata-deploy', class: 'disruptive', nodes: 'every node' });
    expect(command('plan', of('4.1.0'), of('4.1.0'), '--fail-on', 'metadata')).toEqual({ status: 0, stdout: 'no changes\n', stderr: '' });
  });

  test('folders, lists, and revisions of git', () => {
    const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: folder });
    mkdirSync(join(folder, 'dist', 'deeper'), { recursive: true });
    place('dist/deeper/map.yaml', MAP('1'));
    place('dist/kustomization.yaml', 'resources: [deeper/map.yaml]\n');
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'one');
    place('dist/deeper/map.yaml', `apiVersion: v1\nkind: List\nitems:\n- ${MAP('2').trim().replace(/\n/g, '\n  ')}\n`);
    const before = process.cwd();
    try {
      process.chdir(folder);
      expect(JSON.parse(command('plan', 'git:HEAD:dist', 'dist', '--json').stdout)).toMatchObject([{ object: 'ConfigMap a', class: 'in-place', paths: ['data.a'] }]);
      expect(command('plan', 'git:nope:dist', 'dist').stderr).toMatch(/^error: git:"nope": .*nope/);
      expect(command('plan', 'git:--output=x:dist', 'dist').status).toBe(1);
    } finally {
      process.chdir(before);
    }
  });

  test('two revisions of git, of a fleet: each cluster by itself, one that comes and one that goes', () => {
    const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: folder });
    const cluster = (name: string, value: string) => {
      mkdirSync(join(folder, 'dist/clusters', name), { recursive: true });
      place(`dist/clusters/${name}/a.yaml`, MAP(value));
    };
    git('init', '-q');
    for (const name of ['edge-1', 'edge-2', 'edge-3']) cluster(name, '1');
    git('add', '.');
    git('commit', '-qm', 'one');
    cluster('edge-2', '2');
    cluster('edge-4', '1');
    rmSync(join(folder, 'dist/clusters/edge-3'), { recursive: true });
    git('add', '.');
    git('commit', '-qm', 'two');
    const before = process.cwd();
    try {
      process.chdir(folder);
      const { stdout } = command('plan', 'git:HEAD~1:dist', 'git:HEAD:dist', '--json');
      const rows = (JSON.parse(stdout) as Record<string, unknown>[]).map((one) => [one.cluster, one.object, one.class]);
      expect(rows).toEqual([['edge-3', 'ConfigMap a', 'removed'], ['edge-4', 'ConfigMap a', 'added'], ['edge-2', 'ConfigMap a', 'in-place']]);
      expect(command('plan', 'git:HEAD~1:dist', 'dist').stdout).toContain('  edge-2: ConfigMap a\n      changed: data.a\n');
      expect(command('plan', 'git:HEAD~1:dist', 'dist', '--markdown').stdout).toContain('| `edge-2: ConfigMap a` |');
      expect(command('plan', 'git:HEAD~1:dist/clusters/edge-2', 'dist/clusters/edge-2').stdout).toContain('  ConfigMap a\n');
      expect(command('report', 'dist').stderr).toContain('dist: has ConfigMap a twice; a cluster has it once. Give the folder of one cluster\n');
    } finally {
      process.chdir(before);
    }
  });

  test.each([
    ['two places', [], 'plan: got 0 places; allowed: two, OLD and NEW'],
    ['a class', ['a', 'b', '--fail-on', 'x'], `--fail-on: got "x"; allowed: ${PLAN_CLASSES.join(', ')}, never`],
    ['one form', ['a', 'b', '--json', '--markdown'], 'plan: got --json and --markdown; allowed: one of the two'],
    ['a place that is there', ['/no/such', '/no/such'], '/no/such: there is no such file or folder; allowed: a file, a folder, or git:REVISION:PATH'],
  ])('needs %s', (_name, args, line) => {
    expect(command('plan', ...args)).toEqual({ status: 1, stdout: '', stderr: `error: ${line}\n` });
  });

  test('what cannot be read is told, all of it, without values', () => {
    const bad = place('bad.yaml', 'password: [hunter2\n---\njust text hunter2\n---\napiVersion: v1\nkind: ConfigMap\n');
    const twice = place('twice.yaml', `${MAP('1')}---\n${MAP('2')}`);
    const { status, stderr } = command('plan', bad, bad);
    expect([status, stderr]).toEqual([1, [
      `error: ${bad}: document 1 is not YAML`, `error: ${bad}: document 2 is no Kubernetes object; needed: apiVersion, kind and metadata.name`,
      `error: ${bad}: document 3 is no Kubernetes object; needed: apiVersion, kind and metadata.name`, '',
    ].join('\n')]);
    expect(command('plan', twice, twice).stderr).toBe(`error: ${twice}: has ConfigMap a twice; a cluster has it once\n`);
    symlinkSync('/etc', join(folder, 'etc'));
    expect(command('plan', place('empty.yaml', ''), join(folder)).status).toBe(1); // bad.yaml is in it; the link is not followed
  });

  test('values of Secrets are never printed', () => {
    const of = (value: string) => place(`${value}.yaml`, `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {password: ${value}}\n`);
    for (const form of [[], ['--json'], ['--markdown']]) {
      const { stdout } = command('plan', of('hunter2'), of('hunter3'), ...form);
      expect(stdout).toContain('data.password');
      expect(stdout).not.toContain('hunter');
    }
    expect(parseAllDocuments(command('render', 'kata-deploy@4.1.0').stdout).length).toBeGreaterThan(5);
  });
});
