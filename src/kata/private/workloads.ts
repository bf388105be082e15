import type { Emission } from '../../common/private/emission';

/** Objects of one kind, as kubectl names them. */
export function workloads(emissions: readonly Emission[], kind: string): string[] {
  return emissions.filter(({ manifest }) => manifest.kind === kind).map(({ manifest }) => `${kind.toLowerCase()}/${manifest.metadata!.name}`);
}
