import { Duration } from 'cdk8s';
import { ProviderDefinition, settingsOf } from './contract';
import { FORMATS } from '../private/formats';
import { ipRange } from '../private/ip-range';

/**
 * Pods on machines that exist already ("bring your own machine").
 *
 * @see https://github.com/confidential-containers/cloud-api-adaptor/tree/v0.22.0/src/cloud-providers/byom
 */
export interface PeerPodsByomOptions {
  /**
   * The addresses of the machines, alone or as ranges: `192.0.2.10-192.0.2.20` (VM_POOL_IPS). Ranges are written out, as release
   * 0.22.0 finds no address in them.
   */
  readonly vmPoolIps: string[];

  /**
   * How many addresses a range may have, so that a slip of the pen does not name a whole network (MAX_RANGE_IPS).
   * @default 100
   */
  readonly maxRangeIps?: number;

  /**
   * The user on the machines (SSH_USERNAME).
   * @default 'peerpod'
   */
  readonly sshUsername?: string;

  /**
   * The file with the public key (SSH_PUB_KEY_PATH).
   * @default '/root/.ssh/id_rsa.pub'
   */
  readonly sshPublicKeyPath?: string;

  /**
   * The file with the private key (SSH_PRIV_KEY_PATH).
   * @default '/root/.ssh/id_rsa'
   */
  readonly sshPrivateKeyPath?: string;

  /**
   * How long a connection may take to be made (SSH_TIMEOUT).
   * @default Duration.seconds(30)
   */
  readonly sshTimeout?: Duration;

  /**
   * A folder with the host keys of the machines; others are refused (SSH_HOST_KEY_ALLOWLIST_DIR). The pod must see it:
   * mount it with a patch.
   * @default - none: the first key that a machine shows is taken
   */
  readonly sshHostKeyAllowlistDir?: string;

  /**
   * The namespace of the ConfigMap with the state of the pool (POOL_NAMESPACE).
   * @default - that of the adaptor
   */
  readonly poolNamespace?: string;

  /**
   * The ConfigMap with the state of the pool (POOL_CONFIGMAP_NAME). The adaptor's role names the default one.
   * @default 'byom-ip-pool-state'
   */
  readonly poolConfigMapName?: string;
}

const MAX_RANGE = 100;
const POOL_CONFIG_MAP = 'byom-ip-pool-state';

const POOL = { scope: { variable: 'POOL_NAMESPACE' }, apiGroup: '', resources: ['configmaps'] };

/** @internal */
export const BYOM: ProviderDefinition = {
  name: 'byom',
  title: 'Bring your own machine',
  settings: settingsOf<PeerPodsByomOptions>({
    maxRangeIps: { env: 'MAX_RANGE_IPS', kind: 'integer', default: String(MAX_RANGE), min: 1, max: 65536 },
    poolConfigMapName: { env: 'POOL_CONFIGMAP_NAME', kind: 'string', default: POOL_CONFIG_MAP, format: FORMATS.dnsName },
    poolNamespace: { env: 'POOL_NAMESPACE', kind: 'string', format: FORMATS.dnsLabel },
    sshHostKeyAllowlistDir: { env: 'SSH_HOST_KEY_ALLOWLIST_DIR', kind: 'string', format: FORMATS.absolutePath },
    sshPrivateKeyPath: { env: 'SSH_PRIV_KEY_PATH', kind: 'string', default: '/root/.ssh/id_rsa', format: FORMATS.absolutePath },
    sshPublicKeyPath: { env: 'SSH_PUB_KEY_PATH', kind: 'string', default: '/root/.ssh/id_rsa.pub', format: FORMATS.absolutePath },
    sshTimeout: { env: 'SSH_TIMEOUT', kind: 'seconds', default: '30' },
    sshUsername: { env: 'SSH_USERNAME', kind: 'string', default: 'peerpod', format: FORMATS.sshUser },
    vmPoolIps: {
      env: 'VM_POOL_IPS',
      kind: 'addresses',
      required: true,
      format: FORMATS.ipRange,
      // It reads the addresses before it knows how many a range may have: none.
      ignored: { since: '0.22.0', pattern: /-/, text: 'has a range of addresses, in which the adaptor 0.22.0 finds none: name each address' },
    },
  }),
  credentials: [],
  ssh: { files: ['id_rsa', 'id_rsa.pub'], required: () => true },
  needs: {
    api: [
      { ...POOL, program: 'adaptor', role: 'cm-editor', verbs: ['create'], reason: 'the state of the pool; an object that does not exist has no name to allow' },
      { ...POOL, program: 'adaptor', role: 'cm-editor', names: [POOL_CONFIG_MAP], verbs: ['get', 'update'], reason: 'which machines are taken' },
      { ...POOL, program: 'controller', role: 'cm-editor', names: [POOL_CONFIG_MAP], verbs: ['get', 'update'], reason: 'gives machines back' },
    ],
  },
  clusterTag: 'machines of your own have no tags',
  check: ({ poolConfigMapName, vmPoolIps, maxRangeIps = MAX_RANGE }, _release, problems) => {
    if (poolConfigMapName !== undefined && poolConfigMapName !== POOL_CONFIG_MAP) {
      problems.add('provider.poolConfigMapName', poolConfigMapName, `${POOL_CONFIG_MAP}, the only one that the adaptor's role lets it change`,
        'Leave it out.');
    }
    if (!Array.isArray(vmPoolIps)) return;
    vmPoolIps.forEach((one, index) => {
      if (typeof one !== 'string' || !FORMATS.ipRange.pattern.test(one)) return;
      const { count } = ipRange(one);
      if (count < 1n) problems.add(`provider.vmPoolIps[${index}]`, one, 'a range that ends after its start', 'Swap the two, or give one address.');
      if (typeof maxRangeIps === 'number' && maxRangeIps >= 1 && count > maxRangeIps) {
        problems.add(`provider.vmPoolIps[${index}]`, one, `a range of at most ${maxRangeIps} addresses`, `It has ${count}. Shorten it, or raise maxRangeIps.`);
      }
    });
  },
};
