import { KubeObject } from './objects';

type Schema = { readonly [field: string]: unknown };

const text: Schema = { type: 'string' };
const texts: Schema = { type: 'object', additionalProperties: text };
const listOf = (items: Schema): Schema => ({ type: 'array', items });
const objectOf = (properties: { readonly [name: string]: Schema }, ...required: string[]): Schema => ({ type: 'object', properties, required });

const number: Schema = { type: 'integer' };
const flag: Schema = { type: 'boolean' };

const APPLICATION = objectOf({
  destination: objectOf({ name: text, namespace: text, server: text }),
  ignoreDifferences: listOf(objectOf({
    group: text,
    jqPathExpressions: listOf(text),
    jsonPointers: listOf(text),
    kind: text,
    managedFieldsManagers: listOf(text),
    name: text,
    namespace: text,
  }, 'kind')),
  project: text,
  source: objectOf({ directory: objectOf({ recurse: flag }), path: text, repoURL: text, targetRevision: text }, 'repoURL'),
  syncPolicy: objectOf({
    automated: objectOf({ prune: flag, selfHeal: flag }),
    retry: objectOf({ backoff: objectOf({ duration: text, factor: number, maxDuration: text }), limit: number }),
    syncOptions: listOf(text),
  }),
}, 'destination', 'project');
const DURATION: Schema = { ...text, pattern: '^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$' };
const REFERENCE = objectOf({ kind: text, name: text, namespace: text }, 'kind', 'name');
const SOURCE = (url: string) => objectOf({
  interval: DURATION, provider: text, ref: texts, secretRef: objectOf({ name: text }, 'name'), url: { ...text, pattern: url },
}, 'interval', 'url');

/** What `Delivery` tells Argo CD and Flux, as far as this library goes. */
const ENGINE_CRDS: readonly KubeObject[] = [
  definition('argoproj.io', 'v1alpha1', 'Application', APPLICATION),
  definition('argoproj.io', 'v1alpha1', 'ApplicationSet', objectOf({
    generators: listOf(objectOf({
      git: objectOf({ files: listOf(objectOf({ path: text }, 'path')), pathParamPrefix: text, repoURL: text, revision: text }, 'repoURL', 'revision'),
      list: objectOf({ elements: listOf({ 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true }) }),
    })),
    goTemplate: flag,
    goTemplateOptions: listOf(text),
    strategy: objectOf({
      deletionOrder: text,
      rollingSync: objectOf({
        steps: listOf(objectOf({
          matchExpressions: listOf(objectOf({ key: text, operator: text, values: listOf(text) })), maxUpdate: { 'x-kubernetes-int-or-string': true },
        })),
      }),
      type: text,
    }),
    template: objectOf({ metadata: objectOf({ annotations: texts, finalizers: listOf(text), labels: texts, name: text }), spec: APPLICATION }, 'metadata', 'spec'),
  }, 'generators', 'template')),
  definition('argoproj.io', 'v1alpha1', 'AppProject', objectOf({
    clusterResourceWhitelist: listOf(objectOf({ group: text, kind: text }, 'group', 'kind')),
    description: text,
    destinations: listOf(objectOf({ name: text, namespace: text, server: text })),
    sourceRepos: listOf(text),
  })),
  definition('kustomize.toolkit.fluxcd.io', 'v1', 'Kustomization', objectOf({
    deletionPolicy: { ...text, enum: ['MirrorPrune', 'Delete', 'WaitForTermination', 'Orphan'] },
    dependsOn: listOf(objectOf({ name: text, namespace: text }, 'name')),
    healthChecks: listOf(objectOf({ apiVersion: text, kind: text, name: text, namespace: text }, 'kind', 'name')),
    interval: DURATION,
    kubeConfig: objectOf({ secretRef: objectOf({ name: text }, 'name') }),
    path: text,
    prune: flag,
    retryInterval: DURATION,
    serviceAccountName: text,
    sourceRef: REFERENCE,
    timeout: DURATION,
    wait: flag,
  }, 'interval', 'prune', 'sourceRef')),
  definition('source.toolkit.fluxcd.io', 'v1', 'GitRepository', SOURCE('^(http|https|ssh)://.*$')),
];

/**
 * The kinds of other projects that ours need, with the fields that we write and their types: a field that is misspelt or
 * of another type is refused.
 */
export const OUTSIDE_CRDS: readonly KubeObject[] = [
  ...ENGINE_CRDS,
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
