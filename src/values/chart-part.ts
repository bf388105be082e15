import type { Emission } from '../common/private/emission';
import type { CustomContainerdInstallerProps } from '../containerd';
import type { DpfHcpOperatorProps } from '../dpf-hcp';
import type { DpuWorkerConfigProps } from '../dpu-worker';
import type { KataModel } from '../kata/internal';
import type { AdaptorModel, ControllerModel, WebhookModel } from '../peer-pods/internal';
import type { Configuration } from '../redfish/internal';

/** What values mean for one construct of this library: its props, or the model that its objects are made of. */
export type ChartPart = KataPart | ContainerdPart | PeerPodsPart | DpfHcpPart | DpuWorkerPart | RedfishPart;

export interface KataPart {
  readonly construct: 'KataRuntime';
  readonly model: KataModel;
  /** Its pods wait for another containerd on their nodes. */
  readonly waits?: boolean;
}

export interface ContainerdPart {
  readonly construct: 'CustomContainerdInstaller';
  readonly props: CustomContainerdInstallerProps;
}

export interface PeerPodsPart {
  readonly construct: 'PeerPodsCAA';
  readonly adaptor: AdaptorModel;
  readonly controller?: ControllerModel;
  readonly webhook?: WebhookModel;
}

export interface DpfHcpPart {
  readonly construct: 'DpfHcpOperator';
  readonly props: DpfHcpOperatorProps;
  /** What the chart writes into its Deployment. */
  readonly resources: object;
}

export interface DpuWorkerPart {
  readonly construct: 'DpuWorkerConfig';
  readonly props: DpuWorkerConfigProps;
}

export interface RedfishPart {
  readonly construct: 'RedfishServer';
  /** Absent where the chart writes none. */
  readonly configuration?: Configuration;
  readonly objects: readonly Emission[];
}
