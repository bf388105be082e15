import type { Volume } from 'kubernetes-types/core/v1';
import { suffixed } from './names';
import { escapeVariables } from '../../common/private/escape-variables';
import { scripts } from '../../common/private/script';

/** What the script that removes Kata from a node must know beside the settings of kata-deploy. */
export interface Installation {
  readonly namespace: string;
  /** The names of the DaemonSets that install Kata. */
  readonly daemonSets: readonly string[];
  /** Where Kata stands on the node. */
  readonly kataDir: string;
  /** Where containerd's configuration stands on the node. */
  readonly containerdDir: string;
  readonly suffix?: string;
}

/** The command of a container of kata-deploy's image that removes Kata from its node. */
export function uninstallCommand(): string[] {
  const text = scripts('src/common/host-path.sh', 'src/common/task.sh', 'src/kata/containerd-config.sh', 'src/kata/uninstall.sh');
  return ['/bin/sh', '-c', escapeVariables(text)];
}

/** The environment variables of this container, beside those of kata-deploy. */
export function uninstallVariables(installation: Installation): Record<string, string> {
  const { namespace, daemonSets, kataDir, containerdDir, suffix } = installation;
  return {
    HELM_POST_DELETE_HOOK: 'true', // upstream's name for "clean up, restart the runtime, and exit"
    COCO_NAMESPACE: namespace,
    COCO_INSTALL_DAEMONSETS: daemonSets.join(' '),
    COCO_KATA_DIR: kataDir,
    COCO_CONTAINERD_DIR: containerdDir,
    COCO_NYDUS_SERVICE: suffixed('nydus-snapshotter', suffix),
  };
}

/**
 * The volumes of the pod: as those of the installation, but kata-deploy finds an empty folder in the place of containerd's
 * configuration. The script cleans that of the host by itself.
 */
export function uninstallVolumes(volumes: readonly Volume[]): Volume[] {
  return volumes.map((volume) => (volume.name === 'containerd-conf' ? { name: volume.name, emptyDir: {} } : volume));
}

/** The script with which a pod waits until Kata is gone from its node. */
export function waitUninstalledScript(): string {
  return scripts('src/common/host-path.sh', 'src/common/task.sh', 'src/kata/containerd-config.sh', 'src/kata/wait-uninstalled.sh');
}
