import { ContainerImage, NodeGate } from '../../common';
import { ReleaseFacts } from '../catalogue/releases';
import * as perList from './per-list/install';
import * as perListRemoval from './per-list/uninstall';
import { perShimModel } from './per-shim/from-settings';
import * as perShim from './per-shim/install';
import * as perShimRemoval from './per-shim/uninstall';
import { KataSettings } from './settings';
import { Emission } from '../../common/private/emission';

/** How one installation is installed and removed; the catalogue names the way, the construct does not know which one it is. */
export interface Installer {
  /** The names of the DaemonSets that install Kata on nodes. */
  daemonSets(): string[];
  install(namespace: string): Emission[];
  uninstall(namespace: string): Emission[];
  /** How others wait until Kata is gone from their node. */
  uninstalledGate(image: ContainerImage): NodeGate;
}

const INSTALLERS: Record<ReleaseFacts['interface'], (settings: KataSettings) => Installer> = {
  'per-list': (settings) => ({
    daemonSets: () => perList.daemonSetNames(settings),
    install: (namespace) => perList.install(settings, namespace),
    uninstall: (namespace) => perListRemoval.uninstall(settings, namespace),
    uninstalledGate: (image) => perListRemoval.uninstalledGate(settings, image),
  }),
  'per-shim': (settings) => {
    const model = perShimModel(settings);
    return {
      daemonSets: () => perShim.daemonSetNames(model),
      install: (namespace) => perShim.install(model, namespace),
      uninstall: (namespace) => perShimRemoval.uninstall(model, namespace),
      uninstalledGate: (image) => perShimRemoval.uninstalledGate(model, image),
    };
  },
};

/** @param settings without problems */
export function installerOf(settings: KataSettings): Installer {
  return INSTALLERS[settings.release.interface](settings);
}
