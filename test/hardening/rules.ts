import type { Container, PodSpec, SecurityContext } from 'kubernetes-types/core/v1';
import type { LabelSelector } from 'kubernetes-types/meta/v1';
import { parse } from 'yaml';
import { podSecurityLevel } from './pod-security';
import { lookup } from '../../src/common/private/free-keys';
import { podsOf } from '../../src/common/private/pods';
import { nameOf, part, PlanObject } from '../../src/plan/manifest';
import { templateOf } from '../../src/plan/workload';

/** What is asked of every container and every pod, by a name for tables. */
export const RULES = {
  'cpu-and-memory': 'requests and limits of CPU and memory',
  'ephemeral-storage': 'a request and a limit of ephemeral storage',
  'seccomp': 'the seccomp profile RuntimeDefault',
  'read-only-root': 'a read-only root file system',
  'privileged': 'not privileged',
  'privilege-escalation': 'no privilege escalation',
  'capabilities': 'no capabilities',
  'non-root': 'not as root',
  'numeric-user': 'a user and a group above 10000, in the manifest',
  'host-namespaces': 'no namespaces of the node',
  'host-folders': 'no folders of the node',
  'linux': 'only nodes with Linux',
  'token': 'no service account token where the API is not called',
  'network-policy': 'a NetworkPolicy',
  'disruption-budget': 'a PodDisruptionBudget for two replicas or more, which lets nodes be drained',
  'digest': 'an image with a digest',
  'pull-policy': 'the pull policy Always',
  'one-probe': 'different probes for liveness and readiness',
  'pod-security': 'pods that their namespace admits',
} as const;

/** The name of a rule. */
export type Rule = keyof typeof RULES;

/** What an object does not do as a rule asks. */
export interface Finding {
  /** `DaemonSet coco-system/kata-deploy` */
  readonly object: string;
  /** Empty: it is about the whole pod. */
  readonly container: string;
  readonly rule: Rule;
}

/** The pods of an object, under its name. */
interface Pod {
  readonly object: PlanObject;
  readonly name: string;
  readonly spec: PodSpec;
  readonly labels: Readonly<Record<string, string>>;
  readonly namespace?: string;
}

/** All pods that objects make, also those of Jobs whose manifests stand in a ConfigMap. */
export function podsIn(objects: readonly PlanObject[]): Pod[] {
  return objects.flatMap((object) => [object, ...dispatched(object)]).flatMap((object) => {
    const [spec] = podsOf(object) as PodSpec[];
    const labels = (part(object, `${templateOf(object)}.metadata.labels`) ?? {}) as Record<string, string>;
    return spec ? [{ object, name: nameOf(object), spec, labels, namespace: object.metadata.namespace }] : [];
  });
}

/** The Jobs that a dispatcher makes for each node. */
function dispatched({ kind, metadata: { name, namespace }, data }: PlanObject): PlanObject[] {
  if (kind !== 'ConfigMap') return [];
  return Object.entries((data ?? {}) as Record<string, string>).filter(([file]) => file.endsWith('-job.yaml')).map(([file, text]) => {
    const job = parse(text) as PlanObject;
    return { ...job, metadata: { ...job.metadata, name: `${name}-${file.replace('.yaml', '')}`, namespace } };
  });
}

/** What objects do not do as the rules ask. */
export function findingsOf(objects: readonly PlanObject[]): Finding[] {
  return podsIn(objects).flatMap((pod) => [
    ...podRules(pod, objects).map((rule) => ({ object: pod.name, container: '', rule })),
    ...[...pod.spec.initContainers ?? [], ...pod.spec.containers].flatMap((container) => (
      containerRules(container, pod.spec).map((rule) => ({ object: pod.name, container: container.name, rule })))),
  ]);
}

/** The rules out of some that are not kept. */
const broken = (kept: { readonly [rule in Rule]?: boolean }) => (Object.keys(kept) as Rule[]).filter((rule) => !kept[rule]);

function podRules({ object, spec, labels, namespace }: Pod, objects: readonly PlanObject[]): Rule[] {
  const account = spec.serviceAccountName ?? 'default';
  return broken({
    'host-namespaces': !spec.hostNetwork && !spec.hostPID && !spec.hostIPC,
    'host-folders': !(spec.volumes ?? []).some(({ hostPath }) => hostPath),
    'linux': isOnLinux(spec),
    'token': spec.automountServiceAccountToken === false || objects.some((one) => bindsTo(one, account, namespace)),
    'network-policy': objects.some((one) => one.kind === 'NetworkPolicy' && one.metadata.namespace === namespace && selects(part(one, 'spec.podSelector'), labels)),
    'disruption-budget': object.kind !== 'Deployment' || Number(part(object, 'spec.replicas') ?? 1) < 2
      || objects.some((one) => one.kind === 'PodDisruptionBudget' && one.metadata.namespace === namespace
        && selects(part(one, 'spec.selector'), labels) && part(one, 'spec.maxUnavailable') === 1),
    'pod-security': admits(objects.find(({ kind, metadata }) => kind === 'Namespace' && metadata.name === namespace), spec),
  });
}

function containerRules(container: Container, spec: PodSpec): Rule[] {
  const { image = '', resources: { requests = {}, limits = {} } = {}, livenessProbe, readinessProbe } = container;
  const context: SecurityContext = { ...spec.securityContext as SecurityContext, ...container.securityContext };
  const has = (resource: string) => resource in requests && resource in limits;
  const probed = JSON.stringify(livenessProbe?.httpGet);
  return broken({
    'cpu-and-memory': has('cpu') && has('memory'),
    'ephemeral-storage': has('ephemeral-storage'),
    'seccomp': context.seccompProfile?.type === 'RuntimeDefault' && !context.privileged, // a privileged container runs without one
    'read-only-root': context.readOnlyRootFilesystem === true,
    'privileged': context.privileged !== true,
    'privilege-escalation': context.allowPrivilegeEscalation === false,
    'capabilities': (context.capabilities?.drop ?? []).includes('ALL') && !context.capabilities?.add?.length,
    'non-root': context.runAsNonRoot === true,
    'numeric-user': (context.runAsUser ?? 0) > 10000 && (context.runAsGroup ?? 0) > 10000,
    'digest': /@sha256:[0-9a-f]{64}$/.test(image),
    'pull-policy': container.imagePullPolicy === 'Always',
    'one-probe': !probed || probed !== JSON.stringify(readinessProbe?.httpGet),
  });
}

const OS = 'kubernetes.io/os';

/** Whether all nodes that a pod selects have Linux: by their label, or as they are control planes. */
export function isOnLinux({ nodeSelector = {}, affinity }: PodSpec): boolean {
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  return nodeSelector[OS] === 'linux'
    || ['control-plane', 'master'].some((role) => `node-role.kubernetes.io/${role}` in nodeSelector)
    || (terms.length > 0 && terms.every(({ matchExpressions = [] }) => (
      matchExpressions.some(({ key, operator, values }) => key === OS && operator === 'In' && values?.join() === 'linux'))));
}

/** Whether an object gives rights to a service account. */
const bindsTo = (object: PlanObject, account: string, namespace: string | undefined) => /^(Cluster)?RoleBinding$/.test(object.kind)
  && ((object.subjects ?? []) as ReadonlyArray<{ kind: string; name: string; namespace?: string }>)
    .some((one) => one.kind === 'ServiceAccount' && one.name === account && one.namespace === namespace);

/** Whether a selector finds pods with some labels. */
function selects(selector: unknown, labels: Readonly<Record<string, string>>): boolean {
  const { matchLabels = {}, matchExpressions = [] } = (selector ?? {}) as LabelSelector;
  return !matchExpressions.length && Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
}

const LEVELS = ['restricted', 'baseline', 'privileged'];

/** Whether a namespace admits pods; one that is made elsewhere is not known. */
function admits(namespace: PlanObject | undefined, spec: PodSpec): boolean {
  const enforced = lookup(namespace?.metadata.labels ?? {}, 'pod-security.kubernetes.io/enforce') ?? 'privileged';
  return LEVELS.indexOf(podSecurityLevel(spec)) <= LEVELS.indexOf(enforced);
}
