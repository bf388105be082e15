import { KubeObject } from './objects';

const text = { type: 'string' };
const object = (properties: object, required: string[] = []) => ({ type: 'object', properties, ...(required.length ? { required } : {}) });

/**
 * The fields of an ExternalSecret that this library writes, as the External Secrets Operator defines them. Others are refused.
 *
 * @see https://external-secrets.io/latest/api/externalsecret/
 */
const SPEC = object({
  refreshInterval: text,
  secretStoreRef: object({ name: { ...text, minLength: 1, maxLength: 253 }, kind: { ...text, enum: ['SecretStore', 'ClusterSecretStore'] } }),
  target: object({ name: text, creationPolicy: { ...text, enum: ['Owner', 'Orphan', 'Merge', 'None'] }, template: object({ type: text }) }),
  data: {
    type: 'array',
    items: object({
      secretKey: { ...text, minLength: 1, maxLength: 253, pattern: '^[-._a-zA-Z0-9]+$' },
      remoteRef: object({ key: text, property: text, version: text }, ['key']),
    }, ['remoteRef', 'secretKey']),
  },
});

/** The definition of ExternalSecret, as far as this library goes. */
export const EXTERNAL_SECRETS: KubeObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'externalsecrets.external-secrets.io' },
  spec: {
    group: 'external-secrets.io',
    names: { kind: 'ExternalSecret', plural: 'externalsecrets' },
    scope: 'Namespaced',
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: object({ spec: SPEC }) } }],
  },
};
