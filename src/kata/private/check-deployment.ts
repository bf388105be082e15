import { ContainerImage } from '../../common';
import { checkPlacement, checkPlacementAs } from '../../common/private/placement-rules';
import { checkKeys, Problems } from '../../common/private/problems';
import { DaemonSetDeploymentProps, JobCleanupSelection, JobDeploymentProps, KataProbe, KataUpdateStrategy } from '../kata-deployment';
import { KataRuntimeProps } from '../kata-runtime-props';
import { checkNodeTerms, checkAffinity } from './check-affinity';
import { checkSeconds, checkWhole } from './check-numbers';

type Keys<T> = Record<keyof T, true>;

const DAEMON_SET: Keys<DaemonSetDeploymentProps> = {
  updateStrategy: true, resources: true, healthPort: true, startupProbe: true, livenessProbe: true, readinessProbe: true,
  dispatcherImage: true,
};
const PROBE: Keys<KataProbe> = { enabled: true, initialDelay: true, period: true, failureThreshold: true, timeout: true };
const JOB: Keys<JobDeploymentProps> = {
  dispatcherImage: true,
  dispatcherNodeSelector: true,
  dispatcherTolerations: true,
  parallelism: true,
  nodes: true,
  waitForNodes: true,
  nodeSettle: true,
  waitNodeReady: true,
  ttlAfterFinished: true,
  activeDeadline: true,
  backoffLimit: true,
  cleanup: true,
  lateNodes: true,
  lateNodesSchedule: true,
};
const CLEANUP: Keys<JobCleanupSelection> = { nodes: true, nodeSelector: true, nodeAffinity: true };

const NODE_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const CRON = /^(@(yearly|annually|monthly|weekly|daily|midnight|hourly)|([-0-9*,/A-Za-z?]+ +){4}[-0-9*,/A-Za-z?#L]+)$/;

/** Rules on how Kata gets to the nodes. */
export function checkDeployment(props: KataRuntimeProps, problems: Problems): void {
  const { daemonSet, job } = props.deployment?._kind ?? {};
  checkAffinity(props.affinity, job ? 'job' : 'daemonset', problems);
  if (daemonSet) checkDaemonSet(daemonSet, problems);
  if (job) checkJob(job, problems);
}

function checkDaemonSet(daemonSet: DaemonSetDeploymentProps, problems: Problems): void {
  keys('deployment', daemonSet, DAEMON_SET, problems);
  const { updateStrategy } = daemonSet;
  if (updateStrategy !== undefined && !(updateStrategy instanceof KataUpdateStrategy)) {
    problems.add('deployment.updateStrategy', updateStrategy, 'KataUpdateStrategy.rollingUpdate(...), KataUpdateStrategy.onDelete()', 'Take one of them.');
  } else if (updateStrategy?._maxUnavailable?.isZero()) {
    problems.add('deployment.updateStrategy', updateStrategy._maxUnavailable.value, 'one node or more', 'With none at a time, no pod would ever be replaced.');
  }
  checkDispatcherImage(daemonSet, problems);
  checkWhole('deployment.healthPort', daemonSet.healthPort, 1, 65535, problems);
  for (const name of ['startupProbe', 'livenessProbe', 'readinessProbe'] as const) {
    const probe = daemonSet[name];
    if (probe === undefined) continue;
    const at = `deployment.${name}`;
    keys(at, probe, PROBE, problems);
    checkSeconds(`${at}.initialDelay`, probe.initialDelay, 0, problems);
    checkSeconds(`${at}.period`, probe.period, 1, problems);
    checkSeconds(`${at}.timeout`, probe.timeout, 1, problems);
    checkWhole(`${at}.failureThreshold`, probe.failureThreshold, 1, Infinity, problems);
  }
}

function checkJob(job: JobDeploymentProps, problems: Problems): void {
  keys('deployment', job, JOB, problems);
  checkDispatcherImage(job, problems);
  checkPlacementAs({ nodeSelector: job.dispatcherNodeSelector }, 'deployment.dispatcherNodeSelector', problems);
  checkPlacementAs({ tolerations: job.dispatcherTolerations }, 'deployment.dispatcherTolerations', problems);
  checkWhole('deployment.parallelism', job.parallelism, 1, Infinity, problems);
  checkWhole('deployment.backoffLimit', job.backoffLimit, 0, Infinity, problems);
  checkSeconds('deployment.waitForNodes', job.waitForNodes, 0, problems);
  checkSeconds('deployment.nodeSettle', job.nodeSettle, 0, problems);
  checkSeconds('deployment.waitNodeReady', job.waitNodeReady, 0, problems);
  checkSeconds('deployment.ttlAfterFinished', job.ttlAfterFinished, 60, problems);
  checkSeconds('deployment.activeDeadline', job.activeDeadline, 1, problems);
  checkNodes('deployment.nodes', job.nodes, problems);
  if (job.lateNodesSchedule !== undefined && !CRON.test(job.lateNodesSchedule)) {
    problems.add('deployment.lateNodesSchedule', job.lateNodesSchedule, 'five fields as cron has them, like "*/10 * * * *"', 'Minute, hour, day, month, weekday.');
  }
  if (job.lateNodesSchedule !== undefined && job.lateNodes === false) {
    problems.add('deployment.lateNodesSchedule', job.lateNodesSchedule, 'none with lateNodes: false', 'Leave one of the two out.');
  }
  if (job.lateNodes && job.nodes?.length) {
    problems.add('deployment.lateNodes', true, 'false with `nodes`', 'Nodes that are named are all there are: leave `nodes` out to cover later ones.');
  }
  if (job.cleanup) checkCleanup(job.cleanup, problems);
}

function checkDispatcherImage({ dispatcherImage: image }: DaemonSetDeploymentProps | JobDeploymentProps, problems: Problems): void {
  if (image !== undefined && !(image instanceof ContainerImage)) {
    problems.add('deployment.dispatcherImage', image, 'a ContainerImage', 'Give ContainerImage.of(...).');
  }
}

function checkCleanup(cleanup: JobCleanupSelection, problems: Problems): void {
  const at = 'deployment.cleanup';
  keys(at, cleanup, CLEANUP, problems);
  checkNodes(`${at}.nodes`, cleanup.nodes, problems);
  checkPlacement({ nodeSelector: cleanup.nodeSelector }, problems, `${at}.`);
  if (cleanup.nodes?.length && (cleanup.nodeSelector || cleanup.nodeAffinity)) {
    problems.addSentence(`${at}.nodes`, 'stands beside labels, which are then not looked at; allowed: nodes by name, or by labels. Leave one of the two out.');
  }
  const terms = cleanup.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  checkNodeTerms(`${at}.nodeAffinity`, terms, problems);
}

function checkNodes(prop: string, nodes: readonly string[] | undefined, problems: Problems): void {
  (nodes ?? []).forEach((node, index) => {
    if (typeof node !== 'string' || !NODE_NAME.test(node) || node.length > 253) {
      problems.add(`${prop}[${index}]`, node, 'the name of a node: a-z, 0-9, "-" and "."', 'Take it from kubectl get nodes.');
    } else if (nodes!.indexOf(node) !== index) {
      problems.add(`${prop}[${index}]`, node, 'each node once', 'Remove one of the two.');
    }
  });
}

/** Fields that do not exist. */
export function keys(at: string, value: object, known: object, problems: Problems): void {
  const inner = new Problems();
  checkKeys(inner, value, known);
  for (const { prop, message } of inner.all) problems.addSentence(`${at}.${prop}`, message);
}
