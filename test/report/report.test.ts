import { parseAllDocuments } from 'yaml';
import { nameOf, PlanObject } from '../../src/plan/manifest';
import { planOf } from '../../src/plan/plan';
import { reportHtml } from '../../src/report/html/page';
import { matrixRows } from '../../src/report/rbac';
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
    subject: 'ServiceAccount coco/cloud-api-adaptor', where: 'every namespace', role: 'ClusterRole node-viewer', grants: [{ resource: 'nodes', verbs: ['get'] }],
  });
  expect(report.prerequisites.map(({ name }) => name)).toEqual(['cert-manager', 'namespace coco']);
  expect(report.webhooks).toEqual([{
    object: 'MutatingWebhookConfiguration peer-pods-webhook-mutating-webhook-configuration', webhook: 'mwebhook.peerpods.io', failurePolicy: 'Fail', intercepts: 'CREATE pods', selects: expect.stringContaining('NotIn'), timeoutSeconds: 10,
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

const daemonSet = (name: string, requests: object, more: object = {}) => object('apps/v1', 'DaemonSet', {
  metadata: { name, namespace: 'coco' },
  spec: { template: { spec: { containers: [{ name: 'a', image: 'registry.example.com/a:1', resources: { requests } }], ...more } } },
});

test('what pods ask for in total, on each node and beside that', () => {
  const deployment = object('apps/v1', 'Deployment', {
    spec: {
      replicas: 2,
      template: {
        spec: {
          runtimeClassName: 'kata',
          initContainers: [{ name: 'i', resources: { requests: { cpu: '2' } } }, { name: 's', restartPolicy: 'Always', resources: { requests: { cpu: '10m' } } }],
          containers: [{ name: 'a', resources: { limits: { cpu: '0.5', memory: '1Gi' } } }, { name: 'b' }],
        },
      },
    },
  });
  const { totals } = reportOf([
    daemonSet('all', { cpu: '100m', memory: '64Mi' }), daemonSet('some', { cpu: '0.05', memory: '0.5Gi' }, { nodeSelector: { pool: 'a' } }), deployment,
    object('node.k8s.io/v1', 'RuntimeClass', { metadata: { name: 'kata' }, handler: 'kata', overhead: { podFixed: { memory: '160Mi', cpu: '250m' } } }),
    object('batch/v1', 'Job', { spec: { parallelism: 3, template: { spec: { containers: [{ name: 'a', resources: { requests: { 'example.com/gpu': 1 } } }] } } } }),
  ]);
  expect(totals).toEqual([
    { what: 'on each node', pods: 1, requests: 'cpu 100m, memory 64Mi', limits: '', silent: 0 },
    { what: 'on each node with pool=a', pods: 2, requests: 'cpu 150m, memory 576Mi', limits: '', silent: 0 },
    // The init container asks for more than all others together, and the VM comes on top.
    { what: 'beside that, in the whole cluster', pods: 2, requests: 'cpu 4500m, memory 2368Mi', limits: 'cpu 1500m, memory 2368Mi', silent: 1 },
    { what: 'beside that, while Jobs run', pods: 3, requests: 'example.com/gpu 3', limits: '', silent: 0 },
  ]);
});

test('the matrix of rights: rules on one resource are one row, and a wildcard is every verb', () => {
  const role = object('rbac.authorization.k8s.io/v1', 'ClusterRole', {
    metadata: { name: 'r' },
    rules: [
      { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] }, { apiGroups: ['', 'apps'], resources: ['pods'], verbs: ['use'] },
      { apiGroups: [''], resources: ['secrets'], resourceNames: ['b', 'a'], verbs: ['*'] }, { nonResourceURLs: ['/metrics'], verbs: ['get'] },
    ],
  });
  const binding = (kind: string, name: string) => object('rbac.authorization.k8s.io/v1', 'RoleBinding', {
    metadata: { name, namespace: 'coco' }, roleRef: { kind, name }, subjects: [{ kind: 'ServiceAccount', name: 'sa' }],
  });
  const rows = matrixRows(reportOf([role, binding('ClusterRole', 'r'), binding('Role', 'other')]).rbac);
  const who = ['ServiceAccount coco/sa', 'coco'];
  const none = Array<string>(8).fill('');
  expect(rows).toEqual([
    [...who, 'ClusterRole r', '/metrics', 'yes', ...none],
    [...who, 'ClusterRole r', 'pods', 'yes', 'yes', ...Array<string>(6).fill(''), 'use'],
    [...who, 'ClusterRole r', 'pods.apps', '', ...none.slice(1), 'use'],
    [...who, 'ClusterRole r', 'secrets (a, b)', ...Array<string>(8).fill('yes'), '*'],
    [...who, 'Role other', 'the role is not among the objects', '', ...none],
  ]);
});

test('people and groups belong to no namespace', () => {
  const subjects = [{ kind: 'User', name: 'ann' }, { kind: 'Group', name: 'ops' }, { kind: 'ServiceAccount', name: 'sa', namespace: 'other' }];
  const binding = object('rbac.authorization.k8s.io/v1', 'RoleBinding', { metadata: { name: 'b', namespace: 'coco' }, roleRef: { kind: 'Role', name: 'r' }, subjects });
  expect(reportOf([binding]).rbac.map(({ subject, where }) => [subject, where])).toEqual([
    ['User ann', 'coco'], ['Group ops', 'coco'], ['ServiceAccount other/sa', 'coco'],
  ]);
});

test('how parts connect, and who waits for whom', () => {
  const labels = { app: 'one' };
  const objects = [
    object('apps/v1', 'Deployment', {
      spec: {
        template: {
          metadata: { labels },
          spec: {
            serviceAccountName: 'sa',
            runtimeClassName: 'kata',
            nodeSelector: { pool: 'a' },
            initContainers: [{ name: 'wait-for-kata' }],
            containers: [{ name: 'a', envFrom: [{ secretRef: { name: 'keys' } }, { configMapRef: { name: 'maybe', optional: true } }] }],
            volumes: [{ secret: { secretName: 'tls' } }, { persistentVolumeClaim: { claimName: 'data' } }],
          },
        },
      },
    }),
    object('apps/v1', 'DaemonSet', { metadata: { name: 'kata-deploy', namespace: 'coco' }, spec: { template: { spec: { containers: [{ name: 'a', image: 'quay.io/kata-containers/kata-deploy:4.1.0' }] } } } }),
    object('v1', 'Service', { metadata: { name: 'front', namespace: 'coco' }, spec: { selector: labels } }),
    object('v1', 'Service', { metadata: { name: 'elsewhere', namespace: 'other' }, spec: { selector: labels } }),
    object('cert-manager.io/v1', 'Certificate', { spec: { secretName: 'tls', issuerRef: { name: 'ca' } } }),
    object('node.k8s.io/v1', 'RuntimeClass', { metadata: { name: 'kata' }, handler: 'kata', scheduling: { nodeSelector: { pool: 'a' } } }),
    object('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', { metadata: { name: 'hook' }, webhooks: [{ name: 'a', clientConfig: { service: { namespace: 'coco', name: 'front' } } }] }),
    object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', { metadata: { name: 'b' }, roleRef: { kind: 'ClusterRole', name: 'r' }, subjects: [{ kind: 'ServiceAccount', namespace: 'coco', name: 'sa' }] }),
    object('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', { metadata: { name: 'second', namespace: 'flux-system' }, spec: { dependsOn: [{ name: 'first' }] } }),
  ];
  const { parts, connections } = reportOf(objects).picture;
  expect(connections.map(({ from, how, to, waits }) => `${from} ${how} ${to}${waits ? ', waits' : ''}`).sort()).toEqual([
    'Certificate coco/one makes Secret coco/tls',
    'Certificate coco/one needs Issuer coco/ca, waits',
    'Certificate coco/one needs cert-manager, waits',
    'DaemonSet coco/kata-deploy runs on nodes: every node',
    'Deployment coco/one mounts PersistentVolumeClaim coco/data, waits',
    'Deployment coco/one reads Secret coco/keys, waits',
    'Deployment coco/one reads Secret coco/tls, waits',
    'Deployment coco/one runs as ServiceAccount coco/sa, waits',
    'Deployment coco/one runs on nodes: pool=a',
    'Deployment coco/one runs under RuntimeClass kata, waits',
    'Deployment coco/one waits on its node for DaemonSet coco/kata-deploy, waits',
    'Kustomization flux-system/second waits for Kustomization flux-system/first, waits',
    'MutatingWebhookConfiguration hook asks Service coco/front, waits',
    'RuntimeClass kata runs its pods on nodes: pool=a',
    'Service coco/front sends to Deployment coco/one',
    'ServiceAccount coco/sa has the rights of ClusterRole r',
  ]);
  const whereOf = (name: string) => parts.find((one) => one.name === name)?.where;
  expect(['Secret coco/keys', 'Secret coco/tls', 'nodes: pool=a', 'RuntimeClass kata', 'Service coco/front'].map(whereOf))
    .toEqual(['missing', 'namespace coco', 'nodes', 'cluster', 'namespace coco']);
});

describe('the page', () => {
  const HOSTILE = '"><img src=x onerror=alert(1)></style></svg><script>alert(1)</script>\'&\u202e';

  const TAGS = [
    '!doctype', 'a', 'body', 'defs', 'div', 'footer', 'g', 'h1', 'h2', 'h3', 'head', 'header', 'html', 'li', 'main', 'marker', 'meta', 'nav', 'p', 'path',
    'pre', 'rect', 'section', 'span', 'style', 'svg', 'table', 'tbody', 'td', 'text', 'th', 'thead', 'title', 'tr', 'ul',
  ];

  test('has everything that the report has, links that lead somewhere, and the same bytes each time', () => {
    const report = reportOf(rendered('peerpods@0.4.0', '-f', 'chart:providers/aws.yaml', '-n', 'coco'));
    const page = reportHtml(report, 'dist');
    expect(reportHtml(report, 'dist')).toBe(page);
    const plain = (html: string) => html.replace(/<[^>]*>/g, '').replace(/&lt;/g, '<').replace(/&#39;/g, '\'').replace(/&quot;/g, '"').replace(/&amp;/g, '&');
    const text = plain(page);
    const leaves = (value: unknown): string[] => (
      typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : []);
    const { failurePolicy: _policy, ...webhook } = report.webhooks[0];
    const said = leaves({
      ...report,
      webhooks: [webhook],
      picture: report.picture.parts.map(({ name }) => name),
      rbac: report.rbac.map(({ grants, ...row }) => [row, grants?.map(({ resource }) => resource)]),
    });
    expect(said.length).toBeGreaterThan(200);
    expect(said.filter((one) => !text.includes(one))).toEqual([]);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id).filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('shows what manifests say as text only, and loads nothing', () => {
    const hostile = (one: PlanObject, namespace: string): PlanObject => ({
      ...JSON.parse(JSON.stringify(one).replace(/"(\w[\w./:=-]*)"(?=[,\]}])/g, (_, text: string) => JSON.stringify(text + HOSTILE))) as PlanObject,
      kind: one.kind,
      apiVersion: one.apiVersion,
      metadata: { name: `${one.metadata.name}${HOSTILE}`, namespace },
    });
    const objects = rendered('peerpods@0.4.0', '-f', 'chart:providers/aws.yaml', '-n', 'coco').map((one) => hostile(one, `ns${HOSTILE}`));
    const page = reportHtml(reportOf(objects), `dist${HOSTILE}`);
    const tags = new Set([...page.matchAll(/<\/?([a-z!][a-z0-9]*)/gi)].map(([, tag]) => tag));
    expect([...tags].filter((tag) => !TAGS.includes(tag))).toEqual([]);
    const attributes = new Set([...page.replace(/<style>[^]*?<\/style>/, '').matchAll(/<[a-z][^>]*>/g)]
      .flatMap(([tag]) => [...tag.matchAll(/\s([a-z-]+)="[^"]*"/gi)].map(([, name]) => name)));
    expect([...attributes].filter((name) => /^on|^src|^style|^srcdoc/.test(name))).toEqual([]);
    expect(page).toContain('alert(1)');
    expect(page).not.toContain('\u202e');
    expect(page.replace(/http-equiv/g, '')).not.toMatch(/https?:\/\/(?![^<"]*(&quot;|<))|url\((?!#)|@import|<link/);
    expect(page).toContain('default-src \'none\'');
  });

  test('says so where there are too many parts for a picture, and where there is nothing', () => {
    const many = Array.from({ length: 300 }, (_, index) => object('v1', 'Service', { metadata: { name: `s${index}`, namespace: `n${index}` } }));
    expect(reportHtml(reportOf(many), 'x')).toContain('too many parts for a picture');
    expect(reportHtml(reportOf([]), 'x')).toContain('There are no objects.');
  });
});

test('objects with fields of any type are reported on, not an internal error', () => {
  const all = rendered('peerpods@0.4.0', '-f', 'chart:providers/aws.yaml', '-n', 'coco');
  const objects = all.filter(({ kind }, index) => all.findIndex((one) => one.kind === kind) === index);
  const odd = [null, 'x', 5, {}, [null], [5]];
  const places = (value: unknown): string[][] => (typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, one]) => [[key], ...places(one).map((path) => [key, ...path])]) : []);
  const broken = (one: object, [first, ...rest]: string[], to: unknown): object => {
    const inner = rest.length ? broken((one as Record<string, object>)[first], rest, to) : to;
    return Object.assign(Array.isArray(one) ? [...one as unknown[]] : { ...one }, { [first]: inner });
  };
  let tried = 0;
  for (const one of objects) {
    for (const [index, path] of places(one).entries()) {
      if (['apiVersion', 'kind'].includes(path[0]) || ['metadata', 'metadata.name'].includes(path.join('.'))) continue;
      const other = broken(one, path, odd[index % odd.length]) as PlanObject;
      try {
        reportOf([other]);
        planOf([one], [other]);
      } catch (error) {
        throw new Error(`${nameOf(one)}: ${path.join('.')}: ${String(error)}`);
      }
      tried += 1;
    }
  }
  expect(tried).toBeGreaterThan(500);
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
    for (const form of [[], ['--json'], ['--markdown'], ['--html']]) {
      const { status, stdout, stderr } = command('report', folder, ...form);
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).toContain('Secret');
      expect(stdout).not.toContain('hunter2');
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  expect(command('report', 'x', '--json', '--html').stderr).toBe('error: report: got --json and --html; allowed: one of them\n');
  expect(command('report')).toEqual({ status: 1, stdout: '', stderr: 'error: report: got 0 arguments; allowed: one, a file, a folder, "-" or git:REVISION:PATH\n' });
});
