import { ApiObject, App, Chart } from 'cdk8s';
import { PrivilegedNamespace, RestrictedNamespace } from 'cdk8s-coco';
import { KEEP } from '../support/annotations';
import { manifests, newChart } from '../support/synth';

const ADMISSION = {
  'pod-security.kubernetes.io/enforce': 'privileged',
  'pod-security.kubernetes.io/audit': 'privileged',
  'pod-security.kubernetes.io/warn': 'privileged',
};

test('is the chart\'s namespace, open to privileged pods', () => {
  // GIVEN
  const chart = newChart('coco-system');
  // WHEN
  const namespace = new PrivilegedNamespace(chart, 'Namespace');
  // THEN
  expect(namespace.name).toBe('coco-system');
  expect(manifests(chart)).toEqual([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'coco-system', annotations: KEEP, labels: ADMISSION } }]);
  expect(ApiObject.of(namespace).kind).toBe('Namespace');
});

test('takes another name and further labels, which do not close it', () => {
  const chart = newChart('coco-system');
  const namespace = new PrivilegedNamespace(chart, 'Namespace', {
    name: 'other', labels: { 'team': 'platform', 'pod-security.kubernetes.io/enforce': 'restricted' },
  });
  expect(namespace.name).toBe('other');
  expect(manifests(chart)).toEqual([
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other', annotations: KEEP, labels: { team: 'platform', ...ADMISSION } } },
  ]);
});

test('is left to the GitOps engine where it is not to be kept', () => {
  const emitted = (keep?: boolean) => {
    const chart = newChart('coco-system');
    new PrivilegedNamespace(chart, 'Namespace', { keep });
    return manifests(chart)[0].metadata;
  };
  expect(emitted(false)).toEqual({ name: 'coco-system', labels: ADMISSION });
  expect(emitted(true)).toEqual(emitted());
});

test.each([
  ['without any name', undefined, undefined, '""'],
  ['on a name in capitals', 'coco-system', 'Coco', '"Coco"'],
  ['on a name over 63 characters', undefined, 'x'.repeat(64), `"${'x'.repeat(64)}"`],
])('fails %s', (_, namespace, name, got) => {
  const chart = new Chart(new App(), 'coco', { namespace });
  expect(() => new PrivilegedNamespace(chart, 'Namespace', { name })).toThrow(new Error([
    'coco/Namespace: 1 problem with PrivilegedNamespace',
    `  - name: got ${got}; allowed: a DNS label: a-z, 0-9 and "-", at most 63 characters. `
    + 'Give `name`, or give the chart a namespace: new Chart(app, id, { namespace: \'coco-system\' }).',
  ].join('\n')));
});

test.each<[string, unknown, string[]]>([
  ['null', null, ['props: got null; allowed: an object']],
  ['a string', 'coco', ['props: got "coco"; allowed: an object']],
  ['props of other types', { name: 7, labels: 'team', keep: 'yes', helmRelease: [] }, [
    'name: got 7; allowed: ', 'labels: ', 'keep: got "yes"; allowed: true, false', 'helmRelease: got an empty list; allowed: ',
  ]],
  ['an unknown prop', { nmae: 'coco' }, ['nmae: there is no such prop. Did you mean "name"?']],
  ['labels that are none', { labels: { 'no label': 'a', 'team': 7, 'a': 'not a value' } }, [
    'labels["no label"]: got "no label"; allowed: a label', 'labels["team"]: got 7; allowed: a string', 'labels["a"]: got "not a value"; allowed: a label value',
  ]],
])('fails on %s, with the path', (_, props, lines) => {
  for (const [what, make] of [
    ['PrivilegedNamespace', (chart: Chart) => new PrivilegedNamespace(chart, 'Namespace', props as object)],
    ['RestrictedNamespace', (chart: Chart) => new RestrictedNamespace(chart, 'Namespace', props as object)],
  ] as const) {
    let message = '';
    try {
      make(newChart('coco-system'));
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toMatch(new RegExp(`^coco/Namespace: \\d problems? with ${what}\n`));
    const expected = what === 'RestrictedNamespace' ? lines.map((line) => line.replace(/^helmRelease: .*/, 'helmRelease: there is no such prop')) : lines;
    for (const line of expected) expect(message).toContain(`\n  - ${line}`);
  }
});

test('belongs to a Helm release that is being replaced', () => {
  const chart = newChart('coco-system');
  new PrivilegedNamespace(chart, 'Namespace', { helmRelease: 'peerpods', keep: false });
  expect(manifests(chart)[0].metadata).toEqual({
    name: 'coco-system',
    annotations: { 'meta.helm.sh/release-name': 'peerpods', 'meta.helm.sh/release-namespace': 'coco-system' },
    labels: { 'app.kubernetes.io/managed-by': 'Helm', ...ADMISSION },
  });
  expect(() => new PrivilegedNamespace(newChart('a'), 'Namespace', { helmRelease: 'Peer Pods' }))
    .toThrow('helmRelease: got "Peer Pods"; allowed: the name of a Helm release');
});

test('lets critical pods run where the API server allows them by quota only', () => {
  const chart = newChart('coco-system');
  new PrivilegedNamespace(chart, 'Namespace', { name: 'agents', criticalPods: true });
  const [, quota, ...others] = manifests(chart);
  expect(others).toEqual([]);
  expect(quota).toEqual({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'critical-pods', namespace: 'agents' },
    spec: {
      hard: { pods: '1000000' },
      scopeSelector: {
        matchExpressions: [{
          operator: 'In', scopeName: 'PriorityClass', values: ['system-node-critical', 'system-cluster-critical'],
        }],
      },
    },
  });
});
