import type { Construct } from 'constructs';
import { noteAtSynth } from '../../common/private/warnings';
import { PeerPodsIdentity, PeerPodsIdentityBinding } from '../peer-pods-identity';

/** What the cloud must trust before the service account of a program works, which synth prints, too. */
export function identityBindings(
  construct: Construct, identity: PeerPodsIdentity | undefined, namespace: string, serviceAccount: string,
): PeerPodsIdentityBinding[] {
  if (!identity) return [];
  const { audience, setup } = identity._wiring;
  const subject = `system:serviceaccount:${namespace}:${serviceAccount}`;
  noteAtSynth(construct, `${setup} (subject "${subject}", audience "${audience}")`);
  return [{ subject, audience, setup }];
}
