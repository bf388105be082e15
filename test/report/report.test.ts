import { parseAllDocuments } from 'yaml';
import { PlanObject } from '../../src/plan/manifest';
import { reportOf } from '../../src/report/report';
import { sections } from '../../src/report/report-text';
import { EDITIONS } from '../../src/values/editions';
import { command } from '../cli/command';

const rendered = (...args: string[]) => parseAllDocuments(command('render', ...args).stdout).map((one) => one.toJS() as PlanObject);
const object = (apiVersion: string, kind: string, more: object = {}): PlanObject => ({ apiVersion, kind, metadata: { name: 'one', namespace: 'coco' }, ...more });

test('peer pods on AWS', () => {
  const report = reportOf(rendered('peerpods@0.4.0', '-f', 'chart:providers/aws.yaml', '-n', 'coco'));
  expect(report.objects).toMatchObject({ DaemonSet: 2, Deployment: 2, MutatingWebhookConfiguration: 1 });
  expect(report.images).toContainEqual({ image: 'quay.io/kata-containers/kata-deploy:4.0.0', pinned: false, usedBy: ['DaemonSet coco/kata-deploy'] });
  expect(report.privileges).toContainEqual({
    object: 'DaemonSet coco/kata-deploy', privileges: expect.arrayContaining(['privileged: kube-kata', 'hostPID', 'the node\'s /etc/containerd/']),
  });
  expect(report.rbac).toContainEqual({
    subject: 'ServiceAccount coco/cloud-api-adaptor', where: 'every namespace', role: 'ClusterRole node-viewer', may: ['get nodes'],
  });
  expect(report.prerequisites.map(({ name }) => name)).toEqual(['cert-manager', 'namespace coco']);
  expect(report.webhooks).toEqual([{
    object: 'MutatingWebhookConfiguration peer-pods-webhook-mutating-webhook-configuration', webhook: 'mwebhook.peerpods.io', failurePolicy: 'Fail', intercepts: 'CREATE pods',
  }]);
  expect(report.resources.find(({ object: name }) => name === 'DaemonSet coco/cloud-api-adaptor-daemonset')).toMatchObject({
    pods: '1 per node', nodes: 'node.kubernetes.io/worker=',
  });
});

test('what is there is no prerequisite, and neither is a Secret that a controller makes', () => {
  const pod = (secretName: string) => object('v1', 'Pod', {
    metadata: { name: secretName, namespace: 'coco' },
    spec: { containers: [{ name: 'a', image: 'registry.example.com/a:1' }], volumes: [{ name: 'v', secret: { secretName } }] },
  });
  const names = (...more: PlanObject[]) => reportOf([
    object('v1', 'Namespace', { metadata: { name: 'coco' } }), pod('keys'), pod('tls'), ...more,
  ]).prerequisites.map(({ name }) => name).filter((name) => name.startsWith('Secret'));
  expect(names()).toEqual(['Secret coco/keys', 'Secret coco/tls']);
  expect(names(object('v1', 'Secret', { metadata: { name: 'keys', namespace: 'coco' } }), object('cert-manager.io/v1', 'Certificate', {
    spec: { secretName: 'tls', issuerRef: { kind: 'ClusterIssuer', name: 'x' } },
  }))).toEqual([]);
});

test('what containers ask for', () => {
  const of = (resources: object) => reportOf([object('apps/v1', 'Deployment', {
    spec: { replicas: 3, template: { spec: { nodeSelector: { pool: 'a' }, containers: [{ name: 'a', image: 'registry.example.com/a:1', resources }] } } },
  })]).resources[0];
  expect(of({ requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '128Mi', gpu: 1 } })).toEqual({
    object: 'Deployment coco/one', pods: '3', nodes: 'pool=a', containers: ['a: cpu 10m or more, gpu up to 1, memory 64Mi to 128Mi'],
  });
  expect(of({}).containers).toEqual(['a: nothing is said']);
});

test.each(EDITIONS.map(({ name }) => name))('a report of %s, in each form', (name) => {
  const objects = rendered(name);
  const report = reportOf(objects);
  expect(Object.values(report.objects).reduce((sum, count) => sum + count, 0)).toBe(objects.length);
  for (const { head, rows } of sections(report)) expect(rows.filter((row) => row.length !== head.length || row.some((cell) => /undefined|\[object/.test(cell)))).toEqual([]);
});

test('the command reads a folder or a file, and prints no value of a Secret', () => {
  const text = 'apiVersion: v1\nkind: Secret\nmetadata: {name: a, namespace: kube-system}\nstringData: {password: hunter2}\n';
  const { writeFileSync, mkdtempSync, rmSync } = jest.requireActual<typeof import('fs')>('fs');
  const folder = mkdtempSync('/tmp/cdk8s-coco-');
  writeFileSync(`${folder}/a.yaml`, text);
  try {
    for (const form of [[], ['--json'], ['--markdown']]) {
      const { status, stdout, stderr } = command('report', folder, ...form);
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).toContain('Secret');
      expect(stdout).not.toContain('hunter2');
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  expect(command('report')).toEqual({ status: 1, stdout: '', stderr: 'error: report: got 0 places; allowed: one, a file, a folder, "-" or git:REVISION:PATH\n' });
});
