import { configMap } from './config-maps';
import { PerShimModel } from './model';
import { perShimNames } from './names';
import { Emission } from '../../../common/private/emission';

/** What must not change while Kata is installed, written down for whoever looks for it. */
export function state(settings: PerShimModel, namespace: string): Emission[] {
  if (!settings.release.state) return [];
  const data = { multiInstallSuffix: settings.suffix, deploymentMode: settings.mode };
  return [{ id: 'State', manifest: configMap(settings, perShimNames(settings).state, namespace, data) }];
}
