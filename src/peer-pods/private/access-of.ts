import { NO_ACCESS, WorkloadAccess } from './access';
import { IdentityWiring, PerWorkload } from './identity-wiring';

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
