import { groupOf, listAt, part, PlanClass, PlanObject } from './manifest';
import { installsContainerd, installsKata, isNodeAgent, startsVms, templateOf } from './workload';

/** What happens to an object. */
export interface Change {
  readonly before?: PlanObject;
  readonly after?: PlanObject;
  /** Where it is not the same: `spec.template.spec.containers`. */
  readonly paths: readonly string[];
}

/** What a change does, and why. The first rule that holds for a place decides for that place. */
export interface PlanRule {
  readonly id: string;
  readonly class: PlanClass;
  /** A sentence; empty where the class says it all. */
  readonly reason: string;
  readonly on: 'added' | 'removed' | 'changed';
  /** Which kinds; any by default. */
  readonly kinds?: readonly string[];
  /** Which places, for what changed: the place, or what is below it; any by default. */
  readonly paths?: readonly string[];
  /** What else must hold. `object` is what is, or what was where it goes. */
  readonly when?: (object: PlanObject, change: Change) => boolean;
}

const WEBHOOKS = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];
const WORKLOADS = ['DaemonSet', 'Deployment', 'StatefulSet', 'ReplicaSet'];
const MACHINES = ['MachineConfig', 'MachineConfigPool', 'KubeletConfig', 'ContainerRuntimeConfig'];
/** Objects behind which there are machines, disks or clusters. */
const OWNERS = [
  'PeerPod', 'PeerPodConfig', 'DPFHCPProvisioner', 'HostedCluster', 'NodePool', 'BareMetalHost', 'VirtualMachine', 'VirtualMachineInstance', 'DataVolume',
];
/** What the API server takes over, and nothing has to restart for. */
const PLAIN = [
  'ServiceAccount', 'Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding', 'Service', 'NetworkPolicy', 'PodDisruptionBudget', 'ResourceQuota', 'LimitRange',
  'Namespace', 'CustomResourceDefinition', 'HorizontalPodAutoscaler', 'Ingress', 'Route', 'HTTPRoute', 'Gateway', 'ServiceMonitor', 'PodMonitor', 'PrometheusRule',
  'ExternalSecret', 'SecretStore', 'Certificate', 'Issuer', 'ClusterIssuer', 'SecurityContextConstraints', 'Kustomization', 'Application', 'AppProject', 'NodeFeatureRule',
  ...WEBHOOKS, ...WORKLOADS, 'CronJob', 'RuntimeClass',
];

const failing = (object: PlanObject | undefined) => new Set(listAt(object, 'webhooks')
  .filter((hook) => part(hook, 'failurePolicy') !== 'Ignore').map((hook) => String(part(hook, 'name'))));
const hooksWithout = (object: PlanObject | undefined, fields: readonly string[]) => JSON.stringify(listAt(object, 'webhooks')
  .map((hook) => Object.entries(hook as object).filter(([key]) => !fields.includes(key)).sort()));
const versions = (object: PlanObject | undefined) => listAt(object, 'spec.versions').map((one) => String(part(one, 'name')));
const isOnDelete = (object: PlanObject) => part(object, 'spec.updateStrategy.type') === 'OnDelete';

/** Every rule, the most harmful first. */
export const RULES: readonly PlanRule[] = [
  // What takes data, machines or clusters with it.
  {
    id: 'definition-removed',
    class: 'data-loss',
    on: 'removed',
    kinds: ['CustomResourceDefinition'],
    reason: 'all objects of this kind are deleted with their definition',
  },
  {
    id: 'namespace-removed',
    class: 'data-loss',
    on: 'removed',
    kinds: ['Namespace'],
    reason: 'everything in the namespace is deleted with it',
  },
  {
    id: 'volume-removed',
    class: 'data-loss',
    on: 'removed',
    kinds: ['PersistentVolumeClaim', 'PersistentVolume', 'StatefulSet'],
    reason: 'the data on its volumes may be deleted with it',
  },
  {
    id: 'secret-removed',
    class: 'data-loss',
    on: 'removed',
    kinds: ['Secret', 'ExternalSecret', 'SealedSecret'],
    reason: 'its values are deleted, and pods that refer to it no longer start',
  },
  {
    id: 'owner-removed',
    class: 'data-loss',
    on: 'removed',
    kinds: OWNERS,
    reason: 'the machines, disks or clusters behind it are deleted',
  },
  {
    id: 'adaptor-removed',
    class: 'data-loss',
    on: 'removed',
    when: startsVms,
    reason: 'nobody deletes the VMs of its pods, which go on costing money; delete the pods first',
  },
  {
    id: 'controller-removed',
    class: 'data-loss',
    on: 'removed',
    kinds: ['Deployment'],
    when: ({ metadata: { name } }) => /peerpodctrl|peerpod-ctrl/.test(name),
    reason: 'VMs that the adaptor left are no longer deleted, and go on costing money',
  },
  {
    id: 'definition-version-removed',
    class: 'data-loss',
    on: 'changed',
    kinds: ['CustomResourceDefinition'],
    paths: ['spec.versions'],
    when: (object, { before }) => versions(before).some((one) => !versions(object).includes(one)),
    reason: 'objects that are stored in a version that goes can no longer be read',
  },
  // What the API server refuses.
  {
    id: 'definition-names',
    class: 'replaced',
    on: 'changed',
    kinds: ['CustomResourceDefinition'],
    paths: ['spec.group', 'spec.scope', 'spec.names.plural', 'spec.names.kind'],
    reason: 'a definition keeps group, scope and names for its life, and its objects go with it',
  },
  {
    id: 'selector',
    class: 'replaced',
    on: 'changed',
    kinds: [...WORKLOADS, 'Job'],
    paths: ['spec.selector'],
    reason: 'a selector never changes',
  },
  {
    id: 'job',
    class: 'replaced',
    on: 'changed',
    kinds: ['Job'],
    paths: ['spec.template', 'spec.completionMode', 'spec.completions'],
    reason: 'a Job keeps its pod template for its life',
  },
  {
    id: 'stateful-set',
    class: 'replaced',
    on: 'changed',
    kinds: ['StatefulSet'],
    paths: ['spec.serviceName', 'spec.volumeClaimTemplates', 'spec.podManagementPolicy'],
    reason: 'a StatefulSet keeps these for its life',
  },
  {
    id: 'role-ref',
    class: 'replaced',
    on: 'changed',
    kinds: ['RoleBinding', 'ClusterRoleBinding'],
    paths: ['roleRef'],
    reason: 'a binding keeps its role for its life',
  },
  {
    id: 'handler',
    class: 'replaced',
    on: 'changed',
    kinds: ['RuntimeClass'],
    paths: ['handler'],
    reason: 'a RuntimeClass keeps its handler for its life',
  },
  {
    id: 'priority',
    class: 'replaced',
    on: 'changed',
    kinds: ['PriorityClass'],
    paths: ['value', 'preemptionPolicy'],
    reason: 'a PriorityClass keeps its value for its life',
  },
  {
    id: 'cluster-ip',
    class: 'replaced',
    on: 'changed',
    kinds: ['Service'],
    paths: ['spec.clusterIP', 'spec.clusterIPs'],
    reason: 'a Service keeps its address for its life',
  },
  {
    id: 'claim',
    class: 'replaced',
    on: 'changed',
    kinds: ['PersistentVolumeClaim'],
    paths: ['spec.accessModes', 'spec.storageClassName', 'spec.volumeMode', 'spec.volumeName', 'spec.selector'],
    reason: 'a claim keeps these for its life',
  },
  {
    id: 'storage-class',
    class: 'replaced',
    on: 'changed',
    kinds: ['StorageClass'],
    paths: ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'],
    reason: 'a StorageClass keeps these for its life',
  },
  {
    id: 'secret-type',
    class: 'replaced',
    on: 'changed',
    kinds: ['Secret'],
    paths: ['type'],
    reason: 'a Secret keeps its type for its life',
  },
  {
    id: 'immutable',
    class: 'replaced',
    on: 'changed',
    kinds: ['Secret', 'ConfigMap'],
    paths: ['data', 'stringData', 'binaryData', 'immutable'],
    when: (_, { before }) => before?.immutable === true,
    reason: 'it says of itself that it is immutable',
  },
  // What disturbs nodes, or pods of others.
  {
    id: 'machines',
    class: 'disruptive',
    on: 'changed',
    kinds: MACHINES,
    paths: ['spec'],
    reason: 'OpenShift drains and reboots the nodes of the pool',
  },
  {
    id: 'machines-added',
    class: 'disruptive',
    on: 'added',
    kinds: MACHINES,
    reason: 'OpenShift drains and reboots the nodes of the pool',
  },
  {
    id: 'machines-removed',
    class: 'disruptive',
    on: 'removed',
    kinds: MACHINES,
    reason: 'OpenShift drains and reboots the nodes of the pool',
  },
  {
    id: 'kata',
    class: 'disruptive',
    on: 'changed',
    paths: ['spec'],
    when: (object, change) => installsKata(object) && inTemplate(object, change) && !isOnDelete(object),
    reason: 'Kata is installed anew, and containerd restarts; running Kata pods may lose their shim',
  },
  {
    id: 'kata-added',
    class: 'disruptive',
    on: 'added',
    when: installsKata,
    reason: 'Kata is installed, or taken from nodes, and containerd restarts',
  },
  {
    id: 'kata-removed',
    class: 'disruptive',
    on: 'removed',
    when: (object) => installsKata(object) && object.kind === 'DaemonSet',
    reason: 'its pods take Kata from the nodes when they end, and containerd restarts',
  },
  {
    id: 'containerd',
    class: 'disruptive',
    on: 'changed',
    paths: ['spec'],
    when: (object, change) => installsContainerd(object) && inTemplate(object, change),
    reason: 'containerd may be replaced, and restarts with the kubelet',
  },
  {
    id: 'containerd-added',
    class: 'disruptive',
    on: 'added',
    when: installsContainerd,
    reason: 'containerd is replaced, or put back, and restarts with the kubelet',
  },
  {
    id: 'adaptor',
    class: 'disruptive',
    on: 'changed',
    paths: ['spec'],
    when: (object, change) => startsVms(object) && inTemplate(object, change),
    reason: 'while an adaptor restarts, its node starts no peer pods, and running ones lose their connection to it',
  },
  {
    id: 'node-agent',
    class: 'disruptive',
    on: 'changed',
    paths: ['spec'],
    when: (object, change) => object.kind === 'DaemonSet' && isNodeAgent(object) && inTemplate(object, change) && !isOnDelete(object),
    reason: 'its pods are privileged and change the node',
  },
  {
    id: 'node-agent-added',
    class: 'disruptive',
    on: 'added',
    when: isNodeAgent,
    reason: 'its pods are privileged and change the node',
  },
  {
    id: 'webhook-fails',
    class: 'disruptive',
    on: 'changed',
    kinds: WEBHOOKS,
    paths: ['webhooks'],
    when: (object, { before }) => [...failing(object)].some((name) => !failing(before).has(name)),
    reason: 'where the webhook does not answer, pods are refused that were admitted before',
  },
  {
    id: 'webhook-changed',
    class: 'disruptive',
    on: 'changed',
    kinds: WEBHOOKS,
    paths: ['webhooks'],
    when: (object, { before }) => failing(object).size > 0 && hooksWithout(object, SOFT) !== hooksWithout(before, SOFT),
    reason: 'another set of requests goes to the webhook, which may refuse them',
  },
  {
    id: 'webhook-added',
    class: 'disruptive',
    on: 'added',
    kinds: WEBHOOKS,
    when: (object) => failing(object).size > 0,
    reason: 'where the webhook does not answer, what it selects is refused',
  },
  {
    id: 'runtime-class-removed',
    class: 'disruptive',
    on: 'removed',
    kinds: ['RuntimeClass'],
    reason: 'pods that name it no longer start',
  },
  {
    id: 'runtime-class',
    class: 'rolling-restart',
    on: 'changed',
    kinds: ['RuntimeClass'],
    paths: ['overhead', 'scheduling'],
    reason: 'pods that start from now on get another overhead, or other nodes',
  },
  {
    id: 'pod-security',
    class: 'disruptive',
    on: 'changed',
    kinds: ['Namespace'],
    paths: ['metadata.labels'],
    when: (object, { before }) => levelOf(object) > levelOf(before),
    reason: 'a stricter Pod Security Standard refuses pods that were admitted before',
  },
  // What replaces pods.
  {
    id: 'on-delete',
    class: 'in-place',
    on: 'changed',
    kinds: ['DaemonSet', 'StatefulSet'],
    paths: ['spec.template'],
    when: isOnDelete,
    reason: 'pods keep running as they are until they are deleted',
  },
  {
    id: 'template',
    class: 'rolling-restart',
    on: 'changed',
    kinds: WORKLOADS,
    paths: ['spec.template'],
    reason: 'the pods are replaced by new ones',
  },
  {
    id: 'cron-job',
    class: 'in-place',
    on: 'changed',
    kinds: ['CronJob'],
    paths: ['spec'],
    reason: 'the next run takes it over',
  },
  // What is taken over as it is.
  {
    id: 'config',
    class: 'in-place',
    on: 'changed',
    kinds: ['ConfigMap', 'Secret'],
    reason: 'pods that have it as files see it within minutes; as environment variables, at their next start',
  },
  {
    id: 'job-metadata',
    class: 'metadata',
    on: 'changed',
    paths: ['metadata'],
    reason: 'nothing reads it but people, selectors and engines',
  },
  {
    id: 'plain',
    class: 'in-place',
    on: 'changed',
    kinds: PLAIN,
    reason: 'the API server takes it over',
  },
  {
    id: 'job-settings',
    class: 'in-place',
    on: 'changed',
    kinds: ['Job'],
    reason: 'the API server takes it over',
  },
  {
    id: 'unknown',
    class: 'review',
    on: 'changed',
    reason: 'what its controller does with this is not known here',
  },
  {
    id: 'added',
    class: 'added',
    on: 'added',
    reason: '',
  },
  {
    id: 'removed',
    class: 'removed',
    on: 'removed',
    reason: '',
  },
];

/** Fields of a webhook that change nothing about which requests it gets. */
const SOFT = ['failurePolicy', 'timeoutSeconds', 'sideEffects', 'admissionReviewVersions', 'reinvocationPolicy'];

const LEVELS = ['privileged', 'baseline', 'restricted'];

/** How strict a namespace is with pods. */
function levelOf(object: PlanObject | undefined): number {
  const labels = (part(object, 'metadata.labels') ?? {}) as Record<string, string>;
  return LEVELS.indexOf(labels['pod-security.kubernetes.io/enforce'] ?? 'privileged');
}

/** Whether pods are made of another template. */
function inTemplate(object: PlanObject, { paths }: Change): boolean {
  const template = templateOf(object);
  return template !== undefined && paths.some((path) => path === template || path.startsWith(`${template}.`) || template.startsWith(`${path}.`));
}

/** Whether a rule says something of a change in a place. */
export function holds(rule: PlanRule, change: Change, path?: string): boolean {
  const object = (change.after ?? change.before)!;
  if (rule.kinds && (!rule.kinds.includes(object.kind) || isForeign(object))) return false;
  if (rule.paths && path !== undefined && !rule.paths.some((one) => path === one || path.startsWith(`${one}.`) || one.startsWith(`${path}.`))) return false;
  return rule.when?.(object, change) ?? true;
}

/** A kind that Kubernetes has, too, in a group of somebody else: `Service` of Knative. */
function isForeign(object: PlanObject): boolean {
  const group = groupOf(object);
  return ['Service', 'Ingress', 'Deployment', 'Job', 'Secret', 'ConfigMap', 'Namespace'].includes(object.kind) && group.includes('.') && !group.endsWith('.k8s.io');
}
