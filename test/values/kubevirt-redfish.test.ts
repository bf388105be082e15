import { parse } from 'yaml';
import { EDITIONS } from '../../src/values/editions';
import { loadValues } from '../../src/values/engine/load';
import { SchemaNode } from '../../src/values/engine/schema';
import { at, changes, Rendering, rendering } from '../cli/rendering';
import { share, some, Strides } from '../support/stride';
import { Manifest, ofKind } from '../support/synth';

const RELEASE = 'kubevirt-redfish@0.2.1';
const PRE = 'kubevirt-redfish@0.2.1-pre';
const NEWEST = 'kubevirt-redfish@0.2.3';
const NAME = 'release-name-kubevirt-redfish';
const POD = `Deployment ${NAME} spec.template.spec`;
const SERVER = `${POD}.containers[kubevirt-redfish]`;

const only = (kind: string, { objects }: Rendering): Manifest => {
  expect(ofKind(kind, objects)).toHaveLength(1);
  return ofKind(kind, objects)[0];
};
const file = (found: Rendering) => parse(only('Secret', found).stringData['config.yaml']) as Manifest;
const podOf = (found: Rendering): Manifest => only('Deployment', found).spec.template.spec;
const errors = ({ lines }: Rendering) => lines.filter((line) => line.startsWith('error ')).map((line) => line.slice(6));
const warnings = ({ lines }: Rendering) => lines.filter((line) => line.startsWith('warning ')).map((line) => line.slice(8));

test('the objects of the chart, in both editions', () => {
  const names = (edition: string, text?: string) => rendering(edition, text).objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? '-'}/${metadata.name}`);
  const common = [
    'ServiceAccount kubevirt-redfish/kubevirt-redfish',
    'ClusterRole -/kubevirt-redfish-role',
    'ClusterRoleBinding -/kubevirt-redfish-binding',
  ];
  const rest = [
    'Secret kubevirt-redfish/kubevirt-redfish-config',
    `Service kubevirt-redfish/${NAME}`,
    `Route kubevirt-redfish/${NAME}`,
    `Deployment kubevirt-redfish/${NAME}`,
  ];
  const restricted = 'RoleBinding kubevirt-redfish/system:openshift:scc:restricted';
  expect(names(RELEASE)).toEqual([...common, ...rest]);
  expect(names(PRE)).toEqual([...common, restricted, ...rest]);
  expect(names(PRE, 'rbac: { scc: { custom: true } }')).toEqual([...common, restricted, 'SecurityContextConstraints -/kubevirt-redfish-scc', ...rest]);
  expect(names(PRE, 'rbac: { enabled: false, scc: { enabled: false } }')).toEqual(rest);
});

describe('the passwords', () => {
  const users = 'authentication: { users: [{ username: ops, password: correct-horse, chassis: [default] }] }';

  test('stand in a Secret of the name of the ConfigMap, which is marked and spoken of', () => {
    const found = rendering(RELEASE, users);
    expect(ofKind('ConfigMap', found.objects)).toEqual([]);
    const secret = only('Secret', found);
    expect(secret).toMatchObject({ metadata: { name: 'kubevirt-redfish-config', annotations: { 'cdk8s-coco/unsafe-inline': 'true' } }, type: 'Opaque' });
    expect(file(found).authentication).toEqual({ users: [{ username: 'ops', password: 'correct-horse', chassis: ['default'] }] });
    expect(podOf(found).volumes[0]).toEqual({ name: 'config-volume', secret: { secretName: 'kubevirt-redfish-config' } });
    expect(warnings(found).filter((line) => line.startsWith('authentication'))).toEqual([
      'authentication.users: the manifest contains the passwords in plain text; the chart\'s ConfigMap "kubevirt-redfish-config" became a Secret of the same '
      + 'name. Keep the manifest out of version control',
    ]);
    expect(JSON.stringify(found.objects.filter(({ kind }) => kind !== 'Secret'))).not.toContain('correct-horse');
    expect(found.lines.join()).not.toContain('correct-horse');
  });

  test('are followed wherever the pod looks for the ConfigMap', () => {
    const found = rendering(RELEASE, `
${users}
configMap: { name: bmc }
volumes:
  config: { configMap: null, projected: { sources: [{ configMap: { name: bmc, items: [] } }, { configMap: { name: other } }] } }
  temp: { emptyDir: null, configMap: { name: bmc, defaultMode: 256 } }
deployment: { container: { env: [{ name: A, valueFrom: { configMapKeyRef: { name: bmc, key: config.yaml } } }, { name: B, value: b }] } }
`);
    expect(podOf(found).volumes).toEqual([
      { name: 'config-volume', projected: { sources: [{ secret: { name: 'bmc', items: [] } }, { configMap: { name: 'other' } }] } },
      { name: 'temp-storage', secret: { secretName: 'bmc', defaultMode: 256 } },
    ]);
    expect(podOf(found).containers[0].env).toEqual([
      { name: 'A', valueFrom: { secretKeyRef: { name: 'bmc', key: 'config.yaml' } } }, { name: 'B', value: 'b' },
    ]);
  });

  test('are no reason to move a file that has none', () => {
    const found = rendering(RELEASE, 'authentication: { users: [] }');
    expect(only('ConfigMap', found).metadata.name).toBe('kubevirt-redfish-config');
    expect(podOf(found).volumes[0].configMap).toEqual({ name: 'kubevirt-redfish-config' });
    expect(ofKind('Secret', found.objects)).toEqual([]);
  });

  test('those that everyone knows are spoken of', () => {
    expect(warnings(rendering(RELEASE)).filter((line) => line.includes('.password'))).toEqual([
      'authentication.users[0].password: the password of "admin" is the chart\'s default, which is public; choose another',
      'authentication.users[1].password: the password of "operator" is the chart\'s default, which is public; choose another',
    ]);
  });

  test.each([
    ['a backslash that escapes', '"pa\\\\x41ss-word"', 'paAss-word', 'the chart escapes nothing, so the server reads (hidden); write that, if you mean it'],
    ['a quote that ends it', '"pa\\"ss-word"', 'pa"ss-word', 'the chart escapes nothing, so the server could not read its file; here it gets (hidden), as it was meant'],
  ])('mean what the server reads: %s', (_, yaml, meant, said) => {
    const found = rendering(RELEASE, `authentication: { users: [{ username: ops, password: ${yaml}, chassis: [default] }] }`);
    expect(file(found).authentication.users[0].password).toBe(meant);
    expect(warnings(found)).toContain(`authentication.users[0].password: ${said}`);
  });

  test('that Helm would print in another form, or in several lines, are errors, and are not printed', () => {
    const found = rendering(RELEASE, 'authentication: { users: [{ username: a, password: 12345678, chassis: [default] }, { username: b, password: "ab\\ncdef", chassis: [default] }] }');
    expect(errors(found)).toEqual([
      'authentication.users[0].password: the number (hidden) is printed in another form, so the password is not what you think; quote it',
      'authentication.users[1].password: the template writes the line breaks as they are, and Helm finds no YAML there; a password has no line breaks',
    ]);
  });
});

describe('what the server would refuse is said, and rendered', () => {
  test('the examples of the chart\'s README: users of a chassis that the values do not have', () => {
    const found = rendering(RELEASE, 'authentication: { users: [{ username: dev, password: dev12, chassis: [dev] }] }');
    expect(errors(found)).toEqual([]);
    expect(warnings(found).filter((line) => line.includes('the server stops'))).toEqual([
      'authentication.users[0].password: the server stops on it: allowed: at least 6 characters. Choose a longer one.',
      'authentication.users[0].chassis[0]: the server stops on it: got the string "dev"; allowed: the chassis that there are: default. Add the chassis, or take another one.',
    ]);
  });

  test('TLS, for which the chart has no certificate', () => {
    const found = rendering(RELEASE, 'server: { tls: { enabled: true } }');
    expect(file(found).server.tls).toEqual({ enabled: true });
    expect(warnings(found)).toContain('server.tls.enabled: the server stops on it: got the boolean true; allowed: true only with the files of a certificate. '
      + 'The chart has no value for a certificate: set server.tls.enabled to false, and terminate TLS in front of the server.');
  });

  test('a secret in the place of a name is not printed beside other problems', () => {
    const found = rendering(RELEASE, 'volumes: { temp: { name: "token=correct-horse" } }');
    expect(found.lines.join()).toContain('there is no volume "temp-storage"');
    expect(found.lines.join()).not.toContain('correct-horse');
  });

  test('a label that the server reads in lower case', () => {
    const found = rendering(RELEASE, 'chassis: [{ name: default, namespace: a, service_account: b, vm_selector: { labels: { Pool: x } } }]');
    expect(file(found).chassis[0].vm_selector).toEqual({ labels: { Pool: 'x' } });
    expect(warnings(found)).toContain('chassis[0].vm_selector.labels.Pool: the server reads the label as "pool", so it selects other machines or none; take a label in lower case');
    const secret = rendering(RELEASE, 'chassis: [{ name: default, namespace: a, service_account: b, vm_selector: { labels: { Zq8vR2mKxTq9w4N: x } } }]');
    expect(secret.lines.join()).toContain('the server reads the label as "(hidden)"');
    expect(secret.lines.join().toLowerCase()).not.toContain('zq8vr2');
  });
});

test.each<[readonly string[], string, Record<string, unknown>]>([
  [['deployment', 'replicas'], '3', { [`Deployment ${NAME} spec.replicas`]: 3 }],
  [['deployment', 'labels'], '{ a: b }', { [`Deployment ${NAME} spec.template.metadata.labels.a`]: 'b' }],
  [['deploymentLabels'], '{ a: b }', { [`Deployment ${NAME} metadata.labels.a`]: 'b' }],
  [['deployment', 'container', 'resources'], 'null', Object.fromEntries(['requests.memory', 'requests.cpu', 'limits.memory', 'limits.cpu'].map((end) => [`${SERVER}.resources.${end}`, undefined]))],
  [['deployment', 'container', 'livenessProbe', 'httpGet', 'scheme'], 'HTTPS', { [`${SERVER}.livenessProbe.httpGet.scheme`]: 'HTTPS' }],
  [['deployment', 'container', 'env', 'LOG_LEVEL'], 'debug', { [`${SERVER}.env[LOG_LEVEL].value`]: 'debug' }],
  [['deployment', 'container', 'env', 'MORE'], '1.50', { [`${SERVER}.env[MORE].name`]: 'MORE', [`${SERVER}.env[MORE].value`]: '1.5' }],
  [['global', 'image', 'tag'], '0.2', { [`${SERVER}.image`]: 'quay.io/your-org/kubevirt-redfish:0.2' }],
  [['global', 'image', 'pullPolicy'], 'null', { [`${SERVER}.imagePullPolicy`]: undefined }],
  [['podSecurityContext', 'fsGroup'], '1001', { [`${POD}.securityContext.fsGroup`]: 1001 }],
  [['securityContext', 'readOnlyRootFilesystem'], 'true', { [`${SERVER}.securityContext.readOnlyRootFilesystem`]: true }],
  [['nodeSelector'], '{ pool: infra }', { [`${POD}.nodeSelector.pool`]: 'infra' }],
  [['route', 'host'], 'a.example.com', { [`Route ${NAME} spec.host`]: 'a.example.com' }],
  [['route', 'host'], '""', { [`Route ${NAME} spec.host`]: undefined }],
  [['route', 'tls', 'termination'], 'passthrough', { [`Route ${NAME} spec.tls.termination`]: 'passthrough' }],
  [['service', 'type'], 'NodePort', { [`Service ${NAME} spec.type`]: 'NodePort' }],
  [['rbac', 'enabled'], 'false', {
    ...Object.fromEntries(Object.keys(changes(rendering(RELEASE).objects.filter(({ kind }) => /^(ServiceAccount|Cluster)/.test(kind)), [])).map((place) => [place, undefined])),
    [`${POD}.serviceAccountName`]: undefined,
  }],
  [['rbac', 'clusterRole', 'labels'], '{ a: b }', { 'ClusterRole kubevirt-redfish-role metadata.labels.a': 'b' }],
])('%p: %s changes this, and nothing else', (path, yaml, expected) => {
  expect(changes(rendering(RELEASE).objects, rendering(RELEASE, at(path, yaml)).objects)).toEqual(expected);
});

test('names follow the overrides, as the helpers of the chart make them', () => {
  const name = (text: string) => only('Deployment', rendering(RELEASE, text)).metadata;
  expect(name('nameOverride: bmc')).toMatchObject({ name: 'release-name-bmc', labels: { 'app.kubernetes.io/name': 'bmc' } });
  expect(name('nameOverride: release').name).toBe('release-name');
  expect(name(`fullnameOverride: ${'x'.repeat(62)}-y`).name).toBe('x'.repeat(62));
  expect(name('global: { namespace: bmc }').namespace).toBe('bmc');
});

describe('what is an error', () => {
  test.each([
    ['chasis: []', ['chasis: unknown key; did you mean chassis?']],
    ['rbac: { scc: { enabled: true } }', ['rbac.scc: unknown key; allowed: enabled, serviceAccount, clusterRole, clusterRoleBinding']],
    ['deployment: { container: { resources: { limit: {} } } }', ['deployment.container.resources.limit: unknown key; did you mean limits?']],
    ['service: { type: Loadbalancer }', ['service.type: got the string "Loadbalancer"; allowed: "ClusterIP", "NodePort", "LoadBalancer"; did you mean "LoadBalancer"?']],
    ['authentication: { users: [{ username: a, password: [b] }] }', ['authentication.users[0].password: got a list; allowed: a string']],
    ['route: null', ['route: null takes the whole section away, and the chart needs it; leave it out']],
    ['route: { host: null }', ['route.host: allowed: the name of the host, or ""']],
    ['global: { namespace: "123" }', [
      'global.namespace: the chart prints "123" without quotes, and YAML reads it as the number 123; take another one',
    ]],
    ['global: { namespace: A b }', [
      'global.namespace: got the string "A b"; allowed: a-z, 0-9 and "-", at most 63 characters',
    ]],
    ['rbac: { clusterRole: { name: "a: b" } }', [
      'rbac.clusterRole.name: the chart writes it without quotes, and YAML reads something else; allowed: letters, digits, "-", "." and "_"',
    ]],
    ['fullnameOverride: A_b', ['fullnameOverride: got the string "A_b"; allowed: a-z, 0-9 and "-", at most 63 characters']],
    ['route: { host: "a b" }', ['route.host: got the string "a b"; allowed: a-z, 0-9, "." and "-", at most 253 characters']],
    ['deploymentAnnotations: { a b: c }', [
      'deploymentAnnotations."a b": allowed: an annotation: an optional DNS name and "/", then at most 63 letters, digits, "-", "_" and "."',
    ]],
    ['configMap: { name: A_b }', ['configMap.name: got the string "A_b"; allowed: a-z, 0-9, "." and "-", at most 253 characters']],
    ['deployment: { labels: { app.kubernetes.io/name: other } }', [
      'deployment.labels."app.kubernetes.io/name": got the string "other"; the workload finds its pods by this label, '
        + 'and the API server refuses another value than "kubevirt-redfish"; leave it out',
    ]],
    ['deploymentLabels: { a: "b c" }', ['deploymentLabels.a: got the string "b c"; allowed: a label value: letters, digits, "-", "_" and ".", at most 63 characters']],
    ['volumes: { config: { secret: { secretName: own } } }', [
      'volumes.config: has the sources configMap, secret, and the API server allows one; set those of the chart to null: configMap: null',
    ]],
    ['volumes: { temp: null }', [
      'deployment.container.volumeMounts[1].name: there is no volume "temp-storage", and the API server refuses the Deployment; allowed: "config-volume". '
      + 'The chart writes only those at volumes.config and volumes.temp',
    ]],
    ['service: { ports: [] }', ['service.ports: the API server refuses a Service without ports; name one']],
    ['global: { image: { tag: "v 1" } }', [
      'global.image.tag: got "v 1"; allowed: letters, digits, "_", "." and "-", at most 128, not starting with "." or "-".',
    ]],
    ['chassis: [{ name: a, namespace: b, description: "a\\nb" }]', [
      'chassis[0].description: the template prints the line breaks unquoted, which is not valid YAML; write the value on one line',
    ]],
  ])('%s', (text, expected) => {
    const found = rendering(RELEASE, text);
    expect(errors(found)).toEqual(expected);
    expect(found.objects).toEqual([]);
  });
});

test('null among strings is the empty string, and elsewhere nothing', () => {
  const found = rendering(RELEASE, 'nodeSelector: { node-role.kubernetes.io/worker: null }\naffinity: { nodeAffinity: null, podAffinity: {} }\n'
    + 'deployment: { labels: { a: null }, annotations: { b: null } }\nservice: { annotations: { c: null } }');
  expect(podOf(found)).toMatchObject({ nodeSelector: { 'node-role.kubernetes.io/worker': '' }, affinity: { podAffinity: {} } });
  expect(podOf(found).affinity).not.toHaveProperty('nodeAffinity');
  expect(only('Deployment', found).spec.template.metadata).toMatchObject({ labels: { a: '' }, annotations: { b: '' } });
  expect(only('Service', found).metadata.annotations).toEqual({ c: '' });
});

test('the editions are listed', () => {
  expect(EDITIONS.filter(({ name }) => name.startsWith('kubevirt-redfish')).map(({ name }) => name)).toEqual([PRE, RELEASE, 'kubevirt-redfish@0.2.2', NEWEST]);
});

test('0.2.2 has another image than 0.2.1, and objects of another version', () => {
  const found = changes(rendering(RELEASE).objects, rendering('kubevirt-redfish@0.2.2').objects);
  const { [`${SERVER}.image`]: image, ...versions } = found;
  expect(image).toBe('quay.io/bjozsa-redhat/kubevirt-redfish:v0.2.2');
  expect(Object.keys(versions)).toHaveLength(rendering(RELEASE).objects.length);
  for (const [place, value] of Object.entries(versions)) expect([place.replace(/^.* metadata/, 'metadata'), value]).toEqual(['metadata.labels.app.kubernetes.io/version', 'v0.2.2-fee285c']);
});

describe('0.2.3: how the server calls systems', () => {
  test('as in 0.2.2, unless the values say so', () => {
    const before = file(rendering('kubevirt-redfish@0.2.2'));
    const after = file(rendering(NEWEST));
    expect(after).toEqual({
      ...before, system_id_convention: 'legacy', datavolume: { ...before.datavolume, helper_image: 'registry.access.redhat.com/ubi8/ubi-minimal:latest' },
    });
    expect(podOf(rendering(NEWEST)).containers[0].image).toBe('quay.io/bjozsa-redhat/kubevirt-redfish:v0.2.3');
  });

  test.each([['enhanced', 'enhanced'], ['legacy', 'legacy'], ['Enhanced', 'Enhanced'], ['null', ''], ['""', ''], ['1', '1']])('%s', (yaml, text) => {
    const found = rendering(NEWEST, `server: { system_id_convention: ${yaml} }`);
    expect(file(found).system_id_convention).toBe(text);
    const said = warnings(found).filter((line) => line.startsWith('server'));
    expect(said).toEqual(['enhanced', 'legacy'].includes(text) ? [] : [
      `server.system_id_convention: the server stops on it: got the string ${JSON.stringify(text)}; allowed: "legacy", "enhanced". Take "legacy", as the chart does.`,
    ]);
  });
});

/** Every place of a schema. */
function places(schema: SchemaNode, path: readonly string[] = []): (readonly string[])[] {
  const inner = schema.kind === 'object' ? Object.entries(schema.fields).flatMap(([name, field]) => places(field, [...path, name])) : [];
  return path.length ? [path, ...inner] : inner;
}

const PLACES: Strides = { gate: 1, loop: 23 };

test(`no value of any kind at any place makes a stack trace, also where the schema has refused it${share(PLACES)}`, () => {
  const edition = EDITIONS.find(({ name }) => name === PRE)!.load();
  const all = places(edition.schema);
  expect(all.length).toBeGreaterThan(150);
  for (const path of some(all, PLACES)) {
    for (const value of ['null', 'true', '3', 'x', '""', '[]', '[3, null, {}]', '{}', '{a: [b]}', '{sources: [null, x], labels: x}']) {
      const user = loadValues({ files: [{ name: 'values.yaml', text: at(path, value) }] });
      expect(() => edition.plan(user, { releaseName: 'r', namespace: 'n' })).not.toThrow();
    }
  }
});
