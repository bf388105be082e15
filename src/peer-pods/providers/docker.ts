import { ProviderDefinition, settingsOf } from './contract';
import { FORMATS } from '../private/formats';

/**
 * Pod "VMs" that are containers of Docker on the node: for development. Release 0.22.0 no longer has it.
 *
 * @see https://github.com/confidential-containers/cloud-api-adaptor/tree/v0.17.0/src/cloud-api-adaptor/docker
 */
export interface PeerPodsDockerOptions {
  /**
   * Where Docker listens (DOCKER_HOST).
   * @default 'unix:///var/run/docker.sock'
   */
  readonly host?: string;

  /**
   * The version of Docker's API (DOCKER_API_VERSION).
   * @default - '1.40'
   */
  readonly apiVersion?: string;

  /**
   * A folder with TLS certificates for Docker (DOCKER_CERT_PATH).
   * @default - none
   */
  readonly certPath?: string;

  /**
   * Use TLS, and verify Docker's certificate (DOCKER_TLS_VERIFY).
   * @default false
   */
  readonly tlsVerify?: boolean;

  /**
   * The image of the pod containers (DOCKER_PODVM_IMAGE).
   * @default - quay.io/confidential-containers/podvm-docker-image
   */
  readonly podVmImage?: string;

  /**
   * The network of the pod containers (DOCKER_NETWORK_NAME).
   * @default 'bridge'
   */
  readonly networkName?: string;
}

/** @internal */
export const DOCKER: ProviderDefinition = {
  name: 'docker',
  title: 'Docker',
  settings: settingsOf<PeerPodsDockerOptions>({
    apiVersion: { env: 'DOCKER_API_VERSION', kind: 'string', default: '1.40', format: FORMATS.dockerApiVersion },
    certPath: { env: 'DOCKER_CERT_PATH', kind: 'string', format: FORMATS.absolutePath },
    host: { env: 'DOCKER_HOST', kind: 'string', default: 'unix:///var/run/docker.sock', format: FORMATS.dockerHost },
    networkName: { env: 'DOCKER_NETWORK_NAME', kind: 'string', default: 'bridge' },
    podVmImage: { env: 'DOCKER_PODVM_IMAGE', kind: 'string', default: 'quay.io/confidential-containers/podvm-docker-image' },
    tlsVerify: { env: 'DOCKER_TLS_VERIFY', kind: 'boolean', default: 'false', presence: true },
  }),
  credentials: [],
  hostFolders: [['docker-socket', '/var/run/docker.sock'], ['docker-dir', '/var/lib/docker']],
  clusterTag: 'containers of Docker have no tags',
  removed: 'upstream removed it in 0.22.0; 0.21.1 is its last release that has it, and 0.17.0 the last of those here',
  check: ({ tlsVerify, podVmImage, networkName }, _release, problems) => {
    // Its start script gives the flag a value, at which the program stops reading what follows.
    if (!tlsVerify) return;
    for (const [prop, value] of [['podVmImage', podVmImage], ['networkName', networkName]] as const) {
      if (value !== undefined) problems.add(`provider.${prop}`, value, 'nothing with tlsVerify, which keeps the program from reading it', 'Leave one of the two out.');
    }
  },
};
