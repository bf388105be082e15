import { NO_ACCESS, WorkloadAccess } from './access';
import { IdentityWiring } from './identity-wiring';

/** How adaptor and resource controller reach the cloud: both with the same Secret, or both with an identity. */
export function accessOf(wiring?: IdentityWiring, secret?: string): { adaptor: WorkloadAccess; controller: WorkloadAccess } {
  const of = (who: 'adaptor' | 'controller'): WorkloadAccess => ({
    ...NO_ACCESS,
    ...(secret ? { secret } : {}),
    ...(wiring ? {
      env: wiring.own?.[who] ?? {},
      podLabels: wiring.podLabels,
      serviceAccountAnnotations: wiring.annotations[who],
      volumeMounts: [wiring.mount],
      volumes: [wiring.volume],
    } : {}),
  });
  return { adaptor: of('adaptor'), controller: of('controller') };
}
