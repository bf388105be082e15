import { PeerPodsReading } from './input';
import { put } from '../../../common/private/free-keys';
import { DATA_KEY, isDataKey } from '../../../common/private/rules/names';
import { NAMES, InlineSecret } from '../../../peer-pods/internal';
import { nameAt } from '../../engine/names';
import { Reader } from '../../engine/reader';
import { unquotedKeyProblem } from '../../engine/unquoted-text';

/** The adaptor's Secrets: the names of those that it reads, and those that the chart creates. */
export interface AdaptorSecrets {
  readonly credentials?: string;
  readonly ssh?: string;
  readonly certificates?: string;
  readonly inline: readonly InlineSecret[];
}

const PRIVATE_KEY = 'id_rsa';
const CERTIFICATES: Readonly<Record<string, string>> = { caCert: 'ca.crt', clientCert: 'client.crt', clientKey: 'client.key' };

/** What `secrets` and `providerSecrets` mean for the chosen provider. */
export function secretsOf(reading: PeerPodsReading): AdaptorSecrets {
  const { values, facts, provider: { key: provider } } = reading;
  const secrets = values.section('secrets');
  const mode = secrets.value('mode') ?? null;
  const name = (key: string, own: string, mounted = false) => {
    if (mode !== 'reference') return own;
    if (mounted && (secrets.value(key) ?? null) === null) {
      secrets.error([key], 'null mounts a Secret without a name, which the API server refuses; write its name, or "" to mount none');
    }
    return secrets.text(key) ? nameAt(secrets, [key]) : undefined;
  };
  const credentials = name('existingSecretName', NAMES.secret, facts.secretNamesOptional);
  if (!credentials && !facts.secretNamesOptional) {
    secrets.error(['existingSecretName'], 'missing; the chart needs the name of the Secret where secrets.mode is reference');
  }
  const ssh = facts.ssh.mountedForAll ? NAMES.sshSecret : name('existingSshKeySecretName', NAMES.sshSecret, facts.ssh.providers.includes(provider));
  const mountsCertificates = values.on('providerConfigs', provider, 'CACERT_FILE');
  const certificates = facts.certificates ? name('existingTlsSecretName', NAMES.tlsSecret, mountsCertificates) : undefined;
  if (mode === null) secrets.warn(['mode'], `null creates no Secret, and the adaptor reads ${NAMES.secret}; "reference" with its name says so`);
  const inline = mode === 'create' ? [
    ...sshSecret(reading),
    credentialsSecret(reading),
    ...(facts.certificates ? certificatesSecret(secrets) : []),
  ] : [];
  const filled = inline.filter(({ data }) => Object.keys(data).length);
  if (filled.length) {
    secrets.warn(['mode'], `the manifests hold the values of ${filled.map((one) => one.name).join(', ')} for all to read; `
      + 'create them by other means, and set secrets.mode to reference');
  }
  return { credentials, ssh, certificates, inline };
}

/** The credentials of the chosen provider. */
const credentialsOf = ({ values, provider }: PeerPodsReading): Reader => values.section('providerSecrets', provider.key);

/** Every credential but SSH keys. The chart creates the Secret also where it is empty. */
function credentialsSecret(reading: PeerPodsReading): InlineSecret {
  const { facts: { ssh }, values, provider } = reading;
  const credentials = credentialsOf(reading);
  const data: Record<string, string> = {};
  for (const key of Object.keys(values.map('providerSecrets', provider.key))) {
    if (key === PRIVATE_KEY || key === ssh.publicKey) continue;
    const wrong = isDataKey(key) ? unquotedKeyProblem(key) : `no key of a Secret; allowed: ${DATA_KEY}`;
    if (wrong) credentials.error([key], wrong);
    put(data, key, credentials.asGiven(true, key));
  }
  return { name: NAMES.secret, data };
}

function sshSecret(reading: PeerPodsReading): InlineSecret[] {
  const { facts: { ssh: { providers, publicKey, pairsFor } }, provider: { key: provider } } = reading;
  const credentials = credentialsOf(reading);
  const given = [PRIVATE_KEY, ...(publicKey ? [publicKey] : [])].filter((key) => credentials.on(key));
  if (!providers.includes(provider)) {
    for (const key of given) credentials.warn([key], `goes nowhere: the chart takes SSH keys for ${providers.join(' and ')} only`);
    return [];
  }
  if (given.length === 1 && pairsFor.includes(provider)) {
    const missing = given[0] === PRIVATE_KEY ? publicKey! : PRIVATE_KEY;
    credentials.error([missing], `missing; ${provider} needs both halves of the key, ${PRIVATE_KEY} and ${publicKey}`);
  }
  if (!given.length) return [];
  const fileOf = (key: string) => (key === publicKey ? `${PRIVATE_KEY}.pub` : key);
  return [{ name: NAMES.sshSecret, data: Object.fromEntries(given.map((key) => [fileOf(key), block(credentials, key)])) }];
}

function certificatesSecret(secrets: Reader): InlineSecret[] {
  secrets.need('tlsCerts');
  const certificates = secrets.section('tlsCerts');
  const given = Object.entries(CERTIFICATES).filter(([key]) => certificates.on(key));
  const data = given.map(([key, file]): [string, string] => [file, block(certificates, key)]);
  return data.length ? [{ name: NAMES.tlsSecret, data: Object.fromEntries(data) }] : [];
}

/** What YAML makes of a secret that a template writes as a block below `key: |`: one line break is at the end. */
function block(reader: Reader, key: string): string {
  if (typeof reader.value(key) === 'string') return `${reader.file(key).replace(/\n+$/, '')}\n`;
  reader.error([key], 'got a value that is not printed here; allowed: a string');
  return '';
}
