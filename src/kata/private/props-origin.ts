import { KataModel } from './model';
import { Origin } from './rules/report';
import { propPath, renamed, Setting, SettingNames } from '../../common/private/setting-path';
import { KataRuntimeProps } from '../kata-runtime-props';
import { KataShim } from '../kata-shim';

/** What settings of the model are called in props, where they have another name. */
const NAMES: SettingNames = {
  'suffix': 'multiInstallSuffix',
  'identity.instance': 'instanceName',
  'identity.fullname': 'instanceName',
  'httpsProxy': 'agentHttpsProxy',
  'noProxy': 'agentNoProxy',
  'startupTaints.*': 'startupTaints.*.key',
  'snapshotter.setup': 'setupSnapshotters',
  'snapshotter.erofsMergeMode': 'erofs.mergeMode',
  'snapshotter.erofsSnapshotterMode': 'erofs.snapshotterMode',
  'nodeFeatures.rules': 'nodeFeatureRules',
  'nodeFeatures.present': 'nodeFeatureDiscovery',
  'runtimeClasses.defaultName': 'defaultRuntimeClassName',
  'runtimeClasses.defaultShim': 'createDefaultRuntimeClass',
  'job': 'deployment',
  'job.ttlSecondsAfterFinished': 'deployment.ttlAfterFinished',
  'shims.*.httpsProxy': 'shims.*.agentHttpsProxy',
  'shims.*.noProxy': 'shims.*.agentNoProxy',
  'shims.*.overhead.cpu': 'shims.*.runtimeClass.overheadCpu',
  'shims.*.overhead.memory': 'shims.*.runtimeClass.overheadMemory',
  'shims.*.runtimeClassNodeSelector': 'shims.*.runtimeClass.nodeSelector',
  'shims.*.runtimeClassTolerations': 'shims.*.runtimeClass.tolerations',
  'customRuntimes.*.handler': 'customRuntimes.*.name',
  'customRuntimes.*.baseConfig': 'customRuntimes.*.baseShim',
  'customRuntimes.*.runtimeClass.handler': 'customRuntimes.*.name',
  'customRuntimes.*.runtimeClass.metadata.name': 'customRuntimes.*.name',
  'customRuntimes.*.runtimeClass.overhead.podFixed.cpu': 'customRuntimes.*.runtimeClass.overheadCpu',
  'customRuntimes.*.runtimeClass.overhead.podFixed.memory': 'customRuntimes.*.runtimeClass.overheadMemory',
  'customRuntimes.*.runtimeClass.scheduling': 'customRuntimes.*.runtimeClass',
};

/**
 * Where the settings of a model stand in the props that it was made from.
 *
 * @param requested its shims, those that no prop names too
 */
export function propsOrigin(props: KataRuntimeProps, requested: readonly KataShim[], model: KataModel): Origin {
  const indexOf = ([list, name]: Setting) => (list === 'shims' ? requested : props.customRuntimes ?? []).findIndex((one) => one.name === name);
  return {
    isStrict: true,
    path: (setting) => {
      const path = renamed(inherited(setting, props, requested, model), NAMES);
      const isItem = ['shims', 'customRuntimes'].includes(String(path[0])) && path.length > 1;
      return propPath(isItem ? [path[0], indexOf(path), ...path.slice(2)] : path);
    },
    words: (message) => message,
  };
}

/** Shims and custom runtimes have some settings from props of the runtime, and the monitor from those of containerd. */
function inherited(setting: Setting, props: KataRuntimeProps, requested: readonly KataShim[], model: KataModel): Setting {
  const [list, name] = setting;
  if (list === 'shims') return ofShim(setting, props, requested.find((one) => one.name === name), model);
  if (list === 'customRuntimes' && setting[4] !== undefined && setting.slice(2, 5).join('.') === 'runtimeClass.scheduling.tolerations') {
    const custom = props.customRuntimes?.find((one) => one.name === name);
    return custom?.runtimeClass?.tolerations ? setting : ['runtimeClassTolerations', ...setting.slice(5)];
  }
  const isOfContainerd = setting.join('.') === 'monitor.runtimeEndpoint' && props.monitor?.runtimeEndpoint === undefined;
  return isOfContainerd ? ['containerd', 'runtimeSocket'] : setting;
}

function ofShim(setting: Setting, props: KataRuntimeProps, shim: KataShim | undefined, model: KataModel): Setting {
  const [, name, field, index] = setting;
  if (!shim) return setting;
  const { _options: own, _custom: custom } = shim;
  switch (field) {
    case 'httpsProxy': return own.agentHttpsProxy === undefined ? setting.slice(2) : setting;
    case 'noProxy': return own.agentNoProxy === undefined ? setting.slice(2) : setting;
    case 'allowedHypervisorAnnotations': {
      const text = model.shims.find((one) => one.name === name)!.allowedHypervisorAnnotations[Number(index)];
      const common = (props.allowedHypervisorAnnotations ?? []).indexOf(text);
      return common < 0 ? [...setting.slice(0, 3), own.allowedHypervisorAnnotations!.indexOf(text)] : [field, common];
    }
    case 'overhead': {
      const prop = index === 'cpu' ? 'overheadCpu' : 'overheadMemory';
      return custom && own.runtimeClass?.[prop] === undefined ? [...setting.slice(0, 2), prop] : setting;
    }
    case 'runtimeClassTolerations': return own.runtimeClass?.tolerations ? setting : setting.slice(2);
    default: return setting;
  }
}
