import { kataDeploy } from './random-kata-deploy';

type Random = () => number;

const PROVIDERS: Record<string, readonly string[]> = {
  '0.1.0': ['alibabacloud', 'aws', 'azure', 'byom', 'docker', 'gcp', 'ibmcloud', 'ibmcloud-powervs', 'libvirt', 'vsphere'],
  '0.4.0': ['alibabacloud', 'aws', 'azure', 'byom', 'gcp', 'ibmcloud', 'ibmcloud-powervs', 'libvirt', 'vsphere'],
};
const CREDENTIALS = ['AWS_ACCESS_KEY_ID', 'AZURE_CLIENT_SECRET', 'GCP_CREDENTIALS', 'IBMCLOUD_API_KEY', 'GOVC_PASSWORD', 'ALIBABACLOUD_SECURITY_TOKEN'];

/** Texts that the chart's templates carry into double quotes unharmed. */
const PLAIN = [
  '', 'a', 'true', 'no', '007', '1e3', '0x1F', '~', 'null', 'a b', ' lead', 'trail ', 'a:b', 'a: b', '# c', 'a #b', '{a}', '[b]', '*c', '&d', '!e', '%f',
  '@g', '`h`', '|', '>', '-', '- a', '\'quoted\'', 'it\'s', '$HOME', '${X}', '$(Y)', '{{ z }}', 'é ü ß', '日本語', '🙂', 'a,b,c', 'k=v,k2=v2', '<b>&amp;',
  '/subscriptions/s/resourceGroups/r', 'qemu+ssh://root@192.168.122.1/system?no_verify=1', '10.0.0.0/8,192.168.0.0/16', 'ami-0123456789abcdef0',
  'a\tb', '2026-01-01', '1_000', '12:30:45', '0o17', '.5', '+1', 'yes',
];
/** Texts and numbers that they do not. */
const BROKEN = [
  '"', 'a"b', 'C:\\temp\\new', 'a\\tb', 'a\nb', 'a\n\nb\n', '{"type":"service_account","private_key":"-----BEGIN\\nabc\\n"}', '\\u00e9', '\\', 'x\\"y',
  1234567, 12345678901, 1e21, 0.00001, 123456.789e3,
];
const KEY = '-----BEGIN OPENSSH PRIVATE KEY-----\nabc\ndef==\n-----END OPENSSH PRIVATE KEY-----';

/** What cases to make. */
export interface PeerPodsOptions {
  readonly version: string;
  /** With what the chart's quoting breaks. */
  readonly broken: boolean;
  /** By provider: the keys of its settings. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
}

/** Values of the chart peerpods that Helm renders and an API server takes, with all kinds of scalars that people write. */
export function peerpods(random: Random, { version, broken, keys }: PeerPodsOptions): Record<string, unknown> {
  const one = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)];
  const some = <T>(items: readonly T[], chance = 0.25): T[] => items.filter(() => random() < chance);
  const maybe = <T>(value: () => T, chance = 0.4): T | undefined => (random() < chance ? value() : undefined);
  const yes = (chance = 0.5) => random() < chance;
  const newer = version === '0.4.0';

  const scalar = (): unknown => one([
    () => one(PLAIN), () => one(PLAIN), () => one(PLAIN),
    () => one([0, 1, 7, 10, 3000, 999999, 0.5, -1, 3.25]), () => yes(), () => null,
    () => (broken ? one(BROKEN) : one(PLAIN)),
  ])();
  const labels = () => one([
    {}, { 'azure.workload.identity/use': 'true' }, { 'a': 'b', 'example.com/x': '1', 'empty': '' }, { on: 'true', number: '12', dash: 'a-b_c.d' }, null,
  ]);
  const annotations = () => one([
    {}, { 'azure.workload.identity/client-id': '11111111-2222-3333-4444-555555555555' },
    { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/caa', 'note': 'a: b # c', 'odd': 'line\nline "q" \\', 'bool': 'yes' }, null,
  ]);
  const resources = () => one([
    {}, null, { limits: { cpu: 1, memory: '1Gi' } }, { limits: null }, { requests: { 'cpu': '250m', 'ephemeral-storage': '1G' }, limits: { memory: '0.5Gi' } },
  ]);
  const provider = maybe(() => one(PROVIDERS[version]), 0.9);
  const chosen = provider ?? 'libvirt';
  const settings = keys[chosen] ?? keys[chosen.replace('-', '')] ?? []; // powervs has two names
  const ssh = newer ? 'id_rsa_pub' : 'id_rsa.pub';
  const keyTexts = [KEY, `${KEY}\n`, 'one line', `${KEY}\n\n`, ''];

  const config = () => one([
    () => null, () => ({}),
    () => Object.fromEntries(some(settings, 0.2).map((key) => [key, scalar()])),
    () => Object.fromEntries(some(settings, 0.6).map((key) => [key, scalar()])),
    () => ({ UNKNOWN_KEY: scalar(), lower_case: 'x', ...(yes() ? { CACERT_FILE: one(['/etc/certificates/ca.crt', '', true, 0, null]) } : {}) }),
    () => ({ CLOUD_PROVIDER: one(['aws', '']), TLS_MIN_VERSION: 'VersionTLS12', TLS_CIPHER_SUITES: 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256' }),
  ])();
  const secrets = () => {
    if (yes(0.2)) return one([null, {}]);
    const pairs = { id_rsa: one(keyTexts), [ssh]: one(keyTexts) };
    // byom of 0.4.0 refuses half a pair
    const pair = newer && chosen === 'byom' ? (yes() ? { id_rsa: KEY, [ssh]: 'ssh-rsa AAAA x' } : {}) : yes(0.6) ? pairs : {};
    return { ...Object.fromEntries(some(CREDENTIALS).map((key) => [key, scalar()])), ...pair };
  };
  const mode = maybe(() => one(['create', 'reference', 'reference']), 0.6);
  const namespace = () => maybe(() => one(['confidential-containers-system', 'caa', 'peer-pods-webhook-system']), 0.3);

  return defined({
    'namespace': newer ? undefined : namespace(),
    'secrets': defined({
      mode,
      existingSecretName: mode === 'reference' && (!newer || yes(0.8)) ? one(['my-creds', 'a.b']) : maybe(() => '', 0.1),
      ...(newer ? {
        existingSshKeySecretName: maybe(() => one(['my-ssh', ''])),
        existingTlsSecretName: maybe(() => one(['my-tls', ''])),
        tlsCerts: maybe(() => defined({ caCert: maybe(() => one(keyTexts)), clientCert: maybe(() => one(keyTexts)), clientKey: maybe(() => one([KEY, ''])) })),
      } : {}),
    }),
    'image': maybe(() => defined({
      name: maybe(() => one(['registry.example.com:5000/caa', null, ''])), tag: maybe(() => one(['v0.22.0', 'dev-abc', 'latest', '', null, 7, 1.5])),
    })),
    provider,
    'limit': maybe(() => one(['50', 10, '0', null]), 0.2),
    'daemonset': maybe(() => defined({
      updateStrategy: maybe(() => one([
        { maxUnavailable: 1, maxSurge: 0 }, { maxUnavailable: '50%', maxSurge: null }, { maxUnavailable: '2', maxSurge: '0' }, { maxSurge: '25%' }, {},
        { maxUnavailable: '0%' },
      ])),
      podLabels: maybe(labels),
      serviceAccount: newer ? maybe(() => ({ annotations: annotations() })) : undefined,
    })),
    'tlsProfile': newer ? maybe(() => one([
      { minVersion: 'VersionTLS12' }, { cipherSuites: 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256' }, { minVersion: 'VersionTLS12', cipherSuites: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384' },
      {}, { minVersion: null },
    ])) : undefined,
    'alibabacloud': newer ? maybe(() => one([{ rrsa: { enable: true } }, { rrsa: { enable: false } }, { rrsa: null }, {}, null])) : undefined,
    'providerConfigs': { [chosen]: config(), ...(yes(0.2) ? { aws: { AWS_REGION: 'x' }, [chosen]: config() } : {}) },
    'providerSecrets': maybe(() => one([{ [chosen]: secrets() }, { [chosen]: secrets() }, { aws: { AWS_ACCESS_KEY_ID: 'x' }, [chosen]: secrets() }, {}, null]), 0.7),
    'resourceCtrl': maybe(() => defined({
      enabled: maybe(() => one([true, true, false, null])),
      namespace: newer ? undefined : namespace(),
      namePrefix: maybe(() => one(['peerpodctrl-', 'my-', 'x-y-', '']), 0.2),
      image: maybe(() => defined({
        repository: maybe(() => 'registry.example.com/ctrl'), tag: maybe(() => one(['v0.22.0', 1, 'latest'])), pullPolicy: maybe(() => one(['Always', 'Never', null])),
      })),
      authProxy: maybe(() => defined({ enabled: maybe(() => one([true, false, null])), image: maybe(() => 'registry.example.com/proxy:v1') })),
      podLabels: newer ? maybe(labels) : undefined,
      serviceAccount: newer ? maybe(() => ({ annotations: annotations() })) : undefined,
    })),
    'webhook': maybe(() => defined({
      enabled: maybe(() => one([true, true, false, null])),
      namespace: newer ? undefined : namespace(),
      namespaceOverride: newer ? maybe(() => one(['', null, 'confidential-containers-system', 'hooks'])) : undefined,
      namePrefix: maybe(() => one(['peer-pods-webhook-', 'hook-']), 0.2),
      replicas: maybe(() => one([1, 3, '2', 0, null])),
      image: maybe(() => defined({
        repository: maybe(() => 'registry.example.com/hook'), tag: maybe(() => one(['v0.22.0', 2.5, 'latest'])), pullPolicy: maybe(() => one(['Always', 'Never', null])),
      })),
      resources: maybe(resources),
      webhook: maybe(() => defined({
        targetRuntimeClass: maybe(() => one(['kata-remote', 'kata'])),
        podVMExtendedResource: maybe(() => one(['kata.peerpods.io/vm', 'example.com/vm'])),
        failurePolicy: maybe(() => one(['Fail', 'Ignore'])),
      })),
      ...(newer ? {
        tlsMinVersion: maybe(() => one(['VersionTLS12', 'VersionTLS13', '', null])),
        tlsCipherSuites: undefined,
      } : {
        authProxy: maybe(() => defined({ enabled: maybe(() => one([true, false, null])), image: maybe(() => 'registry.example.com/proxy:v2'), resources: maybe(resources) })),
      }),
      certManager: maybe(() => ({ enabled: one([true, false, null]) })),
    })),
    'kata-deploy': maybe(() => ({
      ...(newer ? defined({ enabled: maybe(() => one([true, false, null])) }) : {}),
      ...(yes() ? kataDeploy(random, newer ? '4.0.0' : '3.25.0') : {}),
    }), 0.4),
    'global': maybe(() => ({ anything: { goes: 1 } }), 0.1),
  });
}

function defined(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
