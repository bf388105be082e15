import { countAt, restarts, WEBHOOKS, WORKLOADS } from './kinds';
import { listAt, part, PlanObject } from '../manifest';
import { PlanRule } from '../rule';
import { installsContainerd, installsKata, isNodeAgent, startsVms } from '../workload';

const MACHINES = ['MachineConfig', 'MachineConfigPool', 'KubeletConfig', 'ContainerRuntimeConfig'];

/** Fields of a webhook that change nothing about which requests it gets. */
const SOFT = ['failurePolicy', 'timeoutSeconds', 'sideEffects', 'admissionReviewVersions', 'reinvocationPolicy'];

const failing = (object: PlanObject | undefined) => new Set(listAt(object, 'webhooks')
  .filter((hook) => part(hook, 'failurePolicy') !== 'Ignore').map((hook) => String(part(hook, 'name'))));
const hooksWithout = (object: PlanObject | undefined, fields: readonly string[]) => JSON.stringify(listAt(object, 'webhooks')
  .map((hook) => Object.entries(hook ?? {}).filter(([key]) => !fields.includes(key)).sort()));

const LEVELS = ['privileged', 'baseline', 'restricted'];

/** How strict a namespace is with pods. */
function levelOf(object: PlanObject | undefined): number {
  const labels = (part(object, 'metadata.labels') ?? {}) as Record<string, string>;
  return LEVELS.indexOf(labels['pod-security.kubernetes.io/enforce'] ?? 'privileged');
}

/** What disturbs nodes, or pods of others. */
export const DISTURBING: readonly PlanRule[] = [
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
    when: (object, change) => installsKata(object) && restarts(object, change),
    reason: 'Kata is reinstalled and containerd restarts; running Kata pods may lose their shim',
  },
  {
    id: 'kata-added',
    class: 'disruptive',
    on: 'added',
    when: installsKata,
    reason: 'Kata is installed on nodes, or removed from them, and containerd restarts',
  },
  {
    id: 'kata-removed',
    class: 'disruptive',
    on: 'removed',
    when: (object) => installsKata(object) && object.kind === 'DaemonSet',
    reason: 'its pods remove Kata from the nodes when they end, and containerd restarts',
  },
  {
    id: 'containerd',
    class: 'disruptive',
    on: 'changed',
    paths: ['spec'],
    when: (object, change) => installsContainerd(object) && restarts(object, change),
    reason: 'containerd may be replaced, and restarts with the kubelet',
  },
  {
    id: 'containerd-added',
    class: 'disruptive',
    on: 'added',
    when: installsContainerd,
    reason: 'containerd is replaced or restored, and restarts with the kubelet',
  },
  {
    id: 'adaptor',
    class: 'disruptive',
    on: 'changed',
    paths: ['spec'],
    when: (object, change) => startsVms(object) && restarts(object, change),
    reason: 'while an adaptor restarts, its node starts no peer pods, and running ones lose their connection to it',
  },
  {
    id: 'node-agent',
    class: 'disruptive',
    on: 'changed',
    paths: ['spec'],
    when: (object, change) => object.kind === 'DaemonSet' && isNodeAgent(object) && restarts(object, change),
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
    reason: 'if the webhook does not answer, pods are refused that were admitted before',
  },
  {
    id: 'webhook-changed',
    class: 'disruptive',
    on: 'changed',
    kinds: WEBHOOKS,
    paths: ['webhooks'],
    when: (object, { before }) => failing(object).size > 0 && hooksWithout(object, SOFT) !== hooksWithout(before, SOFT),
    reason: 'the webhook gets other requests, and may refuse them',
  },
  {
    id: 'webhook-added',
    class: 'disruptive',
    on: 'added',
    kinds: WEBHOOKS,
    when: (object) => failing(object).size > 0,
    reason: 'if the webhook does not answer, the API server refuses the requests that it selects',
  },
  {
    id: 'runtime-class-removed',
    class: 'disruptive',
    on: 'removed',
    kinds: ['RuntimeClass'],
    reason: 'pods that name it no longer start',
  },
  {
    id: 'no-replicas',
    class: 'disruptive',
    on: 'changed',
    kinds: WORKLOADS,
    paths: ['spec.replicas'],
    when: (object, { before }) => countAt(object, 'spec.replicas') === 0 && countAt(before, 'spec.replicas') > 0,
    reason: 'all its pods end',
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
];
