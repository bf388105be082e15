import { ContainerImage, NodeGate } from '../../common';
import { ReleaseFacts } from '../catalogue/releases';
import { daemonSetNames, install } from './per-list/install';
import { uninstall, uninstalledGate } from './per-list/uninstall';
import { perShimModel } from './per-shim/from-settings';
import * as later from './per-shim/install';
import * as removal from './per-shim/uninstall';
import { KataSettings } from './settings';
import { Emission } from '../../common/private/emission';

/** How a family of releases is installed and removed; the catalogue names it, the construct does not know which one. */
export interface Installer {
  /** The names of the DaemonSets that install Kata on nodes. */
  daemonSets(settings: KataSettings): string[];
  install(settings: KataSettings, namespace: string): Emission[];
  uninstall(settings: KataSettings, namespace: string): Emission[];
  /** How others wait until Kata is gone from their node. */
  uninstalledGate(settings: KataSettings, image: ContainerImage): NodeGate;
}

export const INSTALLERS: Record<ReleaseFacts['interface'], Installer> = {
  'per-list': { daemonSets: daemonSetNames, install, uninstall, uninstalledGate },
  'per-shim': {
    daemonSets: (settings) => later.daemonSetNames(perShimModel(settings)),
    install: (settings, namespace) => later.install(perShimModel(settings), namespace),
    uninstall: (settings, namespace) => removal.uninstall(perShimModel(settings), namespace),
    uninstalledGate: (settings, image) => removal.uninstalledGate(perShimModel(settings), image),
  },
};
