import { configMap } from './config-maps';
import { StructuredSettings } from './model';
import { structuredNames } from './names';
import { Emission } from '../manifest';

/** What must not change while Kata is installed, written down for whoever looks for it. */
export function state(settings: StructuredSettings, namespace: string): Emission[] {
  if (!settings.release.state) return [];
  const data = { multiInstallSuffix: settings.suffix, deploymentMode: settings.mode };
  return [{ id: 'State', manifest: configMap(settings, structuredNames(settings).state, namespace, data) }];
}
