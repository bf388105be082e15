import { PeerPodsInput } from './edition-facts';
import { block, checkName, quoted, unquoted } from './quoting';
import { sectionOf } from './sections';
import { put } from '../../../common/private/free-keys';
import { DATA_KEY, isDataKey } from '../../../common/private/rules/names';
import { NAMES, InlineSecret } from '../../../peer-pods/internal';
import { error, formatPath, Finding, warning } from '../../engine/findings';
import { isTrue } from '../../engine/reader';
import { isMap, Values } from '../../engine/tree';
import { unquotedKeyProblem } from '../../engine/unquoted-text';

/** The Secrets that the adaptor is given: the names of those that it reads, and those that the chart creates. */
export interface SecretsPlan {
  readonly credentials?: string;
  readonly ssh?: string;
  readonly certificates?: string;
  readonly inline: readonly InlineSecret[];
  readonly problems: readonly Finding[];
}

const PRIVATE_KEY = 'id_rsa';
const CERTIFICATES: Readonly<Record<string, string>> = { caCert: 'ca.crt', clientCert: 'client.crt', clientKey: 'client.key' };

/** What `secrets` and `providerSecrets` mean for a provider. */
export function planSecrets(input: PeerPodsInput, provider: string): SecretsPlan {
  const { values, facts, user } = input;
  const problems: Finding[] = [];
  const secrets = isMap(values.secrets) ? values.secrets : {};
  const name = (key: string, own: string, mounted = false) => {
    if (secrets.mode !== 'reference') return own;
    const path = formatPath(['secrets', key]);
    if (mounted && (secrets[key] ?? null) === null) {
      problems.push(error(path, 'null mounts a Secret without a name, which the API server refuses; write its name, or "" to mount none'));
    }
    const text = unquoted(secrets[key], path, user.sources, problems);
    if (text) checkName(text, path, problems);
    return text || undefined;
  };
  const credentials = name('existingSecretName', NAMES.secret, facts.secretNamesOptional);
  if (!credentials && !facts.secretNamesOptional) {
    problems.push(error('secrets.existingSecretName', 'missing; the chart needs the name of the Secret where secrets.mode is reference'));
  }
  const ssh = facts.ssh.mountedForAll ? NAMES.sshSecret : name('existingSshKeySecretName', NAMES.sshSecret, facts.ssh.providers.includes(provider));
  const certificates = !facts.certificates ? undefined : name('existingTlsSecretName', NAMES.tlsSecret, isTrue(sectionOf(values, 'providerConfigs', provider).CACERT_FILE));
  if (secrets.mode === undefined || secrets.mode === null) {
    problems.push(warning('secrets.mode', `null creates no Secret, and the adaptor reads ${NAMES.secret}; "reference" with its name says so`));
  }
  const inline = secrets.mode === 'create' ? [
    ...sshSecret(input, provider, problems),
    ...credentialsSecret(input, provider, problems),
    ...(facts.certificates ? certificatesSecret(secrets, problems) : []),
  ] : [];
  if (inline.some(({ data }) => Object.keys(data).length)) {
    const names = inline.filter(({ data }) => Object.keys(data).length).map((one) => one.name);
    problems.push(warning('secrets.mode', `the manifests hold the values of ${names.join(', ')} for all to read; `
      + 'create them by other means, and set secrets.mode to reference'));
  }
  return { credentials, ssh, certificates, inline, problems };
}

/** The credentials of the chosen provider. */
const credentialsOf = ({ values }: PeerPodsInput, provider: string): Values => sectionOf(values, 'providerSecrets', provider);

/** Every credential but SSH keys. The chart creates the Secret also where it is empty. */
function credentialsSecret(input: PeerPodsInput, provider: string, problems: Finding[]): InlineSecret[] {
  const { publicKey } = input.facts.ssh;
  const data: Record<string, string> = {};
  for (const [key, value] of Object.entries(credentialsOf(input, provider))) {
    if (key === PRIVATE_KEY || key === publicKey) continue;
    const path = formatPath(['providerSecrets', provider, key]);
    const wrong = isDataKey(key) ? unquotedKeyProblem(key) : `no key of a Secret; allowed: ${DATA_KEY}`;
    if (wrong) problems.push(error(path, wrong));
    put(data, key, quoted(value, path, input.user.sources, true, problems));
  }
  return [{ name: NAMES.secret, data }];
}

function sshSecret(input: PeerPodsInput, provider: string, problems: Finding[]): InlineSecret[] {
  const { providers, publicKey, pairsFor } = input.facts.ssh;
  const section = credentialsOf(input, provider);
  const place = (key: string) => formatPath(['providerSecrets', provider, key]);
  const given = [PRIVATE_KEY, ...(publicKey ? [publicKey] : [])].filter((key) => section[key]);
  if (!providers.includes(provider)) {
    problems.push(...given.map((key) => warning(place(key), `goes nowhere: the chart takes SSH keys for ${providers.join(' and ')} only`)));
    return [];
  }
  for (const key of given.filter((one) => typeof section[one] !== 'string')) {
    problems.push(error(place(key), 'got a value that is not printed here; allowed: a string'));
  }
  if (given.length === 1 && pairsFor.includes(provider)) {
    const missing = given[0] === PRIVATE_KEY ? publicKey! : PRIVATE_KEY;
    problems.push(error(place(missing), `missing; ${provider} needs both halves of the key, ${PRIVATE_KEY} and ${publicKey}`));
  }
  if (!given.length) return [];
  const fileOf = (key: string) => (key === publicKey ? `${PRIVATE_KEY}.pub` : key);
  return [{ name: NAMES.sshSecret, data: Object.fromEntries(given.map((key) => [fileOf(key), block(String(section[key]))])) }];
}

function certificatesSecret(secrets: Values, problems: Finding[]): InlineSecret[] {
  const { tlsCerts } = secrets;
  if (!isMap(tlsCerts)) {
    problems.push(error('secrets.tlsCerts', 'null takes the whole section away, and the chart needs it; leave it out'));
    return [];
  }
  const given = Object.entries(CERTIFICATES).filter(([key]) => tlsCerts[key]);
  const data = given.map(([key, file]): [string, string] => [file, block(String(tlsCerts[key]))]);
  return data.length ? [{ name: NAMES.tlsSecret, data: Object.fromEntries(data) }] : [];
}
