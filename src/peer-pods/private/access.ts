import type { Volume, VolumeMount } from 'kubernetes-types/core/v1';
import { IdentityWiring, PerWorkload } from './identity-wiring';
import { NAMES } from './names';

/** How one workload (the adaptor, or the resource controller) gets its settings and reaches the cloud. */
export interface WorkloadAccess {
  /** The ConfigMap with the settings, read as environment variables. */
  readonly configMap: string;
  /** The Secret with the provider's keys, read as environment variables. None with a workload identity. */
  readonly secret?: string;
  /** Variables of the container itself, over those of ConfigMap and Secret. */
  readonly env: Readonly<Record<string, string>>;
  readonly serviceAccountAnnotations: Readonly<Record<string, string>>;
  readonly podLabels: Readonly<Record<string, string>>;
  readonly volumes: readonly Volume[];
  readonly volumeMounts: readonly VolumeMount[];
}

/** A workload that was given nothing yet. */
export const NO_ACCESS: WorkloadAccess = {
  configMap: NAMES.configMap, env: {}, serviceAccountAnnotations: {}, podLabels: {}, volumes: [], volumeMounts: [],
};

/** How adaptor or resource controller reaches the cloud: with a Secret, or with an identity. */
export function accessOf(who: keyof PerWorkload, wiring?: IdentityWiring, secret?: string): WorkloadAccess {
  return {
    ...NO_ACCESS,
    ...(secret ? { secret } : {}),
    ...(wiring ? {
      env: wiring.own?.[who] ?? {},
      podLabels: wiring.podLabels,
      serviceAccountAnnotations: wiring.annotations[who],
      volumeMounts: [wiring.mount],
      volumes: [wiring.volume],
    } : {}),
  };
}
