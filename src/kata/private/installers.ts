import { ReleaseFacts } from '../catalogue/releases';
import { daemonSetNames, install } from './environment/install';
import { uninstall } from './environment/uninstall';
import { Emission } from './manifest';
import { KataSettings } from './settings';

/** How a family of releases is installed and removed; the catalogue names it, the construct does not know which one. */
export interface Installer {
  /** The names of the DaemonSets that install Kata on nodes. */
  workloads(settings: KataSettings): string[];
  install(settings: KataSettings, namespace: string): Emission[];
  uninstall(settings: KataSettings, namespace: string): Emission[];
}

export const INSTALLERS: Record<ReleaseFacts['interface'], Installer> = {
  environment: { workloads: daemonSetNames, install, uninstall },
};
