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

/** Where the settings of a model stand in the values that it was made from. */
export function valuesOrigin({ values, given }: KataDeployReading): Origin {
  return {
    isStrict: false,
    path: (setting) => {
      // Without a value, the rules follow from what the cluster serves.
      if (setting.join('.') === 'nodeFeatures.rules' && !given.section('nodeFeatureRules').has('create')) return '--api-versions';
      if (setting.join('.') === 'identity.instance') return '--release-name';
      return values.place(...renamed(setting, NAMES));
    },
    words: inWordsOfValues,
  };
}
