import { PlanClass, PlanObject } from '../../src/plan/manifest';

type Labels = Readonly<Record<string, string>>;

const object = (apiVersion: string, kind: string, more: object = {}): PlanObject => (
  { apiVersion, kind, metadata: { name: 'one', namespace: 'coco' }, ...more });
const pod = (spec: object, metadata: object = { labels: { app: 'one' } }) => ({ metadata, spec: { containers: [{ name: 'a', image: 'registry.example.com/a:1' }], ...spec } });
const workload = (kind: string, spec: object = {}, podSpec: object = {}, podMetadata?: object) => (
  object('apps/v1', kind, { spec: { selector: { matchLabels: { app: 'one' } }, template: pod(podSpec, podMetadata), ...spec } }));
const image = (text: string) => ({ containers: [{ name: 'a', image: text }] });
const named = (one: PlanObject, name: string, labels?: Labels): PlanObject => (
  { ...one, metadata: { ...one.metadata, name, labels } });

/** The DaemonSet of kata-deploy. */
export const kata = (podSpec: object = {}, spec: object = {}) => (
  workload('DaemonSet', spec, { ...image('quay.io/kata-containers/kata-deploy:4.1.0'), ...podSpec }));
/** A ConfigMap. */
export const config = (data: object, more: object = {}) => object('v1', 'ConfigMap', { data, ...more });

const job = (podSpec: object = {}, spec: object = {}) => object('batch/v1', 'Job', { spec: { template: pod({ restartPolicy: 'Never', ...podSpec }), ...spec } });
const cronJob = (schedule: string, podSpec: object = {}) => object('batch/v1', 'CronJob', {
  spec: { schedule, jobTemplate: { spec: { template: pod({ restartPolicy: 'Never', ...podSpec }) } } },
});
const onDelete = (kind: string, podSpec: object = {}) => workload(kind, { updateStrategy: { type: 'OnDelete' } }, podSpec);
const partitioned = (partition: number, podSpec: object = {}) => workload('StatefulSet', { replicas: 2, updateStrategy: { rollingUpdate: { partition } } }, podSpec);
const ANOTHER = image('registry.example.com/a:2');
const hooks = (hook: object = {}, kind = 'MutatingWebhookConfiguration') => object('admissionregistration.k8s.io/v1', kind, {
  webhooks: [{
    name: 'a.example.com',
    clientConfig: { service: { name: 'hook', namespace: 'coco' } },
    failurePolicy: 'Fail',
    rules: [requests('pods')],
    sideEffects: 'None',
    admissionReviewVersions: ['v1'],
    timeoutSeconds: 10,
    ...hook,
  }],
});
const requests = (resource: string) => ({ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: [resource] });
const runtimeClass = (more: object = {}) => object('node.k8s.io/v1', 'RuntimeClass', { handler: 'kata-qemu', ...more });
const version = (name: string, storage = false) => (
  { name, served: true, storage, schema: { openAPIV3Schema: { 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true } } });
const crd = (spec: object = {}) => named(object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', {
  spec: { group: 'example.com', scope: 'Namespaced', names: { plural: 'things', kind: 'Thing' }, versions: [version('v1', true)], ...spec },
}), 'things.example.com');
const secret = (data: object, more: object = {}) => object('v1', 'Secret', { type: 'Opaque', data, ...more });
const binding = (role: string) => object('rbac.authorization.k8s.io/v1', 'RoleBinding', { roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: role } });
const service = (spec: object = {}) => object('v1', 'Service', { spec: { selector: { app: 'one' }, ports: [{ port: 80 }], ...spec } });
const policy = (podSelector: object = {}) => object('networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector } });
const quota = (spec: object) => object('v1', 'ResourceQuota', { spec: { hard: { pods: '9' }, ...spec } });
const claim = (storageClassName: string) => object('v1', 'PersistentVolumeClaim', {
  spec: { accessModes: ['ReadWriteOnce'], storageClassName, resources: { requests: { storage: '1Gi' } } },
});
const autoscaler = (maxReplicas: number) => object('autoscaling/v2', 'HorizontalPodAutoscaler', {
  spec: { maxReplicas, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'one' } },
});
const adaptor = (podSpec: object = {}) => named(workload('DaemonSet', {}, podSpec), 'cloud-api-adaptor-daemonset');
const installer = (podSpec: object = {}) => named(workload('DaemonSet', {}, podSpec), 'x-containerd-installer', { 'app.kubernetes.io/component': 'containerd-installer' });
const namespace = (level?: string) => object('v1', 'Namespace', { metadata: { name: 'coco', labels: level ? { 'pod-security.kubernetes.io/enforce': level } : {} } });
const agent = (more: object = {}) => workload('DaemonSet', {}, { hostPID: true, containers: [{ name: 'a', image: 'registry.example.com/a:1', securityContext: { privileged: true } }], ...more });

/**
 * What is before a change, what is after it, and what the change is. The objects are whole: an API server takes them. What was
 * there still earlier makes a difference where pods were left as they were.
 */
export type Pair = readonly [
  name: string, before: PlanObject | undefined, after: PlanObject | undefined, expected: PlanClass | 'nothing', earlier?: PlanObject,
];

/** Changes of which it is known what they do. `npm run test:cluster -- --plan` makes them on a cluster. */
export const PAIRS: readonly Pair[] = [
  ['nothing at all', workload('Deployment'), workload('Deployment'), 'nothing'],
  ['the status, which manifests do not have', workload('Deployment'), { ...workload('Deployment'), status: { replicas: 1 } }, 'nothing'],
  ['a label of an object', workload('Deployment'), named(workload('Deployment'), 'one', { team: 'a' }), 'metadata'],
  ['an annotation of a custom resource', object('example.com/v1', 'Thing'), object('example.com/v1', 'Thing', { metadata: { name: 'one', namespace: 'coco', annotations: { a: 'b' } } }), 'metadata'],
  ['a label of the pods of a DaemonSet', workload('DaemonSet'), workload('DaemonSet', {}, {}, { labels: { app: 'one', team: 'a' } }), 'rolling-restart'],
  ['an image of a Deployment', workload('Deployment'), workload('Deployment', {}, ANOTHER), 'rolling-restart'],
  ['the number of replicas', workload('Deployment', { replicas: 1 }), workload('Deployment', { replicas: 2 }), 'in-place'],
  ['an image, where pods are replaced when somebody deletes them', onDelete('DaemonSet'), onDelete('DaemonSet', ANOTHER), 'in-place'],
  ['the same of a StatefulSet', onDelete('StatefulSet'), onDelete('StatefulSet', ANOTHER), 'in-place'],
  ['other nodes, where pods are replaced when somebody deletes them', onDelete('DaemonSet'), onDelete('DaemonSet', { nodeSelector: { pool: 'a' } }), 'rolling-restart'],
  ['an image of a StatefulSet', workload('StatefulSet'), workload('StatefulSet', {}, ANOTHER), 'rolling-restart'],
  ['an image of a ReplicaSet, which keeps its pods', workload('ReplicaSet'), workload('ReplicaSet', {}, ANOTHER), 'in-place'],
  ['fewer replicas', workload('Deployment', { replicas: 3 }), workload('Deployment', { replicas: 2 }), 'rolling-restart'],
  ['replicas that are no longer stated', workload('StatefulSet', { replicas: 2 }), workload('StatefulSet'), 'rolling-restart'],
  ['no replicas at all', workload('Deployment'), workload('Deployment', { replicas: 0 }), 'disruptive'],
  ['how long a pod must be ready', workload('Deployment'), workload('Deployment', { minReadySeconds: 1 }), 'in-place'],
  ['how many pods of a Deployment at a time', workload('Deployment'), workload('Deployment', { strategy: { rollingUpdate: { maxUnavailable: 1 } } }), 'in-place'],
  ['a Deployment that ends its pods first', workload('Deployment'), workload('Deployment', { strategy: { type: 'Recreate' } }), 'replaced'],
  ['a DaemonSet that waits for somebody to delete its pods', workload('DaemonSet'), onDelete('DaemonSet'), 'in-place'],
  ['a StatefulSet that waits for somebody to delete its pods', workload('StatefulSet'), onDelete('StatefulSet'), 'replaced'],
  ['a DaemonSet that no longer waits for somebody to delete its pods', onDelete('DaemonSet', ANOTHER), workload('DaemonSet', {}, ANOTHER), 'rolling-restart',
    onDelete('DaemonSet')],
  ['an image of a Deployment that is paused', workload('Deployment', { paused: true }), workload('Deployment', { paused: true }, ANOTHER), 'in-place', workload('Deployment')],
  ['a Deployment that is no longer paused', workload('Deployment', { paused: true }, ANOTHER), workload('Deployment', {}, ANOTHER), 'rolling-restart', workload('Deployment')],
  ['a StatefulSet that replaces more of its pods', partitioned(1, ANOTHER), partitioned(0, ANOTHER), 'rolling-restart', partitioned(1)],
  ['a StatefulSet that replaces fewer of its pods', partitioned(0), partitioned(1), 'in-place'],
  ['fewer replicas of a StatefulSet that deletes their volumes',
    workload('StatefulSet', { replicas: 2, persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete', whenDeleted: 'Retain' } }),
    workload('StatefulSet', { replicas: 1, persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete', whenDeleted: 'Retain' } }), 'data-loss'],
  ['more replicas of such a StatefulSet',
    workload('StatefulSet', { replicas: 1, persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete', whenDeleted: 'Retain' } }),
    workload('StatefulSet', { replicas: 2, persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete', whenDeleted: 'Retain' } }), 'in-place'],
  ['the selector of a Deployment', workload('Deployment'), workload('Deployment', { selector: { matchLabels: { app: 'two' } } }, {}, { labels: { app: 'two' } }), 'replaced'],
  ['the selector of a DaemonSet', workload('DaemonSet'), workload('DaemonSet', { selector: { matchLabels: { app: 'one', more: 'x' } } }, {}, { labels: { app: 'one', more: 'x' } }), 'replaced'],
  ['the volumes of a StatefulSet', workload('StatefulSet', { volumeClaimTemplates: [] }), workload('StatefulSet', { volumeClaimTemplates: [{ metadata: { name: 'a' }, spec: claim('a').spec }] }), 'replaced'],
  ['how pods of a StatefulSet start', workload('StatefulSet'), workload('StatefulSet', { podManagementPolicy: 'Parallel' }), 'replaced'],
  ['the pods of a Job', job(), job(ANOTHER), 'replaced'],
  ['how long a finished Job stays', job(), job({}, { ttlSecondsAfterFinished: 5 }), 'in-place'],
  ['how often a Job tries', job(), job({}, { backoffLimit: 2 }), 'in-place'],
  ['which failures of a Job count', job(), job({}, { podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [42] } }] } }), 'replaced'],
  ['a Job that has to wait', job(), job({}, { suspend: true }), 'rolling-restart'],
  ['fewer pods of a Job', job({}, { parallelism: 2 }), job({}, { parallelism: 1 }), 'rolling-restart'],
  ['more pods of a Job', job({}, { parallelism: 1 }), job({}, { parallelism: 2 }), 'in-place'],
  ['less time for a Job', job({}, { activeDeadlineSeconds: 3600 }), job({}, { activeDeadlineSeconds: 1 }), 'rolling-restart'],
  ['the schedule of a CronJob', cronJob('0 0 1 1 *'), cronJob('0 0 2 1 *'), 'in-place'],
  ['an image of a CronJob', cronJob('0 0 1 1 *'), cronJob('0 0 1 1 *', ANOTHER), 'in-place'],
  ['kata-deploy: another version', kata(), kata(image('quay.io/kata-containers/kata-deploy:4.2.0')), 'disruptive'],
  ['kata-deploy: a label of its pods', kata(), { ...kata(), spec: { ...(kata().spec as object), template: pod(image('quay.io/kata-containers/kata-deploy:4.1.0'), { labels: { app: 'one', b: 'c' } }) } }, 'disruptive'],
  ['kata-deploy: other nodes', kata(), kata({ nodeSelector: { pool: 'a' } }), 'disruptive'],
  ['kata-deploy: how many nodes at a time', kata(), kata({}, { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 2 } } }), 'in-place'],
  ['kata-deploy: other nodes, where pods are replaced when somebody deletes them', kata({}, { updateStrategy: { type: 'OnDelete' } }),
    kata({ nodeSelector: { pool: 'a' } }, { updateStrategy: { type: 'OnDelete' } }), 'disruptive'],
  ['kata-deploy: it no longer waits for somebody to delete its pods', kata({ hostPID: true }, { updateStrategy: { type: 'OnDelete' } }), kata({ hostPID: true }), 'disruptive',
    kata({}, { updateStrategy: { type: 'OnDelete' } })],
  ['kata-deploy: another version, where pods are replaced when somebody deletes them', kata({}, { updateStrategy: { type: 'OnDelete' } }),
    kata(image('quay.io/kata-containers/kata-deploy:4.2.0'), { updateStrategy: { type: 'OnDelete' } }), 'in-place'],
  ['kata-deploy comes', undefined, kata(), 'disruptive'],
  ['kata-deploy goes', kata(), undefined, 'disruptive'],
  ['a Job that installs Kata comes', undefined, job(image('quay.io/kata-containers/kata-deploy-job-dispatcher:4.1.0')), 'disruptive'],
  ['the installer of containerd: another tarball', installer(), installer({ containers: [{ name: 'a', image: 'a', env: [{ name: 'COCO_URL', value: 'x' }] }] }), 'disruptive'],
  ['the adaptor: another image', adaptor(), adaptor(image('registry.example.com/caa:2')), 'disruptive'],
  ['the adaptor goes', adaptor(), undefined, 'data-loss'],
  ['an agent that changes nodes: another image', agent(), agent({ nodeSelector: { pool: 'a' } }), 'disruptive'],
  ['the handler of a RuntimeClass', runtimeClass(), runtimeClass({ handler: 'kata-clh' }), 'replaced'],
  ['the overhead of a RuntimeClass', runtimeClass(), runtimeClass({ overhead: { podFixed: { memory: '1Gi' } } }), 'in-place'],
  ['the nodes of a RuntimeClass', runtimeClass(), runtimeClass({ scheduling: { nodeSelector: { pool: 'a' } } }), 'in-place'],
  ['a RuntimeClass goes', runtimeClass(), undefined, 'disruptive'],
  ['a RuntimeClass comes', undefined, runtimeClass(), 'added'],
  ['a webhook that fails closed from now on', hooks({ failurePolicy: 'Ignore' }), hooks(), 'disruptive'],
  ['a webhook that fails open from now on', hooks(), hooks({ failurePolicy: 'Ignore' }), 'in-place'],
  ['a webhook that gets other objects', hooks(), hooks({ rules: [requests('*')] }), 'disruptive'],
  ['a webhook that waits longer', hooks(), hooks({ timeoutSeconds: 20 }), 'in-place'],
  ['a webhook that comes', undefined, hooks({}, 'ValidatingWebhookConfiguration'), 'disruptive'],
  ['a webhook that comes, and fails open', undefined, hooks({ failurePolicy: 'Ignore' }), 'added'],
  ['a version of a definition goes', crd({ versions: [version('v1alpha1'), version('v1', true)] }), crd(), 'data-loss'],
  ['a version of a definition comes', crd(), crd({ versions: [version('v1', true), version('v2')] }), 'in-place'],
  ['the scope of a definition', crd(), crd({ scope: 'Cluster' }), 'replaced'],
  ['a definition goes', crd(), undefined, 'data-loss'],
  ['a namespace goes', namespace(), undefined, 'data-loss'],
  ['a namespace that admits less', namespace('privileged'), namespace('restricted'), 'disruptive'],
  ['a namespace that admits more', namespace('restricted'), namespace('privileged'), 'metadata'],
  ['the name of a Secret', secret({ a: 'eA==' }), named(secret({ a: 'eA==' }), 'two'), 'data-loss'],
  ['a value of a Secret', secret({ a: 'eA==' }), secret({ a: 'eQ==' }), 'in-place'],
  ['the type of a Secret', secret({}), secret({}, { type: 'example.com/other' }), 'replaced'],
  ['a value of a ConfigMap', config({ a: '1' }), config({ a: '2' }), 'in-place'],
  ['a value of a ConfigMap that is immutable', config({ a: '1' }, { immutable: true }), config({ a: '2' }, { immutable: true }), 'replaced'],
  ['the role of a binding', binding('a'), binding('b'), 'replaced'],
  ['what a role may do', object('rbac.authorization.k8s.io/v1', 'ClusterRole', { rules: [] }), object('rbac.authorization.k8s.io/v1', 'ClusterRole', { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] }), 'in-place'],
  ['the ports of a Service', service(), service({ ports: [{ port: 81 }] }), 'in-place'],
  ['the pods of a Service', service(), service({ selector: { app: 'two' } }), 'in-place'],
  ['the address of a Service', service(), service({ clusterIP: 'None' }), 'replaced'],
  ['who balances the load of a Service', service({ type: 'LoadBalancer', loadBalancerClass: 'example.com/a' }),
    service({ type: 'LoadBalancer', loadBalancerClass: 'example.com/b' }), 'replaced'],
  ['how much a quota gives', quota({}), quota({ hard: { pods: '1' } }), 'in-place'],
  ['what a quota counts', quota({}), quota({ scopes: ['Terminating'] }), 'replaced'],
  ['the class of a claim', claim('a'), claim('b'), 'replaced'],
  ['the value of a PriorityClass', object('scheduling.k8s.io/v1', 'PriorityClass', { value: 1 }), object('scheduling.k8s.io/v1', 'PriorityClass', { value: 2 }), 'replaced'],
  ['the parameters of a StorageClass', object('storage.k8s.io/v1', 'StorageClass', { provisioner: 'example.com/disk' }),
    object('storage.k8s.io/v1', 'StorageClass', { provisioner: 'example.com/disk', parameters: { a: 'b' } }), 'replaced'],
  ['the pods of a NetworkPolicy', policy(), policy({ matchLabels: { app: 'one' } }), 'review'],
  ['the labels of a NetworkPolicy', policy(), named(policy(), 'one', { team: 'a' }), 'metadata'],
  ['a NetworkPolicy comes', undefined, policy(), 'added'],
  ['a NetworkPolicy goes', policy(), undefined, 'removed'],
  ['the pods of a PodDisruptionBudget', object('policy/v1', 'PodDisruptionBudget', { spec: { maxUnavailable: 1, selector: {} } }),
    object('policy/v1', 'PodDisruptionBudget', { spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'one' } } } }), 'in-place'],
  ['how a ServiceAccount pulls images', object('v1', 'ServiceAccount'), object('v1', 'ServiceAccount', { imagePullSecrets: [{ name: 'a' }] }), 'in-place'],
  ['a ConfigMap that is immutable from now on', config({ a: '1' }), config({ a: '1' }, { immutable: true }), 'in-place'],
  ['a MachineConfig', object('machineconfiguration.openshift.io/v1', 'MachineConfig', { spec: { a: 1 } }), object('machineconfiguration.openshift.io/v1', 'MachineConfig', { spec: { a: 2 } }), 'disruptive'],
  ['a hosted cluster goes', object('provisioning.dpu.hcp.io/v1alpha1', 'DPFHCPProvisioner'), undefined, 'data-loss'],
  ['a custom resource that nobody here knows', object('example.com/v1', 'Thing', { spec: { a: 1 } }), object('example.com/v1', 'Thing', { spec: { a: 2 } }), 'review'],
  ['a Service of another group', object('serving.knative.dev/v1', 'Service', { spec: { a: 1 } }), object('serving.knative.dev/v1', 'Service', { spec: { a: 2 } }), 'review'],
  ['fewer pods at most of an autoscaler', autoscaler(3), autoscaler(2), 'rolling-restart'],
  ['more pods at most of an autoscaler', autoscaler(2), autoscaler(3), 'in-place'],
  ['what an engine applies', object('argoproj.io/v1alpha1', 'Application', { spec: { source: { path: 'a' } } }),
    object('argoproj.io/v1alpha1', 'Application', { spec: { source: { path: 'b' } } }), 'review'],
  ['when an engine applies', object('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', { spec: { interval: '1m' } }),
    object('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', { spec: { interval: '2m' } }), 'in-place'],
  ['which labels nodes get', object('nfd.k8s-sigs.io/v1alpha1', 'NodeFeatureRule', { spec: { rules: [] } }),
    object('nfd.k8s-sigs.io/v1alpha1', 'NodeFeatureRule', { spec: { rules: [{ name: 'a' }] } }), 'review'],
  ['a newer version of an API', object('external-secrets.io/v1beta1', 'ExternalSecret', { spec: {} }), object('external-secrets.io/v1', 'ExternalSecret', { spec: {} }), 'in-place'],
];
