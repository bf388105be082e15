import { ProviderDefinition, settingsOf } from './contract';
import { GOVMOMI_VARIABLES } from '../catalogue/sdk-variables';
import { FORMATS } from '../private/formats';

/**
 * Pod VMs on VMware vSphere. Release 0.17.0 is the last one that has it.
 *
 * @see https://github.com/confidential-containers/cloud-api-adaptor/tree/v0.17.0/src/cloud-api-adaptor/vsphere
 */
export interface PeerPodsVsphereOptions {
  /** The URL of vCenter (GOVC_URL). */
  readonly url: string;

  /** The name of the data center (GOVC_DATACENTER). */
  readonly datacenter: string;

  /**
   * The template from which VMs are made (GOVC_TEMPLATE).
   * @default 'podvm-template'
   */
  readonly template?: string;

  /**
   * The cluster of the VMs (GOVC_VCLUSTER). DRS needs it.
   * @default - none
   */
  readonly cluster?: string;

  /**
   * The data store of the VMs (GOVC_DATASTORE). Needed without DRS.
   * @default - chosen by DRS
   */
  readonly datastore?: string;

  /**
   * The host of the VMs (GOVC_HOST). Needed without DRS.
   * @default - chosen by DRS
   */
  readonly host?: string;

  /**
   * The folder of the VMs, below the data center's (GOVC_FOLDER). It is made where it does not exist.
   * @default - that of the data center
   */
  readonly folder?: string;

  /**
   * Let DRS choose host and data store in `cluster` (GOVC_DRS).
   * @default false
   */
  readonly drs?: boolean;
}

/** @internal */
export const VSPHERE: ProviderDefinition = {
  name: 'vsphere',
  title: 'VMware vSphere',
  settings: settingsOf<PeerPodsVsphereOptions>({
    cluster: { env: 'GOVC_VCLUSTER', kind: 'string' },
    datacenter: { env: 'GOVC_DATACENTER', kind: 'string', required: true },
    datastore: { env: 'GOVC_DATASTORE', kind: 'string' },
    drs: { env: 'GOVC_DRS', kind: 'boolean', default: 'false' },
    folder: { env: 'GOVC_FOLDER', kind: 'string' },
    host: { env: 'GOVC_HOST', kind: 'string' },
    template: { env: 'GOVC_TEMPLATE', kind: 'string', default: 'podvm-template' },
    url: { env: 'GOVC_URL', kind: 'string', required: true, format: FORMATS.httpUrl },
  }),
  reads: GOVMOMI_VARIABLES,
  credentials: [['GOVC_USERNAME', 'GOVC_PASSWORD']],
  otherSecrets: ['GOVC_THUMBPRINT'],
  clusterTag: 'VMs of vSphere have no tags',
  removed: 'upstream removed it in 0.18.0; 0.17.0 is the last release that has it',
  check: ({ drs, cluster, host, datastore }, _release, problems) => {
    if (drs && !cluster) {
      problems.add('provider.cluster', cluster, 'the name of a cluster, with drs', 'DRS chooses among the hosts of a cluster.');
    }
    if (drs) return;
    for (const [prop, value] of [['host', host], ['datastore', datastore]] as const) {
      if (!value) problems.add(`provider.${prop}`, value, 'a name, without drs', 'The adaptor does not start without it; or set `drs` and `cluster`.');
    }
  },
};
