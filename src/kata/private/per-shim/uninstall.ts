import { cleanupDaemonSet } from './cleanup-daemon-set';
import { cleanupDispatcher } from './cleanup-dispatcher';
import { installFolder } from './folders';
import { PerShimModel } from './model';
import { ContainerImage, NodeGate } from '../../../common';
import { Emission } from '../../../common/private/emission';
import { suffixed } from '../settings';
import { waitUninstalledScript } from '../uninstall-script';

/** The objects that remove Kata from every node that has it, for releases that are told everything shim by shim. */
export function uninstall(settings: PerShimModel, namespace: string): Emission[] {
  return settings.release.jobs ? cleanupDispatcher(settings, namespace) : cleanupDaemonSet(settings, namespace);
}

/** How others find out that Kata is gone from their node. */
export function uninstalledGate(settings: PerShimModel, image: ContainerImage): NodeGate {
  return {
    name: suffixed('wait-for-kata-uninstall', settings.suffix),
    image,
    script: waitUninstalledScript(),
    environment: { COCO_KATA_DIR: installFolder(settings), COCO_CONTAINERD_DIR: settings.containerd.configDir },
  };
}
