import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { PodSpec } from 'kubernetes-types/core/v1';
import { namedDaemonSet } from '../named-daemon-set';
import { KataSettings } from '../settings';
import { hostFolders, pullSecrets } from './pod';

/**
 * A DaemonSet of kata-deploy, be it to install or to clean up.
 *
 * @param spec what the pods of the two do not share
 */
export function kataDeployDaemonSet(
  settings: KataSettings, name: string, namespace: string, spec: PodSpec, maxUnavailable: number | string,
): DaemonSet {
  return namedDaemonSet(name, namespace, {
    ...pullSecrets(settings),
    ...(settings.priorityClassName ? { priorityClassName: settings.priorityClassName } : {}),
    hostPID: true,
    ...hostFolders(settings),
    ...spec,
  }, maxUnavailable);
}
