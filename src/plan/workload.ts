import { listAt, part, PlanObject } from './manifest';
import { lookup } from '../common/private/free-keys';
import { podsOf } from '../common/private/pods';

/** Kinds with a pod template, and where it is. */
const TEMPLATES: Readonly<Record<string, string>> = {
  DaemonSet: 'spec.template',
  Deployment: 'spec.template',
  StatefulSet: 'spec.template',
  ReplicaSet: 'spec.template',
  Job: 'spec.template',
  CronJob: 'spec.jobTemplate.spec.template',
};

/** Where the pod template of a kind is. */
export const templateOf = ({ kind }: PlanObject): string | undefined => lookup(TEMPLATES, kind);

/** The spec of its pods. */
export function podOf(object: PlanObject): unknown {
  return podsOf(object)[0];
}

/** The images of its pods. */
export function imagesOf(object: PlanObject): string[] {
  const pod = podOf(object);
  return ['containers', 'initContainers'].flatMap((list) => listAt(pod, list))
    .flatMap((container) => (typeof part(container, 'image') === 'string' ? [part(container, 'image') as string] : []));
}

/** Whether its pods install Kata, or take it from nodes: restarting them restarts containerd. */
export function installsKata(object: PlanObject): boolean {
  return podOf(object) !== undefined && (imagesOf(object).some((image) => /\/kata-deploy(-job-dispatcher)?([:@]|$)/.test(image))
    || /(^|-)kata-(deploy|as-coco-runtime)/.test(object.metadata.name));
}

/** Whether its pods put another containerd on nodes. */
export const installsContainerd = ({ metadata: { labels = {}, name } }: PlanObject) => (
  /^containerd-(installer|cleanup)$/.test(labels['app.kubernetes.io/component'] ?? '') || /containerd-installer$/.test(name));

/** Whether its pods start VMs in a cloud. */
export const startsVms = (object: PlanObject) => object.kind === 'DaemonSet' && /cloud-api-adaptor/.test(object.metadata.name);

/** Whether its pods change nodes themselves: they are in the node's processes, or see all of its files. */
export function isNodeAgent(object: PlanObject): boolean {
  const pod = podOf(object);
  const roots = listAt(pod, 'volumes').some((volume) => part(volume, 'hostPath.path') === '/');
  const privileged = listAt(pod, 'containers').some((container) => part(container, 'securityContext.privileged') === true);
  return privileged && (part(pod, 'hostPID') === true || roots);
}

/** The nodes of its pods, for people. */
export function nodesOf(object: PlanObject): string {
  const pod = podOf(object);
  const labels = Object.entries((part(pod, 'nodeSelector') ?? {}) as Record<string, string>).map(([key, value]) => `${key}=${value}`);
  const terms = listAt(pod, 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms').map((term) => (
    listAt(term, 'matchExpressions').map((one) => {
      const values = listAt(one, 'values').join(', ');
      return `${String(part(one, 'key'))} ${String(part(one, 'operator'))}${values && ` (${values})`}`;
    }).join(' and ')));
  const either = terms.filter(Boolean).join(', or ');
  return [...labels, ...(either ? [either] : [])].join(' and ') || 'every node';
}
