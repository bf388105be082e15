import { at, rendering } from '../cli/rendering';

const RELEASE = 'dpf-hcp-provisioner-operator@0.1.0';
const PRE = 'dpf-hcp-provisioner-operator@0.1.0-pre';
const lines = (path: string, yaml: string, edition = RELEASE) => rendering(edition, at(path.split('.'), yaml)).lines;
const NULL = 'null takes the whole section away, and the chart needs it; leave it out';
const LEVELS = 'allowed: "debug", "info", "error", "panic", a whole number from 1 to 127';
const LABEL = 'allowed: a label value: letters, digits, "-", "_" and ".", at most 63 characters. Numbers and booleans need quotes.';

test.each<[string, string, string, string?]>([
  ['image', 'null', `image: ${NULL}`],
  ['placement', 'null', `placement: ${NULL}`],
  ['healthProbe', '{livenessProbe: null}', `healthProbe.livenessProbe: ${NULL}`],
  ['provisionerConfig', 'null', `provisionerConfig: ${NULL}`],
  ['features', '{blueFieldValidation: null}', `features.blueFieldValidation: ${NULL}`, PRE],
  ['healthProbe.port', 'null', 'healthProbe.port: null takes the port away, and the probes need one; leave it out'],
  ['healthProbe.port', '"08081"', 'healthProbe.port: got "08081", which YAML reads as an octal number; write it without zeros in front'],
  ['healthProbe.port', '99999', 'healthProbe.port: got the number 99999; allowed: a whole number from 1 to 65535, also in quotes'],
  ['healthProbe.livenessProbe.periodSeconds', '1000000',
    'healthProbe.livenessProbe.periodSeconds: the number 1000000 is printed as 1e+06; quote it: "1000000"'],
  ['placement.target', 'Worker', 'placement.target: got the string "Worker"; allowed: "master", "worker", "custom", ""; did you mean "worker"?'],
  ['logLevel', 'debgu', `logLevel: got "debgu"; ${LEVELS}; did you mean "debug"?`],
  ['logLevel', '"0"', `logLevel: got "0"; ${LEVELS}`],
  ['image.tag', '0.2', 'image.tag: got the number 0.2; allowed: a string; write "0.2"'],
  ['image.repository', 'Quay.io/Foo', 'image.repository: got "Quay.io/Foo"; allowed: registry and path without a tag, '
    + 'like "quay.io/kata-containers/kata-deploy".'],
  ['image.digest', 'sha256:abc', 'image.digest: got "sha256:abc"; '
    + 'allowed: "sha256:" and 64 hexadecimal digits in lower case.'],
  ['namespace', '1e3', 'namespace: got the number 1e3; allowed: a string; write "1e3"'],
  ['namespace', '"1e3"', 'namespace: the chart prints "1e3" without quotes, and YAML reads it as the number 1000; take another one'],
  ['nameOverride', '"on"', 'nameOverride: the chart prints "on" without quotes, and YAML reads it as the boolean true; take another one'],
  ['fullnameOverride', 'a_b', '--release-name or fullnameOverride: got "a_b"; allowed: a DNS name of at most 63 characters: a-z, 0-9, "-" and ".". '
    + 'Objects and a label have this name.'],
  ['commonLabels', '{a.b/c: -x}', `commonLabels."a.b/c": got "-x"; ${LABEL}`],
  ['commonLabels', '{a: 1}', 'commonLabels.a: got the number 1; allowed: a string; write "1"'],
  ['serviceAccount.annotations', '{"a b": c}', 'serviceAccount.annotations."a b": got "a b"; allowed: an annotation: an optional DNS name and "/", then at most 63 letters, digits, '
    + '"-", "_" and ".". Write it in this form.'],
  ['blueFieldImages', '{"4.19 x": a}', 'blueFieldImages."4.19 x": got "4.19 x"; allowed: a version of OpenShift, like "4.19.0-ec.5". '
    + 'A ConfigMap takes letters, digits, "-", "_" and "." for its keys.', PRE],
  ['resources.limits', '{cpu: 50m}', 'resources.requests.cpu: got "100m"; allowed: at most the limit, 50m. Raise the limit, or ask for less.'],
  ['resources.limits', '{cpu: lots}', 'resources.limits.cpu: got "lots"; allowed: a quantity, like "200m" for processor time or "256Mi" for memory. '
    + 'Write a number with a unit.'],
  ['podSecurityContext', '{runAsNonRot: true}', 'podSecurityContext.runAsNonRot: Kubernetes has no such field; did you mean "runAsNonRoot"?'],
  ['provisionerConfig', '{disableMetallb: true}', 'provisionerConfig.disableMetallb: unknown key; did you mean disableMetalLB?'],
  ['provisionerConfig', '{disableMetalLB: yes please}', 'provisionerConfig.disableMetalLB: got the string "yes please"; allowed: true or false, also in quotes, or ""'],
  ['leaderElection.enabled', '"false"', 'leaderElection.enabled: got the string "false"; allowed: true or false; write false'],
  ['replicaCount', '1.5', 'replicaCount: got the number 1.5; allowed: a whole number from 0 to 2147483647, also in quotes'],
])('error %s: %s', (path, yaml, message, edition = RELEASE) => {
  const { objects, lines: found } = rendering(edition, at(path.split('.'), yaml));
  expect({ objects, errors: found.filter((line) => line.startsWith('error')) }).toEqual({ objects: [], errors: [`error ${message}`] });
});

test('tolerations and node selectors are looked at where they are used', () => {
  const { lines: found } = rendering(RELEASE, 'placement: {target: custom}\nnodeSelector: {a: "b c"}\ntolerations: [{operator: Equal}]');
  expect(found).toEqual([
    `error nodeSelector.a: got "b c"; ${LABEL}`,
    'error tolerations[0].operator: got "Equal"; allowed: Exists, where there is no key. Name the taint\'s key, or tolerate all with Exists.',
  ]);
});

test.each<[string, string, string]>([
  ['image.tag', 'latest', 'image: "quay.io/lhadad/dpf-hcp-provisioner-operator:latest" can be a different image tomorrow; pin the tag of a release'],
  ['serviceAccount.name', 'mine', 'serviceAccount.name: the service account is called "release-name", as in the chart, which passes over this name; '
    + 'set fullnameOverride to rename all objects'],
  ['namespaceLabels', '{a: b}', 'namespaceLabels: nothing is labelled, as in the chart, which makes no namespace; label it with kubectl label namespace'],
  ['nodeSelector', '{a: b}', 'nodeSelector: not used, as in the chart: placement.target is "master"; set it to "custom"'],
  ['affinity', '{podAffinity: {}}', 'affinity: not used, as in the chart: placement.target is "master"; set it to "custom"'],
  ['placement.target', '""', 'placement.target: the operator may run on any node, as in the chart; allowed: "master", "worker", "custom"'],
  ['provisionerConfig', '{blueFieldOCPLayerRepo: quay.io/a:1}', 'provisionerConfig.blueFieldOCPLayerRepo: got "quay.io/a:1"; allowed: a repository without a tag. '
    + 'The operator chooses the tag by the version of OpenShift.'],
])('warning %s: %s', (path, yaml, message) => {
  expect(lines(path, yaml)).toEqual([`warning ${message}`]);
});

test('what Kubernetes could not read in a pod', () => {
  expect(lines('securityContext.capabilities.drop', 'ALL')).toEqual([
    'error securityContext.capabilities.drop: got "ALL"; allowed: a list. Write it as in a pod.',
  ]);
  expect(lines('resources.claims', 'x')).toEqual(['error resources.claims: got "x"; allowed: a list. Write it as in a pod.']);
  expect(lines('resources.limits.gpu', '1')).toEqual([
    'error resources.limits.gpu: Kubernetes has no such resource; allowed: cpu, memory, ephemeral-storage, hugepages-<size>, or <domain>/<name>.',
  ]);
});

test('the operator of 0.1.0-pre finds its ConfigMap in one namespace only', () => {
  expect(rendering(PRE, 'namespace: other\nfeatures: {blueFieldValidation: {enabled: true}}').lines).toEqual([
    expect.stringMatching(/^warning namespace: got "other"; allowed: dpf-hcp-provisioner-system, with the validation of BlueField images\./),
  ]);
  expect(rendering(PRE, 'namespace: other').lines).toEqual([]);
});

test('an address with a password is not printed', () => {
  for (const path of ['image.repository', 'provisionerConfig.blueFieldOCPLayerRepo']) {
    const found = lines(path, 'https://user:hunter2@quay.io/x');
    expect(found).toEqual([expect.stringContaining(`${path}: got a value that is not printed here`)]);
  }
});

test('several replicas without a leader are a warning', () => {
  expect(rendering(RELEASE, 'replicaCount: 2\nleaderElection: {enabled: false}').lines).toEqual([
    'warning leaderElection.enabled: got false; allowed: true, where there are several replicas. '
    + 'All of them would work on the same objects at once: let one lead, or set replicas to 1.',
  ]);
});

test('what stands in a values file of upstream and says what is emitted anyway is no news', () => {
  const master = 'node-role.kubernetes.io/master';
  expect(rendering(RELEASE, `nodeSelector: {${master}: ""}\ntolerations: [{key: ${master}, operator: Exists, effect: NoSchedule}]\naffinity: {}`).lines).toEqual([]);
});
