import { AppObject } from './app-objects';
import { ClusterPart } from './cluster-parts';
import { deletion, quoted } from './kubectl';

/** What Kubernetes and OpenShift put into each namespace. */
const FURNITURE = [
  'kube-root-ca.crt', 'openshift-service-ca.crt', 'system:deployers', 'system:image-builders', 'system:image-pullers',
];

/** Kinds that controllers leave behind, and whose objects nobody misses. */
const TRACES = 'endpoints|endpointslices|events|leases|serviceaccounts';

/** All kinds that have objects in namespaces, custom resources included. */
const KINDS = `"$(kubectl api-resources --namespaced --verbs=create,delete,list -o name | grep -vE '^(${TRACES})([.]|$)' | paste -sd, -)"`;

/**
 * Removes a namespace that a construct emits. Everything in it goes with it, so it stays while something of others is there.
 * Objects that belong to others, as pods do, do not count, nor does what is being deleted.
 */
export function removeNamespace(name: string, { objects }: ClusterPart): string[] {
  const stranger = objects.find((one) => !one.own && one.namespace === name);
  if (stranger) return [`# Namespace ${name} stays: the app has other objects there, such as ${stranger.kind} ${stranger.name}`];
  const known = [...FURNITURE, ...certificates(objects, name)].map((one) => `"${one}"`).join(' ');
  const template = `{{range .items}}{{if not (or .metadata.ownerReferences .metadata.deletionTimestamp (eq .metadata.name ${known}))}}`
    + '{{.kind}}/{{.metadata.name}} {{end}}{{end}}';
  const left = `left=$(kubectl get ${KINDS} -n ${quoted(name)} -o go-template='${template}')`;
  return [`${left} && if [ "$left" ]; then echo "namespace ${name} stays, with $left"; else ${deletion([`namespace/${name}`], undefined, ' --wait --timeout=15m')}; fi`];
}

/** The Secrets that cert-manager made for our Certificates, and leaves there. */
function certificates(objects: readonly AppObject[], namespace: string): string[] {
  return objects.filter((one) => one.own && one.kind === 'Certificate' && one.namespace === namespace)
    .map(({ node }) => (node.toJson() as { spec: { secretName: string } }).spec.secretName);
}
