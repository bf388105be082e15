import { JsonPatch } from 'cdk8s';
import { differences, evaluate, migrated, Release } from './verify';
import { operations, pointer } from '../../src/migrate/json-patch';
import { call, list, literal, map, print } from '../../src/migrate/source';
import { commentsOf } from '../../src/migrate/values-comments';

const modules = (name: string): unknown => require(name === 'cdk8s-coco' ? '../../src' : name);

const release = (chart: string, version: string, values: string, more: Partial<Release> = {}): Release => (
  { id: chart, chart, version, values, release: 'coco', namespace: 'coco-system', ...more });

function programOf(one: Release): string {
  const done = migrated(one)!;
  expect(differences(done, evaluate(done.migration.text, modules))).toEqual([]);
  expect(done.migration.leaks).toEqual([]);
  return done.migration.text;
}

describe('programs make what render prints', () => {
  test('kata-deploy: props, and the comments of the values', () => {
    const text = programOf(release('kata-deploy', '4.1.0', `
# Of the platform team.

# Nodes with TDX alone.
nodeSelector:
  pool: tdx # asked for in OPS-1
shims:
  disableAll: true
  qemu-tdx:
    enabled: true
    # Guests reach the registry through it.
    agent: { httpsProxy: "http://proxy.example.com:3128" }
defaultShim: { amd64: qemu-tdx }
debug: false # as it is by default
`));
    expect(text).toMatch(/^\/\/ Of the platform team\.\n/);
    expect(text).toContain('  // Nodes with TDX alone.\n  nodeSelector: {\n    // asked for in OPS-1\n    pool: \'tdx\',\n  },\n');
    expect(text).toContain('// Guests reach the registry through it.\n');
    expect(text).toMatch(/shims: \[\n {4}KataShim\.QEMU_TDX\.withOptions\(\{\n/);
    expect(text).not.toContain('debug');
  });

  test('kata-deploy with Jobs: nothing that is so by default', () => {
    const text = programOf(release('kata-deploy', '4.1.0', 'deploymentMode: job\njob: { parallelism: 10 }\nshims: { disableAll: true, qemu: { enabled: true } }\n'));
    expect(text).toContain('deployment: KataDeployment.job({\n    parallelism: 10,\n');
    expect(text).not.toMatch(/JsonPatch|backoffLimit|nodeSettle/);
  });

  test('what props cannot say is a patch, with the value that it comes from', () => {
    const text = programOf(release('kata-deploy', '3.29.0', '# Not at once.\nupdateStrategy: { type: OnDelete }\n'));
    expect(text).toContain('updateStrategy: KataUpdateStrategy.onDelete()');
    expect(text).toMatch(/\/\/ as in the chart\n {2}JsonPatch\.add\('\/spec\/updateStrategy\/rollingUpdate', \{ maxUnavailable: 1 \}\)/);
  });

  test('confidential-containers: another containerd, which Kata waits for', () => {
    const text = programOf(release('confidential-containers', '0.16.0', `
customContainerd:
  enabled: true
  tarballUrl: https://mirror.example.com/containerd.tar.gz
`));
    expect(text).toContain('kata.installAfter(containerd);');
    expect(text).not.toContain('JsonPatch');
  });

  test.each([
    ['dpf-hcp-provisioner-operator', '0.1.0', 'placement: { target: worker }\n'],
    ['dpu-worker-config', '0.1.0', 'commonLabels: { team: dpu }\n'],
    ['kubevirt-redfish', '0.2.1', 'route: { host: redfish.example.com }\nservice: { enabled: true }\n'],
    ['peerpods', '0.4.0', 'kata-deploy: { enabled: false }\nprovider: aws\nproviderConfigs: { aws: { PODVM_AMI_ID: ami-0123456789abcdef0 } }\nsecrets: { mode: reference, existingSecretName: keys }\n'],
  ])('%s', (chart, version, values) => {
    programOf(release(chart, version, values));
  });
});

test('nothing in values or comments becomes code', () => {
  const text = programOf(release('kata-deploy', '4.1.0', `
# head\u2028throw new Error('head');

# comment\u2028throw new Error('comment'); */
podAnnotations:
  __proto__: "1"
  "it's": "\`\${process.exit(1)}\`"
  "two\\nlines": "\\u2028');throw new Error('value');//"
shims: { disableAll: true, qemu: { enabled: true, dropIn: "a = 1\\n\`b\`\\n'c'\\n" } }
`));
  expect(text).not.toMatch(/[\u2028\u2029]/);
});

test('peer pods: the runtime of the same program, settings of the cloud as options, and something where the values have nothing', () => {
  const text = programOf(release('peerpods', '0.4.0', `
provider: azure
providerConfigs: { azure: { AZURE_REGION: westeurope, TAGS: "team=coco,cost=1", PEERPODS_LIMIT_PER_NODE: "20", ROOT_VOLUME_SIZE: "40" } }
secrets: { mode: reference, existingSecretName: keys }
`));
  expect(text).toMatch(/runtime: kata,\n {2}provider: PeerPodsProvider\.azure\(\{\n/);
  expect(text).toContain('region: \'westeurope\',\n');
  expect(text).toContain('tags: { team: \'coco\', cost: \'1\' },\n');
  expect(text).toContain('  limit: 20,\n');
  expect(text).toContain('SecretSource.fromSecretName(\'keys\')');
  expect(text).toMatch(/\/\/ The values have none, and nothing works without it: [^\n]*\n {4}subscriptionId: '00000000-0000-0000-0000-000000000000',/);
  expect(text).toMatch(/JsonPatch\.remove\('\/data\/AZURE_SUBSCRIPTION_ID'\)/);
});

describe('secrets', () => {
  const PASSWORD = 'winterhushed';
  const values = `
provider: aws
providerConfigs: { aws: { PODVM_AMI_ID: ami-0123456789abcdef0 } }
kata-deploy: { enabled: false }
secrets: { mode: create }
providerSecrets:
  aws:
    # before: ${PASSWORD}
    AWS_ACCESS_KEY_ID: ${PASSWORD}
    AWS_SECRET_ACCESS_KEY: ${PASSWORD}
`;

  test('they are made by a command, and the program refers to them', () => {
    const done = migrated(release('peerpods', '0.4.0', values))!;
    expect(done.migration.secrets.map(({ metadata }) => metadata.name)).toEqual(['peer-pods-secret']);
    expect(done.migration.text).not.toContain('hushed');
    expect(differences(done, evaluate(done.migration.text, modules))).toEqual([]);
  });

  test('the name of a key is none', () => {
    const text = programOf(release('peerpods', '0.4.0', `
provider: ibmcloud
providerConfigs: { ibmcloud: { IBMCLOUD_SSH_KEY_ID: r010-0b5a1c2d-3e4f-4a5b-8c6d-7e8f90a1b2c3 } }
secrets: { mode: reference }
kata-deploy: { enabled: false }
`));
    expect(text).toContain('r010-0b5a1c2d-3e4f-4a5b-8c6d-7e8f90a1b2c3');
  });

  test('a pod that refers to a Secret has none in it', () => {
    programOf(release('kata-deploy', '4.1.0', `
verification:
  pod: |
    apiVersion: v1
    kind: Pod
    metadata: {name: kata-verify}
    spec:
      runtimeClassName: kata-qemu
      restartPolicy: Never
      automountServiceAccountToken: false
      volumes:
        - name: keys
          secret:
            secretName: verify
      containers: [{name: test, image: "registry.example.com/busybox:1.37"}]
`));
  });

  test.each([
    ['kata-deploy', '4.1.0', 'containerd: { userDropIn: "auth_token = \\"hushed-1\\"" }\n', 'containerd.userDropIn'],
    ['peerpods', '0.4.0', values.replace('PODVM_AMI_ID', 'AWS_SECRET_ACCESS_KEY: hushed, PODVM_AMI_ID'), 'providerConfigs.aws.AWS_SECRET_ACCESS_KEY'],
  ])('where %s %s would write them into other objects, they are refused', (chart, version, text, path) => {
    expect(migrated(release(chart, version, text))!.migration.leaks.map((one) => one.path)).toEqual([path]);
  });
});

describe('operations', () => {
  const apply = (from: object, to: object) => {
    const found = operations(from, to);
    const patches = found.map(({ op, keys, value }) => (op === 'remove' ? JsonPatch.remove(pointer(keys)) : JsonPatch[op](pointer(keys), value)));
    expect(JsonPatch.apply(structuredClone(from), ...patches)).toEqual(to);
    return found.map(({ op, keys }) => `${op} ${pointer(keys)}`);
  };

  test.each([
    ['nothing', { a: 1 }, { a: 1 }, []],
    ['fields, and keys with slashes', { a: 1, b: 2, c: { 'x/y~': 1 } }, { b: 3, c: { 'x/y~': 2 }, d: 4 }, ['remove /a', 'replace /b', 'replace /c/x~1y~0', 'add /d']],
    ['items by their names', { env: [{ name: 'a', value: '1' }, { name: 'b', value: '2' }, { name: 'c', value: '3' }] },
      { env: [{ name: 'x', value: '0' }, { name: 'b', value: '9' }, { name: 'c', value: '3' }] }, ['remove /env/0', 'add /env/0', 'replace /env/1/value']],
    ['items in another order, as a whole', { env: [{ name: 'a' }, { name: 'b' }] }, { env: [{ name: 'b' }, { name: 'a' }] }, ['replace /env']],
    ['lists of texts, as a whole', { args: ['a', 'b'] }, { args: ['a'] }, ['replace /args']],
    ['other types', { a: [1] }, { a: { 0: 1 } }, ['replace /a']],
  ])('%s', (_, from, to, expected) => {
    expect(apply(from, to)).toEqual(expected);
  });
});

describe('source', () => {
  test.each([
    ['on one line where it fits', { 'a': 1, 'b-c': ['x', true] }, '{ a: 1, \'b-c\': [\'x\', true] }'],
    ['quotes, line breaks and what terminals obey', 'it\'s "a"\n\u001b\u202e', '\'it\\\'s "a"\\n\\u001b\\u202e\''],
    ['keys that are none of an object', JSON.parse('{"__proto__": 1}'), '{ [\'__proto__\']: 1 }'],
    ['templates are none', '`${x}`', '\'`${x}`\''],
  ])('%s', (_, value, text) => {
    expect(print(literal(value))).toBe(text);
  });

  test('several lines where it does not fit, and below comments', () => {
    const long = 'x'.repeat(60);
    expect(print(call('f', '\'a\'', literal({ one: long, two: long })))).toBe(`f('a', {\n  one: '${long}',\n  two: '${long}',\n})`);
    expect(print(map([{ source: 'a', comments: ['why', ''] }, { source: list([]) }]))).toBe('{\n  // why\n  //\n  a,\n  [],\n}');
    expect(print(literal('a\nb\n'))).toBe('[\n  \'a\',\n  \'b\',\n  \'\',\n].join(\'\\n\')');
  });
});

test('comments of a values file, by the values that they stand above or beside', () => {
  const { head, byPath } = commentsOf('# head\n\n# above\na: 1 # beside\nb:\n  # inner\n  c: {}\n## two\n##  lines\nd: [] # list\n');
  expect(head).toEqual(['head']);
  expect(Object.fromEntries(byPath)).toEqual({
    '["a"]': ['above', 'beside'], '["b","c"]': ['inner'], '["d"]': ['two', ' lines', 'list'],
  });
  expect(commentsOf('{').byPath.size).toBe(0);
});
