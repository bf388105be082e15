import { checkWhole } from '../../common/private/number-rules';
import { checkPlacementAs } from '../../common/private/placement-rules';
import { Problems } from '../../common/private/problems';
import { checkResources } from '../../common/private/resource-rules';
import { checkAnnotations, checkLabels, checkOwnLabels } from '../../common/private/rules/labels';
import { isDnsName, isLabelKey } from '../../common/private/rules/names';
import { readToml } from '../../common/private/toml';
import { ReleaseFacts } from '../catalogue/releases';
import { ErofsMergeMode, KataContainerdOptions, KataMonitorOptions, StartupTaint } from '../kata-runtime-options';
import { KataRuntimeProps } from '../kata-runtime-props';

const SOCKET = /^unix:\/\/(\/[^/\s]+)+$/;

/** Rules on the options that stand in groups of their own. */
export function checkOptions(props: KataRuntimeProps, release: ReleaseFacts, problems: Problems): void {
  checkContainerd(props.containerd, problems);
  checkMonitor(props.monitor, problems);
  checkErofs(props, release, problems);
  checkStartupTaints(props.startupTaints, problems);
  checkMaps(props, problems);
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
  checkWhole('monitor.port', port, 1, 65535, problems);
  checkResources('monitor.resources', monitor.resources, problems);
  if (listenAddress !== undefined && port !== 0 && !listenAddress.endsWith(`:${port ?? 8090}`)) {
    problems.add('monitor.listenAddress', listenAddress, `an address with the port ${port ?? 8090}, like "0.0.0.0:${port ?? 8090}"`, 'Set `port` to the same.');
  }
  if (runtimeEndpoint !== undefined && !SOCKET.test(runtimeEndpoint)) {
    problems.add('monitor.runtimeEndpoint', runtimeEndpoint, 'unix:// and an absolute path', 'Like "unix:///run/containerd/containerd.sock".');
  }
}

function checkErofs({ erofs, setupSnapshotters, shims = [] }: KataRuntimeProps, release: ReleaseFacts, problems: Problems): void {
  const used = shims.some(({ _options }) => _options.snapshotter?.name === 'erofs');
  const setUp = setupSnapshotters ? setupSnapshotters.some(({ name }) => name === 'erofs') : used;
  if (erofs && !setUp) {
    problems.addSentence('erofs', 'has no effect where EROFS is not set up; allowed: with Snapshotter.EROFS among `setupSnapshotters`, or as that of a shim. Add it.');
  }
  // Merged is the default of the program, which stops then. Before, there was no such mode.
  if (!setUp || !release.features.includes('jobs') || erofs?.mergeMode === ErofsMergeMode.UNMERGED) return;
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

function checkMaps(props: KataRuntimeProps, problems: Problems): void {
  checkLabels('podLabels', props.podLabels, problems);
  checkOwnLabels('podLabels', props.podLabels, OWN_LABELS, problems);
  checkAnnotations('podAnnotations', props.podAnnotations, problems);
  for (const key of Object.keys(props.podAnnotations ?? {}).filter((one) => one.startsWith('checksum/')).sort()) {
    problems.add(`podAnnotations["${key}"]`, key, 'annotations that do not begin with "checksum/"', 'Choose another one.');
  }
  checkPlacementAs({ tolerations: props.runtimeClassTolerations }, 'runtimeClassTolerations', problems);
}
