import { KataDeployReading } from './input';
import { renamed, SettingNames } from '../../../common/private/setting-path';
import { Origin } from '../../../kata/internal';
import { inWordsOfValues } from '../../engine/values-words';

/** Where the settings of the model stand in the values of every edition, where they have another name. */
const NAMES: SettingNames = {
  'name': '',
  'suffix': 'env.multiInstallSuffix',
  'installationPrefix': 'env.installationPrefix',
  'identity.name': 'nameOverride',
  'identity.fullname': 'fullnameOverride',
  'snapshotter.setup.*': 'snapshotter.setup',
  'defaultShim': 'defaultShim.amd64',
  'nodeFeatures.present': 'node-feature-discovery.enabled',
  'nodeFeatures.rules': 'nodeFeatureRules.create',
  'runtimeClasses.defaultShim': 'runtimeClasses.createDefault',
  'shims.*.snapshotter': 'shims.*.containerd.snapshotter',
  'shims.*.httpsProxy': 'shims.*.agent.httpsProxy',
  'shims.*.noProxy': 'shims.*.agent.noProxy',
  'shims.*.noProxy.*': 'shims.*.agent.noProxy',
  'shims.*.overhead': 'shims.*.runtimeClass.overhead',
  'shims.*.runtimeClassNodeSelector': 'shims.*.runtimeClass.nodeSelector',
  'customRuntimes.*': 'customRuntimes.runtimes.*',
  'customRuntimes.*.snapshotter': 'customRuntimes.runtimes.*.containerd.snapshotter',
  'customRuntimes.*.pullType': 'customRuntimes.runtimes.*.crio.pullType',
};

/** The same for 3.21.0 and 3.22.0, whose settings are lists for all shims. */
const LISTS: SettingNames = {
  ...NAMES,
  'debug': 'env.debug',
  'shims': 'env.shims',
  'shims.*': 'env.shims',
  'shims.*.snapshotter': 'env.snapshotterHandlerMapping',
  'shims.*.allowedHypervisorAnnotations.*': 'env.allowedHypervisorAnnotations',
  'defaultShim': 'env.defaultShim',
  'httpsProxy': 'env.agentHttpsProxy',
  'noProxy.*': 'env.agentNoProxy',
  'snapshotter.setup.*': 'env._experimentalSetupSnapshotter',
  'runtimeClasses.defaultShim': 'env.createDefaultRuntimeClass',
};

/** Where the settings of a model stand in the values that it was made from. */
export function valuesOrigin({ values, given, facts }: KataDeployReading): Origin {
  return {
    isStrict: false,
    path: (setting) => {
      // Without a value, the rules follow from what the cluster serves.
      if (setting.join('.') === 'nodeFeatures.rules' && !given.section('nodeFeatureRules').has('create')) return '--api-versions';
      if (setting.join('.') === 'identity.instance') return '--release-name';
      return values.place(...renamed(setting, facts.release.interface === 'per-list' ? LISTS : NAMES));
    },
    words: inWordsOfValues,
  };
}
