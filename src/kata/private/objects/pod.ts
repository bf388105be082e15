import type { Container, EnvVar, LocalObjectReference, PodSpec, Volume } from 'kubernetes-types/core/v1';
import { environment } from './environment';
import { HOST_VOLUME, hostVolume, volumeMounts } from './folders';
import { escapeVariables } from '../../../common/private/escape-variables';
import { gateContainer } from '../../../common/private/gate-container';
import { KataModel } from '../model';

/** The binary of kata-deploy in its image. */
export const KATA_DEPLOY = '/usr/bin/kata-deploy';

/** A container that runs kata-deploy on the host. */
export function kataDeployContainer(
  model: KataModel, name: string, command: string[], env: EnvVar[] = environment(model),
): Container {
  const root = model.release.hostAccess === 'root';
  return {
    name,
    image: model.image,
    ...pullPolicy(model),
    command,
    env,
    securityContext: root ? { privileged: true } : { privileged: false, readOnlyRootFilesystem: true },
    volumeMounts: volumeMounts(model),
  };
}

/** What applies to all containers of a pod that changes nodes. */
export function hostSecurity({ seLinuxOptions }: KataModel): Pick<PodSpec, 'securityContext'> {
  return seLinuxOptions ? { securityContext: { seLinuxOptions } } : {};
}

/** How much the binary tells; without, its environment says it. */
export function verbosity(level: string): string[] {
  return level ? ['--log-level', escapeVariables(level)] : [];
}

/** When images are pulled; left out where their tags say so. */
export function pullPolicy({ imagePullPolicy }: KataModel): Pick<Container, 'imagePullPolicy'> {
  return imagePullPolicy ? { imagePullPolicy } : {};
}

/** Containers that wait for what has to be done on the node before. */
export function gateContainers({ gates }: KataModel): Container[] {
  return gates.map((gate) => gateContainer(gate, HOST_VOLUME));
}

/** The root of the host, which only they need where kata-deploy writes to single folders. */
export function gateVolumes({ gates, release }: KataModel): Volume[] {
  return gates.length && release.hostAccess !== 'root' ? [hostVolume()] : [];
}

/** The secrets for registries, of the image and of what is waited for. */
export function pullSecrets({ gates, imagePullSecrets }: KataModel): LocalObjectReference[] {
  const secrets: LocalObjectReference[] = [...imagePullSecrets];
  for (const { name } of gates.flatMap((gate) => gate.imagePullSecrets ?? [])) {
    if (!secrets.some((secret) => secret.name === name)) secrets.push({ name });
  }
  return secrets;
}
