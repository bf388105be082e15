/** A file that Ignition writes. Either its text, or a script of this package. */
export interface NodeFile {
  readonly path: string;
  readonly mode: number;
  readonly script?: string;
  readonly text?: string;
}

const SCRIPTS = '/usr/local/bin';
const script = (name: string): NodeFile => ({ path: `${SCRIPTS}/${name}`, mode: 0o755, script: `src/dpu-worker/${name}` });

/** The files of a DPU worker, under upstream's paths. */
export const NODE_FILES: readonly NodeFile[] = [
  script('apply-nmstate-bridge.sh'),
  script('configure-p0-routing.sh'),
  {
    path: '/etc/NetworkManager/conf.d/unmanage-ovnk-interface.conf',
    mode: 0o644,
    text: '[keyfile]\nunmanaged-devices=interface-name:ovn-k8s-*\n',
  },
  script('set-ovnk-dpu-label.sh'),
];

/** A systemd unit; without sections, one that the system has and that is turned off. */
export interface NodeUnit {
  readonly name: string;
  readonly enabled: boolean;
  readonly mask?: boolean;
  readonly sections?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The units of a DPU worker. br-ex becomes a Linux bridge: what makes it an Open vSwitch bridge is off. */
export const NODE_UNITS: readonly NodeUnit[] = [
  {
    name: 'nmstate-bridge.service',
    enabled: true,
    sections: {
      Unit: {
        Description: 'Make br-ex a Linux bridge',
        Wants: 'nodeip-configuration.service nmstate.service',
        After: 'network.target NetworkManager.service nodeip-configuration.service nmstate.service',
        Before: 'crio.service kubelet.service',
      },
      Service: {
        Type: 'oneshot',
        ExecStart: `${SCRIPTS}/apply-nmstate-bridge.sh`,
        RemainAfterExit: 'yes',
        TimeoutStartSec: '150s',
        Restart: 'on-failure',
        RestartSec: '10',
      },
      Install: { WantedBy: 'multi-user.target' },
    },
  },
  {
    name: 'set-ovnk-dpu-label.service',
    enabled: true,
    sections: {
      Unit: {
        Description: 'Label this node as a DPU host of OVN-Kubernetes',
        After: 'nodeip-configuration.service',
        Before: 'kubelet-dependencies.target',
      },
      Service: { Type: 'oneshot', ExecStart: `${SCRIPTS}/set-ovnk-dpu-label.sh`, RemainAfterExit: 'yes' },
      Install: { RequiredBy: 'kubelet-dependencies.target' },
    },
  },
  { name: 'ovs-configuration.service', enabled: false },
  { name: 'openvswitch.service', enabled: false, mask: true },
  { name: 'wait-for-br-ex-up.service', enabled: false },
  {
    name: 'p0-routing.service',
    enabled: true,
    sections: {
      Unit: {
        Description: 'Route the traffic of OVN-Kubernetes through the bridge',
        After: 'kubelet.service network-online.target nmstate-bridge.service',
        Wants: 'network-online.target',
      },
      Service: {
        Type: 'simple',
        ExecStart: `${SCRIPTS}/configure-p0-routing.sh`,
        StandardOutput: 'journal',
        StandardError: 'journal',
        Restart: 'always',
        RestartSec: '10',
      },
      Install: { WantedBy: 'multi-user.target' },
    },
  },
];
