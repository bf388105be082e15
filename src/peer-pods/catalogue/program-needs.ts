import { ApiNeed } from '../providers/contract';

const GROUP = 'confidentialcontainers.org';

/**
 * What the programs do in the API of the cluster for every provider, call by call. Providers have more in their `needs`.
 *
 * The adaptor: pkg/adaptor/k8sops, pkg/probe and, in 0.17.0, pkg/securecomms/kubemgr. The resource controller:
 * controllers/peerpod_controller.go, whose client reads ConfigMaps and Secrets without a cache. The webhook calls nothing.
 *
 * @see https://github.com/confidential-containers/cloud-api-adaptor/tree/v0.22.0/src
 */
export const PROGRAM_API: readonly ApiNeed[] = [
  {
    program: 'adaptor',
    role: 'pod-viewer',
    scope: 'cluster',
    apiGroup: '',
    resources: ['pods'],
    verbs: ['get', 'list'],
    reason: 'the pod of a VM, in any namespace, and for its startup probe all pods of its node',
  },
  {
    program: 'adaptor',
    role: 'pod-viewer',
    scope: 'cluster',
    apiGroup: '',
    resources: ['serviceaccounts'],
    verbs: ['get'],
    reason: 'the pull secrets of a pod\'s service account',
  },
  {
    program: 'adaptor',
    role: 'pod-viewer',
    scope: 'cluster',
    apiGroup: '',
    resources: ['secrets'],
    verbs: ['get'],
    reason: 'pull secrets, which the VM needs to pull the images of its pod',
  },
  {
    program: 'adaptor',
    role: 'peerpod-editor',
    scope: 'cluster',
    apiGroup: GROUP,
    resources: ['peerpods'],
    verbs: ['create', 'patch'],
    reason: 'a PeerPod for each VM; a patch takes its finalizer away',
  },
  {
    program: 'adaptor',
    role: 'peerpod-editor',
    scope: 'cluster',
    apiGroup: '',
    resources: ['pods/finalizers'],
    verbs: ['update'],
    reason: 'the PeerPod is owned by its pod and blocks its deletion, for which OpenShift asks for this right',
  },
  {
    program: 'adaptor',
    role: 'node-status-patcher',
    scope: 'cluster',
    apiGroup: '',
    resources: ['nodes/status'],
    verbs: ['patch'],
    reason: 'announces how many VMs may run for its node',
  },
  {
    program: 'adaptor',
    role: 'pp-secrets',
    scope: { namespace: 'confidential-containers-system' },
    apiGroup: '',
    resources: ['secrets'],
    verbs: ['create', 'delete', 'get'],
    where: ['SECURE_COMMS'],
    reason: 'the keys of each VM',
  },
  {
    program: 'controller',
    role: 'manager-role',
    scope: 'cluster',
    apiGroup: GROUP,
    resources: ['peerpods'],
    verbs: ['delete', 'get', 'list', 'update', 'watch'],
    reason: 'finds PeerPods that are deleted, and takes their finalizer away when the VM is gone',
  },
  {
    program: 'controller',
    role: 'settings-viewer',
    scope: 'own',
    apiGroup: '',
    resources: ['configmaps', 'secrets'],
    names: ['peer-pods-cm', 'peer-pods-secret'],
    verbs: ['get'],
    reason: 'the settings and keys of the adaptor, where they were not there when it started',
  },
];

const MANAGERS = ['controller', 'webhook'] as const;

/** Electing the one replica that acts. controller-runtime keeps the leader in a Lease. */
export const LEADER_ELECTION: readonly ApiNeed[] = MANAGERS.flatMap((program): ApiNeed[] => [
  {
    program,
    role: 'leader-election-role',
    scope: 'own',
    apiGroup: 'coordination.k8s.io',
    resources: ['leases'],
    verbs: ['create', 'get', 'update'],
    reason: 'one replica acts at a time',
  },
  {
    program,
    role: 'leader-election-role',
    scope: 'own',
    apiGroup: '',
    resources: ['events'],
    verbs: ['create', 'patch'],
    reason: 'announces a new leader',
  },
]);

/** Who may read the metrics, asked by the sidecar of the resource controller, and from 0.22.0 by the webhook itself. */
export const METRICS: readonly ApiNeed[] = MANAGERS.flatMap((program): ApiNeed[] => [
  {
    program,
    role: 'metrics',
    scope: 'cluster',
    apiGroup: 'authentication.k8s.io',
    resources: ['tokenreviews'],
    verbs: ['create'],
    reason: 'authenticates who reads metrics',
  },
  {
    program,
    role: 'metrics',
    scope: 'cluster',
    apiGroup: 'authorization.k8s.io',
    resources: ['subjectaccessreviews'],
    verbs: ['create'],
    reason: 'authorizes who reads metrics',
  },
]);
