import { clusterObjectPrerequisite, definitionsPrerequisite, namespacePrerequisite, AppPrerequisite, objectPrerequisite } from './app-prerequisites';
import { groupOf } from './delivery-annotations';
import { listAt, part } from './part';
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
export function prerequisitesOfObject(object: WrittenObject): AppPrerequisite[] {
  const { kind, metadata: { name, namespace } } = object;
  return [
    ...(namespace && !isBuiltInNamespace(namespace) ? [namespacePrerequisite(namespace, 'objects go there; PrivilegedNamespace and RestrictedNamespace emit one')] : []),
    ...kindPrerequisites(object),
    ...referencePrerequisites(object),
    ...podsOf(object).flatMap((pod) => podPrerequisites(pod, namespace ?? '', `${kind} ${name}`)),
  ];
}

function kindPrerequisites({ apiVersion, kind, metadata }: WrittenObject): AppPrerequisite[] {
  const group = groupOf(apiVersion);
  const resource = `${plural(kind)}.${group}`;
  if (metadata.annotations?.['service.beta.openshift.io/serving-cert-secret-name']) {
    return [definitionsPrerequisite('service CA operator of OpenShift', 'issues certificates', ['servicecas.operator.openshift.io'])];
  }
  if (OPENSHIFT.test(group)) {
    return [{ name: 'OpenShift', reason: `serves ${plural(kind)}`, check: `kubectl api-resources --api-group=${group} -o name | grep -qx ${resource}` }];
  }
  const project = PROJECTS[group];
  return project ? [definitionsPrerequisite(project.name, project.reason, [resource])] : [];
}

function plural(kind: string): string {
  const word = kind.toLowerCase();
  return word.endsWith('s') ? word : word.replace(/y$/, 'ie').concat('s');
}

/** What objects of other projects refer to. */
function referencePrerequisites(object: WrittenObject): AppPrerequisite[] {
  const { kind, metadata: { name, namespace = '' } } = object;
  const text = (path: string, otherwise = ''): string => String(part(object, `spec.${path}`) ?? otherwise);
  const byScope = (other: string, otherName: string, reason: string) => (
    other.startsWith('Cluster') ? clusterObjectPrerequisite(other, otherName, reason) : objectPrerequisite(other, namespace, otherName, reason));
  switch (kind) {
    case 'ExternalSecret':
      return [byScope(text('secretStoreRef.kind', 'SecretStore'), text('secretStoreRef.name'), `has the values of Secret ${name}`)];
    case 'Certificate':
      return text('issuerRef.group', 'cert-manager.io') === 'cert-manager.io'
        ? [byScope(text('issuerRef.kind', 'Issuer'), text('issuerRef.name'), `signs Certificate ${name}`)] : [];
    case 'HTTPRoute':
      return listAt(object, 'spec.parentRefs').map((one) => (
        objectPrerequisite('Gateway', String(part(one, 'namespace') ?? namespace), String(part(one, 'name')), `listens for HTTPRoute ${name}`)));
    case 'BackendTLSPolicy':
      return listAt(object, 'spec.validation.caCertificateRefs').map((one) => (
        objectPrerequisite(String(part(one, 'kind')), namespace, String(part(one, 'name')), `has the authority for BackendTLSPolicy ${name}`)));
    default: return [];
  }
}

/** What a pod does not start without. Its fields may have any type: people write manifests, too. */
function podPrerequisites(pod: unknown, namespace: string, of: string): AppPrerequisite[] {
  const secret = (name: unknown, reason: string) => objectPrerequisite('Secret', namespace, String(name), reason);
  const needs = listAt(pod, 'imagePullSecrets').map((one) => secret(part(one, 'name'), `pulls the images of ${of}`));
  const priority = part(pod, 'priorityClassName');
  if (typeof priority === 'string' && priority && !BUILT_IN_PRIORITY.test(priority)) {
    needs.push(clusterObjectPrerequisite('PriorityClass', priority, `is that of ${of}`));
  }
  const containers = [...listAt(pod, 'containers'), ...listAt(pod, 'initContainers')];
  const volumes = listAt(pod, 'volumes');
  const secrets = [
    ...containers.flatMap((one) => [...references(one, 'env', 'valueFrom.secretKeyRef'), ...references(one, 'envFrom', 'secretRef')]),
    ...references(pod, 'volumes', 'secret', 'secretName'),
    ...volumes.flatMap((one) => references(one, 'projected.sources', 'secret')),
  ];
  const configMaps = [
    ...containers.flatMap((one) => [...references(one, 'env', 'valueFrom.configMapKeyRef'), ...references(one, 'envFrom', 'configMapRef')]),
    ...references(pod, 'volumes', 'configMap'),
    ...volumes.flatMap((one) => references(one, 'projected.sources', 'configMap')),
  ];
  return [
    ...needs,
    ...secrets.map((name) => secret(name, `is read by ${of}`)),
    ...configMaps.map((name) => objectPrerequisite('ConfigMap', namespace, name, `is read by ${of}`)),
  ];
}

/** The names that the elements of a list refer to, where they must be there. */
function references(object: unknown, list: string, place: string, field = 'name'): string[] {
  return listAt(object, list).flatMap((one) => {
    const name = part(one, `${place}.${field}`);
    return typeof name === 'string' && part(one, `${place}.optional`) !== true ? [name] : [];
  });
}
