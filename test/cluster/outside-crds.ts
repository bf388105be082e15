import { KubeObject } from './objects';

type Schema = { readonly [field: string]: unknown };

const text: Schema = { type: 'string' };
const texts: Schema = { type: 'object', additionalProperties: text };
const listOf = (items: Schema): Schema => ({ type: 'array', items });
const objectOf = (properties: { readonly [name: string]: Schema }, ...required: string[]): Schema => ({ type: 'object', properties, required });

/**
 * The kinds of other projects that ours need, with the fields that we write and their types: a field that is misspelt or
 * of another type is refused.
 */
export const OUTSIDE_CRDS: readonly KubeObject[] = [
  definition('cert-manager.io', 'v1', 'Issuer', objectOf({ selfSigned: { type: 'object' } })),
  definition('cert-manager.io', 'v1', 'Certificate', objectOf({
    dnsNames: listOf(text),
    issuerRef: objectOf({ group: text, kind: text, name: text }, 'name'),
    secretName: text,
  }, 'issuerRef', 'secretName')),
  definition('external-secrets.io', 'v1', 'ExternalSecret', objectOf({
    refreshInterval: text,
    secretStoreRef: objectOf({ kind: text, name: text }, 'name'),
    target: objectOf({ name: text, creationPolicy: text, template: objectOf({ type: text }) }),
    data: listOf(objectOf({ secretKey: text, remoteRef: objectOf({ key: text, property: text, version: text }, 'key') }, 'secretKey', 'remoteRef')),
  }, 'secretStoreRef')),
  definition('monitoring.coreos.com', 'v1', 'PrometheusRule', objectOf({
    groups: listOf(objectOf({
      name: text,
      rules: listOf(objectOf({ alert: text, annotations: texts, expr: text, for: text, labels: texts }, 'expr')),
    }, 'name')),
  })),
];

function definition(group: string, version: string, kind: string, spec: Schema): KubeObject {
  const singular = kind.toLowerCase();
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${singular}s.${group}` },
    spec: {
      group,
      names: { kind, listKind: `${kind}List`, plural: `${singular}s`, singular },
      scope: 'Namespaced',
      versions: [{ name: version, served: true, storage: true, schema: { openAPIV3Schema: objectOf({ spec }) } }],
    },
  } as KubeObject;
}
