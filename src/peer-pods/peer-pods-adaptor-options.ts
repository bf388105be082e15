import { Duration } from 'cdk8s';
import { TlsCipherSuite, TlsMinVersion } from './tls-profile';

/**
 * Settings of the adaptor that every provider has.
 *
 * @see https://github.com/confidential-containers/cloud-api-adaptor/blob/v0.22.0/src/cloud-api-adaptor/cmd/cloud-api-adaptor/main.go
 */
export interface PeerPodsAdaptorOptions {
  /**
   * How many VMs may run for each node, at least 1 (PEERPODS_LIMIT_PER_NODE). The adaptor announces as many
   * `kata.peerpods.io/vm` on its node, and the scheduler keeps to them. `PeerPodLimit` spreads a total over nodes.
   * @default 10
   */
  readonly limit?: number;

  /**
   * The adaptor checks its provider's settings when it starts, and stops where one is missing (CLOUD_CONFIG_VERIFY).
   * @default true
   */
  readonly cloudConfigVerify?: boolean;

  /**
   * Initdata for pods that bring none: TOML, compressed with gzip, in base64 (INITDATA). It is measured by the VM.
   * @default - none
   */
  readonly initdata?: string;

  /**
   * How long the connection to a new VM may take (PROXY_TIMEOUT).
   * @default Duration.minutes(5)
   */
  readonly proxyTimeout?: Duration;

  /**
   * The port on which VMs listen for the adaptor (FORWARDER_PORT).
   * @default 15150
   */
  readonly forwarderPort?: number;

  /**
   * The pause image of the pods in the VMs (PAUSE_IMAGE).
   * @default - the one in the VM's image
   */
  readonly pauseImage?: string;

  /**
   * The tunnel between node and VM (TUNNEL_TYPE).
   * @default 'vxlan'
   */
  readonly tunnelType?: string;

  /**
   * The UDP port of the VXLAN tunnel (VXLAN_PORT).
   * @default 4789
   */
  readonly vxlanPort?: number;

  /**
   * Give VMs an encrypted disk for images and layers, instead of memory (ENABLE_SCRATCH_SPACE).
   * @default false
   */
  readonly enableScratchSpace?: boolean;

  /**
   * Experimental: traffic to the outside leaves from the VM, not from the node (EXTERNAL_NETWORK_VIA_PODVM).
   * @default false
   */
  readonly externalNetworkViaPodVm?: boolean;

  /**
   * Experimental: networks of pods that are reached through the node even so (POD_SUBNET_CIDRS).
   * @default - none
   */
  readonly podSubnetCidrs?: string[];

  /**
   * The oldest version of TLS between adaptor and VMs (TLS_MIN_VERSION). Existing VMs keep their settings. From release 0.22.0.
   * @default - TLS 1.2
   */
  readonly tlsMinVersion?: TlsMinVersion;

  /**
   * The cipher suites of TLS 1.2 between adaptor and VMs (TLS_CIPHER_SUITES). From release 0.22.0.
   * @default - those of Go
   */
  readonly tlsCipherSuites?: TlsCipherSuite[];

  /**
   * Take any certificate of a VM for good (TLS_SKIP_VERIFY). For tests only: a man in the middle could read and change
   * everything.
   * @default false
   */
  readonly tlsSkipVerify?: boolean;

  /**
   * The folder for the adaptor's data about pods (PODS_DIR). Below `/run/peerpod`, which the pod mounts.
   * @default '/run/peerpod/pods'
   */
  readonly podsDir?: string;

  /**
   * The socket on which Kata requests VMs (REMOTE_HYPERVISOR_ENDPOINT). Below `/run/peerpod`; Kata's configuration names it.
   * @default '/run/peerpod/hypervisor.sock'
   */
  readonly remoteHypervisorEndpoint?: string;

  /**
   * Reach VMs through SSH tunnels (SECURE_COMMS). Release 0.17.0 only.
   * @default false
   */
  readonly secureComms?: boolean;

  /**
   * Give the VMs their tunnel keys in user data, without Trustee (SECURE_COMMS_NO_TRUSTEE). Release 0.17.0 only.
   * @default false
   */
  readonly secureCommsNoTrustee?: boolean;

  /**
   * The address of Trustee for the tunnel keys (SECURE_COMMS_KBS_ADDR). Release 0.17.0 only.
   * @default 'kbs-service.trustee-operator-system:8080'
   */
  readonly secureCommsKbsAddress?: string;

  /**
   * Tunnels into the node (SECURE_COMMS_INBOUNDS). Release 0.17.0 only.
   * @default - none
   */
  readonly secureCommsInbounds?: string[];

  /**
   * Tunnels out of the node (SECURE_COMMS_OUTBOUNDS). Release 0.17.0 only.
   * @default - none
   */
  readonly secureCommsOutbounds?: string[];

  /**
   * Tunnels into the VMs (SECURE_COMMS_PP_INBOUNDS). Release 0.17.0 only.
   * @default - none
   */
  readonly secureCommsPeerPodInbounds?: string[];

  /**
   * Tunnels out of the VMs (SECURE_COMMS_PP_OUTBOUNDS). Release 0.17.0 only.
   * @default - none
   */
  readonly secureCommsPeerPodOutbounds?: string[];
}
