import { has } from './free-keys';
import { Problems } from './problems';
import { showKey } from './redact';
import type { ExternalSecretProps, SecretSource } from '../secret-source';
import { DATA_KEY, DNS_NAME, isDataKey, isDnsName } from './rules/names';

/** What a construct needs of a Secret. */
export interface SecretNeeds {
  /** The prop that the source stands in, for messages. */
  readonly prop: string;
  /** Keys that must be there. Those of a Secret that exists cannot be looked at. */
  readonly keys: readonly string[];
  /** Keys that may be there beside. */
  readonly optionalKeys?: readonly string[];
  /** Any other key is welcome. */
  readonly open?: boolean;
}

/** Whether the keys of a source are those that are needed. No message prints a value. */
export function checkSecretSource(source: SecretSource | undefined, needs: SecretNeeds, problems: Problems): void {
  const { prop, keys: required, optionalKeys = [], open } = needs;
  if (!source?._kind) return; // reported before, where it is required or of another type
  const { existing, external, inline } = source._kind;
  if (existing !== undefined) {
    if (!isDnsName(existing)) problems.add(prop, existing || undefined, `the name of a Secret, ${DNS_NAME}`, 'Take SecretSource.fromSecretName(name).');
    return;
  }
  if (external) checkExternal(external, prop, problems);
  const given = external?.keys ?? inline ?? {};
  const known = [...required, ...optionalKeys];
  const at = `${prop}.${external ? 'keys' : 'values'}`;
  for (const key of required.filter((one) => !has(given, one))) {
    problems.addSentence(at, `lacks the key "${key}"; needed: ${required.join(', ')}. Add it.`);
  }
  for (const key of open ? [] : Object.keys(given).filter((one) => !known.includes(one))) {
    problems.addSentence(at, `has the key "${showKey(key)}", which nothing reads; allowed: ${known.join(', ')}. Take it out.`);
  }
}

function checkExternal({ keys }: ExternalSecretProps, prop: string, problems: Problems): void {
  if (!Object.keys(keys).length) {
    problems.add(`${prop}.keys`, keys, 'for each key of the Secret where its value lies: { password: { key: \'bmc/admin\' } }', 'Add one.');
  }
  for (const [name, { key }] of Object.entries(keys)) {
    if (!isDataKey(name)) {
      problems.add(`${prop}.keys`, name, `keys of ${DATA_KEY}`, 'Rename the key.');
    }
    if (!key) problems.add(`${prop}.keys["${name}"].key`, key, 'the name of the secret in the store', 'Give its path or name.');
  }
}

/** The name of the Secret: that of one that exists, or the name that one gets. */
export function secretName(source: SecretSource | undefined, otherwise: string): string {
  return source?._kind?.existing ?? otherwise;
}
