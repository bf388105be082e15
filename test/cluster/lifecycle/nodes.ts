import { KubeObject } from '../objects';

/** The annotation by which a pod is told that its program has done what it is there for. */
export const DONE = 'lifecycle.test/done';

/** The label of a node that is not ready. */
export const BROKEN = 'lifecycle.test/broken';

/** A node, as its labels and taints go. */
export interface NodeKind {
  readonly name: string;
  readonly os?: string;
  readonly arch?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly { readonly key: string; readonly value?: string; readonly effect: string }[];
  readonly unschedulable?: boolean;
}

const workers = (count: number, arch = 'amd64') => Array.from({ length: count }, (_, index): NodeKind => ({ name: `worker-${arch}-${index}`, arch }));

/** A control plane, workers of two architectures, and one of Windows, which nothing here may touch. */
const KINDS: readonly NodeKind[] = [
  {
    name: 'control-plane',
    labels: { 'node-role.kubernetes.io/control-plane': '' },
    taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
  },
  ...workers(6),
  ...workers(2, 'arm64'),
  { name: 'windows', os: 'windows' },
];

export const NODES: readonly KubeObject[] = KINDS.map(nodeOf);

/** A node as an object. */
export function nodeOf({ name, os = 'linux', arch = 'amd64', taints, labels, unschedulable }: NodeKind): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      annotations: { 'kwok.x-k8s.io/node': 'fake' },
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': os,
        'kubernetes.io/arch': arch,
        'beta.kubernetes.io/os': os, // the controller manager would add both later
        'beta.kubernetes.io/arch': arch,
        'example.com/owner': 'platform',
        ...labels,
      },
    },
    spec: { ...(taints ? { taints } : {}), ...(unschedulable ? { unschedulable } : {}) },
  };
}

/** The names of nodes that have such labels. */
export function namesOfNodes(isWanted: (labels: Record<string, string>) => boolean): string[] {
  const nodes = NODES.filter(({ metadata: { labels } }) => isWanted(labels as Record<string, string>));
  return nodes.map(({ metadata }) => metadata.name).sort();
}

const exists = (key: string) => `    - {key: '${key}', operator: Exists}`;
const missing = (key: string) => `    - {key: '${key}', operator: DoesNotExist}`;
const is = (key: string, value: string) => `    - {key: '${key}', operator: In, values: ['${value}']}`;
const stage = (name: string, kind: string, conditions: readonly string[], next: string) => `apiVersion: kwok.x-k8s.io/v1alpha1
kind: Stage
metadata:
  name: ${name}
spec:
  resourceRef: {apiGroup: v1, kind: ${kind}}
  selector:
    matchExpressions:
${conditions.join('\n')}
  next:
${next}
`;

const READY = `    statusTemplate: |
      {{ $now := Now }}
      conditions:
      {{ range NodeConditions }}
      - {lastHeartbeatTime: {{ $now | Quote }}, lastTransitionTime: {{ $now | Quote }}, message: {{ .message | Quote }}, reason: {{ .reason | Quote }}, status: {{ .status | Quote }}, type: {{ .type | Quote }}}
      {{ end }}
      allocatable: {cpu: 1k, memory: 1Ti, ephemeral-storage: 1Ti, pods: 1M}
      capacity: {cpu: 1k, memory: 1Ti, ephemeral-storage: 1Ti, pods: 1M}
      phase: Running`;

const RUNNING = `    statusTemplate: |
      {{ $now := Now }}
      conditions:
      - {lastTransitionTime: {{ $now | Quote }}, status: "True", type: Initialized}
      - {lastTransitionTime: {{ $now | Quote }}, status: "True", type: Ready}
      - {lastTransitionTime: {{ $now | Quote }}, status: "True", type: ContainersReady}
      containerStatuses:
      {{ range .spec.containers }}
      - image: {{ .image | Quote }}
        name: {{ .name | Quote }}
        ready: true
        restartCount: 0
        state: {running: {startedAt: {{ $now | Quote }}}}
      {{ end }}
      podIP: 10.0.0.1
      phase: Running
      startTime: {{ $now | Quote }}`;

const SUCCEEDED = `    statusTemplate: |
      {{ $now := Now }}
      containerStatuses:
      {{ range .spec.containers }}
      - image: {{ .image | Quote }}
        name: {{ .name | Quote }}
        ready: false
        restartCount: 0
        state: {terminated: {exitCode: 0, finishedAt: {{ $now | Quote }}, reason: Completed, startedAt: {{ $now | Quote }}}}
      {{ end }}
      phase: Succeeded`;

const DONE_KEY = `.metadata.annotations["${DONE}"]`;

/** What kubelets do: a pod is ready once its program has done its work, and runs until it is deleted. */
export const ENDLESS_STAGES = [
  stage('node-ready', 'Node', [missing(`.metadata.labels["${BROKEN}"]`), '    - {key: \'.status.conditions.[] | select( .type == "Ready" ) | .status\', operator: NotIn, values: [\'True\']}'], READY),
  stage('pod-running', 'Pod', [missing('.metadata.deletionTimestamp'), missing('.status.podIP'), exists(DONE_KEY)], RUNNING),
  stage('pod-deleted', 'Pod', [exists('.metadata.deletionTimestamp')], '    finalizers: {empty: true}\n    delete: true'),
].join('---\n');

/** The same, and a pod of a Job has ended once its program has done its work. */
export const STAGES = [
  ENDLESS_STAGES,
  stage('pod-succeeded', 'Pod', [missing('.metadata.deletionTimestamp'), is('.status.phase', 'Running'), is('.metadata.ownerReferences.[].kind', 'Job')], SUCCEEDED),
].join('---\n');
