import type { DaemonSet } from 'kubernetes-types/apps/v1';
import { kataDeployDaemonSet } from './daemon-set';
import { daemonSetGroups, environment } from './environment';
import { gateContainers, kataDeployContainer } from './pod';
import { access, INSTALL_RULES } from './rbac';
import { Architecture } from '../../../common';
import { Emission } from '../../../common/private/emission';
import { onLinux } from '../../../common/private/node-affinity';
import { runtimeClassObjects } from '../runtime-classes';
import { KataSettings, objectNames, suffixed } from '../settings';

/** The objects that install Kata and keep it installed, for releases that take environment variables. */
export function install(settings: KataSettings, namespace: string): Emission[] {
  const groups = daemonSetGroups(settings);
  return [
    ...access(objectNames(settings), namespace, INSTALL_RULES),
    ...runtimeClassObjects(settings),
    ...groups.map((architectures, index) => ({
      id: index === 0 ? 'Resource' : `Resource-${architectures[0].kubernetesName}`,
      manifest: daemonSet(settings, namespace, architectures, daemonSetNames(settings)[index]),
    })),
  ];
}

/** The names of the install DaemonSets: upstream's own, with the architecture at its end where there are several. */
export function daemonSetNames(settings: KataSettings): string[] {
  const groups = daemonSetGroups(settings);
  const { daemonSet: name } = objectNames(settings);
  return groups.length === 1 ? [name] : groups.map(([architecture]) => suffixed(name, architecture.kubernetesName));
}

function daemonSet(settings: KataSettings, namespace: string, architectures: readonly Architecture[], name: string): DaemonSet {
  return kataDeployDaemonSet(settings, name, namespace, {
    serviceAccountName: objectNames(settings).serviceAccount,
    ...(Object.keys(settings.nodeSelector).length ? { nodeSelector: { ...settings.nodeSelector } } : {}),
    // Nodes of other architectures would get the shims of all.
    ...(settings.architectures.length > 1
      ? { affinity: onLinux(architectures.map(({ kubernetesName }) => kubernetesName)) } : {}),
    ...(settings.tolerations.length ? { tolerations: settings.tolerations.map((one) => ({ ...one })) } : {}),
    ...gateContainers(settings),
    containers: [kataDeployContainer(settings, {
      name: 'kube-kata',
      imagePullPolicy: settings.imagePullPolicy || undefined,
      command: ['bash', '-c', '/opt/kata-artifacts/scripts/kata-deploy.sh install'],
    }, environment(settings, architectures))],
  }, 1);
}
