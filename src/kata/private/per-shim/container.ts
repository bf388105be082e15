import type { Container, PodSpec } from 'kubernetes-types/core/v1';
import { environment } from './environment';
import { volumeMounts } from './folders';
import { PerShimModel } from './model';
import { escapeVariables } from '../../../common/private/escape-variables';

/** The binary of kata-deploy in its image. */
export const KATA_DEPLOY = '/usr/bin/kata-deploy';

/**
 * A container that runs kata-deploy on the host.
 *
 * @param more what it is told beside the settings
 */
export function kataDeployContainer(
  settings: PerShimModel, name: string, command: string[], more: Readonly<Record<string, string>> = {},
): Container {
  const root = settings.release.hostAccess === 'root';
  return {
    name,
    image: settings.image,
    ...pullPolicy(settings),
    command,
    env: environment(settings, more),
    securityContext: root ? { privileged: true } : { privileged: false, readOnlyRootFilesystem: true },
    volumeMounts: volumeMounts(settings),
  };
}

/** What applies to all containers of a pod that changes nodes. */
export function hostSecurity({ seLinuxOptions }: PerShimModel): Pick<PodSpec, 'securityContext'> {
  return seLinuxOptions ? { securityContext: { seLinuxOptions } } : {};
}

/** How much the binary tells; without, its environment says it. */
export function verbosity(level: string): string[] {
  return level ? ['--log-level', escapeVariables(level)] : [];
}

/** When images are pulled; left out where their tags say so. */
export function pullPolicy({ imagePullPolicy }: PerShimModel): Pick<Container, 'imagePullPolicy'> {
  return imagePullPolicy ? { imagePullPolicy } : {};
}
