import type { ChartEdition } from './chart-edition';

/** An edition of a chart, whose schema and defaults are loaded when it is used. */
export interface EditionEntry {
  /** `<chart>@<version>`. */
  readonly name: string;
  /** One line for people: what it installs. */
  readonly summary: string;
  load(): ChartEdition;
}

const coco = () => require('./confidential-containers/editions') as typeof import('./confidential-containers/editions');
const dpf = () => require('./dpf-hcp-provisioner-operator/editions') as typeof import('./dpf-hcp-provisioner-operator/editions');
const kataDeploy = () => require('./kata-deploy/editions') as typeof import('./kata-deploy/editions');
const redfish = () => require('./kubevirt-redfish/editions') as typeof import('./kubevirt-redfish/editions');
const peerPods = () => require('./peerpods/editions') as typeof import('./peerpods/editions');

/** Every chart edition whose values can be rendered. */
export const EDITIONS: readonly EditionEntry[] = [
  {
    name: 'confidential-containers@0.16.0',
    summary: 'the umbrella chart of Confidential Containers, with kata-deploy 3.22.0',
    load: () => coco().COCO_0_16_0,
  },
  {
    name: 'confidential-containers@0.16.0-pre',
    summary: 'the umbrella chart before its release 0.16.0, with kata-deploy 3.21.0 and a development build for tests',
    load: () => coco().COCO_0_16_0_PRE,
  },
  {
    name: 'dpf-hcp-provisioner-operator@0.1.0',
    summary: 'the operator of hosted control planes for DPUs, with its settings in a DPFHCPProvisionerConfig',
    load: () => dpf().DPF_0_1_0,
  },
  {
    name: 'dpf-hcp-provisioner-operator@0.1.0-pre',
    summary: 'the operator before its release 0.1.0, with BlueField images in a ConfigMap',
    load: () => dpf().DPF_0_1_0_PRE,
  },
  {
    name: 'kata-deploy@4.1.0',
    summary: 'Kata Containers, with kata-deploy 4.1.0',
    load: () => kataDeploy().KATA_DEPLOY_4_1_0,
  },
  {
    name: 'kubevirt-redfish@0.2.1',
    summary: 'the Redfish server for KubeVirt machines, v0.2.1',
    load: () => redfish().REDFISH_0_2_1,
  },
  {
    name: 'kubevirt-redfish@0.2.1-pre',
    summary: 'the Redfish server for KubeVirt machines, v0.2.1, with OpenShift\'s SecurityContextConstraints',
    load: () => redfish().REDFISH_0_2_1_PRE,
  },
  {
    name: 'peerpods@0.1.0',
    summary: 'Cloud API Adaptor 0.17.0 with webhook and resource controller, and kata-deploy 3.25.0',
    load: () => peerPods().PEERPODS_EDITION_0_1_0,
  },
  {
    name: 'peerpods@0.4.0',
    summary: 'Cloud API Adaptor 0.22.0 with webhook and resource controller, and kata-deploy 4.0.0',
    load: () => peerPods().PEERPODS_EDITION_0_4_0,
  },
];
