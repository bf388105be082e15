import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { DpfhcpProvisioner, DpfhcpProvisionerConfig } from '../../imports/provisioning.dpu.hcp.io';
import { RELEASE_0_1_0, RELEASE_0_1_0_PRE, RELEASES } from '../../src/dpf-hcp/catalogue/releases';
import { Definition, definitionsOf } from '../../src/dpf-hcp/private/crds';
import { RULES } from '../../src/dpf-hcp/private/schema/rules';

type Json = { [key: string]: any };

/** The charts of upstream, where they are at hand. */
const CHARTS = join(__dirname, '..', '..', '..', 'shared', 'charts');
const UPSTREAM = { '0.1.0-pre': 'dpf-seed/crds', '0.1.0': 'dpf-0.1.0/templates/crds' };

/** Without texts for people, and with keys in order: what is left is what an API server goes by. */
function structure(value: unknown, below = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => structure(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value as Json).sort(([a], [b]) => (a < b ? -1 : 1))
    // A property may be called "description", too.
    .filter(([key, item]) => below === 'properties' || key !== 'description' || typeof item !== 'string')
    .map(([key, item]) => [key, structure(item, key)]));
}

const byName = (definitions: readonly Json[]): Json => (
  Object.fromEntries(definitions.map((one) => [one.metadata.name, structure(one)])));
const sum = (definition: unknown) => createHash('sha256').update(JSON.stringify(structure(definition))).digest('hex');
const ours = (version: string) => definitionsOf(RELEASES.find((one) => one.version === version)!) as unknown as Json[];

/** The sums of upstream's definitions, as its charts have them. */
const SUMS: Record<string, Record<string, string>> = {
  '0.1.0-pre': { 'dpfhcpprovisioners.provisioning.dpu.hcp.io': 'adea1e99b34c8e0a82b0e4bf54c6a159e0aa3c9d124ae7e6ad8e30ac214c4f7b' },
  '0.1.0': {
    'dpfhcpprovisioners.provisioning.dpu.hcp.io': 'be80e31dcc6e42ed492e4c9926d94754450877771ba4b1648576646bccf0cca9',
    'dpfhcpprovisionerconfigs.provisioning.dpu.hcp.io': 'aae432dfb3a2b3d1346fa08d79bd36d953ff1ffa3d3065afead3597fe25346db',
  },
};

describe.each(Object.entries(SUMS))('the definitions of %s', (version, sums) => {
  test('are those of upstream but for descriptions', () => {
    expect(Object.fromEntries(ours(version).map((one) => [one.metadata.name, sum(one)]))).toEqual(sums);
  });

  const folder = join(CHARTS, UPSTREAM[version as keyof typeof UPSTREAM]);
  (existsSync(folder) ? test : test.skip)('differ from upstream\'s files in nothing but descriptions', () => {
    const theirs = readdirSync(folder).map((file) => parseAllDocuments(readFileSync(join(folder, file), 'utf8'))[0].toJS() as Json);
    expect(byName(ours(version))).toEqual(byName(theirs));
    expect(Object.fromEntries(theirs.map((one) => [one.metadata.name, sum(one)]))).toEqual(sums);
  });
});

/** Every described place of a schema by its path; an object's metadata is the API server's, which describes it itself. */
function describedPlaces(schema: Json, path = ''): [string, unknown][] {
  const below = Object.entries<Json>(schema.properties ?? {}).filter(([name]) => `${path}.${name}` !== '.metadata');
  return [
    [path || '.', schema.description],
    ...below.flatMap(([name, sub]) => describedPlaces(sub, `${path}.${name}`)),
    ...(schema.items ? describedPlaces(schema.items, `${path}[]`) : []),
  ];
}

const all: [string, Definition][] = RELEASES.flatMap((release) => definitionsOf(release).map((one): [string, Definition] => (
  [`${one.spec.names.kind} of ${release.version}`, one])));

test.each(all)('%s describes every field in a sentence of its own', (_, definition) => {
  const places = describedPlaces(definition.spec.versions[0].schema.openAPIV3Schema);
  expect(places.filter(([, text]) => typeof text !== 'string' || !/^[A-Z].{20,}\.$/.test(text))).toEqual([]);
  expect(new Set(places.map(([, text]) => text)).size).toBe(places.length);
});

test('upstream\'s words are not ours', () => {
  const text = JSON.stringify(definitionsOf(RELEASE_0_1_0));
  expect(text).not.toMatch(/More info:|effectively required|is the Schema for/);
});

test('every rule has a function, and no function is without a rule', () => {
  const rules = new Set<string>();
  JSON.stringify([definitionsOf(RELEASE_0_1_0), definitionsOf(RELEASE_0_1_0_PRE)], (key, value) => {
    if (key === 'x-kubernetes-validations') for (const { rule } of value) rules.add(rule);
    return value;
  });
  expect(Object.keys(RULES).sort()).toEqual([...rules].sort());
});

test('every keyword of the schemas is one that is checked', () => {
  const keywords = new Set<string>();
  const walk = (schema: Json) => {
    Object.keys(schema).forEach((key) => keywords.add(key));
    Object.values<Json>(schema.properties ?? {}).forEach(walk);
    for (const below of [schema.items, schema.additionalProperties]) if (below) walk(below);
  };
  for (const [, definition] of all) walk(definition.spec.versions[0].schema.openAPIV3Schema.properties!.spec);
  expect([...keywords].sort()).toEqual([
    'additionalProperties', 'allOf', 'default', 'description', 'format', 'items', 'maxItems', 'maxLength', 'minLength', 'pattern', 'properties',
    'required', 'type', 'x-kubernetes-map-type', 'x-kubernetes-validations',
  ]);
});

test.each([['DPFHCPProvisioner', DpfhcpProvisioner], ['DPFHCPProvisionerConfig', DpfhcpProvisionerConfig]])('the generated class of %s', (kind, type) => {
  expect((type as typeof ApiObject & { GVK: unknown }).GVK).toEqual({ apiVersion: 'provisioning.dpu.hcp.io/v1alpha1', kind });
});
