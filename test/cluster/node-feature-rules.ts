import { KubeObject } from './objects';

const map = (value: object) => ({ type: 'object', additionalProperties: value });
const text = { type: 'string' };
const list = (items: object) => ({ type: 'array', items });
const object = (properties: Record<string, object>, ...required: string[]) => ({ type: 'object', properties, ...(required.length ? { required } : {}) });

const OPERATORS = [
  'In', 'NotIn', 'InRegexp', 'Exists', 'DoesNotExist', 'Gt', 'Ge', 'Lt', 'Le', 'GtLt', 'GeLe', 'IsTrue', 'IsFalse',
];

/**
 * The custom resource of Node Feature Discovery, with the fields that rules on features, labels and resources have.
 *
 * @see https://github.com/kubernetes-sigs/node-feature-discovery/blob/v0.18.0/api/nfd/v1alpha1/types.go
 */
export const NODE_FEATURE_RULES: KubeObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: {
    name: 'nodefeaturerules.nfd.k8s-sigs.io',
    // Names of groups below k8s.io belong to Kubernetes.
    annotations: { 'api-approved.kubernetes.io': 'https://github.com/kubernetes/enhancements/pull/1111' },
  },
  spec: {
    group: 'nfd.k8s-sigs.io',
    names: { kind: 'NodeFeatureRule', listKind: 'NodeFeatureRuleList', plural: 'nodefeaturerules', singular: 'nodefeaturerule' },
    scope: 'Cluster',
    versions: [{
      name: 'v1alpha1',
      served: true,
      storage: true,
      schema: {
        openAPIV3Schema: object({
          apiVersion: text,
          kind: text,
          metadata: { type: 'object' },
          spec: object({
            rules: list(object({
              name: text,
              labels: map(text),
              annotations: map(text),
              extendedResources: map(text),
              matchFeatures: list(object({
                feature: text,
                matchExpressions: map(object({ op: { type: 'string', enum: OPERATORS }, value: list(text), type: text }, 'op')),
              }, 'feature')),
            }, 'name')),
          }, 'rules'),
        }, 'spec'),
      },
    }],
  },
};
