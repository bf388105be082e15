import { checkPlacementAs, isLabelKey, isLabelValue } from '../../common/private/placement-rules';
import { Problems } from '../../common/private/problems';
import {
  ErofsMergeMode, ErofsOptions, ErofsSnapshotterMode, KataContainerdOptions, KataLogLevel, KataMonitorOptions, StartupTaint,
} from '../kata-runtime-options';
import { KataRuntimeProps } from '../kata-runtime-props';
import { keys } from './check-deployment';
import { checkWhole } from './check-numbers';
import { ContainerImage, TaintEffect } from '../../common';

type Keys<T> = Record<keyof T, true>;

const CONTAINERD: Keys<KataContainerdOptions> = { configDir: true, configFileName: true, runtimeSocket: true, userDropIn: true };
const MONITOR: Keys<KataMonitorOptions> = {
  image: true, port: true, listenAddress: true, runtimeEndpoint: true, logLevel: true, resources: true, securityContext: true,
};
const EROFS: Keys<ErofsOptions> = { mergeMode: true, snapshotterMode: true, dmVerity: true };
const TAINT: Keys<StartupTaint> = { key: true, effect: true };

const SOCKET = /^unix:\/\/(\/[^/\s]+)+$/;

/** Rules on the options that stand in groups of their own. */
export function checkOptions(props: KataRuntimeProps, problems: Problems): void {
  checkContainerd(props.containerd, problems);
  checkMonitor(props.monitor, problems);
  checkErofs(props, problems);
  checkStartupTaints(props.startupTaints, problems);
  checkLabels(props, problems);
  if (props.devkit && !props.debug) problems.add('devkit', true, 'false without debug', 'Set `debug` too: the shell is reached by the debug console.');
  if (props.instanceName !== undefined && (!isLabelValue(props.instanceName) || !props.instanceName)) {
    problems.add('instanceName', props.instanceName, 'a label value: letters, digits, "-", "_" and ".", at most 63 characters',
      'Take the name that helm list shows.');
  }
  if (props.nodeFeatureRules && (props.nodeFeatureDiscovery ?? 'absent') === 'absent') {
    problems.add('nodeFeatureRules', true, 'false where nodeFeatureDiscovery is absent',
      'The pods of confidential RuntimeClasses would wait for resources that nothing counts: set `nodeFeatureDiscovery`.');
  }
}

function checkContainerd(containerd: KataContainerdOptions | undefined, problems: Problems): void {
  if (!containerd) return;
  keys('containerd', containerd, CONTAINERD, problems);
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
  if (userDropIn !== undefined && !userDropIn.trim()) problems.add('containerd.userDropIn', userDropIn, 'TOML', 'Leave it out for none.');
}

function checkMonitor(monitor: KataMonitorOptions | undefined, problems: Problems): void {
  if (!monitor) return;
  keys('monitor', monitor, MONITOR, problems);
  const { image, port, listenAddress, runtimeEndpoint, logLevel } = monitor;
  if (image !== undefined && !(image instanceof ContainerImage)) problems.add('monitor.image', image, 'a ContainerImage', 'Give ContainerImage.of(...).');
  checkWhole('monitor.port', port, 1, 65535, problems);
  if (listenAddress !== undefined && port !== 0 && !listenAddress.endsWith(`:${port ?? 8090}`)) {
    problems.add('monitor.listenAddress', listenAddress, `an address with the port ${port ?? 8090}, like "0.0.0.0:${port ?? 8090}"`, 'Set `port` to the same.');
  }
  if (runtimeEndpoint !== undefined && !SOCKET.test(runtimeEndpoint)) {
    problems.add('monitor.runtimeEndpoint', runtimeEndpoint, 'unix:// and an absolute path', 'Like "unix:///run/containerd/containerd.sock".');
  }
  const levels: string[] = Object.values(KataLogLevel);
  if (logLevel !== undefined && !levels.includes(logLevel)) problems.add('monitor.logLevel', logLevel, levels.join(', '), 'Take a member of the enum.');
}

function checkErofs({ erofs, setupSnapshotters, shims = [] }: KataRuntimeProps, problems: Problems): void {
  const used = shims.map(({ _options }) => _options.snapshotter?.name).includes('erofs');
  if (erofs) {
    keys('erofs', erofs, EROFS, problems);
    const modes: string[] = Object.values(ErofsMergeMode);
    if (erofs.mergeMode !== undefined && !modes.includes(erofs.mergeMode)) problems.add('erofs.mergeMode', erofs.mergeMode, modes.join(', '), 'Take a member of ErofsMergeMode.');
    const places: string[] = Object.values(ErofsSnapshotterMode);
    if (erofs.snapshotterMode !== undefined && !places.includes(erofs.snapshotterMode)) {
      problems.add('erofs.snapshotterMode', erofs.snapshotterMode, places.join(', '), 'Take a member of ErofsSnapshotterMode.');
    }
    if (!(setupSnapshotters ? setupSnapshotters.some(({ name }) => name === 'erofs') : used)) {
      problems.addSentence('erofs', 'has no effect where EROFS is not set up; allowed: with Snapshotter.EROFS among `setupSnapshotters`, or as that of a shim. Add it.');
    }
  }
  shims.forEach(({ name, _options }, index) => {
    if (_options.snapshotter?.name === 'erofs' && goRuntime(name) && erofs && erofs.mergeMode !== ErofsMergeMode.UNMERGED) {
      problems.add(`shims[${index}].snapshotter`, 'erofs', `another one for ${name} while layers are merged`,
        'Only shims of the Rust runtime can read merged layers: set erofs.mergeMode to ErofsMergeMode.UNMERGED, or take one of them.');
    }
  });
}

/** Whether a shim is one of the Go runtime. */
const goRuntime = (shim: string) => !/-runtime-rs$/.test(shim) && !['dragonball', 'cloud-hypervisor'].includes(shim);

function checkStartupTaints(taints: readonly StartupTaint[] | undefined, problems: Problems): void {
  const effects: string[] = Object.values(TaintEffect);
  (taints ?? []).forEach((taint, index) => {
    const at = `startupTaints[${index}]`;
    keys(at, taint, TAINT, problems);
    if (typeof taint.key !== 'string' || !isLabelKey(taint.key)) problems.add(`${at}.key`, taint.key, 'the key of a taint', 'Like "katacontainers.io/kata-runtime".');
    if (taint.effect !== undefined && !effects.includes(taint.effect)) problems.add(`${at}.effect`, taint.effect, effects.join(', '), 'Take a member of TaintEffect.');
  });
}

function checkLabels(props: KataRuntimeProps, problems: Problems): void {
  for (const [label, value] of Object.entries(props.podLabels ?? {}).sort()) {
    if (!isLabelKey(label)) problems.add(`podLabels["${label}"]`, label, 'the key of a label', 'An optional DNS name and "/", then at most 63 letters, digits, "-", "_" and ".".');
    if (!isLabelValue(value)) problems.add(`podLabels["${label}"]`, value, 'a label value: letters, digits, "-", "_" and ".", at most 63 characters', 'Put numbers in quotes.');
    if (['name', 'app.kubernetes.io/name', 'app.kubernetes.io/instance', 'kata-deploy/stage'].includes(label)) {
      problems.add(`podLabels["${label}"]`, label, 'labels that kata-deploy does not set itself', 'By this one its pods are found: choose another.');
    }
  }
  for (const [key, value] of Object.entries(props.podAnnotations ?? {}).sort()) {
    if (!isLabelKey(key) || key.startsWith('checksum/')) {
      problems.add(`podAnnotations["${key}"]`, key, 'the key of an annotation, without those that begin with "checksum/"', 'Choose another one.');
    }
    if (typeof value !== 'string') problems.add(`podAnnotations["${key}"]`, value, 'a text', 'Put it in quotes.');
  }
  checkPlacementAs({ tolerations: props.runtimeClassTolerations }, 'runtimeClassTolerations', problems);
}
