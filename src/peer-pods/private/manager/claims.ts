import type { Construct } from 'constructs';
import { claim, objects } from '../../../common/private/claims';
import { Emission } from '../../../common/private/emission';
import { Problems } from '../../../common/private/problems';

/**
 * Claims the objects of a manager: their names are upstream's, so a cluster has one of each.
 *
 * @param what how people call the manager
 */
export function claimManager(construct: Construct, what: string, emissions: readonly Emission[], problems: Problems): void {
  const ofKind = (namespace: boolean) => objects(emissions.map(({ manifest }) => manifest)
    .filter(({ kind }) => (kind === 'Namespace') === namespace));
  claim(construct, [
    { prop: '(construct)', claims: ofKind(false), repair: `A cluster has one ${what}: leave one of the two out` },
    { prop: 'createNamespace', claims: ofKind(true), repair: 'Set it to false' },
  ], problems);
}
