import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Architecture, Fleet, FleetCluster, FleetInventory, FleetInventoryProps, FleetSelectorOperator, KubernetesDistribution } from 'cdk8s-coco';
import { configMap, Counted, folders, named, thrown } from './support';

const { IN, NOT_IN, EXISTS, DOES_NOT_EXIST } = FleetSelectorOperator;
const folder = folders();

function fromFile(text: string, name = 'clusters.yaml'): FleetInventory {
  writeFileSync(join(folder.root, name), text);
  return FleetInventory.fromFile(join(folder.root, name));
}

/** What a blueprint sees of each cluster. */
function seen<T>(inventory: FleetInventory, see: (cluster: FleetCluster) => T): Record<string, T> {
  const all: Record<string, T> = {};
  const blueprint = new Counted((app, cluster) => { all[cluster.name] = see(cluster); configMap(app, 'one', {}); });
  Fleet.of({ inventory, blueprints: [blueprint], outdir: join(folder.root, 'dist') }).synth();
  return all;
}

const everything = ({ architectures, distribution, cloud, labels, facts }: FleetCluster) => ({
  architectures: architectures.join(' '), distribution: distribution.name, cloud, labels, facts,
});

const YAML = `
# yaml-language-server: $schema=inventory.schema.json
clusters:
  - name: edge-1
    labels: {stage: canary, zone: "1"}
    architectures: [x86_64, arm64]
    distribution: rke2
    facts: {region: eu-west-1, nested: {b: 1, a: [true, null]}}
  - name: edge-2
    labels: {stage: canary}
  - name: edge-3
groups:
  - selector: {matchLabels: {stage: canary}}
    distribution: k3s
    cloud: aws
    facts: {region: eu-central-1, size: 3}
  - selector: {matchExpressions: [{key: zone, operator: DoesNotExist}]}
    facts: {size: 5}
`;

const EXPECTED = {
  'edge-1': {
    architectures: 'x86_64 aarch64',
    distribution: 'rke2',
    cloud: 'aws',
    labels: { stage: 'canary', zone: '1' },
    facts: { region: 'eu-west-1', size: 3, nested: { a: [true, null], b: 1 } },
  },
  'edge-2': { architectures: 'x86_64', distribution: 'k3s', cloud: 'aws', labels: { stage: 'canary' }, facts: { region: 'eu-central-1', size: 5 } },
  'edge-3': { architectures: 'x86_64', distribution: 'k8s', cloud: undefined, labels: {}, facts: { size: 5 } },
};

test('a YAML file: later groups win over earlier ones, and a cluster over its groups', () => {
  const inventory = fromFile(YAML);
  expect(inventory.names).toEqual(['edge-1', 'edge-2', 'edge-3']);
  expect(seen(inventory, everything)).toEqual(EXPECTED);
});

test('the same from code, and from JSON', () => {
  const props: FleetInventoryProps = {
    clusters: [
      {
        name: 'edge-1',
        labels: { stage: 'canary', zone: '1' },
        architectures: [Architecture.X86_64, Architecture.AARCH64],
        distribution: KubernetesDistribution.RKE2,
        facts: { region: 'eu-west-1', nested: { b: 1, a: [true, null] } },
      },
      { name: 'edge-2', labels: { stage: 'canary' } },
      { name: 'edge-3' },
    ],
    groups: [
      { selector: { matchLabels: { stage: 'canary' } }, distribution: KubernetesDistribution.K3S, cloud: 'aws', facts: { region: 'eu-central-1', size: 3 } },
      { selector: { matchExpressions: [{ key: 'zone', operator: DOES_NOT_EXIST }] }, facts: { size: 5 } },
    ],
  };
  expect(seen(FleetInventory.of(props), everything)).toEqual(EXPECTED);
  const json = JSON.stringify({ $schema: './inventory.schema.json', ...props }, (_, value: unknown) => (
    value instanceof Architecture || value instanceof KubernetesDistribution ? value.name : value));
  expect(seen(fromFile(json, 'clusters.json'), everything)).toEqual(EXPECTED);
});

test.each<[string, object, string[]]>([
  ['everything', {}, ['a', 'b', 'c']],
  ['a label', { matchLabels: { stage: 'x' } }, ['a']],
  ['two labels', { matchLabels: { stage: 'x', zone: '2' } }, []],
  ['In', { matchExpressions: [{ key: 'stage', operator: IN, values: ['x', 'y'] }] }, ['a', 'b']],
  ['NotIn', { matchExpressions: [{ key: 'stage', operator: NOT_IN, values: ['x'] }] }, ['b', 'c']],
  ['Exists', { matchExpressions: [{ key: 'zone', operator: EXISTS }] }, ['a', 'b']],
  ['DoesNotExist', { matchExpressions: [{ key: 'zone', operator: DOES_NOT_EXIST }] }, ['c']],
  ['what every map inherits', { matchExpressions: [{ key: 'constructor', operator: EXISTS }] }, []],
  ['both', { matchLabels: { zone: '1' }, matchExpressions: [{ key: 'stage', operator: NOT_IN, values: ['y'] }] }, ['a']],
])('a selector of %s', (_, selector, expected) => {
  const inventory = FleetInventory.of({ clusters: [{ name: 'a', labels: { stage: 'x', zone: '1' } }, { name: 'b', labels: { stage: 'y', zone: '1' } }, { name: 'c' }] });
  const matching = seen(inventory, (cluster) => cluster.matches(selector));
  expect(Object.keys(matching).filter((name) => matching[name])).toEqual(expected);
});

test('all problems of a file come at once, each with its place', () => {
  const message = thrown(() => fromFile(`
clusters:
  - {name: Edge_1, architecture: [x86_64]}
  - {name: edge-1, architectures: [x86, arm64, aarch64], distribution: k4s, cloud: "a b"}
  - {name: edge-1, labels: {"a b": "c d", zone: 1}, architectures: []}
  - {name: con}
  - {name: ../up}
  - {labels: {}}
groups:
  - {facts: {}}
  - {selector: {matchExpressions: [{key: a, operator: IsIn}]}}
  - {selector: {matchExpressions: [{key: a, operator: In}, {key: a, operator: Exists, values: [b]}]}}
more: 1
`));
  const lines = message.split('\n');
  expect(lines[0]).toMatch(/clusters\.yaml: \d+ problems with the inventory$/);
  expect(lines.slice(1).map((line) => /^ {2}- (.+?): /.exec(line)![1]).sort()).toEqual([
    'clusters[0].architecture',
    'clusters[0].name',
    'clusters[1].architectures[0]',
    'clusters[1].architectures[2]',
    'clusters[1].cloud',
    'clusters[1].distribution',
    'clusters[2].architectures',
    'clusters[2].labels["a b"]',
    'clusters[2].labels["a b"]',
    'clusters[2].labels["zone"]',
    'clusters[2].name',
    'clusters[3].name',
    'clusters[4].name',
    'clusters[5].name',
    'groups[0].selector',
    'groups[1].selector.matchExpressions[0].operator',
    'groups[2].selector.matchExpressions[0].values',
    'groups[2].selector.matchExpressions[1].values',
    'more',
  ].sort());
  expect(message).toContain('clusters[0].architecture: there is no such prop. Did you mean "architectures"?');
  expect(message).toContain('clusters[1].distribution: unknown distribution "k4s"; allowed: k8s, k3s, rke2, k0s, microk8s.');
  expect(message).toContain('clusters[2].name: got "edge-1", which clusters[1] has; allowed: each name once. Give one of the two another name.');
});

test.each<[string, string, string | Buffer | undefined, string]>([
  ['no file', 'missing.yaml', undefined, '/missing.yaml: there is no such file. Give the path of a YAML or JSON file.'],
  ['a folder', '.', undefined, 'is a folder; allowed: a file. Give the path of a YAML or JSON file.'],
  ['more than 16 MiB', 'a.yaml', Buffer.alloc(16 * 1024 * 1024 + 1, '#'), 'a.yaml: is too large; allowed: 16 MiB. Write several inventories'],
  ['no YAML', 'a.yaml', 'clusters: [', 'a.yaml: is not a YAML document: '],
  ['two documents', 'a.yaml', 'clusters: []\n---\nclusters: []\n', 'a.yaml: is not a YAML document: '],
  ['a tab', 'a.yaml', 'clusters:\n\t- name: a\n', 'a.yaml: is not a YAML document: Tabs are not allowed as indentation at line 2, column 1.'],
  ['a key twice', 'a.yaml', 'clusters: []\nclusters: []\n', 'a.yaml: is not a YAML document: Map keys must be unique'],
  ['no JSON', 'a.json', '{', 'a.json: is not JSON: '],
  ['UTF-16', 'a.yaml', Buffer.from('\ufeffclusters: []', 'utf16le'), 'a.yaml: line 1, column 1: the file is UTF-16; allowed: UTF-8.'],
  ['a list', 'a.yaml', '- a', 'a.yaml: allowed: a map with clusters'],
  ['nothing', 'a.yaml', '', 'a.yaml: allowed: a map with clusters'],
  ['no clusters', 'a.yaml', 'groups: []', 'clusters: got nothing; allowed: a list'],
  ['an empty list', 'a.yaml', 'clusters: []', 'clusters: got an empty list; allowed: at least one cluster.'],
  ['a cluster that is none', 'a.yaml', 'clusters: [a, null]', 'clusters[0]: got "a"; allowed: a map.'],
  ['aliases that explode', 'a.yaml', `a0: &a0 [x, x, x]\n${Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}, *a${n}]\n`).join('')}`, 'a.yaml: cannot be read: Excessive alias count'],
])('%s is an error', (_, name, text, expected) => {
  const path = join(folder.root, name);
  if (text !== undefined) writeFileSync(path, text);
  const message = thrown(() => FleetInventory.fromFile(path));
  expect(message).toContain(expected);
  expect(message).not.toContain('    at ');
});

test.each(['', ' ', '.', '..', '/', 'a/b', '../a', 'a\\b', 'A', 'a_b', '-a', 'a-', 'a..b', 'a\nb', 'a\0b', 'é', 'nul', 'com0', 'com1.x', 'lpt9', 'a'.repeat(254)])(
  'the cluster name %j is an error', (name) => {
    expect(thrown(() => FleetInventory.of({ clusters: named(name) }))).toMatch(/clusters\[0\]\.name: got .*; allowed: /s);
  });

test('facts are plain data', () => {
  expect(thrown(() => FleetInventory.of({ clusters: [{ name: 'a', facts: { f: () => 1, n: Number.NaN } }] }))).toMatch(/facts\["f"\].*\n.*facts\["n"\]/s);
});

test('the schema has the names of the library', () => {
  const schema = JSON.parse(readFileSync(join(__dirname, '../../src/fleet/inventory.schema.json'), 'utf8'));
  const { architectures, distribution } = schema.definitions;
  expect(architectures.items.enum).toEqual([...new Set(Architecture.all().flatMap((one) => [one.name, one.kubernetesName]))]);
  expect(distribution.enum).toEqual(KubernetesDistribution.all().map(({ name }) => name));
  const operators = schema.properties.groups.items.properties.selector.properties.matchExpressions.items.properties.operator.enum;
  expect(operators).toEqual(Object.values(FleetSelectorOperator));
});
