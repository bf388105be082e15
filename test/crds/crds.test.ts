import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, Testing } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { PeerPod, PeerPodConfig, PeerPodConfigProps } from '../../imports/confidentialcontainers.org';

type Json = { [key: string]: any };

const FILE = join(__dirname, '..', '..', 'crds', 'confidentialcontainers.org.yaml');
const OBJECT_FIELDS = { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: { type: 'object' } };

const DEFINITIONS: Json[] = parseAllDocuments(readFileSync(FILE, 'utf8')).map((document) => {
  expect(document.errors).toEqual([]);
  return document.toJS();
});

const KINDS: [string, Json][] = DEFINITIONS.map((crd) => [crd.spec.names.kind, crd]);

function definition(name: string): Json {
  return DEFINITIONS.find((crd) => crd.metadata.name === name)!;
}

/** The same schema without its descriptions; a property that is called `description` stays. */
function withoutDescriptions(schema: Json): Json {
  const { description: _, properties, ...rest } = schema;
  return properties === undefined ? rest : {
    ...rest,
    properties: Object.fromEntries(Object.entries<Json>(properties).map(([name, sub]) => [name, withoutDescriptions(sub)])),
  };
}

/** Every described place of a schema by its path; an object's metadata is the API server's, which describes it itself. */
function describedPlaces(schema: Json, path = ''): [string, unknown][] {
  const below = Object.entries<Json>(schema.properties ?? {}).filter(([name]) => `${path}.${name}` !== '.metadata');
  return [[path || '.', schema.description], ...below.flatMap(([name, sub]) => describedPlaces(sub, `${path}.${name}`))];
}

/** The whole definition of a namespaced v1alpha1 kind with a status subresource, around its spec and status schemas. */
function expectedDefinition(kind: string, spec: Json, status: Json): Json {
  const singular = kind.toLowerCase();
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${singular}s.confidentialcontainers.org` },
    spec: {
      group: 'confidentialcontainers.org',
      names: { kind, listKind: `${kind}List`, plural: `${singular}s`, singular },
      scope: 'Namespaced',
      versions: [{
        name: 'v1alpha1',
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: { openAPIV3Schema: { type: 'object', properties: { ...OBJECT_FIELDS, spec, status } } },
      }],
    },
  };
}

function undescribed(crd: Json): Json {
  const versions = crd.spec.versions.map((version: Json) => ({
    ...version,
    schema: { openAPIV3Schema: withoutDescriptions(version.schema.openAPIV3Schema) },
  }));
  return { ...crd, spec: { ...crd.spec, versions } };
}

describe('the definitions of confidentialcontainers.org', () => {
  test('are PeerPod and PeerPodConfig, in one file', () => {
    expect(DEFINITIONS.map((crd) => crd.metadata.name)).toEqual([
      'peerpods.confidentialcontainers.org',
      'peerpodconfigs.confidentialcontainers.org',
    ]);
  });

  test('PeerPod has upstream\'s fields and nothing else', () => {
    expect(undescribed(definition('peerpods.confidentialcontainers.org'))).toEqual(expectedDefinition('PeerPod', {
      type: 'object',
      properties: { cloudProvider: { type: 'string' }, instanceID: { type: 'string' } },
    }, {
      type: 'object',
      properties: { cleand: { type: 'boolean' } },
    }));
  });

  test('PeerPodConfig has upstream\'s fields, defaults and required names, and nothing else', () => {
    expect(undescribed(definition('peerpodconfigs.confidentialcontainers.org'))).toEqual(expectedDefinition('PeerPodConfig', {
      type: 'object',
      required: ['cloudSecretName', 'configMapName'],
      properties: {
        cloudSecretName: { type: 'string', default: 'peer-pods-secret' },
        configMapName: { type: 'string', default: 'peer-pods-cm' },
        instanceType: { type: 'string' },
        limit: { type: 'string' },
        nodeSelector: { type: 'object', additionalProperties: { type: 'string' } },
      },
    }, {
      type: 'object',
      properties: { setupCompleted: { type: 'boolean' } },
    }));
  });

  test.each(KINDS)('%s describes every field in a sentence of its own', (_, crd) => {
    const places = describedPlaces(crd.spec.versions[0].schema.openAPIV3Schema);

    const texts = places.map(([, text]) => text);
    expect(places.filter(([, text]) => typeof text !== 'string' || !/^[A-Z].{30,}\.$/.test(text))).toEqual([]);
    expect(new Set(texts).size).toBe(texts.length);
  });
});

describe('the classes that are generated from them', () => {
  const FULL_SPEC: Required<NonNullable<PeerPodConfigProps['spec']>> = {
    cloudSecretName: 'cloud-credentials',
    configMapName: 'cloud-settings',
    instanceType: 'm6a.large',
    limit: '10',
    nodeSelector: { 'node-role.kubernetes.io/worker': '' },
  };

  test('PeerPodConfig synthesizes every field of its spec', () => {
    const chart = Testing.chart();

    new PeerPodConfig(chart, 'x', { metadata: { name: 'peerpodconfig' }, spec: FULL_SPEC });

    expect(Testing.synth(chart)).toEqual([{
      apiVersion: 'confidentialcontainers.org/v1alpha1',
      kind: 'PeerPodConfig',
      metadata: { name: 'peerpodconfig' },
      spec: FULL_SPEC,
    }]);
  });

  test('PeerPodConfig leaves out what is not given', () => {
    const chart = Testing.chart();

    new PeerPodConfig(chart, 'x', { spec: { cloudSecretName: 'peer-pods-secret', configMapName: 'peer-pods-cm' } });

    expect(Testing.synth(chart)[0].spec).toEqual({ cloudSecretName: 'peer-pods-secret', configMapName: 'peer-pods-cm' });
  });

  test('PeerPod writes the instance under its name on the wire', () => {
    expect(PeerPod.manifest({ spec: { cloudProvider: 'aws', instanceId: 'i-0123456789abcdef0' } })).toEqual({
      apiVersion: 'confidentialcontainers.org/v1alpha1',
      kind: 'PeerPod',
      spec: { cloudProvider: 'aws', instanceID: 'i-0123456789abcdef0' },
    });
  });

  test.each(KINDS)('%s stands for the version that its definition stores', (kind, crd) => {
    const generated: { [kind: string]: typeof ApiObject & { GVK: unknown } } = { PeerPod, PeerPodConfig } as any;
    const stored = crd.spec.versions.find((version: Json) => version.storage).name;

    expect(generated[kind].GVK).toEqual({ apiVersion: `${crd.spec.group}/${stored}`, kind });
  });
});
