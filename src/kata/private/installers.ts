import { ContainerImage, NodeGate } from '../../common';
import { ReleaseFacts } from '../catalogue/releases';
import { daemonSetNames, install } from './environment/install';
import { uninstall, uninstalledGate } from './environment/uninstall';
import { Emission } from './manifest';
import { KataSettings } from './settings';
import { structured } from './structured/from-settings';
import * as later from './structured/install';
import * as removal from './structured/uninstall';

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
  environment: { daemonSets: daemonSetNames, install, uninstall, uninstalledGate },
  structured: {
    daemonSets: (settings) => later.daemonSetNames(structured(settings)),
    install: (settings, namespace) => later.install(structured(settings), namespace),
    uninstall: (settings, namespace) => removal.uninstall(structured(settings), namespace),
    uninstalledGate: (settings, image) => removal.uninstalledGate(structured(settings), image),
  },
};
