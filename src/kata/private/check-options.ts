import { checkSchedule } from './check-schedule';
import { checkResources, checkSeconds, checkWhole } from '../../common/private/amount-rules';
import { checkAffinity, checkNamesOfPod, checkNodeAffinity, checkPlacement, checkPlacementAs } from '../../common/private/placement-rules';
import { Problems } from '../../common/private/problems';
import { checkNoProxy, checkProxy } from '../../common/private/proxy-rules';
import { checkAnnotations, checkLabels, checkOwnLabels } from '../../common/private/rules/labels';
import { isDnsName, isLabelKey } from '../../common/private/rules/names';
import { readToml } from '../../common/private/toml';
import { DaemonSetDeploymentProps, JobCleanupSelection, JobDeploymentProps } from '../kata-deployment';
import { ErofsMergeMode, KataContainerdOptions, KataMonitorOptions, StartupTaint } from '../kata-runtime-options';
import { KataRuntimeProps } from '../kata-runtime-props';

const SOCKET = /^unix:\/\/(\/[^/\s]+)+$/;

/** Rules on single props, and on options that stand in groups of their own. */
export function checkOptions(props: KataRuntimeProps, problems: Problems): void {
  const { daemonSet, job } = props.deployment?._kind ?? {};
  checkPrefix(props.installationPrefix, problems);
  checkErofs(props, problems);
  checkStartupTaints(props.startupTaints, problems);
  checkContainerd(props.containerd, problems);
  checkMonitor(props.monitor, problems);
  checkPodAnnotations(props.podAnnotations, problems);
  if (daemonSet) checkDaemonSet(daemonSet, problems);
  if (job) checkJob(job, problems);
  checkAgent('', props, problems);
  checkWhole('monitor.port', props.monitor?.port, 1, 65535, problems);
  checkResources('monitor.resources', props.monitor?.resources, problems);
  checkLabels('podLabels', props.podLabels, problems);
  checkOwnLabels('podLabels', props.podLabels, OWN_LABELS, problems);
  checkAnnotations('podAnnotations', props.podAnnotations, problems);
  checkPlacementAs({ tolerations: props.runtimeClassTolerations }, 'runtimeClassTolerations', problems);
  checkPlacement(props, problems);
  checkNamesOfPod(props, problems);
  checkAffinity('affinity', props.affinity, job ? 'selector' : 'scheduler', problems);
  if (props.devkit && !props.debug) problems.add('devkit', true, 'false without debug', 'Set `debug` too: the shell is reached by the debug console.');
  const { instanceName } = props;
  if (instanceName !== undefined && (instanceName.length > 63 || !isDnsName(instanceName))) {
    problems.add('instanceName', instanceName, 'a DNS name: a-z, 0-9, "-" and ".", at most 63 characters',
      'It becomes part of the names of objects: take the name that helm list shows.');
  }
  if (props.nodeFeatureRules && (props.nodeFeatureDiscovery ?? 'absent') === 'absent') {
    problems.add('nodeFeatureRules', true, 'false where nodeFeatureDiscovery is absent',
      'The pods of confidential RuntimeClasses would wait for resources that nothing counts: set `nodeFeatureDiscovery`.');
  }
}

function checkContainerd(containerd: KataContainerdOptions | undefined, problems: Problems): void {
  if (!containerd) return;
  const { configDir, configFileName, runtimeSocket, userDropIn } = containerd;
  if (configDir !== undefined && (!/^(\/[^/\s]+)+\/?$/.test(configDir) || configDir.split('/').includes('..'))) {
    problems.add('containerd.configDir', configDir, 'an absolute path without ".." and spaces, like "/etc/containerd/"', 'Give the folder on the nodes.');
  }
  if (configFileName !== undefined && !/^[^/\s]+$/.test(configFileName)) {
    problems.add('containerd.configFileName', configFileName, 'the name of a file, without a folder', 'The folder is `configDir`.');
  }
  if (runtimeSocket !== undefined && !SOCKET.test(runtimeSocket)) {
    problems.add('containerd.runtimeSocket', runtimeSocket, 'unix:// and an absolute path', 'Like "unix:///run/containerd/containerd.sock".');
  }
  if (userDropIn === undefined) return;
  const { problem } = readToml(userDropIn);
  if (!userDropIn.trim()) problems.add('containerd.userDropIn', userDropIn, 'TOML', 'Leave it out for none.');
  else if (problem) problems.addSentence('containerd.userDropIn', `${problem}. containerd would not start: correct it.`);
}

function checkMonitor(monitor: KataMonitorOptions | undefined, problems: Problems): void {
  if (!monitor) return;
  const { port, listenAddress, runtimeEndpoint } = monitor;
  if (listenAddress !== undefined && port !== 0 && !listenAddress.endsWith(`:${port ?? 8090}`)) {
    problems.add('monitor.listenAddress', listenAddress, `an address with the port ${port ?? 8090}, like "0.0.0.0:${port ?? 8090}"`, 'Set `port` to the same.');
  }
  if (runtimeEndpoint !== undefined && !SOCKET.test(runtimeEndpoint)) {
    problems.add('monitor.runtimeEndpoint', runtimeEndpoint, 'unix:// and an absolute path', 'Like "unix:///run/containerd/containerd.sock".');
  }
}

function checkErofs({ erofs, setupSnapshotters, shims = [], release }: KataRuntimeProps, problems: Problems): void {
  const used = shims.some(({ _options }) => _options.snapshotter?.name === 'erofs');
  const setUp = setupSnapshotters ? setupSnapshotters.some(({ name }) => name === 'erofs') : used;
  if (erofs && !setUp) {
    problems.addSentence('erofs', 'has no effect where EROFS is not set up; allowed: with Snapshotter.EROFS among `setupSnapshotters`, or as that of a shim. Add it.');
  }
  // Merged is the default of the program, which stops then. Before, there was no such mode.
  if (!setUp || !release._facts.features.includes('jobs') || erofs?.mergeMode === ErofsMergeMode.UNMERGED) return;
  shims.forEach(({ name, _options }, index) => {
    if (_options.snapshotter?.name === 'erofs' && goRuntime(name)) {
      problems.add(`shims[${index}].snapshotter`, 'erofs', `another one for ${name} while layers are merged`,
        'Only shims of the Rust runtime can read merged layers: set erofs.mergeMode to ErofsMergeMode.UNMERGED, or take one of them.');
    }
  });
}

/** Whether a shim is one of the Go runtime. */
const goRuntime = (shim: string) => !/-runtime-rs$/.test(shim) && shim !== 'dragonball';

function checkStartupTaints(taints: readonly StartupTaint[] | undefined, problems: Problems): void {
  (taints ?? []).forEach(({ key }, index) => {
    if (!isLabelKey(key)) problems.add(`startupTaints[${index}].key`, key, 'the key of a taint', 'Like "katacontainers.io/kata-runtime".');
  });
}

const OWN_LABELS = ['name', 'app.kubernetes.io/name', 'app.kubernetes.io/instance', 'kata-deploy/stage'];

function checkPodAnnotations(annotations: KataRuntimeProps['podAnnotations'] = {}, problems: Problems): void {
  for (const key of Object.keys(annotations).filter((one) => one.startsWith('checksum/')).sort()) {
    problems.add(`podAnnotations["${key}"]`, key, 'annotations that do not begin with "checksum/"', 'Choose another one.');
  }
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

/** Rules on the settings of guests, for all shims or for one. */
export function checkAgent(
  at: string, agent: Pick<KataRuntimeProps, 'allowedHypervisorAnnotations' | 'agentHttpsProxy' | 'agentNoProxy'>, problems: Problems,
): void {
  (agent.allowedHypervisorAnnotations ?? []).forEach((one, index) => {
    if (!/^[a-z0-9_]+$/.test(one)) {
      problems.add(`${at}allowedHypervisorAnnotations[${index}]`, one, 'the last part of an annotation, like "default_vcpus": a-z, 0-9 and "_"',
        'Leave "io.katacontainers.config.hypervisor." out.');
    }
  });
  checkProxy(`${at}agentHttpsProxy`, agent.agentHttpsProxy,
    'Credentials would be visible in the DaemonSet and on the command line of every guest.', problems);
  checkNoProxy(`${at}agentNoProxy`, agent.agentNoProxy, problems);
}

function checkPrefix(prefix: string | undefined, problems: Problems): void {
  if (prefix === undefined) return;
  if (!/^(\/[A-Za-z0-9._-]+)+$/.test(prefix) || prefix.split('/').includes('..')) {
    problems.add('installationPrefix', prefix, 'an absolute path without "..", spaces and a slash at its end, like "/var/opt"',
      'Kata goes into <prefix>/opt/kata; leave it out for /opt/kata.');
  }
}
