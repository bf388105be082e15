import { ContainerImage, NodeGate } from '../../common';
import { ReleaseFacts } from '../catalogue/releases';
import { daemonSetNames, install } from './environment/install';
import { uninstall, uninstalledGate } from './environment/uninstall';
import { Emission } from './manifest';
import { KataSettings } from './settings';

/** How a family of releases is installed and removed; the catalogue names it, the construct does not know which one. */
export interface Installer {
  /** The names of the DaemonSets that install Kata on nodes. */
  workloads(settings: KataSettings): string[];
  install(settings: KataSettings, namespace: string): Emission[];
  uninstall(settings: KataSettings, namespace: string): Emission[];
  /** How others wait until Kata is gone from their node. */
  uninstalledGate(settings: KataSettings, image: ContainerImage): NodeGate;
}

export const INSTALLERS: Record<ReleaseFacts['interface'], Installer> = {
  environment: { workloads: daemonSetNames, install, uninstall, uninstalledGate },
};
