import { groupOf } from './delivery-annotations';
import { clusterObjectNeed, definitionsNeed, namespaceNeed, Need, objectNeed } from './needs';
import { podsOf } from './pods';

/** An object as it is written on the wire. */
export interface WrittenObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: { readonly [name: string]: string };
  };
  readonly spec?: any;
}

/** Projects that define kinds, by API group: what they are called, and what they do for our objects. */
const PROJECTS: Record<string, { readonly name: string; readonly reason: string }> = {
  'cert-manager.io': { name: 'cert-manager', reason: 'issues certificates' },
  'confidentialcontainers.org': { name: 'definitions of confidentialcontainers.org', reason: 'PeerPodsCrds emits them' },
  'external-secrets.io': { name: 'External Secrets Operator', reason: 'makes Secrets of what a store has' },
  'gateway.networking.k8s.io': { name: 'Gateway API, with a controller', reason: 'routes clients to the server' },
  'metal3.io': { name: 'Metal3, with the Baremetal Operator', reason: 'provisions hosts' },
  'monitoring.coreos.com': { name: 'Prometheus Operator', reason: 'evaluates the alerts' },
  'nfd.k8s-sigs.io': { name: 'Node Feature Discovery', reason: 'labels nodes, and counts what they have' },
};

/** Groups that OpenShift serves without a definition. */
const OPENSHIFT = /\.openshift\.io$/;

/** Namespaces that Kubernetes or OpenShift make themselves. */
const PRESENT = /^(default|kube-.*|openshift-.*)$/;

/** Whether a namespace is there without anybody making it. */
export const isBuiltInNamespace = (name: string) => PRESENT.test(name);

/** Priority classes that every cluster has. */
const BUILT_IN_PRIORITY = /^system-(node|cluster)-critical$/;

/** What an object needs in its cluster to be applied and to work. */
export function needsOfObject(object: WrittenObject): Need[] {
  const { kind, metadata: { name, namespace } } = object;
  return [
    ...(namespace && !isBuiltInNamespace(namespace) ? [namespaceNeed(namespace, 'objects go there; PrivilegedNamespace and RestrictedNamespace emit one')] : []),
    ...kindNeeds(object),
    ...referenceNeeds(object),
    ...podsOf(object).flatMap((pod) => podNeeds(pod, namespace ?? '', `${kind} ${name}`)),
  ];
}

function kindNeeds({ apiVersion, kind, metadata }: WrittenObject): Need[] {
  const group = groupOf(apiVersion);
  const resource = `${plural(kind)}.${group}`;
  if (metadata.annotations?.['service.beta.openshift.io/serving-cert-secret-name']) {
    return [definitionsNeed('service CA operator of OpenShift', 'issues certificates', ['servicecas.operator.openshift.io'])];
  }
  if (OPENSHIFT.test(group)) {
    return [{ name: 'OpenShift', reason: `serves ${plural(kind)}`, check: `kubectl api-resources --api-group=${group} -o name | grep -qx ${resource}` }];
  }
  const project = PROJECTS[group];
  return project ? [definitionsNeed(project.name, project.reason, [resource])] : [];
}

function plural(kind: string): string {
  const word = kind.toLowerCase();
  return word.endsWith('s') ? word : word.replace(/y$/, 'ie').concat('s');
}

/** What objects of other projects refer to. */
function referenceNeeds({ kind, metadata: { name, namespace = '' }, spec }: WrittenObject): Need[] {
  const byScope = (other: string, otherName: string, where: string, reason: string) => (
    other.startsWith('Cluster') ? clusterObjectNeed(other, otherName, reason) : objectNeed(other, where, otherName, reason));
  switch (kind) {
    case 'ExternalSecret':
      return [byScope(spec.secretStoreRef.kind, spec.secretStoreRef.name, namespace, `has the values of Secret ${name}`)];
    case 'Certificate': {
      const { kind: issuer, name: issuerName, group = 'cert-manager.io' } = spec.issuerRef;
      return group === 'cert-manager.io' ? [byScope(issuer, issuerName, namespace, `signs Certificate ${name}`)] : [];
    }
    case 'HTTPRoute':
      return spec.parentRefs.map((one: any) => objectNeed('Gateway', one.namespace ?? namespace, one.name, `listens for HTTPRoute ${name}`));
    case 'BackendTLSPolicy':
      return spec.validation.caCertificateRefs.map((one: any) => objectNeed(one.kind, namespace, one.name, `has the authority for BackendTLSPolicy ${name}`));
    default: return [];
  }
}

/** What a pod does not start without. */
function podNeeds(pod: any, namespace: string, of: string): Need[] {
  const { imagePullSecrets = [], priorityClassName, volumes = [], containers, initContainers = [] } = pod;
  const secret = (name: string, reason: string) => objectNeed('Secret', namespace, name, reason);
  const needs: Need[] = imagePullSecrets.map(({ name }: { name: string }) => secret(name, `pulls the images of ${of}`));
  if (priorityClassName && !BUILT_IN_PRIORITY.test(priorityClassName)) {
    needs.push(clusterObjectNeed('PriorityClass', priorityClassName, `is that of ${of}`));
  }
  const sources = [...containers, ...initContainers].flatMap(({ env = [], envFrom = [] }: any) => [
    ...env.map(({ valueFrom = {} }: any) => ({ secret: valueFrom.secretKeyRef, configMap: valueFrom.configMapKeyRef })),
    ...envFrom.map(({ secretRef, configMapRef }: any) => ({ secret: secretRef, configMap: configMapRef })),
  ]);
  const mounted = volumes.flatMap(({ secret: one, configMap, projected }: any) => [
    { secret: one && { ...one, name: one.secretName }, configMap }, ...projected?.sources ?? [],
  ]);
  for (const { secret: one, configMap } of [...sources, ...mounted]) {
    if (one && !one.optional) needs.push(secret(one.name, `is read by ${of}`));
    if (configMap && !configMap.optional) needs.push(objectNeed('ConfigMap', namespace, configMap.name, `is read by ${of}`));
  }
  return needs;
}
