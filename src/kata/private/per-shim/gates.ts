import type { Container, LocalObjectReference, PodSpec, Volume } from 'kubernetes-types/core/v1';
import { HOST_VOLUME, hostVolume } from './folders';
import { PerShimModel } from './model';
import { gateContainer } from '../../../common/private/gate-container';

/** Containers that wait for what has to be done on the node before. */
export function gateContainers({ gates }: PerShimModel): Container[] {
  return gates.map((gate) => gateContainer(gate, HOST_VOLUME));
}

/** The root of the host, which only they need where kata-deploy writes to single folders. */
export function gateVolumes({ gates, release }: PerShimModel): Volume[] {
  return gates.length && release.hostAccess !== 'root' ? [hostVolume()] : [];
}

/** The secrets for registries, of the image and of what is waited for; left out where there are none. */
export function pullSecrets({ gates, imagePullSecrets }: PerShimModel): Pick<PodSpec, 'imagePullSecrets'> {
  const secrets: LocalObjectReference[] = [...imagePullSecrets];
  for (const { name } of gates.flatMap((gate) => gate.imagePullSecrets ?? [])) {
    if (!secrets.some((secret) => secret.name === name)) secrets.push({ name });
  }
  return secrets.length ? { imagePullSecrets: secrets } : {};
}
