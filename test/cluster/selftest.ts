import { Judge, isClean, Verdict } from './judge';
import { bareNamespace, KubeObject } from './objects';

/** Objects, and what the judge must say of them. */
interface Proof {
  readonly name: string;
  readonly objects: readonly KubeObject[];
  readonly holds: (verdict: Verdict) => boolean;
}

const metadata = (name: string) => ({ name, namespace: 'self-test' });

const configMap = (name: string, more: object = {}): KubeObject =>
  ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata(name), data: { key: 'value' }, ...more });

function deployment(name: string, spec: object, podSpec: object = {}): KubeObject {
  const labels = { app: name };
  const containers = [{ name: 'main', image: 'registry.example.com/main:1' }];
  const template = { metadata: { labels }, spec: { containers, ...podSpec } };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: metadata(name), spec: { template, ...spec } };
}

const selector = (name: string) => ({ selector: { matchLabels: { app: name } } });

const crd: KubeObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'proofs.self-test.example.com' },
  spec: {
    group: 'self-test.example.com',
    names: { kind: 'Proof', plural: 'proofs' },
    scope: 'Namespaced',
    versions: [{
      name: 'v1',
      served: true,
      storage: true,
      schema: {
        openAPIV3Schema: {
          type: 'object',
          properties: { spec: { type: 'object', required: ['size'], properties: { size: { type: 'integer' } } } },
        },
      },
    }],
  },
};

const proof = (name: string, spec: object): KubeObject =>
  ({ apiVersion: 'self-test.example.com/v1', kind: 'Proof', metadata: metadata(name), spec });

/** Another object each time it is sent. */
function restless(): KubeObject {
  let count = 0;
  return { ...configMap('restless'), toJSON: () => configMap('restless', { data: { count: String(++count) } }) };
}

const rejects = (pattern: RegExp) => (verdict: Verdict) =>
  !isClean(verdict) && verdict.errors.length === 1 && pattern.test(verdict.errors[0]);

const PROOFS: readonly Proof[] = [
  { name: 'a good object passes', objects: [configMap('good')], holds: isClean },
  {
    name: 'a name alone passes',
    objects: [bareNamespace('self-test-bare'), configMap('bare', { data: undefined })],
    holds: isClean,
  },
  {
    name: 'a good custom resource passes, though its CRD comes last',
    objects: [proof('good', { size: 1 }), crd],
    holds: isClean,
  },
  {
    name: 'an unknown field is an error',
    objects: [deployment('unknown', { ...selector('unknown'), replica: 1 })],
    holds: rejects(/unknown: .*\.spec\.replica: field not declared in schema/),
  },
  {
    name: 'an unknown field of a custom resource is an error',
    objects: [crd, proof('unknown', { size: 1, colour: 'red' })],
    holds: rejects(/unknown: .*\.spec\.colour: field not declared in schema/),
  },
  {
    name: 'a missing field is an error',
    objects: [deployment('missing', {})],
    holds: rejects(/missing: .*spec\.selector: Required value/),
  },
  {
    name: 'an unknown kind is an error',
    objects: [{ apiVersion: 'nowhere.example.com/v1', kind: 'Nothing', metadata: metadata('nothing') }],
    holds: rejects(/no kind "Nothing"/),
  },
  {
    name: 'two different contents of one object are an error',
    objects: [configMap('twice'), configMap('twice', { data: {} })],
    holds: rejects(/given twice/),
  },
  {
    name: 'a warning is reported',
    objects: [deployment('warned', selector('warned'), { nodeSelector: { 'beta.kubernetes.io/os': 'linux' } })],
    holds: verdict => !isClean(verdict) && verdict.errors.length === 0
      && verdict.warnings.length === 1 && /beta\.kubernetes\.io\/os.*deprecated/.test(verdict.warnings[0]),
  },
  {
    name: 'a change on the second apply is reported',
    objects: [restless()],
    holds: verdict => !isClean(verdict) && verdict.errors.length === 0 && verdict.changedOnSecondApply.length === 1,
  },
  { name: 'nothing is not good', objects: [], holds: verdict => !isClean(verdict) },
];

/** Proves that the judge can say no; returns what it failed to see. */
export async function selfTest(judge: Judge): Promise<{ count: number; failures: string[] }> {
  const failures: string[] = [];
  for (const { name, objects, holds } of PROOFS) {
    const verdict = await judge.applyAll(name, objects);
    if (!holds(verdict)) {
      failures.push(`not proven: ${name}; the verdict was ${JSON.stringify(verdict)}`);
    }
    failures.push(...await judge.clean());
  }
  return { count: PROOFS.length, failures };
}
