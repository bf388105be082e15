import { checkSchedule } from './check-schedule';
import { OWN_CLASS_LABEL, ownClassLabels } from './rules/runtime-classes';
import { checkResources, checkSeconds, checkWhole } from '../../common/private/amount-rules';
import { Problems } from '../../common/private/problems';
import { DaemonSetDeploymentProps, JobDeploymentProps } from '../kata-deployment';
import { KataRuntimeProps } from '../kata-runtime-props';
import { KataShim } from '../kata-shim';

const SOCKET = /^unix:\/\/(\/[^/\s]+)+$/;

/** Rules on props that the model has in another form, or without which it would be the same. Others are rules on the model. */
export function checkProps(props: KataRuntimeProps, requested: readonly KataShim[], problems: Problems): void {
  const { daemonSet, job } = props.deployment?._kind ?? {};
  checkEmpty(props, requested, problems);
  checkErofs(props, requested, problems);
  checkRuntimeClassOptions(props, requested, problems);
  if (daemonSet) checkDaemonSet(daemonSet, problems);
  if (job) checkJob(job, problems);
  checkWhole('monitor.port', props.monitor?.port, 1, 65535, problems);
  checkResources('monitor.resources', props.monitor?.resources, problems);
  checkSeconds('verification.timeout', props.verification?.timeout, 1, problems);
  checkSeconds('verification.installTimeout', props.verification?.installTimeout, 1, problems);
  const { runtimeSocket } = props.containerd ?? {};
  const isUsed = props.monitor && props.monitor.runtimeEndpoint === undefined; // then it is a rule on the monitor
  if (runtimeSocket !== undefined && !isUsed && !SOCKET.test(runtimeSocket)) {
    problems.add('containerd.runtimeSocket', runtimeSocket, 'unix:// and an absolute path', 'Like "unix:///run/containerd/containerd.sock".');
  }
}

/** To the model, an empty string is as good as none. */
function checkEmpty(props: KataRuntimeProps, requested: readonly KataShim[], problems: Problems): void {
  const given: Record<string, string | undefined> = {
    'installationPrefix': props.installationPrefix,
    'agentHttpsProxy': props.agentHttpsProxy,
    'containerd.configDir': props.containerd?.configDir,
    'containerd.configFileName': props.containerd?.configFileName,
    'containerd.userDropIn': props.containerd?.userDropIn,
    'monitor.listenAddress': props.monitor?.listenAddress,
    ...Object.fromEntries(requested.flatMap(({ _options: { dropIn, agentHttpsProxy } }, index) => (
      Object.entries({ dropIn, agentHttpsProxy }).map(([option, value]) => [`shims[${index}].${option}`, value])))),
    ...Object.fromEntries((props.customRuntimes ?? []).map(({ dropIn }, index) => [`customRuntimes[${index}].dropIn`, dropIn])),
  };
  for (const [prop, value] of Object.entries(given)) {
    if (value?.trim() === '') problems.add(prop, value, 'a string with something in it', 'Leave it out for none.');
  }
}

function checkErofs({ erofs, setupSnapshotters }: KataRuntimeProps, requested: readonly KataShim[], problems: Problems): void {
  const used = requested.some(({ _options }) => _options.snapshotter?.name === 'erofs');
  const setUp = setupSnapshotters ? setupSnapshotters.some(({ name }) => name === 'erofs') : used;
  if (erofs && !setUp) {
    problems.addSentence('erofs', 'has no effect where EROFS is not set up; allowed: with Snapshotter.EROFS among `setupSnapshotters`, or as that of a shim. Add it.');
  }
}

/** RuntimeClasses are made of options and defaults. */
function checkRuntimeClassOptions(props: KataRuntimeProps, requested: readonly KataShim[], problems: Problems): void {
  const custom = props.customRuntimes ?? [];
  const all = [
    ...requested.map(({ _options }, index) => [`shims[${index}].runtimeClass`, _options.runtimeClass] as const),
    ...custom.map(({ runtimeClass }, index) => [`customRuntimes[${index}].runtimeClass`, runtimeClass] as const),
  ];
  for (const [at, options] of all) {
    for (const prop of ['overheadCpu', 'overheadMemory'] as const) {
      if (options?.[prop] !== undefined && options.overheadEnabled === false) {
        problems.add(`${at}.${prop}`, options[prop], 'none with overheadEnabled: false', 'Leave one of the two out.');
      }
    }
  }
  const shims = requested.map(({ name }) => name).sort();
  custom.forEach(({ baseShim, runtimeClass }, index) => {
    // The manifest of the RuntimeClass has them, by whomever.
    for (const label of ownClassLabels(runtimeClass?.nodeSelector ?? {})) {
      problems.add(`customRuntimes[${index}].runtimeClass.nodeSelector["${label}"]`, label, ...OWN_CLASS_LABEL);
    }
    if (!shims.includes(baseShim.name)) {
      problems.add(`customRuntimes[${index}].baseShim`, baseShim.name, `one of the installed shims: ${shims.join(', ')}`,
        'Its configuration is copied on the node: add it to `shims`.');
    }
  });
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
  checkWhole('deployment.parallelism', job.parallelism, 1, Infinity, problems);
  checkWhole('deployment.backoffLimit', job.backoffLimit, 0, Infinity, problems);
  checkSeconds('deployment.waitForNodes', job.waitForNodes, 0, problems);
  checkSeconds('deployment.nodeSettle', job.nodeSettle, 0, problems);
  checkSeconds('deployment.waitNodeReady', job.waitNodeReady, 0, problems);
  checkSeconds('deployment.ttlAfterFinished', job.ttlAfterFinished, 0, problems);
  checkSeconds('deployment.activeDeadline', job.activeDeadline, 1, problems);
  checkSchedule('deployment.lateNodesSchedule', job.lateNodesSchedule, problems);
  if (job.lateNodesSchedule !== undefined && job.lateNodes === false) {
    problems.add('deployment.lateNodesSchedule', job.lateNodesSchedule, 'none with lateNodes: false', 'Leave one of the two out.');
  }
  if (job.cleanup?.nodes?.length && (job.cleanup.nodeSelector || job.cleanup.nodeAffinity)) {
    problems.addSentence('deployment.cleanup.nodes', 'cannot be combined with labels, which would be ignored; '
      + 'allowed: nodes by name, or by labels. Remove one of the two.');
  }
  if (job.lateNodes && job.nodes?.length) {
    problems.add('deployment.lateNodes', true, 'false with `nodes`', 'Nodes that are named are all there are: leave `nodes` out to cover later ones.');
  }
}
