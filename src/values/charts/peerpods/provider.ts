import { PeerPodsInput } from './edition-facts';
import { lookup } from '../../../common/private/free-keys';
import { ProviderDefinition, PROVIDERS } from '../../../peer-pods/internal';

/** The provider that the values choose. */
export interface ChosenProvider {
  /** As the values call it: the key of its sections. */
  readonly key: string;
  /** As the adaptor calls it. */
  readonly name: string;
  /** Nothing for a name that the schema speaks of. */
  readonly definition?: ProviderDefinition;
}

export function chosenProvider({ facts, values }: PeerPodsInput): ChosenProvider {
  const key = String(values.provider ?? '');
  const name = lookup(facts.aliases, key) ?? key;
  return { key, name, definition: PROVIDERS.find((one) => one.name === name) };
}
