import { PeerPodsAdaptorOptions } from '../peer-pods-adaptor-options';
import { FORMATS } from '../private/formats';
import { PATHS } from '../private/names';
import { ProviderDefinition, Setting, settingsOf, SettingTable } from '../providers/contract';

const PORT = { min: 1, max: 65535 };

const secureComms = (name: string): Setting => ({ env: `SECURE_COMMS_${name}`, kind: 'strings', until: '0.17.0' });

/** Settings that every provider has, by their props. */
export const COMMON_SETTINGS: SettingTable = settingsOf<PeerPodsAdaptorOptions>({
  cloudConfigVerify: { env: 'CLOUD_CONFIG_VERIFY', kind: 'boolean', default: 'false' },
  enableScratchSpace: { env: 'ENABLE_SCRATCH_SPACE', kind: 'boolean', default: 'false' },
  externalNetworkViaPodVm: { env: 'EXTERNAL_NETWORK_VIA_PODVM', kind: 'boolean', default: 'false', since: '0.18.0', presence: true },
  forwarderPort: { env: 'FORWARDER_PORT', kind: 'integer', default: '15150', ...PORT },
  initdata: { env: 'INITDATA', kind: 'string', format: FORMATS.base64Gzip },
  limit: { env: 'PEERPODS_LIMIT_PER_NODE', kind: 'integer', default: '10', min: 1 },
  pauseImage: { env: 'PAUSE_IMAGE', kind: 'string', format: FORMATS.word },
  podsDir: { env: 'PODS_DIR', kind: 'string', default: '/run/peerpod/pods', format: FORMATS.runFolder },
  podSubnetCidrs: { env: 'POD_SUBNET_CIDRS', kind: 'strings', since: '0.18.0', format: FORMATS.cidr },
  proxyTimeout: { env: 'PROXY_TIMEOUT', kind: 'duration', default: '5m' },
  remoteHypervisorEndpoint: { env: 'REMOTE_HYPERVISOR_ENDPOINT', kind: 'string', default: '/run/peerpod/hypervisor.sock', format: FORMATS.runFolder },
  secureComms: { env: 'SECURE_COMMS', kind: 'boolean', default: 'false', until: '0.17.0' },
  secureCommsInbounds: secureComms('INBOUNDS'),
  secureCommsKbsAddress: {
    env: 'SECURE_COMMS_KBS_ADDR', kind: 'string', default: 'kbs-service.trustee-operator-system:8080', until: '0.17.0', format: FORMATS.hostAndPort,
  },
  secureCommsNoTrustee: { env: 'SECURE_COMMS_NO_TRUSTEE', kind: 'boolean', default: 'false', until: '0.17.0' },
  secureCommsOutbounds: secureComms('OUTBOUNDS'),
  secureCommsPeerPodInbounds: secureComms('PP_INBOUNDS'),
  secureCommsPeerPodOutbounds: secureComms('PP_OUTBOUNDS'),
  tlsCipherSuites: { env: 'TLS_CIPHER_SUITES', kind: 'strings', since: '0.22.0' },
  tlsMinVersion: { env: 'TLS_MIN_VERSION', kind: 'string', since: '0.22.0' },
  tlsSkipVerify: { env: 'TLS_SKIP_VERIFY', kind: 'boolean', default: 'false', presence: true },
  tunnelType: { env: 'TUNNEL_TYPE', kind: 'string', default: 'vxlan', oneOf: ['vxlan'] },
  vxlanPort: { env: 'VXLAN_PORT', kind: 'integer', default: '4789', ...PORT },
});

/** The common settings as one provider has them. */
export function commonSettings({ readsEarly = [] }: ProviderDefinition): SettingTable {
  const early = readsEarly.map((prop) => [prop, { ...COMMON_SETTINGS[prop], since: undefined }]);
  return { ...COMMON_SETTINGS, ...Object.fromEntries(early) };
}

/** What the prop `tlsCertificates` sets: where the files of its Secret are. */
export const CERTIFICATE_SETTINGS: Readonly<Record<string, string>> = {
  CACERT_FILE: `${PATHS.certificates}/ca.crt`,
  CERT_FILE: `${PATHS.certificates}/client.crt`,
  CERT_KEY: `${PATHS.certificates}/client.key`,
};
