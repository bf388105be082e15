import { Problems } from '../../common/private/problems';
import { checkSecretSource } from '../../common/private/secret-source-rules';
import { SecretSource } from '../../common/secret-source';
import { PeerPodsReleaseFacts } from '../catalogue/releases';
import { PeerPodsCaaProps } from '../peer-pods-caa-props';
import { IdentityKind, ProviderDefinition, SettingValues } from '../providers/contract';

/** The factory of each kind of identity, for messages. */
const FACTORIES: Record<IdentityKind, string> = {
  'alibaba-rrsa': 'alibabaRrsa',
  'aws-role': 'awsRole',
  'azure-workload-identity': 'azureWorkloadIdentity',
  'gcp-federation': 'gcpFederation',
  'ibm-trusted-profile': 'ibmTrustedProfile',
};

type AccessProps = Pick<PeerPodsCaaProps, 'credentials' | 'identity' | 'sshKey' | 'tlsCertificates'>;

/** What the program and its start script demand: keys, or what stands for them. */
export function checkAccess(
  props: AccessProps, definition: ProviderDefinition, options: SettingValues, release: PeerPodsReleaseFacts, problems: Problems,
): void {
  checkKeysOrIdentity(props, definition, release, problems);
  const { ssh } = definition;
  if (props.sshKey !== undefined && !ssh) {
    problems.addSentence('sshKey', `got one for ${definition.title}, which reads none; allowed: with libvirt and byom. Leave it out.`);
  } else if (props.sshKey !== undefined && ssh) {
    checkSecretSource(props.sshKey, { prop: 'sshKey', keys: ssh.files, open: true }, problems);
  } else if (ssh?.required(options)) {
    problems.addSentence('sshKey', `got nothing; allowed: SecretSource.fromSecretName(...), with the keys ${ssh.files.join(', ')}. `
      + `${definition.title} is reached with SSH.`);
  }
  if (props.tlsCertificates !== undefined) {
    checkSecretSource(props.tlsCertificates, { prop: 'tlsCertificates', keys: ['ca.crt', 'client.crt', 'client.key'] }, problems);
  }
}

function checkKeysOrIdentity(
  props: AccessProps, definition: ProviderDefinition, release: PeerPodsReleaseFacts, problems: Problems,
): void {
  if (!checkOneOfThem(props, definition, release, problems)) return;
  const { title, credentials: sets, identities = [] } = definition;
  if (props.identity !== undefined || props.credentials !== undefined || !sets.length) return;
  const ways = identities.map((one) => `, or \`identity\`: PeerPodsIdentity.${FACTORIES[one]}(...)`).join('');
  problems.addSentence('credentials', `got nothing; allowed: SecretSource.fromSecretName(...) of a Secret with the keys ${sets.map((keys) => keys.join(', ')).join(' or ')}${ways}. `
    + `The adaptor does not start for ${title} without.`);
}

/** The keys or the identity that were given, if any. Returns whether they are no contradiction. */
export function checkOneOfThem(
  { credentials, identity }: Pick<PeerPodsCaaProps, 'credentials' | 'identity'>, definition: ProviderDefinition,
  release: PeerPodsReleaseFacts, problems: Problems,
): boolean {
  const { title, credentials: sets, otherSecrets = [], identities = [] } = definition;
  if (credentials !== undefined && identity !== undefined) {
    problems.addSentence('identity', `got ${identity} and \`credentials\` too; allowed: one of the two. Keys that are there are used, and would be `
      + 'forgotten: leave `credentials` out, and delete the Secret.');
    return false;
  }
  if (identity !== undefined) {
    const { kind, refused } = identity._wiring;
    const reason = refused?.(release);
    if (!identities.includes(kind)) {
      problems.addSentence('identity', `got ${identity} for ${title}; allowed: ${identities.length
        ? identities.map((one) => `PeerPodsIdentity.${FACTORIES[one]}(...)`).join(', ') : 'none, as the program does not support identities'}. Take \`credentials\` otherwise.`);
    } else if (reason) {
      problems.addSentence('identity', `got ${identity}, but ${reason}.`);
    }
  } else if (credentials !== undefined && !sets.length) {
    problems.addSentence('credentials', `got some for ${title}, which reads none; allowed: none. Leave it out${definition.ssh ? '; the SSH key goes into `sshKey`' : ''}.`);
  } else if (credentials !== undefined) {
    const keys = nearest(credentials, sets);
    checkSecretSource(credentials, { prop: 'credentials', keys, optionalKeys: [...otherSecrets, ...sets.flat()] }, problems);
  }
  return true;
}

/** The set of keys that was most likely meant: the one that is there, or the first. */
function nearest(source: unknown, sets: readonly (readonly string[])[]): readonly string[] {
  if (!(source instanceof SecretSource)) return sets[0];
  const { external, inline } = source._kind;
  const given = Object.keys(external?.keys ?? inline ?? {});
  return sets.find((keys) => keys.every((key) => given.includes(key))) ?? sets[0];
}
