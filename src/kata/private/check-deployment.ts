import { checkAffinity, checkNodeAffinity } from '../../common/private/check-affinity';
import { checkPlacement, checkPlacementAs } from '../../common/private/placement-rules';
import { Problems } from '../../common/private/problems';
import { DaemonSetDeploymentProps, JobCleanupSelection, JobDeploymentProps } from '../kata-deployment';
import { KataRuntimeProps } from '../kata-runtime-props';
import { checkSchedule } from './check-schedule';
import { checkSeconds, checkWhole } from '../../common/private/number-rules';
import { checkResources } from '../../common/private/resource-rules';
import { isDnsName } from '../../common/private/rules/names';

/** Rules on how Kata gets to the nodes. */
export function checkDeployment(props: KataRuntimeProps, problems: Problems): void {
  const { daemonSet, job } = props.deployment?._kind ?? {};
  checkAffinity('affinity', props.affinity, job ? 'selector' : 'scheduler', problems);
  if (daemonSet) checkDaemonSet(daemonSet, problems);
  if (job) checkJob(job, problems);
}

function checkDaemonSet(daemonSet: DaemonSetDeploymentProps, problems: Problems): void {
  const { updateStrategy } = daemonSet;
  checkResources('deployment.resources', daemonSet.resources, problems);
  checkResources('deployment.dispatcherResources', daemonSet.dispatcherResources, problems);
  const most = updateStrategy?._maxUnavailable;
  if (updateStrategy?.type === 'RollingUpdate' && typeof most?.isZero !== 'function') {
    problems.add('deployment.updateStrategy', most, 'KataUpdateStrategy.rollingUpdate(PercentOrAbsolute.absolute(1)), say', 'Give it a PercentOrAbsolute of cdk8s-plus.');
  } else if (most?.isZero()) {
    problems.add('deployment.updateStrategy', most.value, 'one node or more', 'With none at a time, no pod would ever be replaced.');
  }
  checkWhole('deployment.healthPort', daemonSet.healthPort, 1, 65535, problems);
  for (const name of ['startupProbe', 'livenessProbe', 'readinessProbe'] as const) {
    const probe = daemonSet[name];
    if (probe === undefined) continue;
    const at = `deployment.${name}`;
    checkSeconds(`${at}.initialDelay`, probe.initialDelay, 0, problems);
    checkSeconds(`${at}.period`, probe.period, 1, problems);
    checkSeconds(`${at}.timeout`, probe.timeout, 1, problems);
    checkWhole(`${at}.failureThreshold`, probe.failureThreshold, 1, Infinity, problems);
  }
}

function checkJob(job: JobDeploymentProps, problems: Problems): void {
  checkResources('deployment.dispatcherResources', job.dispatcherResources, problems);
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
  checkSchedule('deployment.lateNodesSchedule', job.lateNodesSchedule, problems);
  if (job.lateNodesSchedule !== undefined && job.lateNodes === false) {
    problems.add('deployment.lateNodesSchedule', job.lateNodesSchedule, 'none with lateNodes: false', 'Leave one of the two out.');
  }
  if (job.lateNodes && job.nodes?.length) {
    problems.add('deployment.lateNodes', true, 'false with `nodes`', 'Nodes that are named are all there are: leave `nodes` out to cover later ones.');
  }
  if (job.cleanup) checkCleanup(job.cleanup, problems);
}

function checkCleanup(cleanup: JobCleanupSelection, problems: Problems): void {
  const at = 'deployment.cleanup';
  checkNodes(`${at}.nodes`, cleanup.nodes, problems);
  checkPlacement({ nodeSelector: cleanup.nodeSelector }, problems, `${at}.`);
  if (cleanup.nodes?.length && (cleanup.nodeSelector || cleanup.nodeAffinity)) {
    problems.addSentence(`${at}.nodes`, 'cannot be combined with labels, which would be ignored; allowed: nodes by name, or by labels. Remove one of the two.');
  }
  checkNodeAffinity(`${at}.nodeAffinity`, cleanup.nodeAffinity, 'selector', problems);
}

function checkNodes(prop: string, nodes: readonly string[] | undefined, problems: Problems): void {
  (nodes ?? []).forEach((node, index) => {
    if (!isDnsName(node)) {
      problems.add(`${prop}[${index}]`, node, 'the name of a node: a-z, 0-9, "-" and "."', 'Take it from kubectl get nodes.');
    } else if (nodes!.indexOf(node) !== index) {
      problems.add(`${prop}[${index}]`, node, 'each node once', 'Remove one of the two.');
    }
  });
}
