import { Commands, componentFiles, Engine, Files, clusterFolder, LABELS, yaml } from './engine';
import { isClusterWide } from '../../../common/private/cluster-wide';
import { isDefinition } from '../../../common/private/definitions-first';
import { KubectlDeliveryProps } from '../../kubectl-delivery-props';
import { ClusterDelivery, DeliveredManifest, FOUNDATION } from '../component';
import { completion, rollout } from '../install-commands';
import { quoted } from '../kubectl';

/** Kinds of objects in namespaces that may disappear, and what `kubectl delete` calls them. */
const NAMESPACED: Readonly<Record<string, string>> = {
  'core/v1/ConfigMap': 'configmaps',
  'core/v1/LimitRange': 'limitranges',
  'core/v1/PersistentVolumeClaim': 'persistentvolumeclaims',
  'core/v1/ResourceQuota': 'resourcequotas',
  'core/v1/Secret': 'secrets',
  'core/v1/Service': 'services',
  'core/v1/ServiceAccount': 'serviceaccounts',
  'apps/v1/DaemonSet': 'daemonsets.apps',
  'apps/v1/Deployment': 'deployments.apps',
  'apps/v1/StatefulSet': 'statefulsets.apps',
  'batch/v1/CronJob': 'cronjobs.batch',
  'batch/v1/Job': 'jobs.batch',
  'networking.k8s.io/v1/Ingress': 'ingresses.networking.k8s.io',
  'networking.k8s.io/v1/NetworkPolicy': 'networkpolicies.networking.k8s.io',
  'policy/v1/PodDisruptionBudget': 'poddisruptionbudgets.policy',
  'rbac.authorization.k8s.io/v1/Role': 'roles.rbac.authorization.k8s.io',
  'rbac.authorization.k8s.io/v1/RoleBinding': 'rolebindings.rbac.authorization.k8s.io',
};

/** Kinds of which objects may disappear: `kubectl apply --prune` removes no namespace and no definition. */
const PRUNED = [
  ...Object.keys(NAMESPACED), 'admissionregistration.k8s.io/v1/MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy', 'admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration', 'node.k8s.io/v1/RuntimeClass', 'rbac.authorization.k8s.io/v1/ClusterRole',
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding', 'scheduling.k8s.io/v1/PriorityClass',
];

const ALLOWLIST = 'prune-allowlist.txt';
const KUSTOMIZATION = 'kustomization.yaml';
const OWN_FILES = /^(\d{2,}-.*\.k8s\.yaml|kustomization\.yaml|prune-allowlist\.txt)$/;

const DEFAULT_NAME = 'cdk8s-coco';

/** Numbered files, and a kustomization that labels what they hold. */
export function kubectlEngine(props: KubectlDeliveryProps): Engine {
  const { name = DEFAULT_NAME, createNamespaces = true } = props;
  const engine: Engine = {
    name: 'kubectl',
    createNamespaces,
    fileOf: (cluster, component) => `${clusterFolder(cluster)}/${numbered(cluster, component)}`,
    clusterFiles: (cluster): Files => new Map([
      ...componentFiles(engine, cluster),
      [`${clusterFolder(cluster)}/${KUSTOMIZATION}`, yaml(kustomization(cluster, name))],
      [`${clusterFolder(cluster)}/${ALLOWLIST}`, allowlist(cluster).map((kind) => `${kind}\n`).join('')],
    ]),
    sharedFiles: (): Files => new Map(),
    sharesComponents: false,
    sharedPaths: [],
    filesOf: (cluster) => ({ paths: [], folders: [{ path: clusterFolder({ name: cluster }), names: OWN_FILES }] }),
    commands: (cluster, folder) => commands(cluster, folder, name),
  };
  return engine;
}

function numbered({ components }: ClusterDelivery, component: string): string {
  const digits = Math.max(2, String(components.length).length);
  const number = components.findIndex(({ name }) => name === component) + 1;
  return `${String(number).padStart(digits, '0')}-${component}.k8s.yaml`;
}

function kustomization(cluster: ClusterDelivery, name: string): object {
  return {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    labels: [{ pairs: { [LABELS.app]: name } }],
    resources: cluster.components.map((one) => numbered(cluster, one.name)),
    sortOptions: { order: 'fifo' },
  };
}

/** Kinds of other projects only where the app has them: kubectl fails for a kind that it does not find. */
function allowlist({ components }: ClusterDelivery): string[] {
  const kinds = components.filter(({ name }) => name !== FOUNDATION).flatMap(({ manifests }) => manifests)
    .filter(({ metadata }) => metadata.annotations?.['kustomize.toolkit.fluxcd.io/prune'] !== 'disabled')
    .map(({ apiVersion, kind }) => (apiVersion.includes('/') ? `${apiVersion}/${kind}` : `core/${apiVersion}/${kind}`));
  return [...new Set([...PRUNED, ...kinds])].sort();
}

function commands(cluster: ClusterDelivery, folder: string, name: string): Commands {
  const path = `${folder}/${clusterFolder(cluster)}`;
  const foundation = cluster.components.find((one) => one.name === FOUNDATION);
  const definitions = foundation?.manifests.filter(isDefinition) ?? [];
  const others = cluster.components.filter((one) => one !== foundation).flatMap(({ manifests }) => manifests);
  const label = quoted(`${LABELS.app}=${name}`);
  const left = (foundation?.manifests ?? []).filter(({ kind, metadata }) => (
    kind === 'Namespace' && !others.some((one) => one.metadata.namespace === metadata.name)));
  const apply = [
    ...(foundation ? [`kubectl apply -f ${quoted(`${path}/${numbered(cluster, FOUNDATION)}`)}`] : []),
    ...(definitions.length ? [
      `kubectl wait --for=condition=Established ${definitions.map(({ metadata }) => `crd/${metadata.name}`).join(' ')} --timeout=1m`,
    ] : []),
    `kubectl apply -k ${quoted(path)} --prune -l ${label} $(sed 's/^/--prune-allowlist=/' ${quoted(`${path}/${ALLOWLIST}`)})`,
    ...left.map(({ metadata }) => `kubectl delete ${Object.values(NAMESPACED).join(',')} -n ${metadata.name} -l ${label} --ignore-not-found`),
    ...others.flatMap(waiting),
  ];
  return {
    install: apply,
    uninstall: [
      '# Set the lifecycle of what changes nodes to Lifecycle.DRAINING, synthesize, and run the commands of Install. Every node is clean when they succeed.',
      '# Set it to Lifecycle.ABSENT, synthesize, and run the commands of Install once more. Namespaces and definitions stay.',
    ],
  };
}

/** How to wait until a workload does what it is there for. */
function waiting(manifest: DeliveredManifest & { readonly spec?: any }): string[] {
  const { kind, metadata: { name, namespace }, spec } = manifest;
  const resource = quoted(`${kind.toLowerCase()}/${name}`);
  const space = isClusterWide(manifest) ? undefined : namespace;
  if (kind === 'Job') return [completion(resource, space)];
  const waits = kind === 'Deployment' || (kind === 'DaemonSet' && spec?.updateStrategy?.type !== 'OnDelete');
  return waits ? [rollout(resource, space)] : [];
}
